"""Two presses at once, strange letters, and a mistake of ours."""

import pytest
from django.core.cache import cache
from django.test import Client

from lotse.cases.models import Case

from .journeys import CAT, CONTACT, PLACE, fill_in_the_cat, send_the_cat


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_open_one_case_and_lead_to_the_same_thanks(client, town, at_once):
    fill_in_the_cat(client)

    def press():
        hand = Client()
        hand.cookies = client.cookies
        return hand.post(f"{CAT}pruefen/")

    answers = at_once(press, press)

    assert [answer.url for answer in answers] == [f"{CAT}danke/"] * 2
    assert Case.objects.count() == 1
    assert "Ihre Meldung ist angekommen" in client.get(f"{CAT}danke/").text


@pytest.mark.django_db(transaction=True)
def test_ten_guesses_at_once_are_ten(client, town, at_once):
    cache.clear()
    number, code = send_the_cat(client)

    at_once(*[lambda: Client().post("/stand/", {"nummer": number, "code": "AAAA-2222"})] * 10)

    assert Client().post("/stand/", {"nummer": number, "code": code}).status_code == 429


@pytest.mark.parametrize(
    "typed", ["\0", "\x1b[31m", "<script>alert(1)</script>", "😀" * 50, "ẞ\u0301", "'; drop table"]
)
def test_strange_letters_are_kept_or_dropped_and_nothing_breaks(client, town, typed):
    client.post(f"{CAT}formular/ort/", PLACE | {"ort-text": f"Am Steg {typed}"})
    client.post(f"{CAT}formular/beschreibung/", {"gesichert": "no", "aussehen": typed})
    client.post(f"{CAT}formular/kontakt/", CONTACT | {"name": typed})
    sent = client.post(f"{CAT}pruefen/", follow=True)
    case = Case.objects.get()

    answers = [
        client.post(f"/anliegen/{case.number}/nachricht/", {"text": f"Noch etwas {typed}"}, follow=True),
        client.post("/stand/", {"nummer": typed, "code": typed}),
        client.get("/suche/", {"q": typed}),
        client.get("/anliegen/x/"),
        client.post(f"{CAT}entwurf/", {"email": typed}),
        client.post(f"/anliegen/{case.number}/rueckzug/", {"grund": typed}, follow=True),
    ]

    assert "Ihre Meldung ist angekommen" in sent.text
    assert all(answer.status_code < 500 for answer in answers)
    assert all("<script>alert" not in answer.text for answer in [sent, *answers])


def test_a_mistake_of_ours_writes_neither_answers_nor_code_into_the_log(client, town, monkeypatch, capsys):
    fill_in_the_cat(client)
    client.raise_request_exception = False

    def break_down(request, offer, draft, opened):
        raise RuntimeError("Das war unser Fehler.")

    monkeypatch.setattr("lotse.portal.views.sending._remember", break_down)

    page = client.post(f"{CAT}pruefen/")

    logged = capsys.readouterr()
    assert page.status_code == 500
    assert "Selin" not in logged.err + logged.out
    assert "code=" not in logged.err + logged.out
    assert not Case.objects.exists()
    assert "Spielplatz Lindenweg" in client.get(f"{CAT}pruefen/").text  # nothing typed is lost
