"""The files of a mail, each with a name a person can find again."""

import re
from dataclasses import dataclass, field
from hashlib import sha256
from mimetypes import guess_type

from lotse.channels.mail import tnef
from lotse.channels.mail.headers import decoded, one_line
from lotse.channels.mail.parts import Part

PLAIN_NAMES = {
    "message/delivery-status": ("delivery-status", "txt"),
    "text/plain": ("document", "txt"),
    "text/html": ("document", "html"),
    "video/quicktime": ("video", "mov"),
    "image/jpeg": ("image", "jpg"),
    "image/jpg": ("image", "jpg"),
    "image/png": ("image", "png"),
    "image/gif": ("image", "gif"),
    "message/disposition-notification": ("disposition-notification", "txt"),
    "text/calendar": ("calendar", "ics"),
    "application/pdf": ("document", "pdf"),
    "text/rfc822-headers": ("headers", "txt"),
    "application/ms-tnef": ("winmail", "dat"),
    "application/pgp-signature": ("signature", "asc"),
}


@dataclass(frozen=True)
class Attachment:
    """One file as it was sent."""

    name: str
    type: str
    content: bytes = field(repr=False)

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return len(self.content)

    @property
    def sha256(self) -> str:
        """The fingerprint by which two files are the same."""
        return sha256(self.content).hexdigest()


def as_attachments(parts: list[Part]) -> list[Attachment]:
    """The files in the order of the mail, those inside a winmail.dat behind it; two never share a name."""
    found: list[Attachment] = []
    taken: set[str] = set()
    for part in parts:
        for told, kind, content in [(_name(part), part.type, part.content), *_inside(part)]:
            name = _unique(_safe(told), taken)
            taken.add(name)
            found.append(Attachment(name, kind, content))
    return found


def _inside(part: Part) -> list[tuple[str, str, bytes]]:
    """What Outlook packed into this part, if it is a winmail.dat by its first bytes."""
    packed = tnef.files_of(part.content)
    return [(name, guess_type(name)[0] or "application/octet-stream", content) for name, content in packed]


def _name(part: Part) -> str:
    """The name the sender gave, else one from what the part says of itself."""
    given = part.name
    if given:
        return given
    if part.type == "message/rfc822":
        subject = re.search(rb"(?im)^subject:[ \t]*([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)", part.content[:65_536])
        title = one_line(decoded(subject[1].decode("utf-8", "surrogateescape"))) if subject else ""
        return re.sub(r"[/\\]", "_", title or _described(part) or "Mail")[:120] + ".eml"
    marked = re.match(r"<?([^<>@\s]+)@?", part.entity.get("content-id") or "")
    if marked and re.search(r"\.[A-Za-z]{2,6}$", marked[1]):
        return marked[1]
    if plain := PLAIN_NAMES.get(part.type):
        return f"{_described(part) or plain[0]}.{plain[1]}"
    return marked[1] if marked else _described(part) or "file"


def _described(part: Part) -> str:
    """What the part says it is."""
    return one_line(decoded(part.entity.get("content-description") or ""))[:120]


def _safe(name: str) -> str:
    """A name is a name: no folders, no control signs, no trick that turns the writing direction."""
    name = re.sub(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", "", name)
    name = name.replace("\\", "/").rsplit("/", 1)[-1].strip() if re.search(r"[/\\]", name) else name.strip()
    if name in ("", ".", ".."):
        return "file"
    stem, dot, ending = name.rpartition(".")
    return name if len(name) <= 200 else f"{stem[:180]}{dot}{ending[:19]}"


def _unique(name: str, taken: set[str]) -> str:
    """Count before the first dot, so that `brief.tar.gz` keeps its endings."""
    stem, dot, ending = name.partition(".")
    number, candidate = 0, name
    while candidate in taken:
        number += 1
        candidate = f"{stem}{number}{dot}{ending}"
    return candidate
