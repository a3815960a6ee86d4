"""The story that must always run: one stray cat, seven people, from the pin in the park to the case closed for good.

Each person has an act, in the order in which they come on. What the house says to the citizen comes from Frau Ahlers
alone; what the others write to her stays in the house.
"""

import re
from io import BytesIO

import pytest
from django.core.cache import cache
from PIL import Image
from playwright.sync_api import expect

from lotse.cases.models import Case, CaseTally, InternalRequest
from lotse.cases.verifying import verify
from lotse.channels.mail.receive import receive
from lotse.channels.mail.tests.corpus import MAIL, needs_corpus
from lotse.mailroom.models import Letter
from lotse.tenants.models import Town
from lotse.town.ground import draw_map

pytestmark = pytest.mark.django_db(transaction=True)

NARROW = {"width": 390, "height": 844}
SHELTER_SAYS = "Kater, etwa 3 Jahre, nicht gechippt. Ehrenamtliche Wache ab 19 Uhr."  # for the house, not for her
AHLERS_SAYS = "Gute Nachricht: Die Katze ist im Tierheim. Dort wird sie untersucht."


# --- how somebody comes on


@pytest.fixture
def phone(new_context, town):
    """A citizen's phone: 390 wide, no scripts."""
    cache.clear()
    return new_context(viewport=NARROW, java_script_enabled=False).new_page()


@pytest.fixture
def desk(sit_down, address):
    """Let somebody of the town sit down at the desk and look at a case, or at another page."""

    def look_at(person, what):
        page = sit_down(person)
        page.goto(address(f"/arbeit/a/{what.number}/" if isinstance(what, Case) else what))
        return page

    return look_at


def press(where, name):
    """Press a button of a page or a dialog, and wait until the page that follows is whole."""
    where.get_by_role("button", name=name, exact=True).click()
    getattr(where, "page", where).wait_for_load_state()


# --- the citizen


def point_in_the_park(camera_phone, address):
    """In the park: find the service in her own words, mark the place, go on later."""
    camera_phone.goto(address("/"))
    camera_phone.get_by_label("Dienst oder Stichwort").fill("herrenlose Katze")
    press(camera_phone, "Suchen")
    camera_phone.get_by_role("link", name="Streunende Katze melden").click()
    camera_phone.get_by_role("link", name="Meldung starten").click()
    camera_phone.get_by_label("Wo haben Sie die Katze gesehen?").fill("Spielplatz Lindenweg")
    camera_phone.get_by_text("Auf der Karte zeigen").click()
    camera_phone.locator("[data-drawn]").wait_for()
    press(camera_phone, "In die Mitte setzen")
    press(camera_phone, "Speichern und später fortsetzen")
    return camera_phone.get_by_label("Mit diesem Link machen Sie weiter").input_value()


def tell_the_rest(phone, link):
    """At home, on a phone without scripts: a photo and what else is asked, up to the page for checking."""
    phone.goto(link)
    expect(phone.get_by_label("Wo haben Sie die Katze gesehen?")).to_have_value("Spielplatz Lindenweg")
    for label, text in (("Tag", "9"), ("Monat", "10"), ("Jahr", "2025")):
        phone.get_by_label(label, exact=True).fill(text)
    phone.get_by_label("Sie wirkt gesund").check()
    phone.get_by_label("Haben Sie ein Foto?").set_input_files(files=[photo()])
    press(phone, "Weiter")
    phone.get_by_label("Nein", exact=True).first.check()
    press(phone, "Weiter")
    phone.get_by_label("Ihr Name").fill("Selin Öztürk")
    phone.get_by_label("Wie erreichen wir Sie?").fill("s.oeztuerk@example.org")
    press(phone, "Weiter")


