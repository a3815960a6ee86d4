"""Strange words come through every door as they were told, in one spelling, and nobody's browser runs them."""

from html import escape

import pytest

from tests.strange import OWN_WORDS, as_kept, some, words
from tests.strange_doors import (
    desk_of,
    program_of,
    shown,
    through_mail,
    through_rest,
    through_search,
    through_the_form,
)

SAMPLE = [*OWN_WORDS[:8], *some(words()[len(OWN_WORDS) :], 4)]


@pytest.fixture
def house(town, settings):
    settings.MAIL_FROM = "buergerservice@musterhafen.example"
    return town


def test_strange_words_come_through_the_form_as_they_were_told(house):
    cases = [case for text in SAMPLE if (case := through_the_form(text))]

    assert len(cases) > len(SAMPLE) / 2


def test_strange_words_come_through_rest_as_they_were_told(house):
    program = program_of(house.ahlers)

    assert len([text for text in SAMPLE if through_rest(program, text)]) > len(SAMPLE) / 2


def test_strange_words_come_through_mail_as_they_were_told(house):
    cases = [through_mail(text, number) for number, text in enumerate(SAMPLE)]

    assert len([case for case in cases if case]) > len(SAMPLE) / 2


def test_strange_words_can_be_looked_for_everywhere(house):
    program, desk = program_of(house.ahlers), desk_of(house.ahlers)

    for text in SAMPLE[::3]:
        through_search(desk, program, text)


def test_strange_words_are_shown_and_not_run(house):
    case = through_rest(program_of(house.ahlers), "<script>alert('Grüße')</script>")

    page = shown(desk_of(house.ahlers), case)

    assert "<script>alert" not in page
    assert escape(as_kept("<script>alert('Grüße')</script>")) in page


def test_an_address_with_a_character_that_nothing_keeps_is_not_there(house):
    program, desk = program_of(house.ahlers), desk_of(house.ahlers)

    assert desk.get("/dienst/a%00b/").status_code == 404
    assert desk.get("/arbeit/a/2026-%00/").status_code == 404
    assert program("GET", "/cases/%00").status_code == 404
    assert desk.get("/arbeit/suche/?q=%0%000a%00").status_code == 200
