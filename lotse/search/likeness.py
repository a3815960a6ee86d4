"""How well pages fit what somebody typed (Ähnlichkeit): stems, compounds, everyday words, typing errors.

Values in, values out. For a short list like the services of a town, where the right page must lead although
nothing was spelled right; long lists are searched in the database.
"""

from collections.abc import Hashable, Mapping
from functools import lru_cache
from math import log
from typing import TypeVar

from lotse.search.words import LITTLE, folded, root, spellings, typed_words

Key = TypeVar("Key", bound=Hashable)

SAME, STEM, MEANT, PART, ONE_OFF, TWO_OFF, PART_OFF = 1.0, 0.95, 0.85, 0.75, 0.7, 0.5, 0.45
ENOUGH = 0.45  # a word below this likeness is another word
BESIDE = 0.4  # what a word in the text counts against one in the title
ANYWAY = 0.3  # what is said in every concern counts little, unless nothing else was said
SAID_ANYWAY = frozenset(
    [
        "brauche",
        "brauchen",
        "danke",
        "frage",
        "fragen",
        "geht",
        "gibt",
        "guten",
        "hallo",
        "hilfe",
        "kummert",
        "kuemmert",
        "melden",
        "tag",
        "tun",
        "unserer",
    ]
)
CUT = 0.3  # pages far behind the best are no answer
# What people say and what offices write, in words as they are compared: every line means one thing.
EVERYDAY = """
    lampe laterne leuchte strassenlampe strassenlaterne beleuchtung
    kaputt defekt beschadigt zerbrochen schaden
    loch schlagloch
    auto kfz wagen pkw fahrzeug
    strasse gasse weg fahrbahn
    gehweg burgersteig trottoir gehsteig
    umzug umgezogen umziehen ummelden eingezogen
    ausweis perso personalausweis identitatskarte
    abgelaufen verlangern neu lauft
    geklaut gestohlen weg verloren verlust
    mull abfall dreck unrat
    heiraten trauen hochzeit eheschliessung
    tot gestorben verstorben sterbefall todesfall
    laut larm krach ruhestorung
    portemonnaie geldborse brieftasche geldbeutel
    baby saugling neugeborenes
    kita kindergarten krippe kindertagesstatte
    miete mietzuschuss wohngeld
    beschweren beschwerde
    katze mieze kater katzchen
"""
GROUPS = [frozenset(line.split()) for line in EVERYDAY.strip().splitlines()]
ROOTS = [frozenset(root(each) for each in group if len(each) >= 5) for group in GROUPS]
MOST_ERRORS, TOO_MANY = 2, 9  # words further apart are other words: how far does not matter


def closest(typed: str, pages: Mapping[Key, tuple[str, str]]) -> list[Key]:
    """The keys of the pages that fit, the best first. A page is its title with keywords, and all of its words."""
    asked = typed_words(typed)
    split = {key: (frozenset(_split(near)), frozenset(_split(words))) for key, (near, words) in pages.items()}
    known = frozenset().union(*(words for _near, words in split.values()))
    likes = [_like(word, known) for word in asked]
    scores = dict.fromkeys(pages, 0.0)
    for word, like in zip(asked, likes, strict=True):
        fits = {key: _best(like, near, words) for key, (near, words) in split.items()}
        weight = log(1 + len(pages) / max(1.0, sum(fits.values()))) * (ANYWAY if word in SAID_ANYWAY else 1)
        for key, fit in fits.items():
            scores[key] += weight * fit
    best = max(scores.values(), default=0.0)
    fitting = [key for key, score in scores.items() if score and score >= CUT * best]
    return sorted(fitting, key=lambda key: -scores[key])


def _split(text: str) -> list[str]:
    return [word for word in typed_words_of(text) if word not in LITTLE]


@lru_cache(maxsize=4096)
def typed_words_of(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared; umlauts written as two letters count as one."""
    plain = "".join(sign if sign.isalnum() else " " for sign in folded(text))
    return tuple(dict.fromkeys(spellings(word)[-1] for word in plain.split()))


def _best(like: Mapping[str, float], near: frozenset[str], words: frozenset[str]) -> float:
    title = max((like[word] for word in near if word in like), default=0.0)
    text = max((like[word] for word in words if word in like), default=0.0)
    return max(title, BESIDE * text)


def _like(word: str, known: frozenset[str]) -> dict[str, float]:
    """Which known words this one may mean, and how surely."""
    short = spellings(word)[-1]
    found = {other: likeness(short, other) for other in known}
    sure = max(found.values(), default=0.0)
    floor = max(ENOUGH, sure - 0.25)  # where the word itself is known, what only looks alike is another word
    return {other: fit for other, fit in found.items() if fit >= floor}


@lru_cache(maxsize=100_000)
def likeness(word: str, other: str) -> float:
    """How surely `word`, as typed, means `other`: 1 for the same, 0 for something else."""
    if word == other:
        return SAME
    stem, other_stem = root(word), root(other)
    if stem == other_stem:
        return STEM
    if not _meanings(word).isdisjoint(_meanings(other)):
        return MEANT
    if len(stem) >= 4 and stem in other:
        return PART
    if len(other_stem) >= 5 and other_stem in word and 2 * len(other_stem) >= len(word):
        return PART - 0.05
    off = min(errors(word, other), errors(stem, other_stem) if len(stem) >= 5 else TOO_MANY)
    if off == 1 and len(word) >= 4:
        return ONE_OFF
    if off == 2 and len(word) >= 8:
        return TWO_OFF
    return PART_OFF if len(word) >= 6 and _nearly_inside(stem, other) else 0.0


@lru_cache(maxsize=10_000)
def _meanings(word: str) -> frozenset[int]:
    """The places of the groups of everyday words that this one belongs to, in any of its endings."""
    stem = root(word)
    return frozenset(place for place, group in enumerate(GROUPS) if word in group or stem in ROOTS[place])


def _nearly_inside(word: str, other: str) -> bool:
    """Whether a compound begins or ends with the word, one letter wrong."""
    sizes = (len(word) - 1, len(word), len(word) + 1)
    ends = [part for n in sizes if n < len(other) for part in (other[:n], other[-n:])]
    return any(errors(word, part) <= 1 for part in ends)


def errors(word: str, other: str) -> int:
    """How many typing errors lie between two words: a letter more, less, wrong, or two neighbours changed.

    More than two are not counted to the end. A letter that the other word does not have at all is one error at
    least: that alone tells most words apart.
    """
    if abs(len(word) - len(other)) > MOST_ERRORS:
        return TOO_MANY
    mine, others = _letters(word), _letters(other)
    if len(mine - others) > MOST_ERRORS or len(others - mine) > MOST_ERRORS:
        return TOO_MANY
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(word, start=1):
        older, before, row = before, row, [i]
        for j, b in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and word[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > MOST_ERRORS and min(before) >= MOST_ERRORS:  # two neighbours changed reach back two rows
            return TOO_MANY
    return row[-1]


@lru_cache(maxsize=10_000)
def _letters(word: str) -> frozenset[str]:
    return frozenset(word)
