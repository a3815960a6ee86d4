"""Mails that Outlook saved as a file of its own (.msg, MS-OXMSG), read as the mail they were.

What the mail brought on its way (its headers) is kept by Outlook whole; where it never travelled, they are written
anew from what Outlook knows. The original stays as it came.
"""

import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from lotse.channels.mail.compound import FOLDER, SIGNATURE, Compound, Entry
from lotse.channels.mail.mime import entity

# properties by number (MS-OXPROPS)
SUBJECT, HEADERS, TEXT, HTML, MESSAGE_ID = 0x0037, 0x007D, 0x1000, 0x1013, 0x1035
FROM_NAME, FROM_EMAIL, FROM_SMTP, SENT_AT, CAME_AT = 0x0C1A, 0x0C1F, 0x5D01, 0x0039, 0x0E06
NAME, EMAIL, SMTP_EMAIL, KIND = 0x3001, 0x3003, 0x39FE, 0x0C15
FILE, FILE_NAME, SHORT_NAME, MEDIA = 0x3701, 0x3707, 0x3704, 0x370E
PAGES = (0x3FFD, 0x3FDE)
WIDE, NARROW, BINARY, OBJECT = "001f", "001e", "0102", "000d"
REWRITTEN = ("content-type", "content-transfer-encoding", "content-disposition", "mime-version")
MOST_FILES, DEEPEST = 200, 4
BEGAN = datetime(1601, 1, 1, tzinfo=UTC)


def is_saved_by_outlook(raw: bytes) -> bool:
    """Say whether these are the first bytes of a .msg; a Word document of old has the same."""
    return raw.startswith(SIGNATURE)


def as_mail(raw: bytes) -> bytes | None:
    """Return the saved mail in the form in which mails travel; None for what Outlook did not save."""
    file = Compound(raw)
    folder = _Folder(file, file.entries[0], 32)
    return _written(folder, DEEPEST) if folder.has(SUBJECT, TEXT, HTML, HEADERS) else None


class _Folder:
    """The properties of a message, a recipient or an attached file."""

    def __init__(self, file: Compound, entry: Entry, head: int, letters: str = ""):
        self.file, self.parts = file, file.within(entry)
        fixed = self.parts.get("__properties_version1.0")
        self.fixed = dict(_fixed(file.bytes_of(fixed)[head:])) if fixed else {}
        page = next((self.number(page) for page in PAGES if self.number(page)), 0)
        self.letters = letters or _known(page)

    def has(self, *properties: int) -> bool:
        return any(
            f"__substg1.0_{one:04x}{kind}" in self.parts for one in properties for kind in (WIDE, NARROW, BINARY)
        )

    def text(self, *properties: int) -> str:
        """The first of these that says something."""
        for one in properties:
            for kind, letters in ((WIDE, "utf-16-le"), (NARROW, self.letters)):
                said = self.bytes(one, kind).decode(letters, "replace").split("\0")[0]
                if said.strip():
                    return said
        return ""

    def bytes(self, one: int, kind: str = BINARY) -> bytes:
        stream = self.parts.get(f"__substg1.0_{one:04x}{kind}")
        return self.file.bytes_of(stream) if stream else b""

    def number(self, one: int) -> int:
        return struct.unpack("<I", self.fixed.get(one, bytes(8))[:4])[0]

    def moment(self, *properties: int) -> str:
        """The first of these moments, as mails write it; nothing where none is kept."""
        for one in properties:
            if ticks := struct.unpack("<Q", self.fixed.get(one, bytes(8)))[0]:
                return format_datetime(BEGAN + timedelta(microseconds=min(ticks // 10, 10**17)))
        return ""

    def those(self, beginning: str) -> Iterator["_Folder"]:
        for name in sorted(self.parts):
            if name.startswith(beginning) and self.parts[name].kind == FOLDER:
                yield _Folder(self.file, self.parts[name], 8, self.letters)

    def message_inside(self) -> "_Folder | None":
        entry = self.parts.get(f"__substg1.0_{FILE:04x}{OBJECT}")
        return _Folder(self.file, entry, 24, self.letters) if entry and entry.kind == FOLDER else None


def _written(message: _Folder, depth: int) -> bytes:
    mail = EmailMessage(policy=SMTP)
    mail.set_content(message.text(TEXT), charset="utf-8", cte="base64")
    page = message.bytes(HTML) or message.text(HTML).encode()
    if page.strip():
        mail.add_alternative(page, maintype="text", subtype="html")
        del list(mail.iter_parts())[-1]["Content-Disposition"]
    for number, file in enumerate(message.those("__attach_version1.0_")):
        if number < MOST_FILES:
            _add(mail, file, depth)
    return _headers(message) + mail.as_bytes()


def _add(mail: EmailMessage, file: _Folder, depth: int) -> None:
    name = _line(file.text(FILE_NAME, SHORT_NAME, NAME))
    inside = file.message_inside()
    if inside and depth:
        content, media = _written(inside, depth - 1), "application/octet-stream"
        name = f"{name or 'Mail'}.eml"
    else:
        content, media = file.bytes(FILE), file.text(MEDIA).strip().lower()
    main, _, sub = media.partition("/")
    if not (main.isalnum() and sub.replace("-", "").replace(".", "").replace("+", "").isalnum() and media.isascii()):
        main, sub = "application", "octet-stream"
    main = "application" if main in ("multipart", "message") else main
    mail.add_attachment(content, maintype=main, subtype=sub, filename=name or "file")


def _headers(message: _Folder) -> bytes:
    """The headers as they came; else from what Outlook knows of sender, recipients, subject and day."""
    travelled = entity(message.text(HEADERS).encode("utf-8", "surrogateescape") + b"\n\n").fields
    fields = [(name, value) for name, value in travelled if name not in REWRITTEN]
    named = {name for name, _ in fields}
    fields += [(name, value) for name, value in _known_of(message) if value and name.lower() not in named]
    lines = "".join(f"{name}: {_line(value)}\r\n" for name, value in fields)
    return lines.encode("utf-8", "surrogateescape")


def _known_of(message: _Folder) -> Iterator[tuple[str, str]]:
    yield "From", _address(message, (FROM_NAME,), (FROM_SMTP, FROM_EMAIL))
    recipients = [(one.number(KIND), _address(one, (NAME,), (SMTP_EMAIL, EMAIL))) for one in message.those("__recip_")]
    for header, kinds in (("To", (0, 1)), ("Cc", (2,))):
        yield header, ", ".join(address for kind, address in recipients if kind in kinds and address)
    yield "Subject", message.text(SUBJECT)
    yield "Date", message.moment(SENT_AT, CAME_AT)
    yield "Message-ID", message.text(MESSAGE_ID)


def _address(folder: _Folder, names: tuple[int, ...], emails: tuple[int, ...]) -> str:
    """Return „Name <address>“; an address of Exchange alone is none that one can write to."""
    email = next((said.strip() for said in map(folder.text, emails) if "@" in said), "")
    name = folder.text(*names).replace('"', "").replace("\\", "").strip()
    return f'"{name}" <{email}>' if email else f'"{name}"' if name else ""


def _fixed(listed: bytes) -> Iterator[tuple[int, bytes]]:
    for at in range(0, len(listed) - 15, 16):
        yield struct.unpack_from("<H", listed, at + 2)[0], listed[at + 8 : at + 16]


def _known(page: int) -> str:
    try:
        "".encode(f"cp{page}")
    except LookupError:
        return "utf-8" if page == 65001 else "cp1252"
    return f"cp{page}"


def _line(text: str) -> str:
    return " ".join(text.replace("\0", "").split())
