"""A refused page rests for a while: Back and reload find it again."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from lotse.cases.models import Case, Involvement
from lotse.portal.tests.journeys import CAT, fill_in_the_cat, send_the_cat
from lotse.project import refused_pages
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


LONG = "Sie hat ein rotes Halsband. " + "x" * 5000


def of_a_citizen():
    """A browser without an account that has just sent a concern, and the address of its page."""
    browser = Client(headers={"Sec-Fetch-Mode": "navigate"})
    number, _code = send_the_cat(browser)
    return browser, f"/anliegen/{number}/"


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_refused_answer_of_a_citizen_is_found_again_with_what_was_typed(town, language):
    browser, address = of_a_citizen()

    answer = browser.post(f"{language}{address}nachricht/", {"text": LONG})

    assert answer.status_code == 303
    for _time in ("first", "by Back", "by reload"):
        page = browser.get(answer["Location"])
        assert page.status_code == 422
        assert LONG in page.text
        assert page["Cache-Control"] == "no-store"
    case = Case.objects.get()
    assert not case.entries.filter(kind="told").exists()
    case.ask("Welche Farbe?", by=case.guide)
    assert browser.post(f"{address}bewertung/", {}).status_code == 303


def test_another_browser_finds_neither_the_page_nor_the_concern(town):
    browser, address = of_a_citizen()
    refused = browser.post(f"{address}nachricht/", {"text": LONG})["Location"]
    other, _ = of_a_citizen()

    for stranger in (other, Client(), at_desk(town.ahlers)):
        assert "rotes Halsband" not in stranger.get(refused, follow=True).text


def test_whoever_comes_after_its_time_is_led_to_the_concern(town):
    browser, address = of_a_citizen()
    refused = browser.post(f"{address}nachricht/", {"text": LONG})["Location"]
    Session.objects.filter(session_key__startswith="refused").update(expire_date=now() - timedelta(minutes=1))

    assert browser.get(refused)["Location"] == address


def test_without_any_session_a_wrong_code_is_found_again_and_counts_once(town):
    browser = Client(headers={"Sec-Fetch-Mode": "navigate"})

    answer = browser.post("/stand/", {"nummer": "2025-000001", "code": "falsch"})

    assert answer.status_code == 303
    assert browser.get(answer["Location"]).status_code == 422
    assert "finden wir kein Anliegen" in browser.get(answer["Location"]).text
    assert Client().get(answer["Location"]).status_code == 200


def test_the_page_before_sending_is_found_again(town):
    browser = Client(headers={"Sec-Fetch-Mode": "navigate"})
    fill_in_the_cat(browser, **{"ort-text": ""})

    answer = browser.post(f"{CAT}pruefen/")

    assert answer.status_code == 303
    assert browser.get(answer["Location"]).status_code == 422
    assert not Case.objects.exists()


def test_an_address_that_is_a_secret_is_not_kept(town):
    browser, _address = of_a_citizen()

    browser.post("/auftrag/geheim/", {"schritt": "erledigt"})

    assert not Session.objects.filter(session_key__startswith="refused").exists()


def kept_pages():
    return Session.objects.filter(session_key__startswith="refused")


def test_strangers_lay_down_few_and_small_pages(town, monkeypatch):
    monkeypatch.setattr(refused_pages, "MOST_AN_ADDRESS", 2)
    wrong = {"nummer": "2025-000001", "code": "falsch"}
    browsers = [Client(headers={"Sec-Fetch-Mode": "navigate"}) for _ in range(3)]

    assert [browser.post("/stand/", wrong).status_code for browser in browsers] == [303, 303, 422]
    assert kept_pages().count() == 2
    elsewhere = Client(headers={"Sec-Fetch-Mode": "navigate"}, REMOTE_ADDR="192.0.2.7")
    assert elsewhere.post("/stand/", wrong).status_code == 303


def test_a_stranger_who_types_without_end_gets_the_answer_itself(town):
    browser, address = of_a_citizen()

    answer = browser.post(f"{address}nachricht/", {"text": "x" * 60_000})

    assert answer.status_code == 422
    assert not kept_pages().exists()


def test_a_page_whose_time_is_over_goes_with_the_next_one(refused):
    desk, answer = refused
    kept_pages().update(expire_date=now() - timedelta(minutes=1))

    again = desk.post(answer["Location"].partition("?")[0], {"question": "Und die Eiche?"})

    assert [row.session_key[-16:] for row in kept_pages()] == [again["Location"][-16:]]


def test_whoever_must_not_see_the_case_any_more_does_not_find_its_page(refused, town):
    desk, answer = refused

    Involvement.objects.create(case=Case.objects.get(), person=town.ahlers, role="barred")

    assert "Bitte die Linde prüfen." not in desk.get(answer["Location"]).text


def test_another_citizen_at_the_same_browser_does_not_find_it(town):
    other = Client()
    number, code = send_the_cat(other)
    browser, address = of_a_citizen()
    refused = browser.post(f"{address}nachricht/", {"text": LONG})["Location"]

    browser.post("/stand/", {"nummer": number, "code": code})

    assert browser.get(f"/anliegen/{number}/").status_code == 200
    assert "rotes Halsband" not in browser.get(refused, follow=True).text


def test_another_form_of_the_same_browser_does_not_lose_it(town):
    browser, address = of_a_citizen()
    refused = browser.post(f"{address}nachricht/", {"text": LONG})["Location"]
    before = browser.session.session_key

    fill_in_the_cat(browser)

    assert browser.session.session_key != before
    assert LONG in browser.get(refused).text
