"""What the sender wrote: the text out of the parts that hold it, and the parts that are files."""

import re
from dataclasses import dataclass

from lotse.channels.mail.html import marked_text
from lotse.channels.mail.parts import Part

SEEN_TEXT = 2_000_000
WORDS = re.compile(r"\w+")
SIGNATURE = "-- "
DELETES_SPACE = re.compile(r'delsp\s*=\s*"?yes')


@dataclass(frozen=True)
class Body:
    """The written text (quotations marked), the reading best for finding the answer, and the other parts."""

    marked: str
    answer: str
    is_html: bool
    files: list[Part]


def body_of(parts: list[Part]) -> Body:
    """Prefer the HTML reading of each text, as mail programs show it; take plain text where HTML is empty."""
    html = [part for part in parts if part.is_text and part.type == "text/html"]
    plain = [part for part in parts if part.is_text and part.type != "text/html"]
    shown = [(part, marked_text(part.text)) for part in html[:20]]
    has_html = any(text.strip() for _, text in shown)
    texts = {id(part): text for part, text in shown if text.strip()}
    seen = _words("\n".join(texts.values()))
    for part in plain:
        if not (has_html and part.alternative) or _says_more(_plain(part), seen):
            texts[id(part)] = _plain(part)
    marked = "\n\n".join(texts[id(part)] for part in parts if texts.get(id(part), "").strip())[:SEEN_TEXT]
    beside = "\n\n".join(_plain(part) for part in plain)[:SEEN_TEXT]
    used = {id(part) for part in (*html, *plain)}
    return Body(marked, _better_answer(marked, beside), has_html, [part for part in parts if id(part) not in used])


def _better_answer(marked: str, plain: str) -> str:
    """Plain text shows quotations more clearly, if the program wrote it whole."""
    is_whole = len(plain.split()) * 2 >= len(marked.split()) and plain.strip()
    return plain if is_whole and not _is_another(_words(plain), set(_words(marked))) else marked


def _says_more(plain: str, seen: list[str]) -> bool:
    """The page holds only what a gateway or a template wrote, and the words stand in the plain text."""
    words = _words(plain)
    return len(words) > 2 * len(seen) and _is_another(words, set(seen))


def _is_another(words: list[str], others: set[str]) -> bool:
    """Two readings of one text share their words; „This program shows no HTML“ is no reading."""
    return len(others & set(words)) * 3 < len(set(words))


def _words(text: str) -> list[str]:
    return WORDS.findall(text[:SEEN_TEXT].lower())


def _plain(part: Part) -> str:
    """Plain text without the signs that would pass as marks; flowed lines are joined again."""
    text = part.text.replace("\x01", "").replace("\x02", "").replace("\x0c", "\n")
    text = marked_text(text) if part.type in ("text/enriched", "text/richtext") else text
    kind = (part.entity.get("content-type") or "").lower()
    return _unflowed(text, deletes_space=bool(DELETES_SPACE.search(kind))) if "flowed" in kind else text


def _unflowed(text: str, *, deletes_space: bool) -> str:
    """Join lines that a mail program broke only for the wire, quoted ones with their like (RFC 3676, 4.5).

    With DelSp the program put the blank there itself. Nothing joins a signature or an empty line.
    """
    paragraphs: list[list[str]] = []
    open_at = None  # so many arrows stand before the paragraph that goes on
    for line in text.split("\n"):
        bare = line.lstrip(">")
        arrows = len(line) - len(bare)
        words = bare.removeprefix(" ")
        if open_at == arrows and words not in ("", SIGNATURE) and not words.startswith(">"):
            last = paragraphs[-1].pop()
            paragraphs[-1] += [last[:-1] if deletes_space else last, words]
        else:
            paragraphs.append([">" * arrows + (" " if arrows and words else ""), words])
        open_at = arrows if words.endswith(" ") and words != SIGNATURE else None
    return "\n".join(map("".join, paragraphs))
