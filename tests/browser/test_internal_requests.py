"""„Ein Rechner fehlt“: asked from within a case, short of hours, reserved, done; and only then the case closes."""

import pytest
from playwright.sync_api import expect

from lotse.cases.models import InternalRequest
from lotse.cases.requesting import request_within
from lotse.catalogue.models import Service
from lotse.town.told import told

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asked(town, make_case):
    """A required request of Frau Ahlers to the service desk, from within a case."""
    case = make_case(by=town.ahlers)
    service = Service.objects.get(slug="it-stoerung")
    return request_within(
        case, service, told("it-stoerung"), by=town.ahlers, team=town.telefon_empfang, is_required=True
    )


def test_help_is_asked_for_from_within_a_case(page, address, sit_down, make_case, town, in_all_looks):
    case = make_case(by=town.ahlers)
    sit_down(town.ahlers)
    page.goto(address(f"/arbeit/intern/neu/?zu={case.number}"))
    page.get_by_label("Was brauchen Sie?").fill("Störung")
    page.get_by_role("button", name="Dienst suchen").click()
    page.get_by_role("link", name="Störung melden").click()
    page.get_by_role("button", name="Auftrag stellen").click()
    expect(page.get_by_role("alert")).to_be_visible()
    in_all_looks(page, "auftrag-fehler")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_label("Was geht nicht?").select_option(label="Drucker oder Scanner")
    page.get_by_label("Was passiert genau?").fill("Er zieht kein Papier.")
    page.get_by_label("Seit wann?").fill("seit heute")
    page.get_by_label("Nur ich").check()
    page.get_by_label("Das Anliegen kann erst abgeschlossen werden").check()
    page.get_by_role("button", name="Auftrag stellen").click()

    expect(page.get_by_role("heading", name="Interne Aufträge")).to_be_visible()
    expect(page.get_by_text("nötig zum Abschließen", exact=True)).to_be_visible()
    in_all_looks(page, "anliegen-mit-auftrag")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(address(f"/arbeit/a/{case.number}/abschluss/"))
    number = InternalRequest.objects.get().case.number
    page.get_by_role("link", name=number).click()
    expect(page.locator(f"#auftrag-{number}")).to_be_in_viewport()


def test_hours_are_missing_reserved_and_seen(page, address, sit_down, asked, town, in_all_looks):
    sit_down(town.cetin)
    page.goto(address(f"/arbeit/a/{asked.case.number}/"))
    page.get_by_role("button", name="Auftrag annehmen").click()
    page.goto(address(f"/arbeit/a/{asked.case.number}/auftrag/stunden/"))
    in_all_looks(page, "auftrag-stunden")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_label("Wie viele Stunden fehlen?").fill("3")
    page.get_by_label("Wofür werden sie gebraucht?").fill("Das Verfahren ist neu.")
    page.get_by_role("button", name="Stunden anfragen").click()
    expect(page.get_by_role("region", name="Interner Auftrag").get_by_text("3 Stunden")).to_be_visible()
    in_all_looks(page, "auftrag-ohne-stunden")

    page.context.clear_cookies()
    sit_down(town.engel)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(address("/arbeit/intern/"))
    in_all_looks(page, "intern-stunden-fehlen")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("region", name="Stunden fehlen").get_by_role("link").click()
    in_all_looks(page, "stunden-reservieren")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("button", name="Stunden reservieren").click()

    expect(page.get_by_text("sind reserviert: 3 Stunden")).to_be_visible()
    asked.refresh_from_db()
    assert asked.reserved_minutes == 180


def test_a_request_stops_being_needed_for_a_reason(page, address, sit_down, asked, town, in_all_looks):
    sit_down(town.ahlers)
    page.goto(address(f"/arbeit/a/{asked.case.parent.number}/auftrag/{asked.pk}/noetig/"))
    in_all_looks(page, "auftrag-noetig")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_label("Warum ist der Auftrag nicht mehr nötig?").fill("Es geht ohne.")
    page.get_by_role("button", name="Speichern").click()

    expect(page.get_by_role("link", name="Nötig zum Abschließen")).to_be_visible()


def test_a_request_goes_back_and_is_asked_once_more(page, address, sit_down, asked, town, in_all_looks):
    sit_down(town.cetin)
    page.goto(address(f"/arbeit/a/{asked.case.number}/auftrag/rueckgabe/"))
    in_all_looks(page, "auftrag-rueckgabe")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_label("Angabe fehlt", exact=True).check()
    page.get_by_label("Was muss die andere Seite wissen?").fill("Welcher Raum ist es?")
    page.get_by_role("button", name="Auftrag zurückgeben").click()
    expect(page.get_by_role("region", name="Interner Auftrag").get_by_text("Welcher Raum ist es?")).to_be_visible()

    page.context.clear_cookies()
    sit_down(town.ahlers)
    page.goto(address(f"/arbeit/a/{asked.case.parent.number}/"))
    expect(page.get_by_role("region", name="Interne Aufträge").get_by_text("Angabe fehlt")).to_be_visible()
    in_all_looks(page, "anliegen-mit-auftrag-zurueck")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(address(f"/arbeit/a/{asked.case.number}/auftrag/ende/"))
    in_all_looks(page, "auftrag-ende")
    page.goto(address(f"/arbeit/a/{asked.case.number}/auftrag/erneut/"))
    in_all_looks(page, "auftrag-erneut")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_label("Was hat gefehlt?").fill("Raum 1.08.")
    page.get_by_role("button", name="Auftrag noch einmal stellen").click()

    expect(page.get_by_text("ist noch einmal gestellt")).to_be_visible()
