"""Two presses at once, strange letters, and a mistake of ours."""

import time
from threading import Event

import pytest
from django.contrib.sessions.models import Session
from django.core import signing
from django.core.cache import cache
from django.db import connection
from django.test import Client

from lotse.cases.models import Case
from lotse.portal.drafts import SALT
from lotse.portal.views import sending

from .journeys import CAT, CONTACT, PLACE, fill_in_the_cat, number_and_code, send_the_cat


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


def somebody_waits_for_us():
    """Whether another connection waits for what this one holds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select 1 from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid)))"
        )
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_typing_on_while_the_form_is_being_sent_revives_no_draft(client, town, at_once, monkeypatch):
    fill_in_the_cat(client)
    is_sending, is_typed, remember = Event(), Event(), sending._remember

    def hand():
        other = Client()
        other.cookies = client.cookies
        return other

    def remember_while_somebody_types(*what):
        remember(*what)
        is_sending.set()
        until = time.monotonic() + 30
        while not (is_typed.is_set() or somebody_waits_for_us()):
            assert time.monotonic() < until
            time.sleep(0.01)

    def type_on():
        assert is_sending.wait(30)
        answer = hand().post(f"{CAT}formular/kontakt/", CONTACT | {"name": "Selin"})
        is_typed.set()
        return answer

    monkeypatch.setattr(sending, "_remember", remember_while_somebody_types)
    _sent, typed = at_once(lambda: hand().post(f"{CAT}pruefen/"), type_on)

    assert typed.url == f"{CAT}danke/"
    assert not Session.objects.filter(session_key__startswith="draft").exists()
    number, code = number_and_code(client.get(f"{CAT}danke/").text)
    assert client.get(f"/anliegen/{number}/").status_code == 200
    assert len(code) > 8


def test_a_submission_that_is_sent_twice_keeps_the_code_on_the_page(client, town):
    fill_in_the_cat(client)
    kept = Session.objects.get(session_key__startswith="draft")
    first = number_and_code(client.post(f"{CAT}pruefen/", follow=True).text)
    kept.save(force_insert=True)
    key = kept.session_key.removeprefix("draft")

    again = client.post(f"{CAT}pruefen/", {"entwurf": signing.dumps(key, salt=SALT)}, follow=True)

    assert number_and_code(again.text) == first


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
