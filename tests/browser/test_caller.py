"""A caller asks how it stands: two or three questions first, and what the house knows only after the answers."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_caller_is_checked_and_the_person_s_page_has_no_findings(
    page, address, sit_down, make_case, town, in_all_looks
):
    case = make_case(by=town.ahlers)
    sit_down(town.ahlers)
    page.goto(address(f"/arbeit/a/{case.number}/"))
    page.get_by_role("link", name=case.citizen.name).click()
    in_all_looks(page, "person")

    page.get_by_role("link", name=f"Vertretung eintragen {case.number}").click()
    in_all_looks(page, "vertretung")
    page.get_by_label("In Vertretung für").fill("Oma Sommer")
    page.get_by_label("Vollmacht").check()
    page.get_by_label("Nachweis liegt vor").check()
    page.get_by_role("button", name="Vertretung speichern").click()
    expect(page.get_by_text("Oma Sommer, Vollmacht, Nachweis liegt vor").first).to_be_visible()

    page.goto(address(f"/arbeit/a/{case.number}/anruf/"))
    in_all_looks(page, "anruf")
    for field in page.locator("main form input[type=text]").all():
        field.fill("Weiß ich nicht")
    page.get_by_role("button", name="Vergleichen").click()
    in_all_looks(page, "anruf-vergleich")
    page.get_by_role("button", name="Angaben stimmen nicht").click()
    expect(page.get_by_text("Geben Sie am Telefon keine Auskunft.")).to_be_visible()
