"""Whether two subjects tell of the same matter: as PostgreSQL's pg_trgm compares, and without the address. Pure."""

import re
from collections.abc import Iterable

from lotse.search.words import folded

ALIKE = 0.3  # pg_trgm's own bound: below it two subjects are about different things
WORD = re.compile(r"[^\W_]+")


def are_alike(one: str, other: str, addresses: Iterable[str] = ()) -> bool:
    """Whether both say the same in other words, once every word of these addresses is taken out of both.

    The address alone says nothing: a pothole and a dark street lamp may be in the same street.
    """
    where = {word for address in addresses for word in _words(address)}
    ours, theirs = (_parts(word for word in _words(said) if word not in where) for said in (one, other))
    return bool(ours) and len(ours & theirs) >= ALIKE * len(ours | theirs)


def _words(said: str) -> list[str]:
    return WORD.findall(folded(said))


def _parts(words: Iterable[str]) -> set[str]:
    """Three letters each, with two blanks before a word and one after it."""
    return {padded[at : at + 3] for word in words for padded in [f"  {word} "] for at in range(len(padded) - 2)}
