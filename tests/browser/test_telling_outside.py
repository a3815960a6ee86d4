"""Whom nobody can write to is told by telephone; what was called off says so and is offered anew."""

import pytest
from playwright.sync_api import expect

from lotse.cases.closing import reopen, withdraw
from lotse.cases.correcting import correct
from lotse.cases.handing_over import hand_over
from lotse.people.models import Department

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_body_without_mail_is_told_and_the_notice_goes(page, address, sit_down, make_case, town, in_all_looks):
    Department.objects.filter(pk=town.tierheim.department.pk).update(email="")
    town.tierheim.department.refresh_from_db()
    case = make_case(by=town.ahlers)
    hand_over(case, town.tierheim, "Sichern?", kind="subtask", facts=["ort"], by=town.ahlers)
    correct(case, "ort", "Marktplatz", by=town.ahlers)
    sit_down(town.ahlers)
    page.goto(address("/arbeit/hinweise/"))
    expect(page.get_by_text("Eine Angabe ist berichtigt.")).to_be_visible()
    in_all_looks(page, "hinweise-stelle-ohne-mail")
    page.set_viewport_size({"width": 1280, "height": 900})

    page.get_by_role("button", name=f"Ist gesagt ({case.number})").click()

    expect(page.get_by_text("ist vermerkt, dass es gesagt ist")).to_be_visible()
    expect(page.get_by_text("Eine Angabe ist berichtigt.")).to_have_count(0)


def test_what_was_called_off_is_offered_anew(page, address, sit_down, make_case, town, in_all_looks):
    case = make_case("hundesteuer")
    hand_over(case, town.strassenunterhaltung, "Ist der Hund bekannt?", kind="consult", by=town.lohse)
    withdraw(case)
    reopen(case, "Sie überlegt es sich anders.", by=town.lohse)
    sit_down(town.lohse)
    page.goto(address(f"/arbeit/a/{case.number}/"))
    expect(page.get_by_text("nicht mehr nötig", exact=True)).to_be_visible()
    in_all_looks(page, "anliegen-mit-abgesagter-uebergabe")
    page.set_viewport_size({"width": 1280, "height": 900})

    page.get_by_role("link", name="Übergeben").click()
    dialog = page.get_by_role("dialog", name="Anliegen übergeben")
    dialog.get_by_label("An welches Team?").select_option(value=str(town.strassenunterhaltung.pk))
    dialog.get_by_label("Rat").check()
    dialog.get_by_label("Was soll als Nächstes passieren?").fill("Ist der Hund bekannt?")
    dialog.get_by_role("button", name=f"An {town.strassenunterhaltung.name} übergeben").click()

    expect(page.get_by_text(f"{town.strassenunterhaltung.name} hat jetzt das Paket")).to_be_visible()
    assert case.legs.filter(state="offered").count() == 1
