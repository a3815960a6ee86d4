"""Put the bytes of a mail in the order the standard library needs: what stood before, between, and broke the lines."""

import re

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
HEADER = re.compile(rb"[!-9;-~]{1,200}[ \t]*:")
USUAL = re.compile(
    rb"(?im)^(from|to|subject|date|message-id|received|return-path|delivered-to|mime-version|"
    rb"content-type|content-transfer-encoding|reply-to|cc|sender|x-[\w-]+)[ \t]*:"
)
ENVELOPES = re.compile(rb"(?:>?From (?![ \t]*:)[^\n]*\n[\r\n]*+)*+")
# what parts headers from text; a line of blanks does, too, if text stands below and no more of the headers
GAP = re.compile(rb"\r?\n(?:\r?\n|[ \t]+\r?\n(?![ \t\r\n]|[!-9;-~]{1,200}[ \t]*:))")
HEADER_LINES = re.compile(rb"(?:[!-9;-~]{1,200}[ \t]*:[^\n]*(?:\n|\Z)(?:[ \t][^\n]*(?:\n|\Z))*)+")
SENDER = re.compile(rb"(?im)^from[ \t]*:")
MOST_GAPS = 20  # among headers; each is looked for in all that follows
LOOK_AHEAD = 4096


def in_order(raw: bytes) -> bytes:
    """A message that begins with its headers and ends them with an empty line."""
    raw = _line_ends(raw.removeprefix(BYTE_ORDER_MARK))
    head, body = _parted(_without_preface(raw))
    lines = _headers_only(re.split(rb"\r?\n", head))
    return b"\n".join(lines) + b"\n\n" + body


def looks_like_mail(raw: bytes) -> bool:
    """At least one header that mails have stands near the beginning."""
    return bool(USUAL.search(raw[:65_536]))


def _line_ends(raw: bytes) -> bytes:
    """Sound line ends: old Macs write a lone carriage return, gateways double it. Bodies stay byte for byte else."""
    if b"\r\r\n" in raw[:LOOK_AHEAD]:
        return raw.replace(b"\r\r\n", b"\n")
    if b"\r" in raw[:LOOK_AHEAD] and b"\n" not in raw[:LOOK_AHEAD]:
        return raw.replace(b"\r", b"\n")
    return raw


def _without_preface(raw: bytes) -> bytes:
    """Drop the envelope line of mailboxes, empty lines, and sentences that programs put on top."""
    raw = raw.lstrip(b"\r\n\t ")
    raw = raw[ENVELOPES.match(raw).end() :]  # type: ignore[union-attr]  # none is a match, too
    first = raw.split(b"\n", 1)[0]
    if HEADER.match(first):
        return raw
    usual = USUAL.search(raw[:LOOK_AHEAD])
    return raw[usual.start() :] if usual else raw


def _parted(raw: bytes) -> tuple[bytes, bytes]:
    """Headers and body; an empty line between headers does not end them if headers clearly go on."""
    if not HEADER.match(raw):
        return b"", raw
    head, body = _cut(raw)
    for _ in range(MOST_GAPS):
        if not USUAL.match(body) or _names_sender(head):
            break
        more, body = _cut(body)
        head = head + b"\n" + more
    return head, body


def _cut(raw: bytes) -> tuple[bytes, bytes]:
    """What stands before and after the first empty line; without one, the text begins at the first line that is no
    header if a sender is named above it (below may stand headers that are quoted), else below the last header."""
    if gap := GAP.search(raw):
        return raw[: gap.start()], raw[gap.end() :]
    top = HEADER_LINES.match(raw)
    if top and not SENDER.search(top[0]):
        last = max((found.start() for found in USUAL.finditer(raw, 0, LOOK_AHEAD)), default=0)
        top = HEADER_LINES.match(raw, last)
    return (raw[: top.end()], raw[top.end() :]) if top else (raw, b"")


def _names_sender(head: bytes) -> bool:
    return bool(re.search(rb"(?im)^(from|subject|content-type|mime-version)[ \t]*:", head))


def _headers_only(lines: list[bytes]) -> list[bytes]:
    """Header lines and their continuations; other lines would make the parser take the rest for the body."""
    kept: list[bytes] = []
    for line in lines:
        if HEADER.match(line):
            name, _, value = line.partition(b":")
            kept.append(name.rstrip() + b":" + value)
        elif kept and line.strip():
            kept.append(line if line[:1] in b" \t" else b" " + line)
    return kept
