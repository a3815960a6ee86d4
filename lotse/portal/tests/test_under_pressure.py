"""Two presses at once, strange letters, and a mistake of ours."""

import threading

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from lotse.cases.models import Case

from .journeys import CAT, CONTACT, PLACE, fill_in_the_cat, send_the_cat


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_open_one_case_and_lead_to_the_same_thanks(client, town):
    fill_in_the_cat(client)
    answers, start = [], threading.Barrier(2)

    def press():
        hand = Client()
        hand.cookies = client.cookies
        start.wait()
        answers.append(hand.post(f"{CAT}pruefen/"))
        connection.close()

    hands = [threading.Thread(target=press) for _ in range(2)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()

    assert [answer.url for answer in answers] == [f"{CAT}danke/"] * 2
    assert Case.objects.count() == 1
    assert "Ihre Meldung ist angekommen" in client.get(f"{CAT}danke/").text


@pytest.mark.django_db(transaction=True)
def test_ten_guesses_at_once_are_ten(client, town):
    cache.clear()
    number, code = send_the_cat(client)

    def guess():
        Client().post("/stand/", {"nummer": number, "code": "AAAA-2222"})
        connection.close()

    guesses = [threading.Thread(target=guess) for _ in range(10)]
    for one in guesses:
        one.start()
    for one in guesses:
        one.join()

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
