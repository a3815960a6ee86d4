"""A citizen's ways through the door, in a real browser: wide and narrow, with and without scripts."""

import os
import re

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from lotse.cases.models import Case
from lotse.tenants.models import Town
from lotse.town.ground import draw_map

pytestmark = pytest.mark.django_db(transaction=True)

FORM = "/dienst/streunende-katze/formular/"


@pytest.fixture(params=[1280, 390], ids=["wide", "narrow"])
def width(request):
    return request.param


@pytest.fixture(params=[True, False], ids=["script", "plain"])
def browser_context_args(browser_context_args, request, width):
    size = {"width": width, "height": 900}
    return browser_context_args | {"java_script_enabled": request.param, "viewport": size}


@pytest.fixture
def inspect(axe, look, browser_context_args, width):
    """Check a page on the way: nothing for axe to find, nothing wider than the window, a picture.

    Wide it is asked in the light theme and narrow in the dark one, with `make pictures` in both.
    """
    themes = ("dark", "light") if os.environ.get("LOTSE_PICTURES") else ("light",) if width > 400 else ("dark",)

    def check(page, name):
        page.wait_for_load_state()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        look(page, f"{name}-{width}")
        if browser_context_args["java_script_enabled"]:
            for theme in themes:
                page.emulate_media(color_scheme=theme)
                axe(page)

    return check


@pytest.fixture(autouse=True)
def _a_town_where_nobody_tried_before(town):
    cache.clear()


def press(page, name):
    page.get_by_role("button", name=name).click()


def tell_where_and_when(page, address):
    page.goto(address(f"{FORM}ort/"))
    page.get_by_label("Wo haben Sie die Katze gesehen?").fill("Spielplatz Lindenweg")
    for label, text in (("Tag", "9"), ("Monat", "10"), ("Jahr", "2025")):
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_label("Es sind junge Katzen dabei").check()


def send_a_report(page, address):
    tell_where_and_when(page, address)
    press(page, "Weiter")
    page.get_by_label("Nein", exact=True).first.check()
    press(page, "Weiter")
    page.get_by_label("Wie erreichen wir Sie?").fill("s.oeztuerk@example.org")
    press(page, "Weiter")
    press(page, "Meldung absenden")
    return page.locator(".lo-code").all_inner_texts()


def test_back_leads_to_the_refused_page_with_everything_typed(page, address):
    page.goto(address(f"{FORM}ort/"))
    page.get_by_label("Wo haben Sie die Katze gesehen?").fill("Spielplatz Lindenweg")
    press(page, "Weiter")
    expect(page.get_by_role("alert")).to_contain_text("Prüfen Sie")
    page.get_by_role("link", name="Zurück").first.click()

    page.go_back()

    expect(page.get_by_role("alert")).to_contain_text("Prüfen Sie")
    expect(page.get_by_label("Wo haben Sie die Katze gesehen?")).to_have_value("Spielplatz Lindenweg")


def test_from_a_word_to_the_number_and_never_twice(page, address, inspect):
    page.goto(address("/"))
    inspect(page, "01-start")
    page.get_by_label("Dienst oder Stichwort").fill("herrenlose Kazte")
    press(page, "Suchen")
    inspect(page, "01-suche")
    page.get_by_role("link", name="Streunende Katze melden").click()
    inspect(page, "02-dienst")
    page.get_by_role("link", name="Meldung starten").click()

    press(page, "Weiter")
    expect(page).to_have_title(re.compile("^Fehler: "))
    expect(page.get_by_role("alert")).to_contain_text("Prüfen Sie 3 Angaben")
    inspect(page, "03-formular-fehler")
    tell_where_and_when(page, address)
    press(page, "Weiter")
    expect(page.get_by_text("Lassen Sie junge Katzen, wo sie sind")).to_be_visible()
    page.get_by_label("Nein", exact=True).first.check()
    inspect(page, "03-formular-beschreibung")
    press(page, "Weiter")
    page.get_by_label("Ihr Name").fill("Selin Öztürk")
    page.get_by_label("Wie erreichen wir Sie?").fill("s.oeztuerk@example.org")
    inspect(page, "03-formular-kontakt")
    press(page, "Weiter")

    inspect(page, "04-pruefen")
    page.get_by_role("link", name="Ort, Zeit und Zustand bearbeiten").click()
    page.get_by_label("Wo haben Sie die Katze gesehen?").fill("Stadtpark am Teich")
    press(page, "Weiter")
    expect(page.get_by_text("Stadtpark am Teich")).to_be_visible()
    press(page, "Meldung absenden")

    expect(page.get_by_role("heading", name="Vielen Dank. Ihre Meldung ist angekommen.")).to_be_visible()
    number, code = page.locator(".lo-code").all_inner_texts()
    inspect(page, "05-danke")
    page.reload()
    assert page.locator(".lo-code").all_inner_texts() == [number, code]
    page.go_back()
    page.go_forward()
    assert Case.objects.count() == 1


