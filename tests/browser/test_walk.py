"""Every page of the house, and every state one reaches on the way: for axe nothing to find in any look.

`tests/walk.py` sorts the addresses; each person sits down once and opens all that is theirs.
"""

import re
from itertools import count

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import RequestFactory
from playwright.sync_api import expect

from lotse.cases.by_link import code_for
from lotse.cases.handing_over import hand_over
from lotse.cases.work_orders import print_order
from lotse.mailroom.models import Letter
from lotse.people.invitations import invite
from lotse.people.models import LinkSession
from lotse.people.team_screens import name_crews, set_up
from lotse.project.incidents import something_broke
from lotse.tenants.clock import now
from tests.addresses import all_addresses
from tests.browser.conftest import bring_cookies
from tests.rights import ALL
from tests.rights_town import build, visitors, where_is
from tests.walk import STATES, VISITORS, who_opens

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESSES = {address.key: address for address in all_addresses()}
SECRET = "leuchtturm-bei-nacht"
FORM = "/dienst/streunende-katze/formular/"
LINKS_SEEN = """[...document.querySelectorAll('main a')].filter(link => link.checkVisibility()
  && (getComputedStyle(link).color !== getComputedStyle(link.parentElement).color
      || getComputedStyle(link).textDecorationLine !== 'none')).map(link => link.outerHTML.slice(0, 90))"""
A_WALK = 16  # pages that one test opens: what takes long is shared out among the processes


@pytest.fixture
def house(town):
    """Musterhafen with the five cases, and everybody who comes."""
    cache.clear()
    people, known = build()
    return people, known, visitors(people, known)


@pytest.fixture
def come(house, page, address):
    """Sit down as somebody of the table of rights."""

    def sit(role):
        page.context.clear_cookies()
        browser = house[2][role].browser
        if browser.cookies:
            bring_cookies(page, browser, address)
        return page

    return sit


@pytest.fixture
def walk(page, address, in_all_looks):
    """Open an address, or stay where one is; look at it in all looks and say its name in the complaint."""

    def go(name, path=None, status=None):
        if path:
            answer = page.goto(address(path))
            assert answer.status == (status or 200), f"{name}: {answer.status}"
        in_all_looks(page, f"gang-{re.sub(r'[^a-z0-9]+', '-', name.lower())}")

    return go


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_load_state()


def walks():
    """Everybody's pages, some at a time; every other portion is a proof, for all of them take minutes."""
    portions = count()
    for role, case in VISITORS:
        theirs = [key for key in ALL if who_opens(key) == (role, case)]
        for at in range(0, len(theirs), A_WALK):
            marks = [pytest.mark.proof] if next(portions) % 2 else []
            yield pytest.param(role, case, theirs[at : at + A_WALK], id=f"{role}-{at // A_WALK + 1}", marks=marks)


@pytest.mark.parametrize(("role", "case", "keys"), walks())
def test_every_page_somebody_may_open(house, come, walk, role, case, keys):
    town, known, _visitors = house
    come(role)
    for key in keys:
        rule = ALL[key]
        asked = "&".join(f"{name}={value}" for name, value in rule.sent.get("GET", {}).items())
        walk(key, where_is(ADDRESSES[key], rule, town, known.get(case)) + (asked and f"?{asked}"))


def test_a_case_as_others_see_it(house, come, walk):
    known = house[1]
    for role, case in (("yilmaz", "open"), ("sport", "transferred"), ("ahlers", "closed"), ("lueders", "walled")):
        come(role)
        walk(f"anliegen {role} {case}", f"/arbeit/a/{known[case].number}/")
    come("demir")
    walk("anliegen demir", f"/anliegen/{known['closed'].number}/")


def test_what_was_forgotten_at_the_desk(house, come, walk, page, address):
    number = house[1]["open"].number
    come("ahlers")
    for deed in ("uebergabe", "frage", "abschluss"):
        page.goto(address(f"/arbeit/a/{number}/{deed}/"))
        page.locator("#inhalt form, main form").first.evaluate("form => form.requestSubmit()")
        expect(page).to_have_title(re.compile("^Fehler"))
        walk(f"vergessen {deed}")


