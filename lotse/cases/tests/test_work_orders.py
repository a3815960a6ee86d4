"""A crew without mail: the leg on paper, taken and answered by its code."""

import pytest

from lotse.cases.handing_over import hand_over
from lotse.cases.models import Case, Leg
from lotse.cases.refusals import AlreadyAnswered, NotAllowed, NotYours
from lotse.cases.work_orders import ON_PAPER, answer, print_order, take
from lotse.mailroom.models import Letter
from lotse.people.models import LinkSession


@pytest.fixture
def leg(make_case, town):
    return hand_over(make_case(), town.strassenunterhaltung, "Falle bringen.", kind="subtask", by=town.ahlers)


def test_the_team_or_whoever_carries_the_case_prints_and_the_timeline_tells(leg, town):
    print_order(leg, by=town.janssen)
    print_order(leg, by=town.ahlers)

    printed = leg.case.entries.filter(kind="order_printed")
    assert [entry.by for entry in printed] == [town.janssen, town.ahlers]
    assert printed.first().data == {"leg": str(leg.pk), "team": "strassenunterhaltung"}


def test_a_new_paper_makes_the_old_one_void(leg, town):
    first = print_order(leg, by=town.janssen)

    second = print_order(leg, by=town.janssen)

    assert not LinkSession.objects.of(first, "paper").exists()
    assert LinkSession.objects.of(second, "paper").exists()


def test_others_print_nothing(leg, town):
    with pytest.raises(NotYours):
        print_order(leg, by=town.cetin)


@pytest.mark.parametrize("circle", ["confidential", "tax"])
def test_what_only_named_persons_or_one_circle_read_never_goes_on_paper(leg, town, circle):
    Case.objects.filter(pk=leg.case.pk).update(circle=circle)

    with pytest.raises(NotAllowed):
        print_order(leg, by=town.ahlers)


def test_work_of_a_body_outside_goes_by_its_link_with_a_code(make_case, town):
    leg = hand_over(make_case(), town.tierheim, "Bitte sichern.", kind="subtask", by=town.ahlers)

    with pytest.raises(NotAllowed):
        print_order(leg, by=town.ahlers)


def test_each_press_is_an_entry_that_tells_by_which_door_of_which_team(leg, town):
    take(leg, ON_PAPER)
    answer(leg, "Falle steht.", crew=ON_PAPER, is_done=True)

    told = list(leg.case.entries.filter(kind__in=["accepted", "result"]))
    assert [entry.by for entry in told] == [None, None]
    assert {(entry.data["door"], entry.data["team"]) for entry in told} == {("paper", "strassenunterhaltung")}
    assert Letter.objects.filter(to=town.ahlers, entry=told[1].pk).exists()


def test_a_second_press_changes_nothing(leg):
    assert take(leg, ON_PAPER)
    assert take(leg, ON_PAPER) is None

    assert leg.case.entries.filter(kind="accepted").count() == 1


def test_done_without_taking_it_first_takes_it(leg):
    answer(leg, "Falle steht.", crew=ON_PAPER, is_done=True)

    assert (leg.state, leg.accepted_by, bool(leg.accepted_at)) == (Leg.State.DONE, None, True)


def test_the_paper_ends_with_the_leg(leg, town):
    key = print_order(leg, by=town.janssen)
    leg.send_back("Liegt beim Bauhof Nord.", by=town.janssen)

    assert not LinkSession.objects.of(key, "paper").exists()
    with pytest.raises(AlreadyAnswered):
        answer(leg, "Doch da.", crew=ON_PAPER, is_done=True)
    with pytest.raises(AlreadyAnswered):
        print_order(leg, by=town.janssen)


def test_nobody_without_a_key_answers_for_a_team_of_the_house(leg):
    with pytest.raises(NotYours):
        leg.accept(by=None)
