"""A citizen's and an agent's whole way with nothing but the keyboard: Tab, Enter, Space, arrows and typing."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from lotse.cases.models import Case
from lotse.people.models import LinkSession
from lotse.tenants.clock import now

pytestmark = pytest.mark.django_db(transaction=True)

MOST = 120  # stops of the Tab key on one page
IS_REACHED = """wanted => document.activeElement === wanted
  || (wanted.type === 'radio' && document.activeElement.name === wanted.name)"""


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def tab_to(page, wanted):
    """Press Tab until this has the focus; of a group of radio buttons one has it."""
    for _ in range(MOST):
        if wanted.evaluate(IS_REACHED):
            return
        press(page, "Tab")
    raise AssertionError(f"{wanted} is not reached by Tab on {page.url}")


def write(page, label, text, *, exact=False):
    """Go to a field and type; what Tab found there is marked and written over."""
    tab_to(page, page.get_by_label(label, exact=exact))
    page.keyboard.type(text)


def follow(page, role, name, within=None):
    """Go to a link or a button and press Enter."""
    tab_to(page, (within or page).get_by_role(role, name=name).first)
    press(page, "Enter")


def choose(page, option):
    """Go to a group of radio buttons and walk with the arrows to this one."""
    tab_to(page, option)
    press(page, "Space")
    for _ in range(10):
        if option.is_checked():
            return
        press(page, "ArrowDown")
    raise AssertionError(f"{option} is not reached by the arrows")


def reads(page, sentence):
    """What was done is said, and has the focus."""
    told = page.locator(".lo-messages [data-focus-on-load]")
    expect(told).to_contain_text(sentence)
    expect(told).to_be_focused()


@pytest.mark.usefixtures("focus_is_kept")
def test_a_citizen_reports_a_cat_without_a_mouse(page, address, town):
    cache.clear()
    page.goto(address("/"))
    write(page, "Dienst oder Stichwort", "herrenlose Kazte")
    press(page, "Enter")
    follow(page, "link", "Streunende Katze melden")
    follow(page, "link", "Meldung starten")

    follow(page, "button", "Weiter")
    expect(page.get_by_role("alert")).to_contain_text("Prüfen Sie 3 Angaben")
    expect(page.get_by_role("alert")).to_be_focused()
    press(page, "Tab", "Enter")
    expect(page.get_by_label("Wo haben Sie die Katze gesehen?")).to_be_focused()
    page.keyboard.type("Spielplatz Lindenweg")
    for label, text in (("Tag", "9"), ("Monat", "10"), ("Jahr", "2025")):
        write(page, label, text, exact=True)
    choose(page, page.get_by_label("Sie wirkt gesund"))
    follow(page, "button", "Weiter")
    choose(page, page.get_by_label("Nein", exact=True).first)
    follow(page, "button", "Weiter")
    write(page, "Wie erreichen wir Sie?", "s.oeztuerk@example.org")
    follow(page, "button", "Weiter")

    follow(page, "link", "Ort, Zeit und Zustand bearbeiten")
    write(page, "Wo haben Sie die Katze gesehen?", "Stadtpark am Teich")
    follow(page, "button", "Weiter")
    expect(page.get_by_text("Stadtpark am Teich")).to_be_visible()
    expect(page.get_by_text("Spielplatz Lindenweg")).to_have_count(0)
    follow(page, "button", "Meldung absenden")

    expect(page.get_by_role("heading", name="Vielen Dank. Ihre Meldung ist angekommen.")).to_be_visible()
    assert Case.objects.get().number == page.locator(".lo-code").first.inner_text()


def test_the_list_that_comes_beside_a_case_takes_no_focus(page, address, sit_down, make_case, town):
    case = make_case()
    sit_down(town.ahlers)
    page.goto(address(f"/arbeit/a/{case.number}/"))

    expect(page.locator(f"#a-{case.number}")).to_have_attribute("aria-current", "true")

    assert page.evaluate("document.activeElement === document.body")


@pytest.mark.usefixtures("focus_is_kept")
def test_an_agent_opens_answers_and_finds_every_key(page, address, sit_down, make_case, town):
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
    press(page, "Escape")
    expect(page.locator("main")).to_be_focused()
    press(page, "r")
    expect(page.locator("#schreiben-text")).to_be_focused()
    page.keyboard.type("Wir kümmern uns.")
    press(page, "Control+Enter")
    reads(page, "Ihre Nachricht an Selin Öztürk ist gesendet.")

    press(page, "f")
    expect(page.get_by_role("dialog", name="Wiedervorlage")).to_be_visible()
    press(page, "Escape", "z")
    reads(page, "Frau Ahlers kümmert sich um")
    press(page, "u")
    expect(page.locator(f"#a-{first.number}")).to_be_focused()
    press(page, "/")
    expect(page.get_by_label("Nummer, Name, Wort oder Befehl")).to_be_focused()
    found = page.get_by_role("dialog").get_by_role("link")
    expect(found.filter(has_text="Wer ist wer")).to_be_visible()  # what one can do, before a letter is typed
    page.keyboard.type("Neues")
    expect(found.filter(has_text="Wer ist wer")).to_have_count(0)
    expect(found.filter(has_text="Neues Anliegen")).to_be_visible()
    press(page, "Control+a")
    page.keyboard.type(second.number)
    expect(found.filter(has_text=second.number)).to_be_visible()
    expect(found.filter(has_text="Neues Anliegen")).to_have_count(0)
    expect(page.locator("#lo-live")).to_have_text("1 Treffer")
    press(page, "Escape")
    expect(page.locator(f"#a-{first.number}")).to_be_focused()
    press(page, "?")
    expect(page.get_by_role("dialog", name="Tasten")).to_be_visible()
    press(page, "Escape", "c")
    expect(page.get_by_label("Worum geht es?")).to_be_focused()


def hand_over(page):
    """Open the dialog, leave it, open it again, choose team and kind, write and send."""
    dialog = page.get_by_role("dialog", name="Anliegen übergeben")
    team = dialog.get_by_label("An welches Team?")
    press(page, "g")
    expect(team).to_be_focused()
    press(page, "Escape")
    expect(dialog).to_be_hidden()
    assert not page.evaluate("document.activeElement === document.body")
    press(page, "g")
    expect(team).to_be_focused()
    page.keyboard.type("Stra")
    expect(dialog.get_by_role("button", name="An Straßenreinigung übergeben")).to_be_visible()
    expect(team).to_be_focused()
    press(page, "Escape")  # a list joins what is typed within a second; opened anew it begins anew
    expect(dialog).to_be_hidden()
    press(page, "g")
    expect(team).to_be_focused()
    page.keyboard.type("Allgemeine O")
    expect(dialog.get_by_role("button", name="An Allgemeine Ordnung übergeben")).to_be_visible()
    expect(team).to_be_focused()
    expect(dialog.get_by_text("Schon gefragt")).to_be_visible()
    write(page, "Was soll als Nächstes passieren?", "Bitte einordnen.")
    choose(page, dialog.get_by_label("Die Zuständigkeit"))
    follow(page, "button", "An Allgemeine Ordnung übergeben", within=dialog)
    reads(page, "Allgemeine Ordnung hat jetzt das Paket")


def answer(page, case):
    """Find the packet in the list, take it and enter what came of it."""
    press(page, "j", "Enter")
    expect(page).to_have_url(re.compile(case.number))
    expect(page.get_by_text("Bitte einordnen.").first).to_be_visible()
    expect(page.get_by_text("Schon gefragt")).to_be_visible()
    follow(page, "button", "Annehmen")
    reads(page, "")
    follow(page, "link", "Ergebnis eintragen")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Was ist herausgekommen?")).to_be_focused()
    page.keyboard.type("Die Katze hat ein Zuhause.")
    follow(page, "button", "Ergebnis eintragen", within=dialog)
    reads(page, "Frau Ahlers liest jetzt Ihr Ergebnis")


def close(page, case):
    """Close with an answer to the citizen."""
    expect(page.get_by_text("Die Katze hat ein Zuhause.")).to_be_visible()
    press(page, "e")
    dialog = page.get_by_role("dialog", name="Anliegen abschließen")
    expect(dialog.get_by_label("Wie ist das Anliegen ausgegangen?")).to_be_focused()
    press(page, "ArrowDown")
    tab_to(page, dialog.get_by_label("Antwort an die meldende Person"))
    page.keyboard.type("Die Katze ist gut versorgt.")
    follow(page, "button", "Anliegen abschließen", within=dialog)
    reads(page, f"{case.number} ist abgeschlossen")


@pytest.mark.usefixtures("focus_is_kept")
def test_a_case_goes_to_a_team_and_back_to_the_citizen_without_a_mouse(page, address, sit_down, make_case, town):
    case = make_case()
    token = LinkSession.hand_out("case", case, until=now() + timedelta(days=1))

    sit_down(town.ahlers)
    page.goto(address(f"/arbeit/a/{case.number}/"))
    hand_over(page)
    sit_down(town.oezdemir)
    page.goto(address("/arbeit/?ansicht=uebergaben"))
    answer(page, case)
    sit_down(town.ahlers)
    page.goto(address(f"/arbeit/a/{case.number}/"))
    close(page, case)

    page.context.clear_cookies()
    page.goto(address(f"/zugang/{token}/"))
    expect(page.get_by_text("Die Katze ist gut versorgt.").first).to_be_visible()
    assert Case.objects.get(pk=case.pk).status == "closed"


def test_no_mouse_is_hidden_in_this_file():
    told = Path(__file__).read_text("utf-8").split("def test_no_mouse")[0]

    assert not re.findall(r"\.(?:click|dblclick|focus|fill|check|tap|select_option|set_checked)\(", told)


def test_whoever_goes_to_the_list_before_it_has_come_is_in_it_afterwards(page, address, sit_down, make_case, town):
    case = make_case()
    sit_down(town.ahlers)
    held = []
    page.route(re.compile(r"/arbeit/$"), lambda route: held.append(route))
    page.goto(address(f"/arbeit/a/{case.number}/"))
    press(page, "u")
    expect(page.locator("#liste")).to_be_focused()

    held.pop().continue_()

    expect(page.locator(f"#a-{case.number}")).to_be_focused()
    expect(page.locator(f"#a-{case.number}")).to_have_attribute("aria-current", "true")
