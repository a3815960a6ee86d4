"""The front door: who mistypes is led to the field, who is known comes to the desk."""

import pytest
from django.core.cache import cache

pytestmark = pytest.mark.django_db(transaction=True)


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
