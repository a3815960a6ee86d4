"""The deeds of a case as dialogs: the address stays the case's while one is open, and after it was closed."""

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
