"""The leaves of a mail: which of them are text to read, which are files to keep."""

import binascii
import re
from dataclasses import dataclass, field

from lotse.channels.mail.charsets import readable
from lotse.channels.mail.headers import base64_bytes, decoded, one_line, parameters, raw_text
from lotse.channels.mail.mime import Entity, Leaf, leaves

TEXT_TYPES = ("text/plain", "text/html", "text/enriched", "text/richtext")


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
    return [_part(leaf) for leaf in leaves(message)]


def _part(leaf: Leaf) -> Part:
    entity = leaf.entity
    told = parameters(entity.get("content-type") or "")
    given = entity.get("content-disposition") or ""
    names = parameters(given)
    disposition = raw_text(given).split(";")[0].strip().lower()
    name = names.get("filename") or names.get("name") or told.get("name") or told.get("filename") or ""
    return Part(
        entity, entity.type, told.get("charset"), disposition, name, leaf.alternative, leaf.related, _content(entity)
    )


def _content(entity: Entity) -> bytes:
    """Undo the transfer coding; a broken one gives what can be read of it."""
    coding = one_line(decoded(entity.get("content-transfer-encoding") or "")).lower().strip("\"' ;")
    if coding.startswith("base64"):
        return base64_bytes(entity.body)
    # on the wire every line of text ends with CRLF; that is transport, not content
    body = entity.body.replace(b"\r\n", b"\n") if entity.type.startswith(("text/", "message/")) else entity.body
    if coding.replace(" ", "").startswith("quoted-printable"):
        return binascii.a2b_qp(body)
    if coding in ("x-uuencode", "uuencode", "uue", "x-uue"):
        return _uudecoded(body)
    return body


def _uudecoded(data: bytes) -> bytes:
    """Uuencoded bytes; lines that no encoder wrote are left out."""
    lines = data.splitlines()
    begin = next((number for number, line in enumerate(lines) if re.match(rb"begin \d{3,4} ", line)), None)
    if begin is None:
        return data
    found = []
    for line in lines[begin + 1 :]:
        if line.strip() == b"end":
            break
        length = (((line[0] - 32) & 63) * 4 + 5) // 3 if line else 0  # some encoders pad too much
        try:
            found.append(binascii.a2b_uu(line[:length]))
        except (binascii.Error, ValueError):
            continue
    return b"".join(found)
