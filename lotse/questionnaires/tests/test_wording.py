"""What people read when an answer cannot be used."""

from datetime import date

import pytest

from lotse.questionnaires.problems import said
from lotse.questionnaires.tests.forms import one

TODAY = date(2026, 10, 12)
SAYINGS = [
    ("text", {"ask": "den Namen der Straße"}, None, "Geben Sie den Namen der Straße ein."),
    ("text", {"ask": "was genau kaputt ist"}, None, "Schreiben Sie, was genau kaputt ist."),
    ("text", {"ask": "seit wann es nicht geht"}, None, "Schreiben Sie, seit wann es nicht geht."),
    ("text", {"ask": "um wen es geht"}, None, "Schreiben Sie, um wen es geht."),
    ("text", {}, " ", "Füllen Sie „Angabe“ aus."),
    ("choice", {"ask": "wie es der Katze geht"}, "", "Wählen Sie aus, wie es der Katze geht."),
    ("choice", {}, "zebra", "Diese Antwort steht bei „Angabe“ nicht zur Wahl. Wählen Sie eine der Antworten aus."),
    ("name", {}, None, "Geben Sie Ihren Namen ein."),
    ("file", {"ask": "ein Foto"}, None, "Fügen Sie ein Foto hinzu."),
    ("file", {}, [{"id": "1", "size": 18_000_000}], "Das Foto ist zu groß (18 MB). Erlaubt sind höchstens 10 MB."),
    ("for_whom", {}, None, "Wählen Sie aus, für wen Sie sich melden."),
    ("for_whom", {}, "other", "Geben Sie den Namen der Person ein, für die Sie sich melden."),
    ("email", {}, "name.example.org", "In der E-Mail-Adresse fehlt das @-Zeichen. Beispiel: name@example.org"),
    ("email", {}, "na me@example.org", "In der E-Mail-Adresse steht ein Leerzeichen. Beispiel: name@example.org"),
    ("email", {}, "name@example", "Die E-Mail-Adresse ist nicht vollständig. Beispiel: name@example.org"),
    ("phone", {}, "47", "Die Telefonnummer ist zu kurz. Beispiel: 0221 4710 100"),
    ("text", {"format": "postcode"}, "4711", "Die Postleitzahl hat 5 Ziffern."),
    ("address", {}, {"street": "Lindenweg 3", "postcode": "0815"}, "Die Postleitzahl hat 5 Ziffern."),
    ("textarea", {}, "x" * 2130, "Der Text ist zu lang (2.130 Zeichen). Erlaubt sind 2.000."),
    (
        "iban",
        {},
        "DE02 1203 0000 0000 2020 52",
        "In der IBAN stimmt eine Stelle nicht. Vergleichen Sie sie mit Ihrer Karte.",
    ),
    ("iban", {}, "DE02 1203", "Die IBAN hat in Deutschland 22 Zeichen. Sie haben 8 eingegeben."),
    ("number", {}, "viele", "Geben Sie eine Zahl ein. Beispiel: 3"),
    ("number", {}, "2,5", "Geben Sie eine ganze Zahl ein. Beispiel: 3"),
    ("number", {"maximum": 2000}, "2001", "Die Zahl ist zu groß. Die größte Zahl ist 2.000."),
    ("date", {}, "bald", "Geben Sie Tag, Monat und Jahr ein. Beispiel: 9.10.2026"),
    ("date", {}, "31.6.2026", "Den 31. Juni gibt es nicht. Prüfen Sie Tag und Monat."),
    ("date", {}, "29.2.2026", "Den 29. Februar 2026 gibt es nicht. Prüfen Sie Tag und Jahr."),
    ("date", {}, "9.13.2026", "Den Monat 13 gibt es nicht. Das Jahr hat 12 Monate."),
    ("date", {}, "9.10.1826", "Prüfen Sie das Jahr. Schreiben Sie es mit 4 Ziffern, zum Beispiel 2026."),
    (
        "date",
        {"when": "past", "ask": "an dem Sie die Katze gesehen haben"},
        "12.11.2026",
        "Das Datum liegt in der Zukunft. Geben Sie den Tag ein, an dem Sie die Katze gesehen haben.",
    ),
    ("date", {"when": "future"}, "11.10.2026", "Das Datum ist schon vorbei. Prüfen Sie Tag, Monat und Jahr."),
    (
        "datetime",
        {},
        {"day": "9.10.26", "about": "25:70"},
        "Geben Sie die Uhrzeit mit Stunde und Minute ein. Beispiel: 14:30",
    ),
    ("text", {}, {"sql": 1}, "Diese Angabe bei „Angabe“ können wir nicht lesen. Geben Sie sie noch einmal ein."),
]


