"""Where the file is kept, and under which reference."""

import pytest

from lotse.cases.filing import leading_system, refer
from lotse.cases.handing_over import hand_over
from lotse.cases.holdings import forget
from lotse.cases.refusals import NotAllowed, UnknownValue

FILE = {"system": "E-Akte", "reference": "32.1-7/26 K"}


@pytest.fixture
def case(make_case):
    return make_case()


def test_the_file_stands_at_the_case_in_its_timeline_and_on_paper(browser, case, town, page_of, monkeypatch):
    printed = []
    monkeypatch.setattr("lotse.workspace.views.printing.report", lambda title, parts: printed.append(parts) or b"%PDF")
    agent = browser(town.ahlers)

    assert agent.post(page_of(case, "aktenzeichen/"), FILE).status_code == 303
    page = agent.get(page_of(case)).text
    agent.get(page_of(case, "akte/"), {"notizen": "ohne"})

    assert "Führende Akte: E-Akte" in page
    assert "E-Akte, 32.1-7/26 K" in page
    assert "E-Akte, 32.1-7/26 K" in str(printed)


@pytest.mark.parametrize("typed", ["32.1-7/26 K", "32.1-7/26 k"])
def test_the_reference_finds_the_case_for_whoever_reads_it_whole(browser, case, town, typed):
    refer(case, "E-Akte", FILE["reference"], by=town.ahlers)
    hand_over(case, town.strassenunterhaltung, "Falle?", kind="subtask", by=town.ahlers)

    assert case.number in browser(town.ahlers).get("/arbeit/suche/", {"q": typed}).text
    assert case.number not in browser(town.janssen).get("/arbeit/suche/", {"q": typed}).text


def test_whom_a_part_was_given_does_not_read_the_reference(browser, case, town, page_of):
    refer(case, **FILE, by=town.ahlers)
    hand_over(case, town.strassenunterhaltung, "Falle?", kind="subtask", by=town.ahlers)

    assert FILE["reference"] not in browser(town.janssen).get(page_of(case)).text


def test_without_an_entry_the_service_says_which_system_leads(case):
    assert leading_system(case) == case.edition.content.get("leading_system", "Lotse")


def test_others_enter_no_file_and_the_same_is_not_entered_twice(case, town):
    with pytest.raises(NotAllowed):
        refer(case, **FILE, by=town.cetin)
    refer(case, **FILE, by=town.ahlers)
    with pytest.raises(UnknownValue):
        refer(case, **FILE, by=town.ahlers)


def test_erasing_takes_the_reference_along(case, town):
    refer(case, **FILE, by=town.ahlers)

    forget(case)

    case.refresh_from_db()
    assert (case.reference, case.leading_system) == ("", "")
