"""Tidies typed text without changing what it says."""

import unicodedata
from typing import Any

# C1 characters stay: text that was mangled on its way can only be repaired as long as they are there.
CONTROL = {code: None for code in (*range(0x20), 0x7F) if chr(code) not in "\t\n"}
CONTROL |= {code: None for code in range(0xD800, 0xE000)}  # halves of characters cannot be stored
BLANK = " \t\n"


def prose(text: Any) -> str:
    """Text of several lines: one spelling per letter (NFC), no control characters, trimmed."""
    lines = str(text).replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", lines.translate(CONTROL)).strip(BLANK)


def line(text: Any) -> str:
    """Text of one line."""
    return prose(text).replace("\n", " ").replace("\t", " ").strip(BLANK)