@pytest.mark.parametrize(("kind", "more", "told", "saying"), SAYINGS)
def test_what_is_wrong_is_said_with_how_to_put_it_right(kind, more, told, saying):
    form = one(kind, required=True, **more)

    assert form.check({"key": told}, today=TODAY) == {"key": saying}


@pytest.mark.parametrize(
    ("kind", "more", "told", "text"),
    [
        ("date", {}, "9.10.26", "Freitag, 9. Oktober 2026"),
        ("date", {}, "9 10 2026", "Freitag, 9. Oktober 2026"),
        ("date", {}, "9. Okt 2026", "Freitag, 9. Oktober 2026"),
        ("date", {}, "2026-10-09", "Freitag, 9. Oktober 2026"),
        ("date", {"when": "past"}, "12.10.2026", "Montag, 12. Oktober 2026"),
        ("datetime", {}, "2026-10-09T18:30", "Freitag, 9. Oktober 2026, 18:30 Uhr"),
        ("datetime", {}, "9.10.2026, 8.05 Uhr", "Freitag, 9. Oktober 2026, 08:05 Uhr"),
        ("number", {"decimals": 2, "unit": "€"}, "1.234,50", "1234,5 €"),
        ("number", {}, "1.234", "1234"),
        ("iban", {}, "de02 1203 0000 0000 2020 51", "DE02 1203 0000 0000 2020 51"),
        ("phone", {}, "+49 (0)221 / 4710-100", "+49 (0)221 / 4710-100"),
        ("email", {}, "jürgen@müller.example", "jürgen@müller.example"),
        ("yes_no", {}, True, "Ja"),
        ("choices", {}, ["b", "a"], "Apfel, Birne"),
        ("choices", {"allow_unknown": True}, ["unknown"], "weiß ich nicht"),
        ("text", {"allow_unknown": True}, {"unknown": True}, "weiß ich nicht"),
        ("place", {}, {"lat": "50.9412345", "lon": "6.95"}, "Punkt auf der Karte: 50.941234, 6.950000"),
        ("address", {}, {"street": "Lindenweg 3", "postcode": "50667", "town": "Köln"}, "Lindenweg 3, 50667 Köln"),
        ("person", {}, {"name": "Ada", "phone": "0221 4710"}, "Ada, 0221 4710"),
        ("for_whom", {}, "self", "für mich"),
        (
            "for_whom",
            {},
            {
                "whom": "other",
                "name": "Ina Demir",
                "role": "power",
                "proof": "bring",
                "until": "31.12.26",
                "mail_to": "me",
            },
            "für Ina Demir. Ich habe eine Vollmacht. Ich bringe den Nachweis mit oder schicke ihn. "
            "gilt bis Donnerstag, 31. Dezember 2026. Post: an mich",
        ),
    ],
)
def test_an_answer_is_shown_in_german_words(kind, more, told, text):
    form = one(kind, required=True, **more)

    assert form.check({"key": told}, today=TODAY) == {}
    assert form.shown({"key": told})[0][1] == [("key", "Angabe", text)]


def test_a_problem_still_knows_its_pattern_for_other_languages():
    problem = one("textarea", max_length=5).check({"key": "zu lang"})["key"]

    assert problem.msgid == "Der Text ist zu lang ({count} Zeichen). Erlaubt sind {limit}."
    assert problem.values == {"count": "7", "limit": "5"}


def test_a_problem_is_said_in_another_language_and_a_plain_sentence_stays():
    english = {"Der Text ist zu lang ({count} Zeichen). Erlaubt sind {limit}.": "{count} of {limit}"}
    problem = one("textarea", max_length=5).check({"key": "zu lang"})["key"]

    assert said(problem, english.get) == "7 of 5"
    assert said("Die Datei ist zu groß.", english.get) == "Die Datei ist zu groß."