def test_a_refused_answer_is_found_again_by_reload_and_back(page, address, inspect):
    send_a_report(page, address)
    case = Case.objects.get()
    case.ask("Welche Farbe hat die Katze?", by=case.guide)
    page.goto(address(f"/anliegen/{case.number}/"))
    long = "Grau getigert. " + "x" * 5000
    page.get_by_label("Ihre Antwort").fill(long)
    press(page, "Antwort senden")
    inspect(page, "antwort-zu-lang")

    page.reload()
    expect(page.get_by_label("Ihre Antwort")).to_have_value(long)
    page.goto(address("/hilfe/"))
    page.go_back()

    expect(page.get_by_label("Ihre Antwort")).to_have_value(long)
    assert not case.entries.filter(kind="answer").exists()


def test_number_and_code_lead_to_the_question_and_its_answer(page, address, inspect):
    number, code = send_a_report(page, address)
    case = Case.objects.get(number=number)
    case.ask("Kommt die Katze zu einer bestimmten Uhrzeit?", by=case.guide)
    page.context.clear_cookies()
    page.goto(address("/stand/"))
    inspect(page, "06-stand")

    page.get_by_label("Nummer des Anliegens").fill(number)
    page.get_by_label("Anliegen-Code").fill("AAAA-2222")
    press(page, "Stand anzeigen")
    expect(page.get_by_role("alert")).to_contain_text("Zu Nummer und Code finden wir kein Anliegen. Prüfen Sie beide.")
    inspect(page, "06-stand-fehler")
    page.get_by_label("Anliegen-Code").fill(code.lower())
    press(page, "Stand anzeigen")

    expect(page.get_by_text("Wir brauchen etwas von Ihnen").first).to_be_visible()
    expect(page.get_by_text(f"Ihre Ansprechperson: {case.guide.name}").first).to_be_visible()
    inspect(page, "06-anliegen-frage")
    page.get_by_label("Ihre Antwort").fill("Ja, gegen 19 Uhr.")
    press(page, "Antwort senden")
    expect(page.get_by_text("Ja, gegen 19 Uhr.")).to_be_visible()
    inspect(page, "06-anliegen")
    assert code not in page.url


def mark_on_the_map(page, inspect):
    """With scripts by a click, a button and the keyboard; without them there is no map, and none is missed."""
    opener = page.get_by_text("Auf der Karte zeigen")
    if not opener.is_visible():
        return ""
    opener.click()
    page.locator("[data-drawn]").click(position={"x": 100, "y": 150})
    lat = page.locator("[name=ort-lat]")
    clicked = lat.input_value()
    page.get_by_role("button", name="Nach Norden").click()
    moved = lat.input_value()
    page.get_by_role("button", name="Markierung, mit den Pfeiltasten").press("ArrowDown")
    assert float(moved) > float(lat.input_value()) == pytest.approx(float(clicked), abs=0.0001)
    inspect(page, "03-karte")
    return lat.input_value()


def test_a_draft_with_a_file_too_big_is_saved_and_taken_up_again(page, address, inspect):
    Town.objects.create(name="Musterhafen")
    draw_map()
    tell_where_and_when(page, address)
    marked = mark_on_the_map(page, inspect)
    photo = {"name": "katze.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8" + bytes(10_999_998)}
    page.get_by_label("Haben Sie ein Foto?").set_input_files(files=[photo])
    press(page, "Weiter")

    expect(page.get_by_role("alert")).to_contain_text("Das Foto ist zu groß (11 MB). Erlaubt sind höchstens 10 MB.")
    expect(page.get_by_label("Wo haben Sie die Katze gesehen?")).to_have_value("Spielplatz Lindenweg")
    expect(page.locator("[name=ort-lat]")).to_have_value(marked)
    if marked:  # whoever set it sees it again
        expect(page.get_by_text("Die Markierung ist gesetzt, in der Nähe von:").first).to_be_visible()
    press(page, "Speichern und später fortsetzen")
    inspect(page, "03-entwurf")
    link = page.get_by_label("Mit diesem Link machen Sie weiter").input_value()
    page.context.clear_cookies()
    page.goto(link)

    assert "/entwurf/" not in page.url
    page.goto(address(f"{FORM}ort/"))
    expect(page.get_by_label("Wo haben Sie die Katze gesehen?")).to_have_value("Spielplatz Lindenweg")
