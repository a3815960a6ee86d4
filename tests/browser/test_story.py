"""The story that must always run: the stray cat, from the phone in the park to the case that is closed for good."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from lotse.cases.models import Case, CaseTally
from lotse.cases.verifying import verify
from lotse.channels.mail.receive import receive
from lotse.channels.mail.tests.corpus import MAIL, needs_corpus
from lotse.mailroom.models import Letter

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def phone(new_context, town):
    """A citizen's phone: 390 wide, no scripts."""
    cache.clear()
    return new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False).new_page()


@pytest.fixture
def desk(sit_down, address):
    """Let somebody of the town sit down at the desk and look at a case."""

    def look_at(person, case):
        page = sit_down(person)
        page.goto(address(f"/arbeit/a/{case.number}/"))
        return page

    return look_at


def press(where, name):
    """Press a button of a page or a dialog, and wait until the page that follows is whole."""
    where.get_by_role("button", name=name, exact=True).click()
    getattr(where, "page", where).wait_for_load_state()


def report_the_cat(phone, address):
    phone.goto(address("/"))
    phone.get_by_label("Dienst oder Stichwort").fill("Katze")
    press(phone, "Suchen")
    phone.get_by_role("link", name="Streunende Katze melden").click()
    phone.get_by_role("link", name="Meldung starten").click()
    phone.get_by_label("Wo haben Sie die Katze gesehen?").fill("Spielplatz Lindenweg")
    for label, text in (("Tag", "9"), ("Monat", "10"), ("Jahr", "2025")):
        phone.get_by_label(label, exact=True).fill(text)
    phone.get_by_label("Sie wirkt gesund").check()
    press(phone, "Weiter")
    phone.get_by_label("Nein", exact=True).first.check()
    press(phone, "Weiter")
    phone.get_by_label("Ihr Name").fill("Selin Öztürk")
    phone.get_by_label("Wie erreichen wir Sie?").fill("s.oeztuerk@example.org")
    press(phone, "Weiter")
    press(phone, "Meldung absenden")
    return phone.locator(".lo-code").all_inner_texts()


def hand_over(page, team, question, kind):
    page.get_by_role("link", name="Übergeben").click()
    dialog = page.get_by_role("dialog", name="Anliegen übergeben")
    dialog.get_by_label("An welches Team?").select_option(value=str(team.pk))
    expect(dialog.get_by_role("button", name=f"An {team.name} übergeben")).to_be_visible()
    dialog.get_by_label(kind).check()
    dialog.get_by_label("Was soll als Nächstes passieren?").fill(question)
    press(dialog, f"An {team.name} übergeben")
    expect(page.get_by_text(f"{team.name} hat jetzt das Paket")).to_be_visible()


def answer_the_leg(page, result):
    expect(page.get_by_text("s.oeztuerk@example.org")).to_have_count(0)
    press(page, "Annehmen")
    page.get_by_role("link", name="Ergebnis eintragen").click()
    page.get_by_label("Was ist herausgekommen?").fill(result)  # in a dialog, or on its page before scripts are there
    press(page, "Ergebnis eintragen")
    expect(page.get_by_text(result).first).to_be_visible()


def close_case(page, result, answer):
    page.get_by_role("link", name="Abschließen").click()
    dialog = page.get_by_role("dialog", name="Anliegen abschließen")
    dialog.get_by_label("Wie ist das Anliegen ausgegangen?").select_option(value=result)
    dialog.get_by_label("Antwort an die meldende Person").fill(answer)
    press(dialog, "Anliegen abschließen")
    expect(page.get_by_text("ist abgeschlossen").first).to_be_visible()


def open_with_code(phone, address, number, code):
    phone.context.clear_cookies()
    phone.goto(address("/stand/"))
    phone.get_by_label("Nummer des Anliegens").fill(number)
    phone.get_by_label("Anliegen-Code").fill(code)
    press(phone, "Stand anzeigen")
    expect(phone.get_by_text("Ihre Ansprechperson: Frau Ahlers").first).to_be_visible()


def test_the_stray_cat_goes_from_report_to_answer(phone, desk, address, town):
    number, code = report_the_cat(phone, address)
    expect(phone.get_by_text("Frau Ahlers").first).to_be_visible()
    case = Case.objects.get(number=number)
    assert case.guide == town.ahlers

    ahlers = desk(town.ahlers, case)
    hand_over(ahlers, town.allgemeine_ordnung, "Bitte einordnen: Zuhause oder herrenlos?", "Die Zuständigkeit")
    hand_over(ahlers, town.strassenunterhaltung, "Bitte eine Falle bringen.", "Auftrag")
    answer_the_leg(desk(town.oezdemir, case), "Kein Zuhause bekannt.")
    answer_the_leg(desk(town.janssen, case), "Die Falle steht am Spielplatz.")
    ahlers = desk(town.ahlers, case)
    expect(ahlers.get_by_text("Die Falle steht am Spielplatz.")).to_be_visible()
    close_case(ahlers, "im_tierheim", "Die Katze ist jetzt im Tierheim und gut versorgt.")

    open_with_code(phone, address, number, code)
    expect(phone.get_by_text("Abgeschlossen").first).to_be_visible()
    expect(phone.get_by_text("Die Katze ist jetzt im Tierheim")).to_be_visible()
    phone.get_by_label("Nein, nicht gelöst").check()
    phone.get_by_label("Was ist noch nicht gelöst?").fill("Heute sitzt dort eine zweite Katze.")
    press(phone, "Antwort absenden")
    expect(phone.get_by_text("In Bearbeitung").first).to_be_visible()

    ahlers = desk(town.ahlers, case)
    expect(ahlers.get_by_text("Heute sitzt dort eine zweite Katze.")).to_be_visible()
    close_case(ahlers, "im_tierheim", "Auch die zweite Katze ist versorgt. Danke für Ihre Geduld.")
    open_with_code(phone, address, number, code)
    phone.get_by_label("Ja, gelöst").check()
    press(phone, "Antwort absenden")

    case.refresh_from_db()
    tally = CaseTally.objects.get(case=case.pk)
    assert (case.status, case.guide) == ("closed", town.ahlers)
    assert (tally.handovers, tally.reopenings, tally.is_solved) == (2, 1, True)
    letters = Letter.objects.filter(to_address="s.oeztuerk@example.org")
    assert letters.count() >= 3
    assert all("Frau Ahlers" in letter.text and number in letter.subject for letter in letters)
    assert list(verify()) == []


@needs_corpus
def test_a_mail_is_carried_to_closed_and_answered_in_its_thread(desk, town):
    raw = (MAIL / "zammad" / "mail003.box").read_bytes()
    stored = receive(raw, mailbox="buergerservice@musterhafen.example")
    assert stored.outcome == "new_case"
    case = Case.objects.get(number=stored.case)

    close_case(desk(town.ahlers, case), "beantwortet", "Guten Tag, das Bürgerbüro hat bis 18 Uhr geöffnet.")

    case.refresh_from_db()
    answer = Letter.objects.filter(about=case.pk, is_auto=False).latest("created_at")
    message_id = next(line for line in raw.decode("latin-1").splitlines() if line.lower().startswith("message-id"))
    assert case.status == "closed"
    assert answer.to_address == case.citizen.email
    assert message_id.split(":", 1)[1].strip() in answer.headers_to_send()["References"]