def photo():
    picture = BytesIO()
    Image.new("RGB", (60, 40), "grey").save(picture, "JPEG")
    return {"name": "katze.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}


def send_although_others_did(phone):
    """She reads that two neighbours were first, says that it is the same cat, and gets number and code."""
    expect(phone.get_by_text("schon 2 Personen gemeldet")).to_be_visible()
    phone.get_by_label("Das ist dieselbe Sache. Sie betrifft mich auch.").check()
    press(phone, "Meldung absenden")
    expect(phone.get_by_text("Frau Ahlers").first).to_be_visible()
    return phone.locator(".lo-code").all_inner_texts()


def open_with_code(phone, address, number, code):
    phone.context.clear_cookies()
    phone.goto(address("/stand/"))
    phone.get_by_label("Nummer des Anliegens").fill(number)
    phone.get_by_label("Anliegen-Code").fill(code)
    press(phone, "Stand anzeigen")
    expect(phone.get_by_text("Ihre Ansprechperson: Frau Ahlers").first).to_be_visible()


def say_no(phone, why):
    phone.get_by_label("Nein, nicht gelöst").check()
    phone.get_by_label("Was ist noch nicht gelöst?").fill(why)
    press(phone, "Antwort absenden")
    expect(phone.get_by_text("In Bearbeitung").first).to_be_visible()


def say_yes(phone):
    phone.get_by_label("Ja, gelöst").check()
    press(phone, "Antwort absenden")


# --- Frau Ahlers, her guide


def hand_over(page, team, question, kind):
    page.get_by_role("link", name="Übergeben").click()
    dialog = page.get_by_role("dialog", name="Anliegen übergeben")
    dialog.get_by_label("An welches Team?").select_option(value=str(team.pk))
    expect(dialog.get_by_role("button", name=f"An {team.name} übergeben")).to_be_visible()
    dialog.get_by_label(kind).check()
    dialog.get_by_label("Was soll als Nächstes passieren?").fill(question)
    press(dialog, f"An {team.name} übergeben")
    expect(page.get_by_text(f"{team.name} hat jetzt das Paket")).to_be_visible()


def read_out_the_code(page):
    """The second factor of a body outside: the mail alone opens nothing."""
    page.get_by_role("link", name="Link und Code").click()
    said = page.get_by_text("Code für den Link").inner_text()
    return re.search(r"\d{3} \d{3}", said)[0]


def tell_her(page, words):
    page.get_by_label("Nachricht an Selin Öztürk").fill(words)
    press(page, "Antwort senden")
    expect(page.get_by_text("Ihre Nachricht an Selin Öztürk ist gesendet.")).to_be_visible()


def close_case(page, result, answer, to="die meldende Person", what="Anliegen"):
    page.get_by_role("link", name="Abschließen").click()
    dialog = page.get_by_role("dialog", name=f"{what} abschließen")
    dialog.get_by_label(re.compile("^Wie ist .* ausgegangen")).select_option(value=result)
    dialog.get_by_label(f"Antwort an {to}").fill(answer)
    press(dialog, f"{what} abschließen")
    expect(page.get_by_text("ist abgeschlossen").first).to_be_visible()


# --- Herr Özdemir, Ordnungsamt


def take_it_over(page):
    expect(page.get_by_text("s.oeztuerk@example.org")).to_have_count(0)
    press(page, "Annehmen")


def ask_for_a_trap(page, address, case):
    """An internal request: a case of its own below this one, for the Bauhof, with a clock of its own."""
    page.goto(address(f"/arbeit/intern/neu/?dienst=bauhof-unterstuetzung&zu={case.number}"))
    page.get_by_label("Tierfalle bringen oder holen").check()
    expect(page.get_by_label("Wo?")).to_have_value("Spielplatz Lindenweg")  # the case knows it
    when = page.get_by_role("group", name="Wann?")
    for label, text in (("Tag", "1"), ("Monat", "12"), ("Jahr", "2030")):
        when.get_by_label(label, exact=True).fill(text)
    page.get_by_label("Name", exact=True).fill("Herr Özdemir")
    page.get_by_label("Nein", exact=True).check()
    page.get_by_label("Das Anliegen kann erst abgeschlossen werden").check()
    press(page, "Auftrag stellen")
    expect(page.get_by_text("nötig zum Abschließen", exact=True)).to_be_visible()
    return InternalRequest.objects.get(case__parent=case)


def ask_for_a_decision(page, address, case):
    """„Kastration: ja oder nein?“ He asks, so he is not among those who may decide."""
    page.goto(address(f"/arbeit/a/{case.number}/freigabe/"))
    page.get_by_label("Was ist zu entscheiden?").fill("Kastration: ja oder nein?")
    page.get_by_label("Was kostet es?").fill("120 €")
    deciders = page.get_by_role("group", name="Wer entscheidet?")
    expect(deciders.get_by_label("Herr Özdemir")).to_have_count(0)
    deciders.get_by_label("Frau Dr. Lohse").check()
    press(page, "Freigabe anfragen")
    expect(page.get_by_role("heading", name="Offene Freigaben")).to_be_visible()


def give_the_result(page, result):
    page.get_by_role("link", name="Ergebnis eintragen").click()
    page.get_by_label("Was ist herausgekommen?").fill(result)  # in a dialog, or on its page before scripts are there
    press(page, "Ergebnis eintragen")
    expect(page.get_by_text(result).first).to_be_visible()


# --- Herr Janssen, Bauhof, and Frau Engel, Verwaltungsleitung


def accept_short_of_hours(page, address, request):
    """He takes the request, and says that it does not fit into the hours his team has."""
    press(page, "Auftrag annehmen")
    page.goto(address(f"/arbeit/a/{request.case.number}/auftrag/stunden/"))
    page.get_by_label("Wie viele Stunden fehlen?").fill("2")
    page.get_by_label("Wofür werden sie gebraucht?").fill("Die Kolonne muss zweimal fahren.")
    press(page, "Stunden anfragen")
    expect(page.get_by_role("region", name="Interner Auftrag").get_by_text("2 Stunden")).to_be_visible()


def reserve_the_hours(page):
    page.get_by_role("region", name="Stunden fehlen").get_by_role("link").click()
    press(page, "Stunden reservieren")
    expect(page.get_by_text("sind reserviert: 2 Stunden")).to_be_visible()


# --- the animal shelter, without an account


def answer_by_link(shelter, address, code, words):
    """The mail brings the link, the telephone the code; the packet holds no name."""
    mailed = Letter.objects.get(to_address="auftrag@tierheim.musterhafen.example").text
    shelter.goto(address("/auftrag/" + mailed.split("/auftrag/")[1].split()[0]))
    expect(shelter.get_by_text("Katze einfangen")).to_have_count(0)
    shelter.get_by_label("Code").fill(code)
    press(shelter, "Auftrag öffnen")
    expect(shelter.get_by_text("Katze einfangen")).to_be_visible()
    expect(shelter.get_by_text("Öztürk")).to_have_count(0)
    shelter.get_by_label("Erledigt").check()
    shelter.get_by_label("Was haben Sie getan, oder warum geht es nicht?").fill(words)
    press(shelter, "Antwort senden")


# --- Frau Dr. Lohse, Kämmerei, who pays for it


def decide(page):
    page.get_by_role("region", name="Wartet auf Ihre Entscheidung").get_by_role("link").click()
    page.get_by_label("Freigeben").check()
    press(page, "Entscheidung absenden")
    expect(page.get_by_text("freigegeben.")).to_be_visible()


# --- the story


@pytest.fixture
def neighbours(make_case, town):
    """Two neighbours told Frau Lüders of the same cat: the middle of the map, and around the corner."""
    Town.objects.create(name="Musterhafen")
    draw_map()
    west, south, east, north = Town.ground()["bbox"]
    lat, lon = (south + north) / 2, (west + east) / 2
    for name, away in (("Kim Sommer", 0.0005), ("Ole Winter", 0.001)):
        place = {"address": "Lindenweg 4", "lat": f"{lat + away:.6f}", "lon": f"{lon:.6f}"}
        make_case(place=place, contact={"name": name}, by=town.lueders, channel="phone")


@pytest.mark.usefixtures("neighbours")
def test_the_stray_cat_goes_from_report_to_answer(phone, new_context, desk, address, town):
    link = point_in_the_park(new_context(viewport=NARROW).new_page(), address)
    tell_the_rest(phone, link)
    number, code = send_although_others_did(phone)
    case = Case.objects.get(number=number)
    assert case.guide == town.ahlers

    hand_over(desk(town.ahlers, case), town.allgemeine_ordnung, "Zuhause oder herrenlos?", "Die Zuständigkeit")
    oezdemir = desk(town.oezdemir, case)
    take_it_over(oezdemir)
    trap = ask_for_a_trap(oezdemir, address, case)
    assert trap.case.clocks.filter(kind="result", state="running").exists()
    accept_short_of_hours(desk(town.janssen, trap.case), address, trap)
    reserve_the_hours(desk(town.engel, "/arbeit/intern/"))
    close_case(desk(town.janssen, trap.case), "erledigt", "Die Falle steht am Zaun.", to="das Team", what="Auftrag")

    ahlers = desk(town.ahlers, case)
    hand_over(ahlers, town.tierheim, "Katze einfangen.", "Auftrag")
    answer_by_link(new_context().new_page(), address, read_out_the_code(ahlers), SHELTER_SAYS)
    ahlers = desk(town.ahlers, case)
    expect(ahlers.get_by_text(SHELTER_SAYS).first).to_be_visible()
    tell_her(ahlers, AHLERS_SAYS)
    open_with_code(phone, address, number, code)
    expect(phone.get_by_text(AHLERS_SAYS)).to_be_visible()
    for kept in (SHELTER_SAYS, "Die Falle steht am Zaun."):
        expect(phone.get_by_text(kept)).to_have_count(0)

    ask_for_a_decision(desk(town.oezdemir, case), address, case)
    decide(desk(town.lohse, "/arbeit/freigaben/"))
    give_the_result(desk(town.oezdemir, case), "Herrenlos. Kastration ist freigegeben.")
    close_case(desk(town.ahlers, case), "kastriert_zurueckgesetzt", "Die Katze ist kastriert und wieder am Spielplatz.")

    open_with_code(phone, address, number, code)
    expect(phone.get_by_text("Abgeschlossen").first).to_be_visible()
    expect(phone.get_by_text("Die Katze ist kastriert")).to_be_visible()
    say_no(phone, "Heute sitzt dort eine zweite Katze.")
    ahlers = desk(town.ahlers, case)
    expect(ahlers.get_by_text("Heute sitzt dort eine zweite Katze.")).to_be_visible()
    close_case(ahlers, "im_tierheim", "Auch die zweite Katze ist versorgt. Danke für Ihre Geduld.")
    open_with_code(phone, address, number, code)
    say_yes(phone)

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
