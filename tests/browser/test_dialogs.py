"""The deeds of a case as dialogs: the address stays the case's while one is open, and after it was closed."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_dialog_that_was_closed_does_not_come_back(page, address, sit_down, make_case, town):
    case = make_case()
    sit_down(case.guide)
    home = address(f"/arbeit/a/{case.number}/")
    page.goto(home)
    for key in ("g", "e", "t", "m"):
        page.keyboard.press(key)
        expect(page.get_by_role("dialog")).to_be_visible()

        page.keyboard.press("Escape")

        expect(page.get_by_role("dialog")).to_be_hidden()
        assert page.url == home
    page.reload()
    expect(page.locator("[data-case]")).to_be_visible()
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_dialog_closed_before_the_list_came_stays_closed(page, address, sit_down, make_case, town):
    case = make_case()
    sit_down(case.guide)
    held = []
    page.route(re.compile(r"/arbeit/$"), lambda route: held.append(route))
    page.goto(address(f"/arbeit/a/{case.number}/"))
    page.keyboard.press("f")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")

    held.pop().continue_()

    expect(page.locator(f"#a-{case.number}")).to_be_visible()
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("z")
    expect(page.locator(".lo-messages [data-focus-on-load]")).to_contain_text("kümmert sich um")


def test_whoever_writes_on_while_the_packet_of_a_team_comes_loses_no_letter(page, address, sit_down, make_case, town):
    case = make_case()
    sit_down(case.guide)
    held = []
    page.goto(address(f"/arbeit/a/{case.number}/"))
    page.keyboard.press("g")
    dialog = page.get_by_role("dialog")
    question = dialog.get_by_label("Was soll als Nächstes passieren?")
    page.route(re.compile(r"/uebergabe/\?"), lambda route: held.append(route))
    with page.expect_request(re.compile(r"/uebergabe/\?")):
        dialog.get_by_label("An welches Team?").select_option(label="Straßenreinigung")
    question.focus()
    page.keyboard.type("Bitte einord")

    held.pop().continue_()
    expect(dialog.get_by_role("button", name="An Straßenreinigung übergeben")).to_be_visible()
    page.keyboard.type("nen.")

    expect(question).to_have_value("Bitte einordnen.")


def test_a_handover_shows_the_sentence_of_the_kind_chosen(page, address, sit_down, make_case, town, axe):
    case = make_case()
    sit_down(case.guide)
    page.goto(address(f"/arbeit/a/{case.number}/"))
    page.keyboard.press("g")
    dialog = page.get_by_role("dialog")
    moved, helped = dialog.get_by_text("Ihr Anliegen ist jetzt bei:"), dialog.get_by_text("um Hilfe gebeten:")

    dialog.get_by_label("Die Zuständigkeit").check()
    expect(moved).to_be_visible()
    expect(helped).to_be_hidden()

    for kind in ("Einen Auftrag", "Eine Frage"):
        dialog.get_by_label(kind).check()
        expect(helped).to_be_visible()
        expect(moved).to_be_hidden()
    axe(page)


def test_the_menu_of_a_case_says_its_groups(page, address, sit_down, make_case, town, axe, look):
    case = make_case()
    sit_down(case.guide)
    page.goto(address(f"/arbeit/a/{case.number}/"))

    page.keyboard.press(".")

    menu = page.locator(".lo-actions .lo-menu__list")
    for group, deed in (
        ("Wer und wann", "Zuweisen"),
        ("Mit anderen", "Aufgabe anlegen"),
        ("Meldende Person", "Anruf prüfen"),
        ("Zeit und Akte", "Zeit buchen"),
    ):
        expect(menu.get_by_role("heading", name=group)).to_be_visible()
        expect(menu.get_by_role("group", name=group).get_by_role("link", name=deed, exact=True)).to_be_visible()
    axe(page)
    look(page, "menue-1280", whole=False)
    page.keyboard.press("Tab")
    expect(
        menu.get_by_role("button", name="Mir zuweisen").or_(menu.get_by_role("link", name="Zuweisen")).first
    ).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(page.get_by_label("Weitere Aktionen")).to_be_focused()


def test_back_finds_the_refused_page_of_a_deed(page, address, sit_down, make_case, town):
    case = make_case()
    sit_down(case.guide)
    page.goto(address(f"/arbeit/a/{case.number}/"))
    page.keyboard.press("e")
    page.get_by_role("dialog").get_by_label("Antwort an die meldende Person").fill("Die Katze hat ein Zuhause.")
    page.get_by_role("dialog").get_by_role("button", name="Anliegen abschließen").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.goto(address("/arbeit/"))

    page.go_back()

    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Antwort an die meldende Person")).to_have_value("Die Katze hat ein Zuhause.")
