"""The front door, the own account, the offices of administration and the page for programmers: without a finding."""

import pytest
from django.core.cache import cache

from lotse.channels.mail.receive import receive
from lotse.mailroom.models import post
from lotse.people.invitations import invite

pytestmark = pytest.mark.django_db(transaction=True)

OPEN = ["/anmelden/", "/anmelden/code/", "/anmelden/gesperrt/", "/anmelden/neu/gibt-es-nicht/", "/api/v1/docs"]
SIGNED_IN = [
    "/konto/", "/konto/passwort/", "/konto/abwesenheit/", "/konto/sitzungen/", "/abmelden/", "/verwaltung/",
    "/verwaltung/person/neu/", "/verwaltung/person/BRANDT/", "/verwaltung/person/BRANDT/abschaltung/",
    "/verwaltung/import/", "/verwaltung/fachbereiche/", "/verwaltung/fachbereiche/bauhof/", "/verwaltung/teams/neu/",
    "/verwaltung/teams/prozesse/", "/verwaltung/kommune/",
]  # fmt: skip


def look_at_all(page, address, in_all_looks, addresses):
    for path in addresses:
        page.goto(address(path))
        in_all_looks(page, f"tuer-{path.strip('/').replace('/', '-')}")


def test_the_front_door_has_no_finding(page, address, in_all_looks, town):
    look_at_all(page, address, in_all_looks, [*OPEN, invite(town.brandt).split("8000")[1]])


def test_the_offices_have_no_finding(page, address, sit_down, in_all_looks, town):
    sit_down(town.cetin)

    look_at_all(page, address, in_all_looks, [path.replace("BRANDT", str(town.brandt.pk)) for path in SIGNED_IN])


def test_the_poststelle_has_no_finding(page, address, sit_down, in_all_looks, town):
    newsletter = b"From: werbung@laden.example\r\nSubject: Fest\r\nList-Id: <a>\r\n\r\nKommen Sie heute!"
    parked = receive(newsletter, "buergerservice@musterhafen.example").stored
    letter = post("erika@buerger.example", "Ihr Anliegen ist da", "Guten Tag", to=town.ahlers)
    sit_down(town.ahlers)

    pages = ["", f"mail/{parked}/", f"mail/{parked}/ablage/"]
    look_at_all(page, address, in_all_looks, [f"/arbeit/poststelle/{one}" for one in [*pages, f"briefe/{letter.pk}/"]])


def test_a_wrong_password_leads_to_the_field_and_the_right_one_to_the_desk(page, address, axe, town):
    cache.clear()
    town.ahlers.set_password("leuchtturm-bei-nacht")
    town.ahlers.save()
    page.goto(address("/anmelden/"))

    page.get_by_label("Anmeldename oder E-Mail").fill("ahlers")
    page.get_by_label("Passwort").fill("falsch")
    page.get_by_role("button", name="Anmelden").click()

    assert page.title().startswith("Fehler:")
    assert "Anmeldename und Passwort passen nicht zusammen" in page.evaluate("document.activeElement.innerText")
    axe(page)
    page.get_by_label("Passwort").fill("leuchtturm-bei-nacht")
    page.get_by_role("button", name="Anmelden").click()
    page.wait_for_url("**/arbeit/**")
