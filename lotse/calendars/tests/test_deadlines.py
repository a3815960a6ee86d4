"""Deadlines: every unit and rule, and the mistakes of others that ours does not repeat."""

import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotse.calendars import lands
from lotse.calendars.berlin import moment
from lotse.calendars.deadlines import RULES, UNITS, due_at
from lotse.calendars.holidays import Holidays
from lotse.calendars.hours import Calendar
from lotse.calendars.reasons import why
from lotse.calendars.refusals import (
    AmountTooSmall,
    HoursMissing,
    NeverOpen,
    NoTime,
    TooEarly,
    TooFar,
    UnknownLand,
    UnknownRule,
    UnknownUnit,
)
from tests.shared import needs, told_by

OFFICE = Calendar("Mo-Fr 08:00-16:00; Dec 24 off", Holidays("NW"))
NW = Holidays("NW")
RULE_OF_KIND = {"gesetz": "bgb", "eu": "eu", "merker": "service"}


def due(start, amount, unit, rule=None, calendar=OFFICE, holidays=None):
    return due_at(moment(start), amount, unit, rule=rule, calendar=calendar, holidays=holidays).isoformat()


@pytest.mark.parametrize(
    ("start", "amount", "unit", "due_at"),
    [
        ("2026-03-06T15:00", 2, "h", "2026-03-09T09:00:00+01:00"),  # Friday afternoon: over the weekend
        ("2026-04-02T15:30", 2, "h", "2026-04-07T09:30:00+02:00"),  # Maundy Thursday: over Easter
        ("2026-03-06T15:00", 1, "h", "2026-03-06T16:00:00+01:00"),  # an end at closing time stays there
        ("2026-03-07T11:00", 1, "min", "2026-03-09T08:01:00+01:00"),  # closed: from the next opening
        ("2026-03-06T17:00", 1, "workday", "2026-03-09T16:00:00+01:00"),
        ("2026-03-06T07:00", 1, "workday", "2026-03-09T16:00:00+01:00"),  # the day itself never counts
        ("2026-12-23T10:00", 2, "workday", "2026-12-29T16:00:00+01:00"),
        ("2026-03-06T14:00:00+00:00", 2, "h", "2026-03-09T09:00:00+01:00"),
    ],
)
def test_service_time_ends_when_the_office_says_so(start, amount, unit, due_at):
    assert due(start, amount, unit) == due_at


@pytest.mark.parametrize(
    ("start", "amount", "unit", "rule", "due_on"),
    [
        ("2026-03-04", 3, "day", None, "2026-03-09"),  # Saturday moves to Monday
        ("2026-04-02", 1, "day", "bgb", "2026-04-07"),  # Good Friday moves over Easter
        ("2026-01-31", 1, "month", "bgb", "2026-03-02"),
        ("2028-01-31", 1, "month", "bgb", "2028-02-29"),
        ("2026-12-31", 14, "month", "bgb", "2028-02-29"),
        ("2026-12-17", 1, "week", "bgb", "2026-12-24"),  # works outing or not: no holiday
        ("2026-10-09", 1, "werktag", None, "2026-10-10"),  # Saturday is a Werktag and stays one
        ("2026-10-09", 1, "werktag", "eu", "2026-10-12"),  # but no workday of European law
        ("2026-04-02", 2, "werktag", None, "2026-04-07"),
        ("2026-03-06", 1, "day", "eu", "2026-03-09"),  # one day: no two workdays asked for
        ("2026-03-06", 2, "day", "eu", "2026-03-10"),  # two workdays: Monday and Tuesday
        ("2026-03-06", 2, "day", "bgb", "2026-03-09"),
        ("2026-04-02", 4, "day", "eu", "2026-04-08"),
        ("2025-11-30", 3, "month", "service", "2026-02-28"),  # a date the town notes stays
        ("2025-11-30", 3, "month", None, "2026-03-02"),
    ],
)
def test_days_end_with_their_last_minute(start, amount, unit, rule, due_on):
    assert due(start, amount, unit, rule).startswith(f"{due_on}T23:59:00+0")


def test_running_hours_never_stop_also_when_the_clock_jumps():
    assert due("2026-10-09T15:00+02:00", 24, "h_durchlaufend") == "2026-10-10T15:00:00+02:00"
    assert due("2026-10-24T15:00", 24, "h_durchlaufend") == "2026-10-25T14:00:00+01:00"
    assert due("2026-03-28T15:00", 24, "h_durchlaufend") == "2026-03-29T16:00:00+02:00"


