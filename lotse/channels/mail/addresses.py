"""Who wrote, and to whom: addresses out of headers that follow no rule."""

import re
from dataclasses import dataclass

from lotse.channels.mail.headers import decoded, one_line, raw_text

ADDRESS = re.compile(r"[^\s@<>\"(),;:]{1,128}@[^\s@<>\"(),;:]{1,255}")
SIDE_BY_SIDE = re.compile(r">\s*(?=<[^<>\s@]{1,128}@[^<>\s@]{1,255}>)")  # nothing parts them
LINKED = re.compile(r"\[mailto:([^\[\]\s]{3,320})\]", re.IGNORECASE)  # as Outlook shows an address
MOST = 500  # a list of ten thousand addresses is no letter to a town


@dataclass(frozen=True)
class Address:
    """One person or machine on the envelope."""

    name: str | None = None
    email: str | None = None

    @property
    def usable(self) -> bool:
        """One may write to it."""
        return bool(self.email and ADDRESS.fullmatch(self.email))


NOBODY = Address()


def read_addresses(value: str | None, hint: str | None = None) -> list[Address]:
    """All addresses of a header; groups are opened, what is none is left out."""
    if not value:
        return []
    text = SIDE_BY_SIDE.sub(">, ", LINKED.sub(r"<\1>", raw_text(value, hint)))
    found = [_read(piece, hint) for piece in _whole_names(_pieces(text))[:MOST]]
    return [address for address in found if address]


def first_sender(headers: list[str], hint: str | None = None) -> Address | None:
    """The first header that holds a usable address; else the first that holds anything."""
    read = [address for value in headers for address in read_addresses(value, hint)[:1]]
    return next((address for address in read if address.usable), read[0] if read else None)


def _pieces(text: str) -> list[str]:
    """Cut at commas and semicolons outside quotes, comments and angle brackets; open groups."""
    pieces: list[str] = []
    piece: list[str] = []
    depth, quoted, angle, escaped, at = 0, False, False, False, False
    for position, sign in enumerate(text):
        if escaped:
            escaped = False
        elif sign == "\\":
            escaped = True
        elif sign == '"' and not depth:
            quoted = not quoted and '"' in text[position + 1 : position + 1000]
        elif quoted:
            pass
        elif sign == "(":
            depth += 1
        elif sign == ")" and depth:
            depth -= 1
        elif sign in "<>" and not depth:
            angle = sign == "<"
        elif sign in ",;" and not depth and not (angle and ">" in text[position : position + 320]):
            pieces.append("".join(piece))
            piece, angle, at = [], False, False
            continue
        elif sign == ":" and not (depth or angle or at):
            piece = []  # the name of a group
            continue
        at = at or sign == "@"
        piece.append(sign)
    return [part for part in [*pieces, "".join(piece)] if part.strip()]


def _whole_names(pieces: list[str]) -> list[str]:
    """`Müller, Eva <eva@…>` without quotes is one person, not two."""
    whole: list[str] = []
    for piece in pieces:
        if whole and "<" in piece and not re.search(r"[@<(\"]", whole[-1]):
            piece = f"{whole.pop().strip()}, {piece.strip()}"
        whole.append(piece)
    return whole


def _read(piece: str, hint: str | None) -> Address | None:
    """One address with its name, in whatever order they stand."""
    outside, comments = _without_comments(piece)
    bare = one_line(outside)
    angle = re.search(r"<\s*([^<>]*?)\s*>", bare)
    if angle and (email := _email(angle[1])):
        name = bare[: angle.start()] + " " + bare[angle.end() :]
    elif spot := ADDRESS.search(re.sub(r"<\s*>", "", bare)):
        without = re.sub(r"<\s*>", "", bare)
        email, name = spot[0].strip("'"), without[: spot.start()] + " " + without[spot.end() :]
    elif "=?" in bare and ADDRESS.search(whole := decoded(bare, hint)) and "=?" not in whole:
        return _read(whole, hint)  # the program encoded the address together with the name
    elif angle or '"' in bare or "=?" in bare:
        email, name = None, re.sub(r"<[^<>]*>", "", bare)
    else:
        email, name = bare or None, ""
    name = _name(name, hint) or (_name(comments[0], hint) if comments else "")
    return Address(name or None, email) if email or name else None


def _without_comments(piece: str) -> tuple[str, list[str]]:
    """What stands outside comments, and these with what nests in them; quoted parentheses stay (RFC 5322, 3.2.2)."""
    if "(" not in piece:
        return piece, []
    bare: list[str] = []
    comments: list[list[str]] = []
    depth, quoted = 0, False
    for sign in re.findall(r"\\[()]|.", piece, re.DOTALL):
        quoted ^= sign == '"' and not depth
        if sign == "(" and not quoted:
            depth += 1
            if depth == 1:
                comments.append([])
                continue
        elif sign == ")" and depth:
            depth -= 1
            if not depth:
                continue
        if depth:
            comments[-1].append(sign)
        elif len(sign) == 1:
            bare.append(sign)
    return "".join(bare), ["".join(one) for one in comments]


def _email(text: str) -> str | None:
    """The address inside angle brackets, without source routes, blanks and mailto."""
    if re.fullmatch(r'"[^"\\]{1,64}"@[^\s"@]{1,255}', text):
        return text  # a quoted local part is one
    text = re.sub(r"\s+", "", text)
    text = re.sub(r"^(mailto:|@[^:]*:)", "", text, flags=re.IGNORECASE)
    return text.strip("'\"").rstrip(".") or None


def _name(text: str, hint: str | None) -> str:
    """A name as people write it: decoded, without the quotes around it."""
    text = one_line(decoded(text, hint))
    text = re.sub(r"\\(.)", r"\1", text.replace('"', "") if '\\"' not in text else text)
    return re.sub(r"^[\s'\"<>,;]+|[\s'\"<>,;]+$", "", text)[:300]
