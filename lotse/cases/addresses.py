"""Whether two people named the same place in words: addresses as they are compared, never as they are shown."""

import re
from hashlib import sha256

from lotse.search.words import folded

STREET = re.compile(r"str(?:asse|\.)?(?![a-z])")  # „Lindenstraße“, „Linden-Str.“ and „Lindenstr“ are one street
NO_LETTER = re.compile(r"[^a-z0-9]+")


def address_key(words: str) -> str:
    """Return the mark of a place told in words, alike for every way to write it; empty where nothing was told.

    It is a hash, so that no word of a person stands on the case's row.
    """
    plain = NO_LETTER.sub("", STREET.sub("str", folded(words)))
    return sha256(plain.encode()).hexdigest()[:32] if plain else ""
