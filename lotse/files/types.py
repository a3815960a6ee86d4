"""What a file is, told from its first bytes; its name and what the sender claims do not count."""

import re
import zipfile
from pathlib import Path
from typing import NamedTuple

HEAD = 4096


class Type(NamedTuple):
    """A kind of file: its ending, its media type and how people call it."""

    ending: str
    media: str
    says: str


JPEG = Type("jpg", "image/jpeg", "JPG")
PNG = Type("png", "image/png", "PNG")
WEBP = Type("webp", "image/webp", "WebP")
PDF = Type("pdf", "application/pdf", "PDF")
TEXT = Type("txt", "text/plain", "Text")
OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = Type("docx", OFFICE + "wordprocessingml.document", "Word (docx)")
XLSX = Type("xlsx", OFFICE + "spreadsheetml.sheet", "Excel (xlsx)")
ODT = Type("odt", "application/vnd.oasis.opendocument.text", "LibreOffice (odt)")
ODS = Type("ods", "application/vnd.oasis.opendocument.spreadsheet", "LibreOffice (ods)")
UNKNOWN = Type("bin", "application/octet-stream", "?")

PICTURES = (JPEG, PNG, WEBP)
TAKEN = (*PICTURES, PDF, TEXT, DOCX, XLSX, ODT, ODS)
ANYTHING = (*TAKEN, UNKNOWN)  # for mail: whatever came is kept

MARKUP = re.compile(rb"\s*<[!?a-zA-Z]")
MOST_PARTS = 5000
LONGEST_LIST = 1 << 20  # bytes of an archive's list of contents; an office document's has some thousand
END, END_64 = b"PK\x05\x06", b"PK\x06\x07"


def named(endings: str) -> tuple[Type, ...]:
    """Return the types with these endings, as an operator lists them: „jpg png pdf“."""
    wanted = endings.replace(",", " ").split()
    unknown = set(wanted) - {kind.ending for kind in TAKEN}
    if unknown:
        raise ValueError(f"unknown file types: {', '.join(sorted(unknown))}")
    return tuple(kind for kind in TAKEN if kind.ending in wanted)


def type_of(path: Path) -> Type:
    """Return what the file is by its content."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return _in_an_archive(path)
    return TEXT if _is_text(path, head) else UNKNOWN


def _in_an_archive(path: Path) -> Type:
    """Tell an office document from any other archive by its list of contents; nothing is unpacked but the label."""
    if not _has_a_short_list(path):
        return UNKNOWN
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist()[:MOST_PARTS])
            if "[Content_Types].xml" in names:
                return DOCX if "word/document.xml" in names else XLSX if "xl/workbook.xml" in names else UNKNOWN
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                label = archive.read("mimetype").decode("ascii", "replace").strip()
                return next((kind for kind in (ODT, ODS) if kind.media == label), UNKNOWN)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, EOFError):
        return UNKNOWN
    return UNKNOWN


def _has_a_short_list(path: Path) -> bool:
    """Say whether an archive's list of contents is short enough to be read; its end tells how long it is."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - (1 << 16) - 22))
        tail = file.read()
    at = tail.rfind(END)
    if at < 0 or tail[max(0, at - 20) :].startswith(END_64):
        return False
    return int.from_bytes(tail[at + 12 : at + 16], "little") <= LONGEST_LIST


def _is_text(path: Path, head: bytes) -> bool:
    """Say whether all of it is plain text, and not the text of a page or drawing that a browser would run."""
    if MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")):
        return False
    with path.open("rb") as file:
        while part := file.read(1 << 20):
            if re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", part):
                return False
    return bool(head)