def test_a_start_the_spring_night_skips_is_the_moment_after_it():
    assert due("2026-03-29T02:30", 1, "h_durchlaufend") == "2026-03-29T04:30:00+02:00"


@pytest.mark.parametrize(
    ("land", "on", "is_free"),
    [
        ("NW", "2026-06-04", True),
        ("BE", "2026-06-04", False),
        ("BE", "2026-03-08", True),
        ("BY", "2025-08-15", False),
        ("BY-KATH", "2025-08-15", True),
        ("BY-AUGSBURG", "2025-08-08", True),
        ("BY-AUGSBURG", "2025-08-15", True),
        ("BY-KATH", "2025-08-08", False),
        ("SN", "2026-11-18", True),
        ("NW", "2026-11-11", False),  # St. Martin is loved, not free
        ("NW", "2026-11-18", False),
    ],
)
def test_every_land_keeps_its_own_holidays(land, on, is_free):
    assert (Holidays(land).name(date.fromisoformat(on)) is not None) == is_free


def test_all_sixteen_laender_and_two_places_are_known():
    assert len(lands.NAMES) == 18
    assert all(len(Holidays(lands.checked(land.lower())).of(2026)) >= 9 for land in lands.NAMES)


def test_a_frozen_year_is_not_changed_by_a_newer_package():
    frozen = Holidays("NW", frozenset({(date(2026, 1, 1), "Neujahr"), (date(2026, 3, 9), "Stadtjubiläum")}))

    assert due("2026-03-06", 1, "day", holidays=frozen).startswith("2026-03-10")
    assert due("2026-04-02", 1, "day", holidays=frozen).startswith("2026-04-03")
    assert due("2027-03-25", 1, "day", holidays=frozen).startswith("2027-03-30")


@needs("musterhafen.json")
def test_the_worked_examples_of_musterhafen_come_out_as_written():
    for example in told_by("musterhafen.json")["fristbeispiele"]:
        rule, start = RULE_OF_KIND[example["art"]], example["start"]
        if "zwischenschritt" in example:  # posted, and deemed told on the fourth day
            start = due(start, 4, "day", rule)[:10]

        found = due(start, example["menge"], example["einheit"], rule, holidays=NW)

        wanted = example["ende"] if "T" in example["ende"] else f"{example['ende']}T23:59"
        assert found.startswith(wanted[:16]), example["fall"]


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"amount": 0, "unit": "h"}, AmountTooSmall),
        ({"amount": -1, "unit": "month"}, AmountTooSmall),
        ({"amount": 1, "unit": "year"}, UnknownUnit),
        ({"amount": 1, "unit": "day", "rule": "sgb"}, UnknownRule),
        ({"amount": 1, "unit": "h", "calendar": None}, HoursMissing),
        ({"amount": 10**9, "unit": "h_durchlaufend"}, TooFar),
        ({"amount": 10**30, "unit": "min"}, TooFar),
        ({"amount": 100_000, "unit": "day"}, TooFar),
        ({"amount": 9_000, "unit": "month"}, TooFar),
        ({"amount": 99_000, "unit": "werktag"}, TooFar),
        ({"amount": 99_000, "unit": "workday"}, TooFar),
        ({"amount": 1, "unit": "day", "start": "1848-03-18"}, TooEarly),
    ],
)
def test_what_cannot_be_reckoned_is_refused_in_a_sentence(values, refusal):
    with pytest.raises(refusal) as refused:
        due(**{"start": "2026-03-06T15:00"} | values)

    assert str(refused.value).endswith(".")
    assert "%(" not in str(refused.value)


def test_texts_that_are_no_time_or_land_are_refused():
    with pytest.raises(NoTime, match="„morgen“ ist kein Zeitpunkt"):
        moment("morgen")
    with pytest.raises(UnknownLand, match="BY-AUGSBURG"):
        lands.checked("Atlantis")


# --- what peers got wrong (numbers of their list)


def test_peer_18_several_intervals_a_day_do_not_end_at_midnight():
    split = Calendar("Mo-Fr 08:00-12:00,13:00-16:00", NW)

    assert due("2026-03-05T11:30", 1, "h", calendar=split) == "2026-03-05T13:30:00+01:00"
    assert due("2026-03-05T15:30", 1, "h", calendar=split) == "2026-03-06T08:30:00+01:00"


