"""The pages for everybody."""

import pytest

from lotse.cases.models import Case

PAGES = {
    "/": "Was möchten Sie erledigen?",
    "/dienste/": "Dienste von A bis Z",
    "/themen/tiere-umwelt/": "Tiere und Umwelt",
    "/dienst/streunende-katze/datenschutz/": "Wer bekommt Ihre Angaben?",
    "/stand/": "Wie weit ist mein Anliegen?",
    "/hilfe/": "Hilfe und Kontakt",
    "/impressum/": "Impressum",
    "/datenschutz/": "Datenschutz",
    "/barrierefreiheit/": "Erklärung zur Barrierefreiheit",
    "/barriere-melden/": "Barriere melden",
    "/leichte-sprache/": "Leichte Sprache",
    "/gebaerdensprache/": "Gebärdensprache",
}


@pytest.mark.parametrize(("address", "words"), PAGES.items())
def test_the_page_is_open_without_a_login(client, town, address, words):
    page = client.get(address)

    assert page.status_code == 200
    assert words in page.text
    assert "lo-skip" in page.text


def test_the_start_page_shows_what_is_often_looked_for_and_when_somebody_is_there(client, town):
    page = client.get("/")

    assert page.text.index("Eine Frage stellen") < page.text.index("Reisepass beantragen")
    assert "geöffnet" in page.text
    assert "0221 4710 100" in page.text


def test_the_start_page_asks_the_database_little(client, town, django_assert_max_num_queries):
    client.get("/")

    with django_assert_max_num_queries(11):
        client.get("/")


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("Kätzchen", "Streunende Katze melden"),
        ("streunende Kazte", "Streunende Katze melden"),
        ("Katze gefunden", "/dienst/fundtier/"),
        ("Ausweis verlängern", "Personalausweis beantragen"),
        ("Führerschein am Bahnhof abgeben", "Führerschein"),  # not every word fits: what fits best comes first
    ],
)
def test_a_word_of_the_people_finds_the_service(client, town, typed, title):
    assert title in client.get("/suche/", {"q": typed}).text.split("<h3")[1]


def test_nothing_found_shows_other_ways(client, town):
    page = client.get("/suche/?q=xyzzy")

    assert "Zu „xyzzy“ haben wir nichts gefunden" in page.text
    assert "auch ohne Dienst" in page.text


def test_an_empty_topic_is_not_there(client, town):
    assert client.get("/themen/raumfahrt/").status_code == 404


def test_a_barrier_becomes_a_case(client, town):
    empty = client.post("/barriere-melden/", {"text": ""})
    page = client.post("/barriere-melden/", {"text": "Die Rampe am Rathaus fehlt."}, follow=True)

    assert empty.status_code == 422
    assert "Schreiben Sie, was Sie hindert." in empty.text
    assert "Anliegen-Code" in page.text
    assert Case.objects.get().subject == "Barriere gemeldet"
