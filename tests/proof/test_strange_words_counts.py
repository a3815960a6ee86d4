"""Every word of the collections through every door."""

import pytest

from tests.shared import needs
from tests.strange import payloads, words
from tests.strange_doors import (
    NotAsTold,
    desk_of,
    program_of,
    shown,
    through_mail,
    through_rest,
    through_search,
    through_the_form,
)

pytestmark = [pytest.mark.django_db, needs("unicode")]


@pytest.fixture
def house(town, settings):
    settings.MAIL_FROM = "buergerservice@musterhafen.example"
    return town


def told(texts, door):
    """Try the door with every text; return how many it took, and what went wrong."""
    taken, wrong = 0, []
    for text in texts:
        try:
            taken += bool(door(text))
        except NotAsTold as trouble:
            wrong.append(str(trouble)[:300])
    return taken, wrong


def summed_up(texts, taken):
    return {"counts": f"{len(texts)} strings", "result": f"{taken} kept as told, the others refused or parked, no 5xx"}


def test_every_strange_word_comes_through_the_form(house, proof):
    texts = words() + payloads()

    taken, wrong = told(texts, through_the_form)

    assert wrong == []
    proof(**summed_up(texts, taken))


def test_every_strange_word_comes_through_rest_and_is_shown(house, proof):
    program, desk, texts = program_of(house.ahlers), desk_of(house.ahlers), words() + payloads()

    taken, wrong = told(texts, lambda text: (case := through_rest(program, text)) and shown(desk, case))

    assert wrong == []
    proof(**summed_up(texts, taken))


def test_every_strange_word_comes_through_mail(house, proof):
    texts = words() + payloads()
    numbered = {text: number for number, text in enumerate(texts)}

    taken, wrong = told(texts, lambda text: through_mail(text, numbered[text]))

    assert wrong == []
    proof(**summed_up(texts, taken))


def test_every_strange_word_can_be_looked_for(house, proof):
    program, desk, texts = program_of(house.ahlers), desk_of(house.ahlers), words() + payloads()

    _, wrong = told(texts, lambda text: through_search(desk, program, text))

    assert wrong == []
    proof(counts=f"{len(texts)} strings, 8 places", result="no 5xx")
