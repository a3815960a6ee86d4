"""Files as mails carried them before MIME: `begin 644 name`, lines of printable signs, `end` (POSIX uuencode)."""

import binascii
import re

from lotse.channels.mail.charsets import readable

BEGIN = re.compile(rb"(?m)^begin [0-7]{3,4} ([^\r\n]{1,200}?)[ \t]*\r?\n")
END = re.compile(rb"end[ \t]*\r?(?:\n|\Z)")
MOST = 100  # files in one text


def uudecoded(data: bytes) -> bytes:
    """The bytes of one file; lines that no encoder wrote are left out."""
    begin = BEGIN.search(data)
    if not begin:
        return data
    found = []
    for line in data[begin.end() :].splitlines():
        if line.strip() == b"end":
            break
        found.append(_line(line) or b"")
    return b"".join(found)


def told_name(data: bytes) -> str:
    """The name behind `begin`, or nothing."""
    begin = BEGIN.search(data)
    return readable(begin[1], None) if begin else ""


def taken_out(text: bytes) -> tuple[bytes, list[tuple[str, bytes]]]:
    """The text without the files in it, and these; what only looks like one stays text."""
    kept: list[bytes] = []
    files: list[tuple[str, bytes]] = []
    position = 0
    for begin in BEGIN.finditer(text):
        if begin.start() < position or len(files) >= MOST:
            continue
        block = _block(text, begin.end())
        if block is None:
            continue
        content, end = block
        kept.append(text[position : begin.start()])
        files.append((readable(begin[1], None), content))
        position = end
    return b"".join([*kept, text[position:]]), files


def _block(text: bytes, position: int) -> tuple[bytes, int] | None:
    """The content from here to `end` and where the text goes on; None where a line is none of an encoder."""
    found: list[bytes] = []
    while position < len(text):
        if end := END.match(text, position):
            return (b"".join(found), end.end()) if found else None
        stop = text.find(b"\n", position)
        content = _line(text[position : stop if stop >= 0 else len(text)].rstrip(b"\r"))
        if content is None or stop < 0:
            return None
        found.append(content)
        position = stop + 1
    return None


def _line(line: bytes) -> bytes | None:
    """The bytes of one line: its first sign says how many; blanks at the end get lost on the way, some pad too much."""
    if not line:
        return b""
    length = (line[0] - 32) & 63
    signs = (length + 2) // 3 * 4
    whole = line[: 1 + signs].ljust(1 + signs)
    if len(line) > 1 + signs + 3 or not re.fullmatch(rb"[ -`]+", whole):
        return None
    try:
        return binascii.a2b_uu(whole)
    except binascii.Error:
        return None
