"""Time is booked for the team: the sum is the team's, the single booking the person's alone."""

from datetime import timedelta

import pytest

from lotse.cases.booking import book, minutes_of, take_back
from lotse.cases.handing_over import hand_over
from lotse.cases.models import HoursTally, TimeBooking
from lotse.cases.refusals import NotAllowed, UnknownValue
from lotse.people.models import Person


def test_what_is_booked_grows_the_tally_of_the_team_and_month(make_case, town, today):
    case = make_case(by=town.ahlers)

    book(case, 30, by=town.ahlers, team=town.telefon_empfang)
    book(case, 45, by=town.ahlers, team=town.telefon_empfang)

    card = HoursTally.objects.get()
    assert (card.team, card.month, card.minutes) == (town.telefon_empfang.pk, today.replace(day=1), 75)
    assert minutes_of(town.telefon_empfang, today) == 75


def test_a_booking_is_seen_and_taken_back_by_its_person_alone(make_case, town):
    booking = book(make_case(by=town.ahlers), 30, by=town.ahlers, team=town.telefon_empfang)

    assert not TimeBooking.objects.of(town.lueders).exists()
    with pytest.raises(NotAllowed):
        take_back(booking, by=town.lueders)
    take_back(booking, by=town.ahlers)

    assert HoursTally.objects.get().minutes == 0
    assert not TimeBooking.objects.exists()


def test_a_booking_leaves_no_line_in_the_timeline(make_case, town):
    case = make_case(by=town.ahlers)
    before = case.entries.count()

    book(case, 30, by=town.ahlers, team=town.telefon_empfang)

    assert case.entries.count() == before


def test_the_tally_knows_no_person(make_case, town):
    related = [field.related_model for field in HoursTally._meta.get_fields() if field.is_relation]

    assert Person not in related


def test_the_sum_of_a_team_of_four_is_not_shown(make_case, town, today):
    book(make_case(by=town.ahlers), 30, by=town.ahlers, team=town.telefon_empfang)
    town.telefon_empfang.heads = 4

    assert minutes_of(town.telefon_empfang, today) is None


def test_time_is_booked_on_the_leg_of_the_own_team_only(make_case, town):
    case = make_case(by=town.ahlers)
    leg = hand_over(case, town.strassenunterhaltung, "Falle?", kind="subtask", by=town.ahlers)

    assert book(case, 30, by=town.janssen, team=town.strassenunterhaltung, leg=leg).leg == leg
    with pytest.raises(UnknownValue):
        book(case, 30, by=town.ahlers, team=town.telefon_empfang, leg=leg)


def test_strangers_other_teams_and_other_times_are_refused(make_case, town, today):
    case, mine = make_case(by=town.ahlers), town.telefon_empfang

    with pytest.raises(NotAllowed):
        book(case, 30, by=town.brandt, team=town.baumpflege)
    with pytest.raises(NotAllowed):
        book(case, 30, by=town.ahlers, team=town.baumpflege)
    for minutes, on in ((0, today), (1441, today), (30, today + timedelta(days=1)), (30, today - timedelta(days=91))):
        with pytest.raises(UnknownValue):
            book(case, minutes, by=town.ahlers, team=mine, on=on)
