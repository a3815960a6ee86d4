"""Office hours: what OpenStreetMap's text means in Musterhafen."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotse.calendars.berlin import BERLIN, epoch, from_epoch, moment
from lotse.calendars.holidays import Holidays
from lotse.calendars.hours import Calendar
from lotse.calendars.refusals import (
    EndIsOpen,
    HolidayRuleUnclear,
    HoursMissing,
    HoursNotUnderstood,
    HoursUnsure,
    NeverOpen,
    SchoolHolidays,
    SunDecides,
    TooFar,
)
from lotse.calendars.tables import Closing

NW = Holidays("NW")
OFFICE = "Mo-Fr 08:00-12:00,13:00-16:00; We 08:00-12:00; Dec 24 off"


def open_on(text, day, **values):
    stretches = Calendar(text, NW, **values).open_on(date.fromisoformat(day))
    return ", ".join(f"{a:%H:%M}-{b:%H:%M}" for a, b in stretches)


@pytest.mark.parametrize(
    ("text", "day", "stretches"),
    [
        (OFFICE, "2026-03-05", "08:00-12:00, 13:00-16:00"),
        (OFFICE, "2026-03-04", "08:00-12:00"),  # the later rule replaces the earlier one for its day
        (OFFICE, "2026-12-24", ""),
        (OFFICE, "2026-05-01", ""),  # holidays close
        ("Mo-Fr 08:00-16:00, Th 16:00-18:00", "2026-03-05", "08:00-18:00"),  # a comma adds
        ("Mo-Fr 08:00-16:00; We 12:00-16:00 off", "2026-03-04", "08:00-12:00"),
        ("Mo-Sa 08:00-17:00; Su 09:00-12:00; PH 09:00-12:00", "2026-05-01", "09:00-12:00"),
        ("Mo-Fr,PH 08:00-12:00", "2026-05-01", "08:00-12:00"),
        ("Mo-Fr 08:00-12:00; Sa,PH 10:00-12:00", "2026-11-01", "10:00-12:00"),
        ("Mo-Fr 08:00-16:00; PH off", "2026-05-01", ""),
        ("Jun-Aug PH 10:00-12:00; Sa 08:00-09:00", "2026-06-04", "10:00-12:00"),
        ("Jun-Aug PH 10:00-12:00; Sa 08:00-09:00", "2026-05-01", ""),
        ("Mo-Fr 08:00-16:00; 2026 Nov 28 10:00-14:00", "2026-11-28", "10:00-14:00"),  # a date may open
        ("Mo[1] 09:00-11:00", "2026-03-02", "09:00-11:00"),
        ("Mo[1] 09:00-11:00", "2026-03-09", ""),
        ("24/7", "2026-03-05", "00:00-00:00"),
        ("Th 22:00-06:00; Fr 10:00-12:00", "2026-03-06", "00:00-06:00, 10:00-12:00"),  # the night is Thursday's
        ("Th 22:00-30:00", "2026-03-06", "00:00-06:00"),
        ("We-Th 22:00-06:00; PH off", "2026-05-14", "00:00-06:00"),  # Ascension Day: no shift of its own
        ('Mo-Fr 08:00-12:00 open "Klingeln"', "2026-03-05", "08:00-12:00"),
    ],
)
def test_the_hours_of_a_day_are_those_the_text_means(text, day, stretches):
    assert open_on(text, day) == stretches


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", HoursMissing),
        ("   ", HoursMissing),
        ("Mi 08:00-12:00", HoursNotUnderstood),
        ("immer", HoursNotUnderstood),
        ("Mo-Fr 8-12", HoursNotUnderstood),
        ("Mo-Fr 08:00-12:00 || Sa 10:00-12:00", HoursNotUnderstood),
        ("Mo-Fr 08:00-12:00;;", HoursNotUnderstood),
        ("Mo-Fr 08:00-12:00/30", HoursNotUnderstood),
        ("Mo-Fr sunrise-sunset", SunDecides),
        ("Mo-Fr 08:00-(dusk-01:00)", SunDecides),
        ("Mo-Fr 08:00+", EndIsOpen),
        ("Mo-Fr 08:00-12:00+", EndIsOpen),
        ("Mo-Fr 08:00-12:00 unknown", HoursUnsure),
        ('"nach Vereinbarung"', HoursUnsure),
        ('Mo-Fr 08:00-12:00 "nach Vereinbarung"', HoursUnsure),
        ("Mo-Fr 08:00-12:00; SH off", SchoolHolidays),
        ("PH Mo-Fr 10:00-12:00", HolidayRuleUnclear),
        ("PH +1 day 10:00-12:00", HolidayRuleUnclear),
    ],
)
def test_hours_that_give_no_deadline_are_refused_in_a_sentence(text, refusal):
    with pytest.raises(refusal) as refused:
        Calendar(text, NW)

    assert str(refused.value).endswith(".")
    assert "%(" not in str(refused.value)


def test_a_refusal_shows_from_where_the_text_cannot_be_read():
    with pytest.raises(HoursNotUnderstood, match="ab „Mi 08:00-12:00“ nicht lesbar"):
        Calendar("Mo 08:00-12:00; Mi 08:00-12:00", NW)


@pytest.mark.parametrize(
    "text", ["Dec 24 off", "2020 Mo-Fr 08:00-12:00", "2029 Jan 5 08:00-12:00", "Dec 25 10:00-12:00"]
)
def test_hours_without_an_open_minute_in_366_days_are_refused(text):
    with pytest.raises(NeverOpen):
        Calendar(text, NW).after(moment("2026-03-02T08:00"), 1)
    with pytest.raises(NeverOpen):
        Calendar(text, NW).after_days(moment("2026-03-02T08:00"), 1)


def test_hours_that_stop_for_more_than_a_year_are_refused_only_where_the_count_meets_the_gap():
    until_summer = Calendar("2026 Jan-Jun Mo-Fr 08:00-16:00; 2029 Mo-Fr 08:00-16:00", NW)

    assert until_summer.after(moment("2026-06-30T15:00"), 60) == moment("2026-06-30T16:00")
    with pytest.raises(NeverOpen):
        until_summer.after(moment("2026-06-30T15:00"), 61)


def test_a_yearly_hour_is_enough_to_count():
    once_a_year = Calendar("Mar 2 08:00-09:00", Holidays("NW"))

    assert once_a_year.after(moment("2026-01-01T00:00"), 60 * 3) == moment("2028-03-02T09:00")


def test_what_lies_beyond_all_known_holidays_is_refused():
    with pytest.raises(TooFar):
        Calendar("We 09:00-09:10", NW).after(moment("2026-01-01"), 10 * 60 * 24 * 366)


def test_closing_days_cut_the_hours_but_not_those_on_call():
    carnival = frozenset({Closing(date(2026, 2, 12), starts=time(12), reason="Weiberfastnacht")})
    monday = frozenset({Closing(date(2026, 2, 16), reason="Rosenmontag")})

    assert open_on("Mo-Fr 08:00-16:00", "2026-02-12", closings=carnival) == "08:00-12:00"
    assert open_on("Mo-Fr 08:00-16:00", "2026-02-16", closings=monday) == ""
    assert open_on("Mo-Su 08:00-16:00; PH 08:00-16:00", "2026-02-16", closings=monday) == "08:00-16:00"


def test_the_night_the_clock_jumps_has_an_hour_less_and_the_other_an_hour_more():
    always = Calendar("24/7", Holidays("NW"))

    assert always.open_minutes_between(moment("2026-03-29"), moment("2026-03-30")) == 23 * 60
    assert always.open_minutes_between(moment("2026-10-25"), moment("2026-10-26")) == 25 * 60


def test_a_time_the_wall_clock_shows_twice_is_open_twice():
    night = Calendar("Su 02:30-04:00", Holidays("NW"))

    assert night.open_minutes_between(moment("2026-10-25"), moment("2026-10-26")) == 30 + 90
    assert night.open_minutes_between(moment("2026-03-29"), moment("2026-03-30")) == 60


def test_a_night_shift_of_new_years_eve_ends_in_the_new_year():
    night = Calendar("Mo-Fr 22:00-06:00", NW)

    assert night.after(moment("2027-12-31T23:00"), 120) == moment("2028-01-01T01:00")
    assert night.after(moment("2028-01-01T00:00"), 60) == moment("2028-01-01T01:00")


TEXTS = st.sampled_from(
    [
        OFFICE,
        "24/7",
        "Mo-Fr 22:00-06:00",
        "Mo-Su 00:00-24:00; PH 00:00-24:00",
        "We 09:00-09:10",
        "Mo-We,Fr 08:30-12:00; Th 08:30-12:00,14:00-18:00",
        "Sa-Su 01:30-03:30",
    ]
)
STARTS = st.datetimes(
    min_value=moment("2025-01-01").replace(tzinfo=None), max_value=moment("2029-12-31").replace(tzinfo=None)
).map(lambda at: at.replace(microsecond=0, tzinfo=BERLIN))
AMOUNTS = st.integers(min_value=1, max_value=3000)


@settings(max_examples=150, deadline=None)
@given(TEXTS, STARTS, AMOUNTS, AMOUNTS)
def test_counting_on_from_an_end_is_counting_both_at_once(text, start, first, second):
    calendar = Calendar(text, NW)

    assert calendar.after(calendar.after(start, first), second) == calendar.after(start, first + second)


@settings(max_examples=150, deadline=None)
@given(TEXTS, STARTS, AMOUNTS)
def test_between_start_and_end_lie_exactly_the_minutes_asked_for(text, start, minutes):
    calendar = Calendar(text, NW)

    due = calendar.after(start, minutes)

    assert calendar.open_seconds_between(start, due) == minutes * 60


@settings(max_examples=150, deadline=None)
@given(TEXTS, STARTS, AMOUNTS)
def test_an_end_lies_in_open_time_or_at_a_closing(text, start, minutes):
    calendar = Calendar(text, NW)

    due = calendar.after(start, minutes)

    assert calendar.is_open(from_epoch(epoch(due) - 1))


@settings(max_examples=60, deadline=None)
@given(TEXTS, STARTS, st.integers(min_value=1, max_value=40))
def test_service_days_end_with_a_closing_and_never_on_the_first_day(text, start, days):
    calendar = Calendar(text, NW)

    due = calendar.after_days(start, days)

    assert epoch(due) > epoch(start)
    assert calendar.is_open(from_epoch(epoch(due) - 1))
    if not (text == "24/7" or "PH" in text):
        assert not calendar.is_open(due)
