"""The name a file is shown and given back with; on the disk it has another."""

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST = 120  # letters; in UTF-8 less than 255 bytes also with an ending
NOT_SHOWN = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}  # control, direction and joining marks, line ends
ONLY_DEVICES = re.compile(r"(con|nul|aux|prn|com\d|lpt\d)", re.IGNORECASE)


def shown(name: str | None, ending: str | None = None) -> str:
    """Return the last part of the name, readable, of bounded length, with the ending of what it really is."""
    last = re.split(r"[/\\]", name or "")[-1]
    letters = (c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c) not in NOT_SHOWN)
    clean = re.sub(r"\s+", " ", "".join(letters)).strip(" .")
    path = PurePosixPath(clean or "Datei")
    suffix = f".{ending}" if ending else path.suffix[:12]
    stem = path.stem if path.suffix else path.name
    if ONLY_DEVICES.fullmatch(stem):
        stem += "-Datei"
    return _bounded(stem, LONGEST, 200) + suffix


def _bounded(text: str, letters: int, most_bytes: int) -> str:
    return text[:letters].encode()[:most_bytes].decode(errors="ignore").strip() or "Datei"
