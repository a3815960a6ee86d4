"""What the script adds to pages that work without it."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.urls("lotse.ui.tests.kit"), pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def frame(settings):
    settings.UI_FRAME = "lotse.ui.tests.kit.frame"


def test_the_first_stop_leads_to_the_content(page, address):
    page.goto(address("/start/"))

    page.keyboard.press("Tab")
    expect(page.locator(".lo-skip")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def test_mistakes_take_the_focus_and_lead_to_their_fields(page, address):
    page.goto(address("/formular/"))

    expect(page).to_have_title(re.compile("^Fehler: "))
    expect(page.locator(".lo-error")).to_be_focused()
    page.get_by_role("link", name="Das Datum liegt in der Zukunft").click()
    expect(page.get_by_label("Tag", exact=True)).to_be_focused()
    page.get_by_role("link", name="Wählen Sie aus, wie es der Katze geht.").click()
    expect(page.get_by_label("Sie wirkt gesund")).to_be_focused()


def test_a_day_copied_from_elsewhere_fills_three_inputs(page, address):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address("/bausteine/"))

    page.get_by_label("Tag", exact=True).focus()
    page.evaluate("navigator.clipboard.writeText('9.10.26')")
    page.keyboard.press("Control+V")

    assert [page.get_by_label(part, exact=True).input_value() for part in ("Tag", "Monat", "Jahr")] == ["9", "10", "26"]


def test_a_dialog_opens_by_key_and_gives_the_focus_back(page, address, axe, look):
    page.goto(address("/arbeit/"))
    opener = page.get_by_role("link", name="Übergeben")

    opener.focus()
    page.keyboard.press("g")
    dialog = page.get_by_role("dialog", name="Anliegen übergeben")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_label("Stadtteil")).to_be_focused()
    look(page, "kit-dialog-1280-light", whole=False)
    axe(page)
    page.keyboard.press("Escape")

    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def test_keys_are_silent_while_somebody_writes_and_can_be_switched_off(page, address):
    page.goto(address("/arbeit/"))
    dialog = page.get_by_role("dialog", name="Anliegen übergeben")

    page.locator("main textarea").focus()
    page.keyboard.type("gg?")
    expect(page.locator("main textarea")).to_have_value("gg?")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Tasten")
    expect(keys).to_contain_text("Übergeben")
    keys.get_by_role("button", name="Tasten ausschalten").click()
    keys.get_by_role("button", name="Dialog schließen").click()
    page.keyboard.press("g")

    expect(dialog).to_be_hidden()


def test_j_and_k_walk_through_the_list(page, address):
    page.goto(address("/arbeit/"))

    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Parkbank beschädigt, Stadtpark")).to_be_focused()
    page.keyboard.press("k")

    expect(page.get_by_role("link", name="Streunende Katze, Lindenweg")).to_be_focused()


def test_news_are_announced_and_a_lost_connection_is_said(page, address):
    page.goto(address("/arbeit/"))
    news = page.locator("[data-poll]")

    expect(news).to_have_text("1 neues Anliegen – anzeigen", timeout=8000)
    expect(page.locator("#lo-live")).to_contain_text("1 neues Anliegen")
    page.evaluate("document.querySelector('[data-poll]').dataset.poll = '/gibt-es-nicht/'")

    expect(news).to_have_text("Verbindung unterbrochen, wird erneuert", timeout=8000)


def test_a_double_click_sends_once(page, address):
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.goto(address("/pruefen/"))

    page.get_by_role("button", name="Meldung absenden").dblclick()
    page.wait_for_url("**/danke/")

    assert len(sent) == 1


def test_a_draft_is_kept_while_typing(page, address):
    page.goto(address("/formular/"))

    page.get_by_label("Wo haben Sie die Katze gesehen?").fill("Lindenweg 4")

    expect(page.locator("[data-draft-state]")).to_contain_text("Entwurf gespeichert", timeout=6000)


def test_a_printed_page_shows_no_ways_and_buttons(page, address, look):
    page.goto(address("/anliegen/"))

    page.emulate_media(media="print")

    look(page, "kit-anliegen-print")
    assert not page.locator("nav").first.is_visible()
    assert not page.locator("button").first.is_visible()
    assert page.get_by_text("Grau getigerte Katze").is_visible()


def test_a_page_stays_within_its_budget(page, address):
    sizes = []
    page.on("response", lambda answer: sizes.append((answer.url, int(answer.headers.get("content-length", 0)))))

    page.goto(address("/start/"), wait_until="networkidle")

    assert len(sizes) <= 10, sizes
    fonts = [size for url, size in sizes if url.endswith(".woff2")]
    assert len(fonts) <= 3
    assert sum(fonts) <= 75_000
