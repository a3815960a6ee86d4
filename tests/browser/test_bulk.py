"""One deed on many cases by keyboard: ticked with x and Shift+x, seen before it is done."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


def test_cases_are_ticked_by_keys_and_changed_after_a_preview(page, address, sit_down, make_case, town, in_all_looks):
    cases = [make_case() for _ in range(3)]
    sit_down(town.ahlers)
    page.goto(address("/arbeit/?ansicht=begleite"))

    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Shift+X")
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(3)
    page.get_by_role("button", name="Ausgewählte bearbeiten").click()
    page.get_by_label("Interne Notiz schreiben").check()
    page.get_by_label("Notiz, oder Antwort beim Abschließen").fill("Die Falle kommt am Montag.")
    page.get_by_role("button", name="Vorschau zeigen").click()
    expect(page.get_by_text("wird geändert")).to_have_count(3)
    in_all_looks(page, "sammelaktion-vorschau")
    page.get_by_role("button", name="3 Anliegen ändern").click()

    expect(page.get_by_text("3 von 3 sind geändert.")).to_be_visible()
    in_all_looks(page, "sammelaktion-fertig")
    assert [case.entries.last().kind for case in cases] == ["note"] * 3
