"""A hand-over that was passed on, as the page of the case tells it."""

import re

import pytest

from lotse.cases.handing_over import hand_over


@pytest.fixture
def passed_on(make_case, town):
    """From the Ordnungsamt to the Hausdienste, who took it."""
    case = make_case(by=town.ahlers)
    first = hand_over(case, town.allgemeine_ordnung, "Bitte entscheiden.", by=town.ahlers)
    first.accept(by=town.oezdemir)
    onward = hand_over(case, town.hausdienste, "Eher bei Ihnen.", by=town.oezdemir)
    onward.accept(by=town.hochbau)
    return case, first, onward


def leg_on(page, leg):
    """The words of this hand-over on the page, tags left out."""
    part = re.search(rf'id="etappe-{leg.pk}".*?</article>', page, re.S).group()
    return " ".join(re.sub(r"<[^>]+>", " ", part).split())


def test_the_page_says_to_whom_it_went_and_offers_nothing_more_to_do(browser, passed_on, town, page_of):
    case, first, onward = passed_on

    page = browser(town.oezdemir).get(page_of(case)).text

    assert "weitergegeben an Hausdienste" in leg_on(page, first)
    assert not re.search(rf"etappe/{first.pk}/(ergebnis|rueckgabe)/", page)
    assert (
        "Allgemeine Ordnung hat das Anliegen an Hausdienste und Räume weitergegeben. Damit ist diese Übergabe beendet."
        in page
    )


def test_the_page_says_that_it_came_back_and_lets_work_go_on(browser, passed_on, town, page_of):
    case, first, onward = passed_on
    browser(town.hochbau).post(
        page_of(case, f"etappe/{onward.pk}/rueckgabe/"), {"kind": "Anderer Grund", "text": "Nicht unser Haus."}
    )
    onward.refresh_from_db()
    assert onward.state == "returned"

    page = browser(town.oezdemir).get(page_of(case)).text

    assert "angenommen" in leg_on(page, first)
    assert f"etappe/{first.pk}/ergebnis/" in page
    assert "Das Anliegen liegt wieder bei Allgemeine Ordnung. Die frühere Übergabe läuft weiter." in page


def test_the_guide_closes_without_waiting_for_who_passed_it_on(browser, passed_on, town, page_of):
    case, first, onward = passed_on
    onward.finish("Die Tür ist zu.", by=town.hochbau)

    page = browser(town.ahlers).post(
        page_of(case, "abschluss/"), {"result": "erledigt", "answer": "Die Katze ist zu Hause."}, follow=True
    )

    case.refresh_from_db()
    assert (page.status_code, case.is_open) == (200, False)
