"""Which of a mail's texts the person wrote."""

import base64

import pytest

from lotse.channels.mail.message import parse

WORDS = "Die Laterne in der Hafenstraße ist aus, bitte kommen Sie."


def two_readings(plain: str, page: str) -> bytes:
    head = "From: erika@buerger.example\nSubject: Laterne\nContent-Type: multipart/alternative; boundary=b\n\n"
    readings = {"plain": plain, "html": page}
    parts = [f"--b\nContent-Type: text/{kind}; charset=utf-8\n\n{text}\n" for kind, text in readings.items()]
    return f"{head}{''.join(parts)}--b--".encode()


def test_a_page_that_holds_only_an_advert_does_not_cost_the_words():
    found = parse(two_readings(WORDS, "<p>Gesendet mit Briefkasten</p>"))

    assert WORDS in found.text
    assert WORDS in found.reply_text


def test_a_program_that_says_it_shows_no_page_is_no_answer():
    found = parse(two_readings("Ihr Programm zeigt kein HTML.", f"<p>{WORDS}</p>"))

    assert (found.text, found.reply_text) == (WORDS, WORDS)


def test_two_readings_of_one_text_are_one_text():
    assert parse(two_readings(WORDS, f"<p><b>{WORDS}</b></p>")).text == WORDS


@pytest.mark.parametrize("footer", ["_______________\nFreunde\nfreunde@verein.example", "-- \nFreunde"])
def test_a_footer_that_a_list_put_below_coded_text_does_not_break_it(footer):
    head = "From: erika@buerger.example\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"

    found = parse(f"{head}{base64.encodebytes(WORDS.encode()).decode()}{footer}\n".encode())

    assert found.text.split("\n") == [WORDS, *footer.split("\n"), ""]
