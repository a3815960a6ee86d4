"""What is to be done in a case: a task set and ended, a checklist ticked; and the time it took."""

import pytest
from playwright.sync_api import expect

from lotse.cases.models import Task
from lotse.cases.tasking import set_task

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_task_is_set_and_no_longer_needed(page, address, sit_down, make_case, town, in_all_looks):
    case = make_case(by=town.ahlers)
    set_task(case, "Schild abnehmen", by=town.ahlers)
    sit_down(town.ahlers)
    page.goto(address(f"/arbeit/a/{case.number}/aufgabe/"))
    page.get_by_label("Was ist zu tun?").fill("Nachbarn anrufen")
    page.get_by_label("Das Anliegen kann erst abgeschlossen werden").check()
    in_all_looks(page, "aufgabe-anlegen")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("button", name="Aufgabe anlegen").click()
    region = page.get_by_role("region", name="Aufgaben")
    expect(region.get_by_text("Nachbarn anrufen")).to_be_visible()
    in_all_looks(page, "anliegen-mit-aufgaben")
    page.set_viewport_size({"width": 1280, "height": 900})
    region.get_by_role("button", name="Aufgabe erledigt").first.click()
    expect(region.get_by_text("erledigt", exact=True)).to_be_visible()

    task = Task.objects.get(is_required=True)
    page.goto(address(f"/arbeit/a/{case.number}/aufgabe/{task.pk}/ende/"))
    in_all_looks(page, "aufgabe-ende")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_label("Warum?").fill("Der Nachbar war hier.")
    page.get_by_role("button", name="Speichern").click()
    expect(region.get_by_text("nicht mehr nötig", exact=True)).to_be_visible()


def test_my_tasks_are_listed_and_ended(page, address, sit_down, make_case, town, today, in_all_looks):
    case = make_case(by=town.ahlers)
    set_task(case, "Schild abnehmen", by=town.ahlers, to=town.ahlers, due_on=today, is_required=True)
    set_task(case, "Nachbarn anrufen", by=town.ahlers, to=town.ahlers)
    sit_down(town.ahlers)
    page.goto(address("/arbeit/"))
    page.get_by_role("link", name="Meine Aufgaben 2").click()
    in_all_looks(page, "meine-aufgaben")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("button", name="Aufgabe erledigt (Schild abnehmen)").click()

    expect(page.get_by_text("ist erledigt")).to_be_visible()
    expect(page.get_by_role("link", name="Für mich (1)")).to_be_visible()


def test_a_checklist_is_ticked(page, address, sit_down, make_case, town, in_all_looks):
    case = make_case("it-neuer-mitarbeiter", by=town.cetin, contact=None)
    sit_down(town.cetin)
    page.goto(address(f"/arbeit/a/{case.number}/"))
    region = page.get_by_role("region", name="Checkliste")
    region.get_by_role("button", name="Abhaken (Rechner steht bereit)").click()

    expect(region.get_by_role("button", name="Wieder öffnen (Rechner steht bereit)")).to_be_visible()
    in_all_looks(page, "anliegen-mit-checkliste")
    page.goto(address("/arbeit/aufgaben/"))
    expect(page.get_by_role("link", name="Rechner steht bereit")).to_have_count(0)
    in_all_looks(page, "meine-checklisten")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("link", name="Telefon ist geschaltet").click()
    expect(page.locator("#punkt-einrichten-telefon")).to_be_in_viewport()


def test_time_is_booked_and_deleted(page, address, sit_down, make_case, town, in_all_looks):
    case = make_case(by=town.ahlers)
    sit_down(town.ahlers)
    page.goto(address(f"/arbeit/a/{case.number}/zeit/"))
    page.get_by_label("Wie viele Stunden?").fill("1,5")
    page.get_by_role("button", name="Zeit buchen").click()
    expect(page.get_by_text("1,5 Stunden")).to_be_visible()

    page.goto(address(f"/arbeit/a/{case.number}/zeit/"))
    in_all_looks(page, "zeit-buchen")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("button", name="Buchung löschen").click()
    expect(page.get_by_text("Die Buchung ist gelöscht.")).to_be_visible()