def test_what_was_forgotten_at_the_offices(come, walk, page, address):
    come("cetin")
    for office in ("person/neu", "fachbereiche/neu", "teams/neu"):
        page.goto(address(f"/verwaltung/{office}/"))
        page.locator("main form").first.evaluate("form => form.requestSubmit()")
        expect(page).to_have_title(re.compile("^Fehler"))
        walk(f"vergessen {office}")


def test_pages_that_say_sorry(house, come, walk, page, address):
    number = house[1]["open"].number
    come("citizen_a")
    walk("405", f"/anliegen/{number}/nachricht/", 405)
    walk("404", "/gibt-es-nicht/", 404)
    for path in ("/zugang/nichts/", "/entwurf/nichts/"):
        walk(f"vorbei {path}", path, 404)
    page.goto(address("/barriere-melden/"))
    page.context.clear_cookies()
    page.locator("main form").first.evaluate("form => form.requestSubmit()")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    walk("403")
    broken = something_broke(RequestFactory().get("/")).content.decode()
    page.route("**/kaputt/", lambda asked: asked.fulfill(status=500, body=broken, content_type="text/html"))
    walk("500", "/kaputt/", 500)


def test_who_tried_too_often_and_who_left_all_empty(walk, page, address, town):
    cache.clear()
    page.goto(address("/stand/"))
    press(page, "Stand anzeigen")
    walk("stand leer")
    for _ in range(11):
        page.get_by_label("Nummer des Anliegens").fill("2026-999999")
        page.get_by_label("Anliegen-Code").fill("AAAA-2222")
        press(page, "Stand anzeigen")
    expect(page.get_by_role("alert")).to_contain_text("zu oft versucht")
    walk("stand zu oft")


def test_paper(house, come, page, address, axe, look):
    number = house[1]["open"].number
    for role, path in (("citizen_a", f"/anliegen/{number}/verlauf/"), ("ahlers", f"/arbeit/a/{number}/")):
        come(role)
        page.goto(address(path))
        page.emulate_media(media="print", color_scheme="light")
        axe(page)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert not page.locator("nav").first.is_visible()
        for pressed in ("button", ".lo-menu", "form", "input", "dialog", ".lo-btn"):
            assert not page.locator(f"main {pressed}").locator("visible=true").count(), (
                f"{pressed} on the paper of {path}"
            )
        assert page.evaluate(LINKS_SEEN) == [], "links are words on paper"
        look(page, f"papier-{role}")
        page.emulate_media(media="screen")


def test_a_citizen_reports(walk, page, address, town):
    page.goto(address(FORM))
    walk("formular")
    press(page, "Weiter")
    expect(page.get_by_role("alert")).to_contain_text("Prüfen Sie 3 Angaben")
    walk("formular fehler")
    page.get_by_label("Wo haben Sie die Katze gesehen?").fill("Spielplatz Lindenweg")
    for label, text in (("Tag", "9"), ("Monat", "10"), ("Jahr", "2025")):
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_label("Sie wirkt gesund").check()
    press(page, "Speichern und später fortsetzen")
    walk("entwurf")
    link = page.get_by_label("Mit diesem Link machen Sie weiter").input_value()
    page.context.clear_cookies()
    page.goto(link)
    walk("entwurf wieder da")
    page.goto(address(f"{FORM}ort/"))
    press(page, "Weiter")
    page.get_by_label("Nein", exact=True).first.check()
    press(page, "Weiter")
    page.get_by_label("Wie erreichen wir Sie?").fill("s.oeztuerk@example.org")
    press(page, "Weiter")
    walk("pruefen")
    press(page, "Meldung absenden")
    walk("danke")


def test_the_mailed_link(house, walk, page, address):
    case = house[1]["open"].case
    case.ask("Kommt sie abends?", by=house[0].ahlers)
    token = LinkSession.hand_out("case", case, until=now().replace(year=now().year + 1))

    page.goto(address(f"/zugang/{token}/"))

    expect(page.get_by_text("Kommt sie abends?").first).to_be_visible()
    walk("anliegen mit frage")


