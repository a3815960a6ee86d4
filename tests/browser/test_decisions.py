"""„Kastration: ja oder nein?“ is asked at the desk, decided by keyboard, and only then the case may close."""

import pytest
from playwright.sync_api import expect

from lotse.approvals.models import Ask
from lotse.cases.approving import ask_approval

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def tab_to(page):
    """Press Tab until this has the focus, as somebody without a mouse would."""

    def go(target):
        for _ in range(80):
            if target.evaluate("it => it === document.activeElement"):
                return target
            page.keyboard.press("Tab")
        raise AssertionError(f"not reached by Tab: {target}")

    return go


@pytest.mark.parametrize("width", [1280, 390])
def test_a_question_is_asked_decided_and_told(page, address, sit_down, make_case, town, in_all_looks, width):
    case = make_case(by=town.ahlers)
    sit_down(town.ahlers)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address(f"/arbeit/a/{case.number}/freigabe/"))
    page.get_by_label("Was ist zu entscheiden?").fill("Kastration: ja oder nein?")
    page.get_by_label("Was kostet es?").fill("120 €")
    page.get_by_role("group", name="Wer entscheidet?").get_by_label("Herr Özdemir").check()
    page.get_by_role("button", name="Freigabe anfragen").click()
    expect(page.get_by_role("heading", name="Offene Freigaben")).to_be_visible()
    in_all_looks(page, "freigabe-offen")

    page.context.clear_cookies()
    sit_down(town.oezdemir)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address("/arbeit/freigaben/"))
    in_all_looks(page, "freigaben")
    page.set_viewport_size({"width": width, "height": 900})
    page.get_by_role("region", name="Wartet auf Ihre Entscheidung").get_by_role("link").click()
    in_all_looks(page, "freigabe-entscheiden")
    page.set_viewport_size({"width": width, "height": 900})
    page.get_by_role("button", name="Entscheidung absenden").click()
    expect(page.get_by_role("link", name="Wählen Sie aus, ob Sie freigeben oder ablehnen.")).to_be_visible()
    in_all_looks(page, "freigabe-fehler")
    page.get_by_label("Freigeben").check()
    page.get_by_role("button", name="Entscheidung absenden").click()

    expect(page.get_by_text("freigegeben.")).to_be_visible()
    kinds = list(case.entries.filter(kind__startswith="approval").values_list("kind", flat=True))
    assert kinds == ["approval_asked", "approval_voted", "approval_decided"]


def test_one_decides_without_a_mouse(page, address, sit_down, make_case, town, tab_to):
    case = make_case(by=town.ahlers)
    round = ask_approval(case, "Kastration: ja oder nein?", by=town.ahlers, steps=[Ask([town.oezdemir])])
    sit_down(town.oezdemir)
    page.goto(address(f"/arbeit/freigaben/{round.pk}/"))

    tab_to(page.get_by_label("Freigeben"))
    page.keyboard.press("ArrowDown")
    tab_to(page.get_by_label("Begründung"))
    page.keyboard.type("Sie gehört jemandem.")
    tab_to(page.get_by_role("button", name="Entscheidung absenden"))
    page.keyboard.press("Enter")

    expect(page.get_by_text("abgelehnt.")).to_be_visible()
    round.refresh_from_db()
    assert round.approved is False


def test_what_was_asked_is_taken_back(page, address, sit_down, make_case, town, in_all_looks):
    case = make_case(by=town.ahlers)
    round = ask_approval(case, "Kastration: ja oder nein?", by=town.ahlers, steps=[Ask([town.oezdemir])])
    sit_down(town.ahlers)
    page.goto(address(f"/arbeit/a/{case.number}/freigabe/{round.pk}/ende/"))
    in_all_looks(page, "freigabe-zuruecknehmen")

    page.get_by_role("button", name="Freigabe zurücknehmen").click()

    expect(page.get_by_text("ist zurückgenommen.")).to_be_visible()
    round.refresh_from_db()
    assert round.voided_at
