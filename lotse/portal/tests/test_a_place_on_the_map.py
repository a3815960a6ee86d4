"""A place is told in words; where the town has a map, also with a marker."""

import json

import pytest

from lotse.tenants.models import Town

ORT = "/dienst/streunende-katze/formular/ort/"
WORDS = {"ort-text": "Spielplatz Lindenweg", "datum-day": "9", "datum-month": "10", "datum-year": "2025"}
GROUND = {"type": "FeatureCollection", "bbox": [6.92, 50.915, 7.0, 50.96], "features": []}


@pytest.fixture
def mapped(town):
    Town.objects.create(name="Musterhafen", map=GROUND)
    return town


def test_without_a_map_of_the_town_words_are_asked_for_and_nothing_else(client, town):
    page = client.get(ORT)

    assert "Auf der Karte zeigen" not in page.text
    assert client.get("/karte/stadt.json").status_code == 404


def test_the_map_is_offered_and_nothing_of_it_is_fetched_with_the_page(client, mapped):
    page = client.get(ORT)

    assert "Auf der Karte zeigen" in page.text
    assert '<script src="/static/leaflet' not in page.text
    assert '<link rel="stylesheet" href="/static/leaflet' not in page.text


def test_no_tiles_come_from_anywhere_unless_the_operator_names_a_server(client, mapped):
    told = json.loads(client.get("/karte/stadt.json").text)

    assert told == {"map": GROUND, "tiles": "", "source": ""}


def test_a_marker_in_town_is_kept_with_the_words_and_shown_in_words(client, mapped):
    client.post(ORT, WORDS | {"ort-lat": "50.9375", "ort-lon": "6.9603", "trotzdem": "1"})

    page = client.get("/dienst/streunende-katze/pruefen/")

    assert "Spielplatz Lindenweg (Punkt auf der Karte: 50.937500, 6.960300)" in page.text


def test_a_marker_elsewhere_is_named_beside_the_question_and_stays_to_be_moved(client, mapped):
    page = client.post(ORT, WORDS | {"ort-lat": "53.5511", "ort-lon": "9.9937", "trotzdem": "1"}, follow=True)

    assert page.status_code == 422
    assert "Die Markierung liegt nicht in Musterhafen." in page.text
    assert 'name="ort-lat" value="53.551100"' in page.text
    assert client.post("/dienst/streunende-katze/pruefen/", {"trotzdem": "1"}).status_code == 422


@pytest.mark.parametrize("degree", ["91", "abc", "1e3", "NaN"])
def test_what_is_no_degree_is_left_out_and_the_words_stay(client, mapped, degree):
    client.post(ORT, WORDS | {"ort-lat": degree, "ort-lon": "6.9603", "trotzdem": "1"})

    page = client.get(ORT)

    assert "Spielplatz Lindenweg" in page.text
    assert 'name="ort-lat" value=""' in page.text
