"""What another team asks of us stands in our list as long as there is something to answer."""

from lotse.cases.closing import withdraw
from lotse.cases.handing_over import hand_over
from lotse.workspace.queues import views_for


def offered_to(person):
    return next(view.count for _name, group in views_for(person) for view in group if view.key == "uebergaben")


def test_what_was_withdrawn_before_anybody_took_it_waits_for_nobody(make_case, town):
    case = make_case("hundesteuer")
    hand_over(case, town.strassenunterhaltung, "Ist der Hund bekannt?", kind="consult", by=town.lohse)
    assert offered_to(town.janssen) == 1

    withdraw(case)

    assert not case.is_open
    assert offered_to(town.janssen) == 0