def test_an_order_by_link(house, come, walk, page, address):
    town, case = house[0], house[1]["open"].case
    leg = hand_over(case, town.tierheim, "Bitte einfangen.", kind="subtask", facts=["ort"], by=town.ahlers)
    path = (
        "/auftrag/"
        + Letter.objects.get(about=case.pk, to_address=leg.team.department.email).text.split("/auftrag/")[1].split()[0]
    )
    come("ahlers").goto(address(f"/arbeit/a/{case.number}/etappe/{leg.pk}/link/"))
    expect(page.get_by_text("Code für den Link")).to_be_visible()
    walk("link und code")
    page.context.clear_cookies()
    page.goto(address(path))
    page.get_by_label("Code").fill("1")
    press(page, "Auftrag öffnen")
    expect(page).to_have_title(re.compile("^Fehler"))
    walk("auftrag, falscher code")

    page.get_by_label("Code").fill(code_for(leg))
    press(page, "Auftrag öffnen")

    expect(page.get_by_text("Bitte einfangen.")).to_be_visible()
    walk("auftrag")
    press(page, "Antwort senden")
    walk("auftrag ohne antwort")


def test_a_work_order_on_paper(house, walk):
    town, leg = house[0], house[1]["open"].leg
    walk("arbeitsauftrag", f"/arbeitsauftrag/{print_order(leg, by=town.janssen)}/")


def test_a_screen_on_the_wall(house, walk):
    town, leg = house[0], house[1]["open"].leg
    name_crews(town.strassenunterhaltung, ["Kolonne 1", "AB"], by=town.janssen)
    path = f"/auftragstafel/{set_up(town.strassenunterhaltung, by=town.janssen)}/"
    walk("auftragstafel", path)
    walk("auftragstafel auftrag", f"{path}{leg.pk}/")


def test_a_code_by_mail(walk, page, address, town):
    cache.clear()
    page.goto(address("/anmelden/code/"))
    page.get_by_label("E-Mail").first.fill(town.ahlers.email)
    page.locator("main form").first.evaluate("form => form.requestSubmit()")
    page.wait_for_url("**/anmelden/code/eingeben/")
    assert Letter.objects.filter(to_address=town.ahlers.email).exists()
    walk("code")
    page.locator("main form").first.evaluate("form => form.requestSubmit()")
    expect(page).to_have_title(re.compile("^Fehler"))
    walk("code fehlt")


def test_the_first_password(walk, page, town):
    path = invite(town.brandt).split("8000")[1]
    walk("erstes passwort", path)
    page.locator("main form").first.evaluate("form => form.requestSubmit()")
    expect(page).to_have_title(re.compile("^Fehler"))
    walk("erstes passwort fehlt")


def sign_in(page, address):
    page.goto(address("/anmelden/"))
    page.get_by_label("Anmeldename oder E-Mail").fill("ahlers")
    page.get_by_label("Passwort").fill(SECRET)
    press(page, "Anmelden")


def totp(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_the_second_factor(walk, page, address, town):
    cache.clear()
    town.ahlers.set_password(SECRET)
    town.ahlers.save()
    sign_in(page, address)
    page.wait_for_url("**/arbeit/")
    page.goto(address("/konto/zweiter-faktor/einrichten/"))
    page.get_by_label("Passwort").fill(SECRET)
    press(page, "Bestätigen")
    page.wait_for_url("**/konto/zweiter-faktor/einrichten/")
    walk("einrichten")
    secret = page.locator("main code").inner_text()
    page.get_by_label("Code aus der App").fill(totp(secret))
    press(page, "Zweiten Faktor einschalten")
    page.wait_for_url("**/konto/notfallcodes/")
    walk("notfallcodes")
    for path in ("/konto/notfallcodes/neu/", "/konto/zweiter-faktor/abschalten/", "/anmelden/bestaetigen/code/"):
        walk(path, path)
    page.context.clear_cookies()
    sign_in(page, address)
    page.wait_for_url("**/anmelden/zweiter-faktor/")
    walk("zweiter faktor")
    press(page, "Anmelden")
    expect(page).to_have_title(re.compile("^Fehler"))
    walk("zweiter faktor fehlt")


def test_every_state_has_its_way():
    missing = sorted(f"test_{name}" for name in STATES.values() if f"test_{name}" not in globals())

    assert not missing