def test_peer_21_a_week_without_monday_is_not_overdue_at_once():
    no_monday = Calendar("Tu-Fr 08:00-16:00", NW)

    assert due("2026-03-06T15:00", 2, "h", calendar=no_monday) == "2026-03-10T09:00:00+01:00"


def test_peer_22_saint_martin_is_no_holiday():
    assert due("2026-11-10T15:00", 2, "h") == "2026-11-11T09:00:00+01:00"


def test_peer_23_counting_in_hours_that_never_open_ends_with_a_refusal():
    with pytest.raises(NeverOpen):
        due("2026-03-06T15:00", 3, "workday", calendar=Calendar("Mo-Su off", NW))


def test_peer_24_a_weekend_between_never_makes_a_period_shorter():
    assert due("2026-03-05T10:00", 3, "workday") == "2026-03-10T16:00:00+01:00"


def test_peer_26_nothing_in_service_time_is_due_at_midnight_of_a_closed_office():
    assert due("2026-03-06T16:00", 1, "workday") == "2026-03-09T16:00:00+01:00"


# --- laws


STARTS = st.datetimes(
    min_value=moment("2025-01-01").replace(tzinfo=None), max_value=moment("2029-12-31").replace(tzinfo=None)
)


@settings(max_examples=200, deadline=None)
@given(STARTS, st.integers(1, 400), st.sampled_from(UNITS), st.sampled_from([*RULES, None]))
def test_more_is_never_due_earlier_and_always_after_the_start(start, amount, unit, rule):
    first = due_at(start, amount, unit, rule=rule, calendar=OFFICE)
    second = due_at(start, amount + 1, unit, rule=rule, calendar=OFFICE)

    assert moment(start.isoformat()).timestamp() < first.timestamp() <= second.timestamp()


@settings(max_examples=200, deadline=None)
@given(STARTS, st.integers(1, 400), st.sampled_from(["day", "week", "month"]), st.sampled_from(["bgb", "eu"]))
def test_a_legal_period_never_ends_on_a_free_day(start, amount, unit, rule):
    assert NW.is_workday(due_at(start, amount, unit, rule=rule, holidays=NW).date())


@settings(max_examples=200, deadline=None)
@given(STARTS, st.integers(2, 400))
def test_european_law_never_gives_less_than_ours(start, days):
    assert due_at(start, days, "day", rule="eu", holidays=NW) >= due_at(start, days, "day", rule="bgb", holidays=NW)


def test_a_year_of_service_time_costs_no_more_than_an_hour():
    start = moment("2026-03-06T15:00")

    def steps(minutes):
        """How many lines and calls of Python it takes: unlike seconds the same on a busy machine."""
        counted = 0

        def count(*_event):
            nonlocal counted
            counted += 1
            return count

        before = sys.gettrace()
        sys.settrace(count)
        try:
            OFFICE.after(start, minutes)
        finally:
            sys.settrace(before)
        return counted

    steps(250 * 8 * 60)  # what is reckoned once and kept

    assert 0 < steps(250 * 8 * 60) <= steps(4 * 60) * 1.3


# --- reasons


def test_the_reason_names_the_rule_and_the_free_day():
    told = why(moment("2026-01-31"), 1, "month", holidays=NW)

    assert "Der Tag des Beginns zählt nicht mit (§ 187 Abs. 1 BGB)." in told
    assert "1 Monat nach Samstag, 31. Januar 2026 ist Samstag, 28. Februar 2026." in told
    assert "keinen 31." in told
    assert "§ 193 BGB" in told
    assert told.endswith("Fällig: Montag, 2. März 2026, 23:59 Uhr.")


def test_the_reason_in_service_time_names_the_holidays_between():
    told = why(moment("2026-04-02T17:30"), 2, "h", calendar=OFFICE)

    assert "Zu Beginn ist geschlossen; es zählt ab Dienstag, 7. April 2026, 08:00 Uhr." in told
    assert "Freitag, 3. April 2026 (Karfreitag); Montag, 6. April 2026 (Ostermontag)" in told


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("rule", [*RULES, None])
def test_every_unit_and_rule_has_a_reason(unit, rule):
    told = why(moment("2026-03-05T10:00"), 2, unit, rule=rule, calendar=OFFICE)

    assert told.count(".") >= 2
    assert "%" not in told
