"""The front door, the own account, the offices of administration and the page for programmers: without a finding."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from lotse.people.invitations import invite

pytestmark = pytest.mark.django_db(transaction=True)

LOOKS = [("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390)]
OPEN = ["/anmelden/", "/anmelden/code/", "/anmelden/gesperrt/", "/anmelden/neu/gibt-es-nicht/", "/api/v1/docs"]
SIGNED_IN = [
    "/konto/", "/konto/passwort/", "/konto/abwesenheit/", "/konto/sitzungen/", "/abmelden/", "/verwaltung/",
    "/verwaltung/person/neu/", "/verwaltung/person/BRANDT/", "/verwaltung/person/BRANDT/abschaltung/",
    "/verwaltung/import/", "/verwaltung/fachbereiche/", "/verwaltung/fachbereiche/bauhof/", "/verwaltung/teams/neu/",
    "/verwaltung/teams/prozesse/", "/verwaltung/kommune/",
]  # fmt: skip


@pytest.fixture
def office(page, address, town):
    """Let Frau Cetin of the IT sit down."""
    client = Client()
    client.force_login(town.cetin, backend="django.contrib.auth.backends.ModelBackend")
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": address("/")}])
    return page


def look_at_all(page, address, axe, look, addresses, person):
    for theme, width in LOOKS:
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": 900})
        for path in addresses:
            page.goto(address(path.replace("BRANDT", str(person.pk))))
            axe(page)
            if width == 390:
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} scrolls sideways"
            name = path.strip("/").replace("/", "-")
            look(page, f"tuer-{name}-{theme}-{width}")


def test_the_front_door_has_no_finding(page, address, axe, look, town):
    look_at_all(page, address, axe, look, [*OPEN, invite(town.brandt).split("8000")[1]], town.brandt)


def test_the_offices_have_no_finding(office, address, axe, look, town):
    look_at_all(office, address, axe, look, SIGNED_IN, town.brandt)


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
