"""Step by step through a form: what is counted, what comes late, what is said where."""

import re

import pytest
from django.core.cache import cache

from lotse.cases.models import Case
from lotse.portal import flood, folding
from lotse.portal.offer import Offer
from lotse.questionnaires import Form

from .journeys import CAT, CONTACT, PLACE, fill_in_the_cat

STEP = "Streunende Katze melden – Schritt"


def fork(*, late=False):
    """A form whose second page depends on the first, or on the page after it."""
    asks = {"key": "art", "label": "Art", "kind": "choice", "required": True,
            "options": [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]}  # fmt: skip
    word = {"key": "wort", "label": "Wort", "kind": "text"}
    more = {"key": "mehr", "label": "Mehr", "kind": "text"}
    pages = [
        {"key": "eins", "title": "Eins", "fields": [word if late else asks]},
        {"key": "zwei", "title": "Zwei", "fields": [asks if late else word]},
        {"key": "drei", "title": "Drei", "condition": {"field": "art", "in": ["a"]}, "fields": [more]},
    ]
    return Form.read({"pages": pages})


def steps_of(form, answers):
    """Each page with its step, the check at the end."""
    offer = Offer.__new__(Offer)
    offer.form = form
    return [tuple(offer.step(answers, key).values()) for key in [p.key for p in form.pages_for(answers)] + [""]]


def test_the_number_of_steps_is_said_only_once_nothing_can_change_it():
    assert steps_of(fork(), {}) == [(1, 0), (2, 3), (3, 3)]
    assert steps_of(fork(), {"art": "a"}) == [(1, 0), (2, 4), (3, 4), (4, 4)]
    assert steps_of(fork(late=True), {"art": "a"}) == [(1, 0), (2, 0), (3, 4), (4, 4)]


def test_the_number_of_steps_stays_the_same_from_the_first_page_to_the_check(client, town):
    pages = [client.get(f"{CAT}formular/ort/").text]
    client.post(f"{CAT}formular/ort/", PLACE)
    pages.append(client.get(f"{CAT}formular/beschreibung/").text)
    client.post(f"{CAT}formular/beschreibung/", {})
    pages.append(client.get(f"{CAT}formular/kontakt/").text)
    client.post(f"{CAT}formular/kontakt/", {})
    pages.append(client.get(f"{CAT}pruefen/").text)

    for number, page in enumerate(pages, start=1):
        assert f"{STEP} {number} von 4" in page


def test_the_details_about_another_person_come_once_somebody_says_so(client, town):
    client.post(f"{CAT}formular/ort/", PLACE)
    client.post(f"{CAT}formular/beschreibung/", {})

    asked = client.get(f"{CAT}formular/kontakt/").text
    answer = client.post(f"{CAT}formular/kontakt/", CONTACT | {"fuer_wen-whom": "other"})
    again = client.get(answer.url.partition("#")[0]).text

    assert 'id="f-fuer_wen-block" data-when' in asked
    assert re.search(r'hidden>\s*<input type="hidden" name="gezeigt" value="fuer_wen" disabled>', asked)
    assert answer.url.endswith("formular/kontakt/#f-fuer_wen-block")
    assert "disabled>" not in again
    assert "Dazu brauchen wir noch etwas." in again
    assert 'value="Selin Öztürk"' in again


def test_details_that_were_shown_and_left_empty_are_asked_for(client, town):
    fill_in_the_cat(client, **{"fuer_wen-whom": "other"})

    told = CONTACT | {"fuer_wen-whom": "other", folding.SHOWN: "fuer_wen"}
    page = client.post(f"{CAT}formular/kontakt/", told, follow=True)

    assert page.status_code == 422
    assert "Fehler:" in page.text


def test_what_another_page_decides_is_never_asked_again_on_this_one():
    leaf, far = {"field": "hier", "in": ["ja"]}, {"field": "dort", "in": ["ja"]}
    pages = [
        {"key": "eins", "title": "Eins", "fields": [{"key": "dort", "label": "Dort", "kind": "text"}]},
        {"key": "zwei", "title": "Zwei", "fields": [
            {"key": "hier", "label": "Hier", "kind": "text"},
            {"key": "mehr", "label": "Mehr", "kind": "text", "condition": {"all": [leaf, {"not": far}]}},
        ]},
    ]  # fmt: skip
    form = Form.read({"pages": pages})

    assert folding.condition_of(form, form.field("mehr"), {"dort": "ja"}) == {"all": [leaf, {"is": False}]}
    assert [f.key for f in folding.never_shown(form, "zwei", {"hier": "ja"}, [])] == ["mehr"]
    assert folding.never_shown(form, "zwei", {"hier": "ja"}, ["mehr"]) == []
    assert folding.never_shown(form, "zwei", {"hier": "ja", "dort": "ja"}, []) == []


def test_the_emergency_number_stands_beside_the_answer_and_after_sending_and_nowhere_else(client, town):
    client.post(f"{CAT}formular/ort/", PLACE | {"zustand": "verletzt"})
    client.post(f"{CAT}formular/beschreibung/", {"gesichert": "no"})
    client.post(f"{CAT}formular/kontakt/", CONTACT)

    said = {each: "Das Tier braucht schnell Hilfe." in client.get(f"{CAT}{each}/").text
            for each in ("formular/ort", "formular/beschreibung", "formular/kontakt", "pruefen")}  # fmt: skip
    thanks = client.post(f"{CAT}pruefen/", follow=True)

    assert said == {
        "formular/ort": True, "formular/beschreibung": True, "formular/kontakt": False, "pruefen": False,
    }  # fmt: skip
    assert "Das Tier braucht schnell Hilfe." in thanks.text


@pytest.fixture
def three_an_hour(monkeypatch):
    """Narrow limits, so that a test meets them."""
    cache.clear()
    monkeypatch.setattr(flood, "MOST", {"case": 3, "message": 3, "draft_mail": 3})


def test_too_many_concerns_from_one_address_are_refused_kindly_and_nothing_is_lost(client, town, three_an_hour):
    for _ in range(3):
        fill_in_the_cat(client)
        client.post(f"{CAT}pruefen/")
    fill_in_the_cat(client)

    page = client.post(f"{CAT}pruefen/")

    assert page.status_code == 429
    assert "Ihre Angaben sind gespeichert." in page.text
    assert "Spielplatz Lindenweg" in page.text
    assert Case.objects.count() == 3
    assert client.post("/barriere-melden/", {"text": "Die Stufe"}).status_code == 429


def test_too_many_messages_and_mails_are_refused_with_the_text_kept(client, town, three_an_hour):
    fill_in_the_cat(client)
    for _ in range(3):
        client.post(f"{CAT}entwurf/", {"email": "s.oeztuerk@example.org"})
    mailed = client.post(f"{CAT}entwurf/", {"email": "s.oeztuerk@example.org"})
    client.post(f"{CAT}pruefen/")
    number = Case.objects.get().number
    for _ in range(3):
        client.post(f"/anliegen/{number}/nachricht/", {"text": "Noch etwas"})

    page = client.post(f"/anliegen/{number}/nachricht/", {"text": "Und das vierte"})

    assert (page.status_code, mailed.status_code) == (429, 422)
    assert "Und das vierte" in page.text
    assert 's.oeztuerk@example.org" autocomplete' in mailed.text
