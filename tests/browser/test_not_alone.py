"""Two neighbours report the same cat: the second hears of the first, the desk lays both together, both read the end."""

import pytest
from playwright.sync_api import expect

from lotse.cases.models import Case

pytestmark = pytest.mark.django_db(transaction=True)
HERE = {"address": "Spielplatz Lindenweg", "lat": "50.937500", "lon": "6.960300"}


@pytest.mark.parametrize("width", [1280, 390])
def test_two_reports_of_one_cat_are_laid_together_and_closed_with_a_text_for_each(
    page, address, sit_down, make_case, town, in_all_looks, width
):
    first = make_case(place=HERE, by=town.ahlers)
    there = HERE | {"lat": "50.938578"}
    second = make_case(
        place=there, contact={"name": "Kim Sommer", "email": "k@example.org"}, by=town.ahlers, same_as=first
    )
    sit_down(town.ahlers)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address(f"/arbeit/a/{second.number}/"))
    expect(page.get_by_text("120 m entfernt")).to_be_visible()
    in_all_looks(page, "meldung-in-der-naehe")
    page.set_viewport_size({"width": width, "height": 900})

    page.get_by_role("link", name="Zusammenführen", exact=True).click()
    expect(page.get_by_role("radio", name=first.number)).to_be_checked()
    page.get_by_role("button", name="Zusammenführen", exact=True).click()
    expect(page.get_by_text(f"{second.number} folgt jetzt {first.number}.")).to_be_visible()

    page.goto(address(f"/arbeit/a/{first.number}/"))
    expect(page.get_by_text("1 weitere Meldung folgt dieser:")).to_be_visible()
    in_all_looks(page, "meldung-mit-weiterer")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address(f"/arbeit/a/{first.number}/abschluss/"))
    page.get_by_label("Wie ist das Anliegen ausgegangen?").select_option("erledigt")
    page.get_by_label("Antwort an die meldende Person").fill("Frau Öztürk, Ihre Katze ist da.")
    page.get_by_label("Text an die anderen meldenden Personen").fill("Die Katze ist im Tierheim.")
    page.get_by_role("button", name="Anliegen abschließen").click()

    expect(page.get_by_text("ist abgeschlossen")).to_be_visible()
    assert Case.objects.get(pk=second.pk).entries.get(kind="message").text == "Die Katze ist im Tierheim."
