"""Who did what stands in the timeline in good German, also where there is no name or only one."""

from lotse.cases import by_link, closing
from lotse.cases.handing_over import hand_over


def test_a_body_outside_takes_the_work_over_by_its_link(browser, make_case, town, page_of):
    leg = hand_over(make_case(), town.tierheim, "Bitte einfangen.", kind="subtask", by=town.ahlers)
    by_link.answer(leg, "Katze ist bei uns.", is_done=True)

    timeline = browser(town.ahlers).get(page_of(leg.case)).text

    assert f"{leg.team.name} hat die Übergabe über den Link angenommen." in timeline
    assert "über den Link hat" not in timeline


def test_whoever_takes_a_case_assigns_it_to_themselves(browser, make_case, town, page_of):
    case = make_case()
    case.assign(town.ahlers, by=town.ahlers)

    timeline = browser(town.ahlers).get(page_of(case)).text

    assert "Frau Ahlers hat sich das Anliegen zugewiesen." in timeline
    assert "hat das Anliegen Frau Ahlers zugewiesen" not in timeline


def test_that_it_is_not_solved_is_said_once(browser, make_case, town, page_of):
    case = make_case()
    closing.close(case, "erledigt", "Fertig.", by=town.ahlers)
    closing.rate(case, is_solved=False)

    timeline = browser(town.ahlers).get(page_of(case)).text

    assert timeline.count("Die meldende Person sagt: nicht gelöst.") == 1
