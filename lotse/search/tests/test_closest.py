"""Every service of Musterhafen is among the first three answers, however people ask for it."""

import json
from importlib.resources import files

import pytest

from lotse.search.likeness import closest, errors
from lotse.search.words import folded

from .phrasings import phrasings, shared

TOWN = json.loads((files("lotse") / "town/content/musterhafen.json").read_text(encoding="utf-8"))
SERVICES = {row["slug"]: row for row in TOWN["dienste"]}
COMMON = shared(SERVICES.values())
A_SERVICE = 60


def words_of(row):
    near = f"{row['titel']} {' '.join(row['suchworte'])}"
    return folded(near), folded(f"{near} {row['kurz']} {' '.join(row['mitbringen'])}")


PAGES = {slug: words_of(row) for slug, row in SERVICES.items()}


def some_of(asked):
    """Sixty of them, spread over all."""
    return [asked[at * len(asked) // A_SERVICE] for at in range(A_SERVICE)]


@pytest.mark.parametrize("slug", SERVICES)
def test_sixty_ways_to_ask_lead_to_the_service(slug):
    missed = [
        (typed, found)
        for typed in some_of(phrasings(SERVICES[slug], COMMON))
        if slug not in (found := closest(typed, PAGES)[:3])
    ]

    assert missed == []


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
