"""A refused page of the desk rests for a while: Back and reload find it again."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from lotse.tenants.clock import now


def at_desk(person):
    desk = Client(headers={"Sec-Fetch-Mode": "navigate"})
    desk.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return desk


@pytest.fixture
def refused(make_case, town):
    """Frau Ahlers, and what answered her hand-over without a team."""
    case = make_case()
    desk = at_desk(town.ahlers)
    return desk, desk.post(f"/arbeit/a/{case.number}/uebergabe/?a=b", {"question": "Bitte die Linde prüfen."})


def test_a_refused_page_of_the_desk_is_found_again(refused):
    desk, answer = refused

    assert answer.status_code == 303
    assert answer["Location"].split("?")[1].startswith("a=b&fehler=")
    for _time in ("first", "by Back", "by reload"):
        page = desk.get(answer["Location"])
        assert page.status_code == 422
        assert "<title>Fehler:" in " ".join(page.text.split()).replace("<title> ", "<title>")
        assert "Bitte die Linde prüfen." in page.text
        assert page["Cache-Control"] == "no-store"


def test_nobody_else_reads_it_and_not_for_long(refused, town):
    desk, answer = refused

    assert "Bitte die Linde prüfen." not in at_desk(town.yilmaz).get(answer["Location"]).text
    assert "Bitte die Linde prüfen." not in Client().get(answer["Location"], follow=True).text
    Session.objects.filter(session_key__startswith="refused").update(expire_date=now() - timedelta(minutes=1))
    page = desk.get(answer["Location"])
    assert page.status_code == 200
    assert "Bitte die Linde prüfen." not in page.text


def test_a_program_gets_the_refusal_itself(make_case, town):
    case = make_case()
    desk = Client()
    desk.force_login(town.ahlers, backend="django.contrib.auth.backends.ModelBackend")

    assert desk.post(f"/arbeit/a/{case.number}/uebergabe/", {}).status_code == 422
    assert not Session.objects.filter(session_key__startswith="refused").exists()
