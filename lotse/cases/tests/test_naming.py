"""Words that go out of the house do not give away who told us, and everyday words may go."""

from types import SimpleNamespace

import pytest

from lotse.cases.naming import who_is_named


def case_of(name, email="", phone=""):
    return SimpleNamespace(citizen=SimpleNamespace(name=name, email=email, phone=phone))


@pytest.mark.parametrize(("name", "words"), [
    ("Uta Sperling", "Bei Sperling klingeln."),
    ("Uta Sperling", "SPERLING, Hinterhaus"),
    ("Uta Sperling", "Das ist Sperlings Katze."),
    ("Uta Sperling", "Der Garten von Frau sperling"),
    ("Uta Sperling", "uta sperling hat angerufen"),
    ("Selin Öztürk", "Frau Oeztuerk wartet."),
    ("Jens Harms", "Harms' Zaun"),
    ("Ina Müller-Lüdenscheidt", "Frau Lüdenscheidt ist ab 14 Uhr da."),
    ("Ina Müller-Lüdenscheidt", "Müller-Luedenscheidt, 2. Stock"),
    ("Jan van den Berg", "Jan van den Berg öffnet."),
    ("Bo Li", "Herr Li öffnet."),
    ("Eva Winter", "Frau Winter öffnet im Winter."),
])  # fmt: skip
def test_the_name_is_found_as_people_write_it(name, words):
    assert who_is_named(case_of(name), [words])


@pytest.mark.parametrize(("name", "words"), [
    ("Eva Winter", "Im Winter ist der Weg glatt."),
    ("Eva Winter", "Der Winterdienst kommt jeden Winter zu spät."),
    ("Tom Schwarz", "Die Katze ist schwarz."),
    ("Bo Li", "Li ist kein Wort."),
    ("Uta Sperling", ""),
    ("", "Irgendwer hat es gesehen."),
])  # fmt: skip
def test_everyday_words_name_nobody(name, words):
    assert who_is_named(case_of(name), [words]) == []


@pytest.mark.parametrize("file", ["sperling_antrag.pdf", "Foto-Frau-Sperling.jpg", "scan uta sperling.png"])
def test_a_file_may_bear_the_name(file):
    assert who_is_named(case_of("Uta Sperling"), [], [file])


def test_mail_and_phone_are_found_in_any_spelling():
    case = case_of("Uta Sperling", "Uta@Example.org", "0221 4710-900")

    assert who_is_named(case, ["uta@example.org"]) == ["Uta@Example.org"]
    assert who_is_named(case, ["Tel. +49 221 4710900"]) == ["0221 4710-900"]
