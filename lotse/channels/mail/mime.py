"""Take a message apart into its parts, by bytes and without ever giving up.

The standard library's parser rewrites enclosed messages and descends without limit; files must
come out byte for byte, and a mail of five hundred boxes in boxes is no reason to stop.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from lotse.channels.mail import signed
from lotse.channels.mail.headers import base64_bytes, one_line, parameters, raw_text
from lotse.channels.mail.repairs import GAP, HEADER_LINES

FIELD = re.compile(rb"([!-9;-~]{1,200}):([^\n]*(?:\n[ \t][^\n]*)*)\n?")
# what a boundary is made of (RFC 2046, 5.1.1), and more than dashes
OPENED = rb"(?m)^--(?=-{0,70}[^\s-])([^\x00-\x1f\x7f]{0,69}[^\x00-\x20\x7f])[ \t]*\r?$"
OPENING = re.compile(OPENED)
HEADED = re.compile(OPENED + rb"\n(?=(?:[!-9;-~]{1,60}:[^\n]*\n){0,3}content-[a-z-]{2,40}[ \t]*:)", re.IGNORECASE)
CLOSING = re.compile(rb"(?m)^--(?=-{0,70}[^\s-])([^\x00-\x1f\x7f]{0,69}[^\x00-\x20\x7f])--[ \t]*\r?$")
DEEPEST = 40
MOST_PARTS = 2_000


@dataclass
class Entity:
    """One part with its headers as they came."""

    fields: list[tuple[str, str]]
    body: bytes = field(repr=False)
    default_type: str = "text/plain"

    def all(self, name: str) -> list[str]:
        """All headers of that name (in small letters), first one first."""
        return [value for key, value in self.fields if key == name]

    def get(self, name: str) -> str | None:
        """The first header of that name."""
        return next((value for key, value in self.fields if key == name), None)

    @property
    def type(self) -> str:
        """The media type in small letters; what is unreadable counts as text if it says so, else as a file."""
        value = raw_text(self.get("content-type") or "").split(";")[0].strip().lower()
        value = value.split()[0] if value else self.default_type
        if re.fullmatch(r"[\w.+-]+/[\w.+-]+", value):
            return value
        if value.startswith("multipart"):
            return "multipart/mixed"
        return "text/plain" if value.startswith("text") or value == "plain" else "application/octet-stream"


def entity(raw: bytes, default_type: str = "text/plain") -> Entity:
    """Read the headers; the body stays bytes."""
    if raw[:1] == b"\n" or raw[:2] == b"\r\n":
        return Entity([], raw[1 if raw[:1] == b"\n" else 2 :], default_type)
    gap = GAP.search(raw)
    head, body = (raw[: gap.start()], raw[gap.end() :]) if gap else _above_text(raw)
    fields = [
        (found[1].decode().lower(), found[2].decode("utf-8", "surrogateescape").strip())
        for found in FIELD.finditer(head.replace(b"\r\n", b"\n") + b"\n")
    ]
    return Entity(fields, body if fields else raw, default_type)


def _above_text(raw: bytes) -> tuple[bytes, bytes]:
    """The headers of a part that forgot the empty line below them; what only looks like one is its text."""
    lines = HEADER_LINES.match(raw + b"\n")
    if lines and re.search(rb"(?im)^content-", lines[0]):
        return raw[: lines.end()], raw[lines.end() :]
    return b"", raw


@dataclass
class Leaf:
    """A part without parts, and where it stands."""

    entity: Entity
    alternative: bool = False  # beside other readings of the same text
    related: bool = False  # belongs to the text before it


def leaves(message: Entity) -> list[Leaf]:
    """Every leaf in the order of the mail; what is boxed deeper than any honest mail stays one file."""
    waiting = [(Leaf(message), 0)]
    found: list[Leaf] = []
    while waiting and len(found) < MOST_PARTS:
        leaf, depth = waiting.pop()
        kind = leaf.entity.type
        children = _children(leaf.entity, kind) if kind.startswith("multipart/") and depth < DEEPEST else None
        if children is None:
            found.append(leaf)
            inside = signed.content_of(_packed(leaf.entity)) if kind in signed.TYPES and depth < DEEPEST else None
            if inside:
                waiting.append((Leaf(entity(inside), leaf.alternative, leaf.related), depth + 1))
            continue
        waiting += [
            (
                Leaf(
                    child,
                    leaf.alternative or kind == "multipart/alternative",
                    leaf.related or (kind == "multipart/related" and number > 0),
                ),
                depth + 1,
            )
            for number, child in reversed(list(enumerate(children)))
        ]
    return found


def _packed(whole: Entity) -> bytes:
    """The bytes of a signed mail; most programs send them as Base64."""
    return base64_bytes(whole.body) if whole.body.isascii() else whole.body


def _children(whole: Entity, kind: str) -> list[Entity] | None:
    """The parts between the boundaries; None if there is no boundary at all."""
    told = parameters(whole.get("content-type") or "").get("boundary", "").rstrip().encode("utf-8", "surrogateescape")
    pieces = _split(whole.body, told) or _split(whole.body, _guessed_boundary(whole.body))
    if pieces is None and one_line(raw_text(whole.get("content-transfer-encoding") or "")).lower() == "base64":
        packed = base64_bytes(whole.body)  # forbidden (RFC 2045, 6.4), and done
        pieces = _split(packed, told) or _split(packed, _guessed_boundary(packed))
    if pieces is None:
        whole.default_type = "text/plain"
        whole.fields = [(key, value) for key, value in whole.fields if key != "content-type"]
        return None
    inner = "message/rfc822" if kind == "multipart/digest" else "text/plain"
    return [entity(piece, inner) for piece in pieces]


def _guessed_boundary(body: bytes) -> bytes:
    """The boundary that nobody told: the headers of a part stand below it, or a line closes what it opened.

    A ruler, a signature and a sentence behind dashes have neither and stay text.
    """
    if headed := HEADED.search(body):
        return headed[1]
    closed = {found[1]: found.start() for found in CLOSING.finditer(body)}
    return next((found[1] for found in OPENING.finditer(body) if found.start() < closed.get(found[1], 0)), b"")


def _split(body: bytes, boundary: bytes) -> list[bytes] | None:
    """Cut at the boundary lines; a missing last one ends with the body. None where there is no boundary."""
    if not boundary:
        return None
    line = re.compile(rb"(?:^|\r?\n)--" + re.escape(boundary) + rb"(--)?[ \t]*(?=\r?\n|\Z)")
    cuts = []
    for found in line.finditer(body):
        cuts.append((found.start(), found.end()))
        if found[1] and len(cuts) > 1:
            break
        if len(cuts) > MOST_PARTS:
            break
    if not cuts:
        return None
    if len(cuts) == 1:
        cuts.append((len(body), len(body)))
    elif body[cuts[-1][0] : cuts[-1][1]].strip().endswith(b"--" + boundary):
        cuts.append((len(body), len(body)))  # the closing line is missing
    return [re.sub(rb"\A\r?\n", b"", body[begin[1] : end[0]], count=1) for begin, end in pairwise(cuts)]
