"""The leaves of a mail: which of them are text to read, which are files to keep."""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from mimetypes import guess_type

from lotse.channels.mail import tnef, uuencode
from lotse.channels.mail.charsets import readable
from lotse.channels.mail.headers import base64_bytes, decoded, one_line, parameters, raw_text
from lotse.channels.mail.mime import Entity, Leaf, leaves

TEXT_TYPES = ("text/plain", "text/html", "text/enriched", "text/richtext")
UUENCODED = ("x-uuencode", "uuencode", "uue", "x-uue")


@dataclass
class Part:
    """One leaf with its headers read and its bytes as the sender had them."""

    entity: Entity
    type: str
    charset: str | None
    disposition: str
    name: str
    alternative: bool
    related: bool
    content: bytes = field(repr=False)

    @property
    def is_text(self) -> bool:
        """Text to read, not sent as a file."""
        return self.type in TEXT_TYPES and self.disposition != "attachment" and not self.name

    @property
    def text(self) -> str:
        """The content read as text."""
        charset = self.charset
        if not charset and self.type == "text/html":
            found = re.search(rb"(?i)<meta[^>]{0,200}charset=[\"' ]*([\w-]{2,40})", self.content[:4096])
            charset = found[1].decode() if found else None
        return readable(self.content, charset).replace("\r\n", "\n").replace("\r", "\n")


def read_parts(message: Entity) -> list[Part]:
    """Every leaf in the order of the mail."""
    parts = _with_packed_words(_with_body(list(map(_part, leaves(message)))))
    return [part for one in parts for part in _with_files_in_text(one)]


def _with_packed_words(parts: list[Part]) -> list[Part]:
    """Where no text stands beside a winmail.dat, the one inside it is the mail's."""
    if any(part.is_text and part.content.strip() for part in parts):
        return parts
    found = (tnef.words_of(part.content) for part in parts)
    kind, words = next(((kind, words) for kind, words in found if words.strip()), ("", b""))
    alphabet = "utf-8" if kind == "text/plain" else None
    inside = Part(Entity([], words, kind), kind, alphabet, "inline", "", False, False, words)
    return [*parts, inside] if words else parts


def _with_body(parts: list[Part]) -> list[Part]:
    """Where nothing else is text, what the mail begins with is its text, although some program named it like a file."""
    if any(part.is_text and part.content.strip() for part in parts):
        return parts
    first = next((part for part in parts if part.type in TEXT_TYPES), None)
    if first is None or (first.disposition == "attachment" and first.name):
        return parts
    if len(parts) > 1 and (first is not parts[0] or _is_named_as_file(first)):
        return parts
    return [
        replace(part, name="", disposition="inline") if part is first or _is_another_reading(part, first) else part
        for part in parts
    ]


def _is_another_reading(part: Part, first: Part) -> bool:
    return first.alternative and part.alternative and part.type in TEXT_TYPES and part.disposition != "attachment"


def _is_named_as_file(part: Part) -> bool:
    return "filename" in parameters(part.entity.get("content-disposition") or "")


def _with_files_in_text(part: Part) -> Iterator[Part]:
    """The text, and behind it the files that stand in it as lines of signs (uuencode)."""
    text, files = uuencode.taken_out(part.content) if part.is_text and part.type == "text/plain" else (b"", [])
    yield replace(part, content=text) if files else part
    for name, content in files:
        kind = guess_type(name)[0] or "application/octet-stream"
        yield Part(Entity([], content, kind), kind, None, "attachment", name, False, False, content)


def _part(leaf: Leaf) -> Part:
    entity = leaf.entity
    told = parameters(entity.get("content-type") or "")
    given = entity.get("content-disposition") or ""
    names = parameters(given)
    disposition = raw_text(given).split(";")[0].strip().lower()
    name = names.get("filename") or names.get("name") or told.get("name") or told.get("filename") or ""
    coding = _coding(entity)
    if coding in UUENCODED and not name:
        name = uuencode.told_name(entity.body)
    content = _content(entity, coding)
    return Part(entity, entity.type, told.get("charset"), disposition, name, leaf.alternative, leaf.related, content)


def _coding(entity: Entity) -> str:
    """The transfer coding as it is named, without what programs put around it."""
    return one_line(decoded(entity.get("content-transfer-encoding") or "")).lower().strip("\"' ;")


def _content(entity: Entity, coding: str) -> bytes:
    """Undo the transfer coding; a broken one gives what can be read of it."""
    if coding.startswith("base64") and not _only_claims_base64(entity):
        return _with_footer(entity.body) if entity.type.startswith("text/") else base64_bytes(entity.body)
    # on the wire every line of text ends with CRLF; that is transport, not content
    body = entity.body.replace(b"\r\n", b"\n") if entity.type.startswith(("text/", "message/")) else entity.body
    if coding.replace(" ", "").startswith("quoted-printable"):
        return binascii.a2b_qp(re.sub(rb"=[ \t]+(?=\r?\n|\Z)", b"=", body))  # blanks that gateways put behind it
    if coding in UUENCODED:
        return uuencode.uudecoded(body)
    return body


def _with_footer(body: bytes) -> bytes:
    """The text, and what a list wrote below it without coding it."""
    foreign = re.search(rb"[^A-Za-z0-9+/=\s]", body)
    begin = body.rfind(b"\n", 0, foreign.start()) + 1 if foreign else len(body)
    signs = len(re.sub(rb"\s+", b"", body[:begin]))
    if not signs or signs % 4 or not re.search(rb"[A-Za-z]{2}", body[begin:]):
        return base64_bytes(body)
    return base64_bytes(body[:begin]) + b"\n" + body[begin:]


def _only_claims_base64(entity: Entity) -> bool:
    """Text under a wrong header: its first line has signs that Base64 has not, or words that do not add up to it."""
    first = next((line.strip() for line in entity.body[:4_096].splitlines() if line.strip()), b"")
    letters = re.sub(rb"[ \t]+", b"", first)
    words = letters != first and len(letters) % 4 != 0
    return entity.type.startswith("text/") and (words or bool(re.search(rb"[^A-Za-z0-9+/=]", letters)))
