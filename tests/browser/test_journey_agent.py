"""The agent's day: list, answer, hand over, result, close, with the mouse; the keyboard has `test_keyboard.py`."""

import re

import pytest
from playwright.sync_api import expect

from lotse.cases.closing import close
from lotse.cases.models import Case

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_agent_answers_hands_over_reads_the_result_and_closes(page, address, sit_down, make_case, town, look):
    case = make_case()
    sit_down(town.ahlers)
    page.goto(address("/arbeit/"))

    page.get_by_role("link", name=case.subject).click()
    expect(page.get_by_role("heading", level=1, name=case.subject)).to_be_visible()
    expect(page).to_have_url(re.compile(case.number))
    page.get_by_label("Nachricht an Selin Öztürk").fill("Guten Tag Selin Öztürk, wir kümmern uns.")
    page.get_by_role("button", name="Antwort senden").click()
    expect(page.get_by_text("Ihre Nachricht an Selin Öztürk ist gesendet.")).to_be_visible()

    page.get_by_role("link", name="Übergeben").click()
    dialog = page.get_by_role("dialog", name="Anliegen übergeben")
    expect(dialog.get_by_text("laut Ablauf der nächste Schritt")).to_be_attached()
    expect(dialog.get_by_text("Schon gefragt")).to_be_visible()
    look(page, "agent-uebergabe-1280", whole=False)
    dialog.get_by_label("Was soll als Nächstes passieren?").fill("Bitte einordnen.")
    dialog.get_by_label("An welches Team?").select_option(label="Straßenunterhaltung")
    expect(dialog.get_by_role("button", name="An Straßenunterhaltung übergeben")).to_be_visible()
    expect(dialog.get_by_label("Was soll als Nächstes passieren?")).to_have_value("Bitte einordnen.")
    dialog.get_by_label("An welches Team?").select_option(value=str(town.allgemeine_ordnung.pk))
    dialog.get_by_label("Die Zuständigkeit").check()
    dialog.get_by_role("button", name="An Allgemeine Ordnung übergeben").click()
    expect(page.get_by_text("Allgemeine Ordnung hat jetzt das Paket")).to_be_visible()

    sit_down(town.oezdemir)
    page.goto(address("/arbeit/?ansicht=uebergaben"))
    page.get_by_role("link", name=case.subject).click()
    expect(page.get_by_text("Bitte einordnen.").first).to_be_visible()
    expect(page.get_by_text("Schon gefragt")).to_be_visible()
    expect(page.get_by_text("s.oeztuerk@example.org")).to_have_count(0)
    page.get_by_role("button", name="Annehmen").click()
    page.get_by_role("link", name="Ergebnis eintragen").click()
    page.get_by_role("dialog").get_by_label("Was ist herausgekommen?").fill("Kein Fundtier, die Katze hat ein Zuhause.")
    page.get_by_role("dialog").get_by_role("button", name="Ergebnis eintragen").click()
    expect(page.get_by_text("Frau Ahlers liest jetzt Ihr Ergebnis")).to_be_visible()

    sit_down(town.ahlers)
    page.goto(address(f"/arbeit/a/{case.number}/"))
    expect(page.get_by_text("Kein Fundtier, die Katze hat ein Zuhause.")).to_be_visible()
    page.get_by_role("link", name="Abschließen").click()
    dialog = page.get_by_role("dialog", name="Anliegen abschließen")
    dialog.get_by_label("Wie ist das Anliegen ausgegangen?").select_option(value="freigaenger_keine_massnahme")
    dialog.get_by_label("Antwort an die meldende Person").fill("Die Katze hat ein Zuhause.")
    dialog.get_by_role("button", name="Anliegen abschließen").click()

    expect(page.get_by_text(f"{case.number} ist abgeschlossen")).to_be_visible()
    assert Case.objects.get(pk=case.pk).status == "closed"


def test_two_agents_close_at_once_the_other_reads_who_and_when_and_loses_no_text(
    page, address, sit_down, make_case, town
):
    case = make_case()
    sit_down(town.ahlers)
    page.goto(address(f"/arbeit/a/{case.number}/abschluss/"))
    page.get_by_label("Wie ist das Anliegen ausgegangen?").select_option(value="im_tierheim")
    page.get_by_label("Antwort an die meldende Person").fill("Mein langer Text.")
    close(case, "erledigt", "Die Katze ist gesund.", by=town.lueders)

    page.get_by_role("button", name="Anliegen abschließen").click()

    expect(page.get_by_role("alert")).to_contain_text("Frau Lüders hat dieses Anliegen um")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Antwort an die meldende Person")).to_have_value("Mein langer Text.")
    expect(page).to_have_title(re.compile("^Fehler: "))


def test_an_answer_to_a_changed_case_shows_both_texts(page, address, sit_down, make_case, town, look):
    case = make_case()
    sit_down(town.ahlers)
    page.goto(address(f"/arbeit/a/{case.number}/"))
    page.get_by_label("Nachricht an Selin Öztürk").fill("Mein langer Text.")
    case.tell("Das schrieb schon Frau Lüders.", by=town.lueders)

    page.get_by_role("button", name="Antwort senden").click()

    expect(page.get_by_text("Das schrieb schon Frau Lüders.")).to_be_visible()
    expect(page.get_by_label("Nachricht an Selin Öztürk")).to_have_value("Mein langer Text.")
    look(page, "agent-konflikt-1280")


def test_something_new_is_announced_and_the_list_does_not_move(page, address, sit_down, make_case, town):
    make_case()
    sit_down(town.ahlers)
    page.clock.install()
    page.goto(address("/arbeit/"))
    before = page.locator("[data-item]").count()
    make_case()

    page.clock.run_for(16_000)

    expect(page.locator(".lo-news")).to_contain_text("1 neues Anliegen")
    assert page.locator("[data-item]").count() == before


def test_without_a_script_every_deed_is_a_page(new_context, address, make_case, town, sit_down):
    case = make_case()
    sheet = sit_down(town.ahlers, on=new_context(java_script_enabled=False).new_page())
    sheet.goto(address(f"/arbeit/a/{case.number}/"))

    sheet.get_by_role("link", name="Übergeben").click()
    expect(sheet.get_by_role("heading", level=1, name="Anliegen übergeben")).to_be_visible()
    sheet.get_by_label("Was soll als Nächstes passieren?").fill("Bitte einordnen.")
    sheet.get_by_role("button", name=re.compile("übergeben$")).click()

    expect(sheet.get_by_text("hat jetzt das Paket")).to_be_visible()


@pytest.mark.usefixtures("focus_is_kept")
def test_on_a_narrow_screen_the_case_takes_the_place_of_the_list(page, address, sit_down, make_case, town):
    case = make_case()
    page.set_viewport_size({"width": 390, "height": 800})
    sit_down(town.ahlers)
    page.goto(address("/arbeit/"))

    page.get_by_role("link", name=case.subject).click()

    expect(page.get_by_role("heading", level=1, name=case.subject)).to_be_focused()
    expect(page.locator("#liste")).to_be_hidden()
    page.get_by_role("link", name="Zurück zur Liste").click()
    expect(page.locator("#liste")).to_be_visible()
    page.get_by_role("link", name="Alle Ansichten").click()
    page.get_by_role("link", name="Wartet auf Antwort").click()
    expect(page.get_by_text("Nichts offen.")).to_be_visible()
