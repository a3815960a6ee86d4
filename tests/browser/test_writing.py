"""Answer, note and question at the case: each keeps its own text, and what was sent is no draft any more."""

import pytest
from playwright.sync_api import expect

from lotse.desk.models import UnsentText

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def case(make_case, town):
    return make_case(by=town.ahlers)


@pytest.fixture
def desk(page, address, sit_down, case, town):
    """Frau Ahlers with the case open."""
    sit_down(town.ahlers)
    page.goto(address(f"/arbeit/a/{case.number}/"))
    return page


def test_a_note_never_becomes_a_letter_by_one_key(desk):
    desk.keyboard.press("n")
    desk.keyboard.type("Nur intern: Vorsicht.")
    desk.keyboard.press("Escape")
    desk.keyboard.press("r")

    expect(desk.get_by_label("Nachricht an")).to_have_value("")
    desk.keyboard.type("Guten Tag")
    desk.keyboard.press("Escape")
    desk.keyboard.press("n")
    expect(desk.get_by_label("Interne Notiz").last).to_have_value("Nur intern: Vorsicht.")


def test_what_was_sent_at_once_leaves_no_draft(desk, case, town):
    desk.keyboard.press("n")
    desk.keyboard.type("Der Hof ist frei.")
    desk.keyboard.press("Control+Enter")
    expect(desk.get_by_text("Der Hof ist frei.").first).to_be_visible()
    desk.reload()

    expect(desk.locator("#schreiben-text")).to_have_value("")
    assert not UnsentText.objects.filter(person=town.ahlers).exists()


def test_a_draft_that_comes_after_its_note_is_not_kept(desk, case, town):
    case.note("Der Hof ist frei.", by=town.ahlers)
    token = desk.locator("meta[name='csrf-token']").get_attribute("content")

    answer = desk.request.post(
        desk.url + "entwurf/", form={"art": "notiz", "text": "Der Hof ist frei.", "seen": "1"},
        headers={"X-Draft": "1", "X-CSRFToken": token, "Referer": desk.url},
    )  # fmt: skip

    assert answer.ok
    assert not UnsentText.objects.filter(person=town.ahlers).exists()


def test_where_nothing_is_typed_no_draft_is_told_of(desk):
    state = desk.locator("#schreiben-text").locator("xpath=ancestor::form").locator("[data-draft-state]")
    desk.keyboard.press("n")
    desk.keyboard.type("Der Hof")
    expect(state).to_contain_text("Entwurf gespeichert, ", timeout=6000)

    desk.locator("#schreiben-text").fill("")

    expect(state).to_have_text("", timeout=6000)


def test_the_menu_of_further_deeds_fits_a_phone_and_closes_by_escape(desk):
    desk.set_viewport_size({"width": 390, "height": 844})
    more = desk.locator(".lo-actions summary")
    more.click()
    box = desk.locator(".lo-actions .lo-menu__list").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390

    desk.keyboard.press("Escape")

    expect(desk.locator(".lo-actions .lo-menu__list")).to_be_hidden()
    expect(more).to_be_focused()
