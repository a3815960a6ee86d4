"""„Das Bauhof-Team hat keine Mail und nasse Hände“: paper, a telephone without scripts, three buttons."""

import pytest
from playwright.sync_api import expect

from lotse.cases.handing_over import hand_over

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"java_script_enabled": False, "viewport": {"width": 320, "height": 640}}


@pytest.fixture
def leg(make_case, town):
    return hand_over(make_case(), town.strassenunterhaltung, "Falle bringen.", kind="subtask", by=town.ahlers)


@pytest.fixture
def code(monkeypatch):
    """The square code of the paper that was printed last."""
    from lotse.workspace.views import work_orders

    really, seen = work_orders.report, {}

    def report(*words, code, **more):
        seen["address"] = code.address
        return really(*words, code=code, **more)

    monkeypatch.setattr(work_orders, "report", report)
    return seen


def test_a_crew_takes_and_ends_its_order_by_the_code_on_paper(
    page, address, sit_down, leg, town, code, new_context, in_all_looks
):
    sit_down(town.janssen)
    page.goto(address(f"/arbeit/a/{leg.case.number}/"))
    page.get_by_role("link", name="Arbeitsauftrag drucken").first.click()
    page.goto(address(f"/arbeit/a/{leg.case.number}/etappe/{leg.pk}/arbeitsauftrag/"))
    in_all_looks(page, "arbeitsauftrag-drucken")
    with page.expect_download() as paper:
        page.get_by_role("button", name="Arbeitsauftrag drucken (PDF)").click()
    assert paper.value.suggested_filename == f"Arbeitsauftrag-{leg.case.number}.pdf"

    telephone = new_context(**PHONE).new_page()
    telephone.goto(address("/arbeitsauftrag/" + code["address"].split("/arbeitsauftrag/")[1]))
    expect(telephone.get_by_text("Falle bringen.")).to_be_visible()
    telephone.get_by_role("button", name="Angenommen").click()
    expect(telephone.get_by_text("Angenommen:")).to_be_visible()
    telephone.get_by_role("button", name="Erledigt").click()
    expect(telephone.get_by_role("alert")).to_contain_text("Schreiben Sie, was Sie getan haben.")
    telephone.get_by_label("Was haben Sie getan").fill("Falle steht am Zaun.")
    telephone.get_by_role("button", name="Erledigt").click()
    expect(telephone.get_by_role("heading", name="Ihre Antwort ist da")).to_be_visible()

    leg.refresh_from_db()
    assert leg.state == "done"


def test_no_word_of_an_order_runs_out_of_a_narrow_telephone(page, address, leg, town, in_all_looks):
    from lotse.cases.work_orders import print_order

    where = address(f"/arbeitsauftrag/{print_order(leg, by=town.janssen)}/")
    page.goto(where)
    in_all_looks(page, "arbeitsauftrag")
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

    page.get_by_role("button", name="Nicht möglich").click()
    in_all_looks(page, "arbeitsauftrag-ohne-grund")


def test_a_tablet_on_the_wall_takes_an_order_with_one_press(
    page, address, sit_down, leg, town, new_context, in_all_looks
):
    sit_down(town.janssen)
    page.goto(address("/arbeit/tafel/"))
    row = page.get_by_role("region", name="Straßenunterhaltung", exact=True)
    row.get_by_label("Wer annimmt").fill("Kolonne 1\nAB")
    row.get_by_role("button", name="Namen speichern").click()
    in_all_looks(page, "auftragstafeln")
    row.get_by_role("button", name="Auftragstafel einrichten").click()
    in_all_looks(page, "auftragstafel-neuer-link")
    where = page.get_by_role("region", name="Neuer Link").get_by_role("link").inner_text()

    wall = new_context(viewport={"width": 1024, "height": 768}).new_page()
    wall.goto(address("/auftragstafel/" + where.split("/auftragstafel/")[1]))
    in_all_looks(wall, "auftragstafel")
    wall.get_by_role("button", name="Angenommen: AB").click()

    expect(wall.get_by_role("region", name="Angenommen").get_by_text("Falle bringen.")).to_be_visible()
    in_all_looks(wall, "auftragstafel-angenommen")
    leg.refresh_from_db()
    assert leg.state == "accepted"
