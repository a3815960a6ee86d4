"""The files inside a winmail.dat: what Outlook packs into one file of its own (MS-OXTNEF).

Only whole files are taken out, with the name Outlook shows for them. The text of the mail stands beside
winmail.dat, as a rule; where it does not, the words inside are read. A file that breaks off gives
what lies before the break.
"""

import struct
from collections.abc import Iterator

SIGNATURE = struct.pack("<I", 0x223E9F78)
# attributes of the level of attachments
NEW_FILE, TITLE, CONTENT, PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
CODEPAGE = 0x9007
# attributes of the message: its text, and its properties, which hold the text or a page
TEXT, OF_MESSAGE = 0x800C, 0x9003
WORDS, PAGE = 0x1000, 0x1013
# properties inside PROPERTIES (MS-OXPROPS): the long name and the file itself
LONG_NAME, SHORT_NAME, BYTES = 0x3707, 0x3704, 0x3701
FIXED = {0x2: 2, 0x3: 4, 0x4: 4, 0x5: 8, 0x6: 8, 0x7: 8, 0xA: 4, 0xB: 2, 0x14: 8, 0x40: 8, 0x48: 16}  # type -> bytes
VARIED = (0x0D, 0x1E, 0x1F, 0x102)
WIDE_TEXT, OBJECT, SEVERAL, NAMED = 0x1F, 0x0D, 0x1000, 0x8000
MOST_FILES = 200


def files_of(content: bytes) -> list[tuple[str, bytes]]:
    """Return name and bytes of each file; empty for what is no winmail.dat."""
    found: list[dict[str, bytes | str]] = []
    letters = "cp1252"
    for attribute, data in _attributes(content):
        if attribute == CODEPAGE and len(data) >= 4:
            letters = _known(struct.unpack_from("<I", data)[0])
        elif attribute == NEW_FILE:
            found.append({})
        elif found and attribute == TITLE:
            found[-1].setdefault("name", _said(data, letters))
        elif found and attribute == CONTENT:
            found[-1]["content"] = data
        elif found and attribute == PROPERTIES:
            _read_properties(data, letters, found[-1])
    whole = [one for one in found[:MOST_FILES] if "content" in one]
    return [(str(one.get("name") or "file"), bytes(one["content"])) for one in whole]  # type: ignore[arg-type]


def words_of(content: bytes) -> tuple[str, bytes]:
    """Return media type and bytes of the text inside; no bytes where there is none but in Outlook's own format."""
    letters, plain, page = "cp1252", "", b""
    for attribute, data in _attributes(content):
        if attribute == CODEPAGE and len(data) >= 4:
            letters = _known(struct.unpack_from("<I", data)[0])
        elif attribute == TEXT:
            plain = plain or _said(data, letters)
        elif attribute == OF_MESSAGE:
            for number, kind, value in _sound(data):
                if number == WORDS:
                    plain = plain or _said(value, "utf-16-le" if kind == WIDE_TEXT else letters)
                elif number == PAGE:
                    page = page or value
    return ("text/html", page) if page.strip() else ("text/plain", plain.encode("utf-8", "replace"))


def _sound(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """The properties up to the first strange one."""
    try:
        yield from _properties(data)
    except (struct.error, IndexError, ValueError):
        return


def _attributes(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Each attribute's number and bytes, until the end or the first that breaks off."""
    if not content.startswith(SIGNATURE):
        return
    at = 6  # after signature and key
    while at + 9 <= len(content):
        level, attribute, _, length = struct.unpack_from("<BHHI", content, at)
        at += 9
        if level not in (1, 2) or at + length > len(content):
            return
        yield attribute, content[at : at + length]
        at += length + 2  # its checksum


def _read_properties(data: bytes, letters: str, into: dict) -> None:
    """Take the names and the bytes out of a list of MAPI properties; a strange one ends the reading."""
    for number, kind, value in _sound(data):
        if number == LONG_NAME or (number == SHORT_NAME and not into.get("name")):
            into["name"] = _said(value, "utf-16-le" if kind == WIDE_TEXT else letters) or into.get("name", "")
        elif number == BYTES and not into.get("content"):
            into["content"] = value[16:] if kind == OBJECT else value  # an object begins with its class


def _properties(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Each property's number, type and bytes; of one with several values the last."""
    (count,) = struct.unpack_from("<I", data)
    at = 4
    for _ in range(min(count, 1_000)):
        kind, number = struct.unpack_from("<HH", data, at)
        at += 4
        if number >= NAMED:
            at = _after_the_name(data, at)
        single = kind & ~SEVERAL
        values, value = 1, b""
        if kind & SEVERAL or single in VARIED:
            (values,) = struct.unpack_from("<I", data, at)
            at += 4
        for _ in range(min(values, 10_000)):
            if single in VARIED:
                (length,) = struct.unpack_from("<I", data, at)
                at += 4
            else:
                length = FIXED[single] if single in FIXED else _unknown(single)
            value = data[at : at + length]
            at += length + -length % 4
            if at > len(data) + 3:
                raise ValueError
        yield number, single, value


def _after_the_name(data: bytes, at: int) -> int:
    """Where the value of a named property begins: behind its family and its number or name."""
    (is_worded,) = struct.unpack_from("<I", data, at + 16)
    (length,) = struct.unpack_from("<I", data, at + 20) if is_worded else (0,)
    return at + 24 + length + -length % 4


def _unknown(kind: int) -> int:
    raise ValueError(f"property type {kind:#x}")


def _known(page: int) -> str:
    """The name of Outlook's code page, if Python knows it."""
    try:
        "".encode(f"cp{page}")
    except LookupError:
        return "cp1252"
    return f"cp{page}"


def _said(value: bytes, letters: str) -> str:
    return value.decode(letters, "replace").split("\0")[0].strip()
