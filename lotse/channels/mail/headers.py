"""Header lines as people meant them: encoded words, raw eight-bit text, parameters in pieces."""

import binascii
import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from urllib.parse import unquote_to_bytes

from lotse.channels.mail.charsets import readable

WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*(?:\?(?!=)[^?]*)*)\?=")
UNFINISHED = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?\s]+)\s*$")
FOLD = re.compile(r"\r?\n(?=[ \t])|[\r\n]+")
LONGEST = 100_000  # a header of a megabyte is an attack, not a subject
UP_TO_SEMICOLON = re.compile(r'(?:[^;"]++|"(?:[^"\\]++|\\.)*+")*+', re.DOTALL)  # never looks back
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def as_bytes(value: str) -> bytes:
    """The header exactly as it came; the standard library keeps foreign bytes as surrogates."""
    return value.encode("utf-8", "surrogateescape")


def raw_text(value: str, hint: str | None = None) -> str:
    """Unfold a header and read raw eight-bit signs, which should not be there but are; NUL no database keeps."""
    unfolded = FOLD.sub("", value[:LONGEST]).replace("\0", "")
    return unfolded if unfolded.isascii() and "\x1b" not in unfolded else readable(as_bytes(unfolded), hint)


def decoded(value: str, hint: str | None = None) -> str:
    """Read a header with its encoded words; a broken word stays as it is."""
    text = raw_text(value, hint)
    if "=?" not in text:
        return CONTROLS.sub("", text)
    pieces: list[str] = []
    waiting: list[tuple[str, str]] = []
    end, alphabet = 0, ""
    for found in WORD.finditer(text):
        between, charset, word = text[end : found.start()], found[1].lower(), (found[2].lower(), found[3])
        follows, end = bool(end) and not between.strip(), found.end()
        if follows and charset == alphabet:
            waiting.append(word)  # joined before reading: senders cut inside a letter
            continue
        pieces += [_read_words(waiting, alphabet), "" if follows else between]
        waiting, alphabet = [word], charset
    pieces.append(_read_words(waiting, alphabet))
    rest = text[end:]
    if tail := UNFINISHED.search(rest):
        rest = rest[: tail.start()].rstrip() + readable(_unwrapped(tail[2], tail[3]), tail[1])
    return CONTROLS.sub("", "".join(pieces) + rest)


def _read_words(words: list[tuple[str, str]], alphabet: str) -> str:
    """Words of one alphabet one behind the other; some senders cut even inside the coding of a byte."""
    apart = b"".join(_unwrapped(kind, payload) for kind, payload in words)
    if not any(_is_cut(kind, payload) for kind, payload in words[:-1]):
        return readable(apart, alphabet)
    runs = groupby(words, key=itemgetter(0))
    joined = b"".join(_unwrapped(kind, "".join(payload for _, payload in run)) for kind, run in runs)
    text = readable(joined, alphabet)
    return readable(apart, alphabet) if "\ufffd" in text or CONTROLS.search(text) else text


def _is_cut(kind: str, payload: str) -> bool:
    """The coding goes on in the next word: Base64 comes in fours, and a coded byte has two digits."""
    return len(payload) % 4 != 0 and "=" not in payload if kind == "b" else bool(re.search(r"=[0-9A-Fa-f]?$", payload))


def _unwrapped(kind: str, payload: str) -> bytes:
    """The bytes of one encoded word."""
    if kind in "qQ":
        spaced = payload.replace("_", " ")
        return re.sub(rb"=([0-9A-Fa-f]{2})", lambda m: bytes((int(m[1], 16),)), as_bytes(spaced))
    return base64_bytes(as_bytes(payload))


def base64_bytes(data: bytes) -> bytes:
    """As much of Base64 as can be read: foreign signs are dropped, a cut end costs the last letters only."""
    found, waiting = [], b""
    for piece in re.findall(rb"[A-Za-z0-9+/]+=*", re.sub(rb"[^A-Za-z0-9+/=]", b"", data)):
        letters = piece.rstrip(b"=")
        waiting += letters
        if piece != letters and (len(waiting) + len(piece) - len(letters)) % 4 == 0:
            found.append(_unpadded(waiting))  # programs put encoded blocks one behind the other
            waiting = b""
    return b"".join([*found, _unpadded(waiting)])


def _unpadded(letters: bytes) -> bytes:
    """One block of Base64 without its padding."""
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    try:
        return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))
    except binascii.Error:
        return b""


def one_line(text: str) -> str:
    """A header is one line: breaks and tabs hidden in encoded words would forge further headers."""
    return " ".join(text.split())


def parameters(value: str, hint: str | None = None) -> dict[str, str]:
    """Read `; name=value` pairs, in RFC 2231 pieces, encoded words, quotes or none of these."""
    pieces: dict[str, dict[int, tuple[bool, str]]] = {}
    for name, content in _pairs(raw_text(value, hint)):
        split = re.fullmatch(r"([^*]+)(?:\*(\d{1,3}))?(\*)?", name)
        if split:
            part = (bool(split[3]), content)
            key = split[1].strip().lower() + ("*" if split[2] or split[3] else "")
            pieces.setdefault(key, {}).setdefault(int(split[2] or 0), part)
    read = {name: _joined(parts, hint) for name, parts in pieces.items()}
    # a name told twice is for old and new programs: the one with its alphabet counts (RFC 6266, 4.3)
    return read | {name[:-1]: told for name, told in read.items() if name.endswith("*") and told}


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """The raw pairs after the first semicolon."""
    for piece in _parted(text.partition(";")[2]):
        name, equals, content = piece.partition("=")
        if equals and name.strip():
            yield name.strip(), _unquoted(content.strip())


def _parted(text: str) -> Iterator[str]:
    """Cut at semicolons outside quotes; a quote that nothing closes is a sign like any other, and so are the next."""
    position = 0
    while position < len(text):
        end = UP_TO_SEMICOLON.match(text, position).end()  # type: ignore[union-attr]  # nothing is a match, too
        if text[end : end + 1] == '"':
            first, *others = text[end:].split(";")
            yield text[position:end] + first
            yield from others
            return
        yield text[position:end]
        position = end + 1


def _unquoted(content: str) -> str:
    """Without the quotes around it, and what follows them."""
    if content.startswith('"'):
        inside = re.match(r'"((?:[^"\\]|\\.)*)"?', content)
        return re.sub(r'\\(["\\])', r"\1", inside[1]) if inside else content.strip('"')
    if len(content) > 1 and content[0] == content[-1] == "'":
        return content[1:-1]
    return content


def _joined(parts: dict[int, tuple[bool, str]], hint: str | None) -> str:
    """Put the pieces of one parameter together and read them."""
    ordered = [parts[number] for number in sorted(parts)]
    if not any(encoded for encoded, _ in ordered):
        whole = "".join(content for _, content in ordered)
        return one_line(decoded(whole, hint))
    charset, data = None, b""
    for number, (encoded, content) in enumerate(ordered):
        if number == 0 and encoded and content.count("'") >= 2:
            charset, _, content = content.split("'", 2)
        data += unquote_to_bytes(content) if encoded else content.encode("utf-8", "surrogateescape")
    return one_line(readable(data, charset or hint))
