"""Every service of Musterhafen is among the first three answers, however people ask for it."""

import json
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse.search.likeness import closest, errors
from lotse.search.words import folded

from .phrasings import phrasings, shared

TOWN = json.loads((files("lotse") / "town/content/musterhafen.json").read_text(encoding="utf-8"))
SERVICES = {row["slug"]: row for row in TOWN["dienste"]}
COMMON = shared(SERVICES.values())
A_SERVICE = 12  # ways to ask; `make proof` tries 60


def words_of(row):
    near = f"{row['titel']} {' '.join(row['suchworte'])}"
    return folded(near), folded(f"{near} {row['kurz']} {' '.join(row['mitbringen'])}")


PAGES = {slug: words_of(row) for slug, row in SERVICES.items()}


def missed_of(slug, ways):
    """What so many ways to ask, spread over all we know, find instead of the service."""
    asked = phrasings(SERVICES[slug], COMMON)
    typed = [asked[at * len(asked) // ways] for at in range(ways)]
    return [(each, found) for each in typed if slug not in (found := closest(each, PAGES)[:3])]


@pytest.mark.parametrize("slug", SERVICES)
def test_many_ways_to_ask_lead_to_the_service(slug):
    assert missed_of(slug, A_SERVICE) == []


@pytest.mark.proof
def test_sixty_ways_to_ask_lead_to_each_service(proof):
    missed = {slug: found for slug in SERVICES if (found := missed_of(slug, 60))}

    assert missed == {}
    proof(counts=f"60 ways to ask for each of {len(SERVICES)} services", result="none missed")


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("Auswies", "personalausweis"), ("Lampe kaputt", "strassenlaterne"),
        ("meine katze ist weg", "streunende-katze"),
        ("perso abgelaufen", "personalausweis"), ("strassenlampe geht nicht", "strassenlaterne"),
        ("loch in der strasse", "schlagloch"), ("krach vom nachbarn", "ruhestoerung"), ("Hudnesteuer", "hundesteuer"),
    ],
)  # fmt: skip
def test_everyday_words_and_slips_lead_to_the_service(typed, slug):
    assert slug in closest(typed, PAGES)[:3]


@pytest.mark.parametrize("typed", ["", "  ", "Xylophon", "%", "'; drop table", "💡", "\0"])
def test_what_nobody_offers_finds_nothing(typed):
    assert closest(typed, PAGES) == []


def test_a_letter_less_more_wrong_or_changed_is_one_error():
    assert [errors("ausweis", other) for other in ("auswies", "auweis", "aussweis", "auswein", "ausweis")] == [
        1, 1, 1, 1, 0,
    ]  # fmt: skip


def counted_to_the_end(word, other):
    """The textbook's table of errors, every field of it."""
    table = {(i, 0): i for i in range(len(word) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    for i, a in enumerate(word, start=1):
        for j, b in enumerate(other, start=1):
            table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (a != b))
            if i > 1 and j > 1 and (a, word[i - 2]) == (other[j - 2], b):
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(word), len(other)]


WORD = st.text("abcd", max_size=7)


@given(WORD, WORD)
def test_up_to_two_errors_are_counted_and_more_are_too_many(word, other):
    every = counted_to_the_end(word, other)

    assert errors(word, other) == every or (every > 2 and errors(word, other) == 9)
