"""What a signature of S/MIME encloses: Outlook can pack the whole mail into it (RFC 8551, 3.5.2).

Only the way to the content is walked (RFC 5652, 5.1); whether the signature holds is nobody's question here, and the
signed file stays beside the text.
"""

TYPES = ("application/pkcs7-mime", "application/x-pkcs7-mime")
SIGNED_DATA, DATA = bytes.fromhex("06092a864886f70d010702"), bytes.fromhex("06092a864886f70d010701")
SEQUENCE, SET, NUMBER, FIRST, BYTES, IN_PIECES = 0x30, 0x31, 0x02, 0xA0, 0x04, 0x24
MOST_PIECES = 100_000


class _Strange(Exception):
    """Something else stands where the content should be: an encrypted mail, a list of certificates, rubbish."""


def content_of(packed: bytes) -> bytes | None:
    """The mail inside, with its own headers; None for what holds none that is readable."""
    try:
        return _content(packed)
    except (_Strange, IndexError):
        return None


def _content(packed: bytes) -> bytes:
    at = _after(packed, _begin(packed, 0, SEQUENCE), SIGNED_DATA)
    at = _begin(packed, _begin(packed, at, FIRST), SEQUENCE)
    at = _end(packed, _end(packed, at, NUMBER), SET)
    at = _begin(packed, _after(packed, _begin(packed, at, SEQUENCE), DATA), FIRST)
    if packed[at] == BYTES:
        return packed[_begin(packed, at, BYTES) : _end(packed, at, BYTES)]
    end = _end(packed, at, IN_PIECES, endless=len(packed))
    at = _begin(packed, at, IN_PIECES)
    pieces: list[bytes] = []
    while at < end and packed[at] == BYTES and len(pieces) < MOST_PIECES:
        pieces.append(packed[_begin(packed, at, BYTES) : _end(packed, at, BYTES)])
        at = _end(packed, at, BYTES)
    return b"".join(pieces)


def _after(packed: bytes, at: int, told: bytes) -> int:
    if not packed.startswith(told, at):
        raise _Strange
    return at + len(told)


def _begin(packed: bytes, at: int, kind: int) -> int:
    """Where the content of this element begins."""
    if packed[at] != kind:
        raise _Strange
    return at + 2 + (packed[at + 1] & 0x7F if packed[at + 1] & 0x80 else 0)


def _end(packed: bytes, at: int, kind: int, *, endless: int = 0) -> int:
    """Where this element ends; `endless` for one that tells no length but a mark at its end."""
    begin = _begin(packed, at, kind)
    if packed[at + 1] < 0x80:
        return begin + packed[at + 1]
    if packed[at + 1] == 0x80 and endless:
        return endless
    if not at + 2 < begin <= at + 6:
        raise _Strange
    return begin + int.from_bytes(packed[at + 2 : begin])
