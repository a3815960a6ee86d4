"""The agent's day: list, answer, hand over, result, close; with the mouse, and with the keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from lotse.cases.closing import close
from lotse.cases.models import Case

pytestmark = pytest.mark.django_db(transaction=True)

FOCUS_IS_LOST = "document.activeElement === document.body"


@pytest.fixture
def watched(page):
    """Note after every swap whether the focus fell to the page."""
    page.add_init_script(
        "window.lostFocus = []; document.addEventListener('htmx:afterSettle', event => setTimeout(() => {"
        f" if ({FOCUS_IS_LOST}) window.lostFocus.push(event.detail.pathInfo?.requestPath || 'swap'); }}, 60));"
    )
    yield page
    assert page.evaluate("window.lostFocus") == []


def test_an_agent_answers_hands_over_reads_the_result_and_closes(page, address, sit_down, make_case, town, look):
    case = make_case()
    sit_down(town.ahlers)
    page.goto(address("/arbeit/"))

    page.get_by_role("link", name=case.subject).click()
    expect(page.get_by_role("heading", level=1, name=case.subject)).to_be_visible()
    expect(page).to_have_url(re.compile(case.number))
    page.get_by_label("Nachricht an Selin Öztürk").fill("Guten Tag Selin Öztürk, wir kümmern uns.")
    page.get_by_role("button", name="Antwort senden").click()
    expect(page.get_by_text("Ihre Nachricht an Selin Öztürk ist geschrieben.")).to_be_visible()

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


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def reads(page, sentence):
    """What was done is said, and has the focus."""
    told = page.locator(".lo-messages [data-focus-on-load]")
    expect(told).to_contain_text(sentence)
    expect(told).to_be_focused()


def test_the_whole_way_goes_by_keyboard_and_the_focus_is_never_lost(page, address, sit_down, make_case, town, watched):
    first, second = make_case(), make_case()
    sit_down(town.ahlers)
    page.goto(address("/arbeit/"))

    press(page, "j", "j", "k", "j", "Enter")
    expect(page).to_have_url(re.compile(second.number))
    expect(page.locator(f"#a-{second.number}")).to_be_focused()
    expect(page.locator(f"#a-{second.number}")).to_have_attribute("aria-current", "true")
    press(page, "k", "Enter")
    expect(page).to_have_url(re.compile(first.number))
    expect(page.locator("#inhalt h1")).to_contain_text(first.subject)

    press(page, "n")
    expect(page.locator("#schreiben-text")).to_be_focused()
    expect(page.get_by_label("Interne Notiz", exact=True)).to_be_checked()
    press(page, "Escape", "r")
    expect(page.locator("#schreiben-text")).to_be_focused()
    page.keyboard.type("Wir kümmern uns.")
    press(page, "Control+Enter")
    reads(page, "Ihre Nachricht an Selin Öztürk ist geschrieben.")

    press(page, "g")
    dialog = page.get_by_role("dialog", name="Anliegen übergeben")
    expect(dialog.get_by_label("An welches Team?")).to_be_focused()
    press(page, "Escape")
    expect(dialog).to_be_hidden()
    assert not page.evaluate(FOCUS_IS_LOST)
    press(page, "g")
    expect(dialog.get_by_label("An welches Team?")).to_be_focused()
    dialog.get_by_label("Was soll als Nächstes passieren?").focus()
    page.keyboard.type("Bitte einordnen.")
    dialog.get_by_role("button", name=re.compile("übergeben$")).focus()
    press(page, "Enter")
    reads(page, "hat jetzt das Paket")

    press(page, "f")
    expect(page.get_by_role("dialog", name="Wiedervorlage")).to_be_visible()
    press(page, "Escape", "z")
    reads(page, "Frau Ahlers kümmert sich um")
    press(page, "u")
    expect(page.locator(f"#a-{first.number}")).to_be_focused()
    press(page, "/")
    expect(page.get_by_label("Nummer, Name, Wort oder Befehl")).to_be_focused()
    page.keyboard.type("Neues")
    expect(page.get_by_role("dialog").get_by_role("link", name="Neues Anliegen")).to_be_visible()
    press(page, "Escape", "?")
    expect(page.get_by_role("dialog", name="Tasten")).to_be_visible()
    press(page, "Escape", "c")
    expect(page.get_by_label("Worum geht es?")).to_be_focused()


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


PLACES = {
    "liste": "/arbeit/",
    "anliegen": "/arbeit/a/{number}/",
    "uebergabe": "/arbeit/a/{number}/uebergabe/",
    "abschluss": "/arbeit/a/{number}/abschluss/",
    "frage": "/arbeit/a/{number}/frage/",
    "wiedervorlage": "/arbeit/a/{number}/wiedervorlage/",
    "neu": "/arbeit/neu/",
    "aufnahme": "/arbeit/neu/?dienst=streunende-katze",
    "kurzauskunft": "/arbeit/neu/kurzauskunft/",
    "suche": "/arbeit/suche/?q=Katze",
    "team": "/arbeit/team/",
}


@pytest.mark.parametrize("name", PLACES)
def test_the_desk_is_open_to_everyone_who_works_here(page, address, sit_down, make_case, town, in_all_looks, name):
    case = make_case()
    case.ask("Kommt sie abends?", by=town.ahlers)
    sit_down(town.ahlers)

    page.goto(address(PLACES[name].format(number=case.number)))

    in_all_looks(page, f"agent-{name}")


def test_on_a_narrow_screen_the_case_takes_the_place_of_the_list(page, address, sit_down, make_case, town, watched):
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
