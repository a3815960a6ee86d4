"""Two agents in one case (ui.md 13, journey 6): they see each other, and neither loses a word."""

import re

import pytest
from django.test import Client
from playwright.sync_api import expect

from lotse.desk.models import Presence
from tests.browser.conftest import bring_cookies

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def second_page(new_context, address):
    """A second desk, at which somebody else sits down."""

    def open_for(person):
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        page = new_context().new_page()
        bring_cookies(page, client, address)
        return page

    return open_for


@pytest.mark.parametrize("width", [1280, 390])
def test_two_agents_see_each_other_and_the_second_answer_asks_first(
    page, address, sit_down, second_page, make_case, town, axe, look, width
):
    case = make_case()
    here = address(f"/arbeit/a/{case.number}/")
    page.set_viewport_size({"width": width, "height": 900})
    sit_down(town.ahlers).goto(here)
    page.get_by_label("Nachricht an Selin Öztürk").fill("Guten Tag, wir stellen eine Falle auf.")
    expect(page.get_by_text("Entwurf gespeichert, ")).to_be_visible()

    other = second_page(town.lueders)
    other.goto(here)
    expect(other.get_by_text("Frau Ahlers schreibt gerade")).to_be_visible()
    other.get_by_label("Nachricht an Selin Öztürk").fill("Guten Tag, das Tierheim kommt.")
    other.get_by_role("button", name="Antwort senden").click()
    expect(other.get_by_text("Ihre Nachricht an Selin Öztürk ist gesendet.")).to_be_visible()

    page.get_by_role("button", name="Antwort senden").click()
    expect(page.get_by_role("alert")).to_contain_text("Frau Lüders hat um")
    expect(page.get_by_text("Guten Tag, das Tierheim kommt.")).to_be_visible()
    expect(page.get_by_label("Nachricht an Selin Öztürk")).to_have_value("Guten Tag, wir stellen eine Falle auf.")
    expect(page).to_have_title(re.compile("^Fehler: "))
    look(page, f"zwei-am-anliegen-{width}")
    axe(page)

    page.get_by_role("button", name="Trotzdem: Antwort senden").click()
    expect(page.get_by_text("Ihre Nachricht an Selin Öztürk ist gesendet.")).to_be_visible()
    assert case.entries.filter(kind="message").count() == 2
    expect(page.get_by_label("Nachricht an Selin Öztürk")).to_have_value("")


def test_who_begins_to_write_at_once_is_seen_writing(page, address, sit_down, make_case, town):
    held = []
    page.route("**/anwesenheit/", lambda asked: asked.continue_() if held else held.append(asked))
    sit_down(town.ahlers).goto(address(f"/arbeit/a/{make_case().number}/"))
    page.get_by_label("Nachricht an Selin Öztürk").fill("Guten Tag.")
    expect(page.get_by_text("Entwurf gespeichert, ")).to_be_visible()

    with page.expect_response(lambda answer: "schreibt" in (answer.request.post_data or "")):
        held[0].continue_()

    assert Presence.objects.get(person=town.ahlers).is_writing


def test_a_draft_comes_back_after_the_browser_was_closed(page, address, sit_down, second_page, make_case, town):
    case = make_case()
    here = address(f"/arbeit/a/{case.number}/")
    sit_down(town.ahlers).goto(here)
    page.get_by_text("Interne Notiz", exact=True).first.click()
    page.get_by_role("textbox", name="Interne Notiz").fill("Im August war hier schon eine Falle.")
    expect(page.get_by_text("Entwurf gespeichert, ")).to_be_visible()
    page.close()

    again = second_page(town.ahlers)
    again.goto(here)

    expect(again.get_by_role("textbox", name="Interne Notiz")).to_have_value("Im August war hier schon eine Falle.")
