"""The laws of clocks (must-show of issue 4), over histories by chance; 10,000 of them in tests/proof.

The oracle walks minute by minute and shares no arithmetic with the house: it asks only whether a minute is open.
"""

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotse.calendars.berlin import moment
from lotse.calendars.holidays import Holidays
from lotse.calendars.hours import Calendar
from lotse.cases.timekeeping import begun

HOURS = (
    "Mo-Fr 08:00-16:00",
    "Mo-Th 08:30-12:00,13:00-16:00; Fr 08:30-12:30",
    "Tu-Sa 10:00-18:00",
    "Mo-Su,PH 00:00-24:00",
)
NRW = Holidays("NW")
CALENDARS = [Calendar(text, NRW) for text in HOURS]
BEGIN = moment("2026-03-23T07:00")  # before the spring night and Easter
MINUTE = timedelta(minutes=1)

starts = st.integers(0, 60 * 24 * 20).map(lambda n: BEGIN.astimezone(UTC) + n * MINUTE)
amounts = st.one_of(
    st.tuples(st.integers(1, 600), st.just("min")),
    st.tuples(st.integers(1, 24), st.just("h")),
    st.tuples(st.integers(1, 5), st.just("workday")),
)
gaps = st.integers(1, 60 * 24 * 4)
histories = st.lists(st.tuples(gaps, gaps), max_size=5)  # running so long, then standing so long


def lived(watch, at, history):
    """Let the watch stand and run on as the history says; give (before, after, pause began, pause ended)."""
    for running, standing in history:
        stops = at + running * MINUTE
        at = stops + standing * MINUTE
        before = watch
        watch = watch.paused(stops, "question").resumed(at, "question")
        yield before, watch, stops, at


def check_laws(start, amount, calendar, history):
    watch = begun(start, *amount, calendar)
    assert lies_in_open_time(watch)
    for before, after, stops, resumes in lived(watch, start, history):
        assert after.due_at >= before.due_at, "pausing shortened the promise"
        if before.spent(stops) < before.goal_s:
            stood = calendar.open_seconds_between(stops, resumes)
            assert calendar.open_seconds_between(before.due_at, after.due_at) == stood
        else:
            assert after.due_at == before.due_at, "a broken promise was mended by standing"
        assert lies_in_open_time(after)


def lies_in_open_time(watch):
    return watch.calendar.is_open(watch.due_at.astimezone(UTC) - timedelta(seconds=1))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(starts, amounts, st.sampled_from(CALENDARS), histories)
def test_pausing_never_shortens_and_moves_the_end_by_exactly_the_open_time(start, amount, calendar, history):
    check_laws(start, amount, calendar, history)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(starts, amounts, st.sampled_from(CALENDARS), st.sampled_from(CALENDARS), gaps)
def test_changed_hours_never_take_what_was_spent_and_end_in_the_new_hours(start, amount, old, new, later):
    watch, at = begun(start, *amount, old), start + later * MINUTE

    moved = watch.moved(at, new)

    assert moved.spent(at) == watch.spent(at)
    if watch.spent(at) < watch.goal_s:
        assert moved.due_at > at
        assert lies_in_open_time(moved)
        if watch.unit != "workday":
            assert new.open_seconds_between(at, moved.due_at) == watch.goal_s - watch.spent(at)
    else:
        assert moved.due_at == watch.due_at


def walked(start, minutes, calendar, history):
    """The slow reckoning: one minute after the other, spent only if open and not standing."""
    standing, at = [], start
    for running, stands in history:
        standing.append((at + running * MINUTE, at + (running + stands) * MINUTE))
        at += (running + stands) * MINUTE
    left, now = minutes, start
    open_on: dict = {}
    while left:
        on = now.astimezone(BEGIN.tzinfo).date()
        pieces = open_on.setdefault(on, [(a.astimezone(UTC), b.astimezone(UTC)) for a, b in calendar.open_on(on)])
        is_open = any(a <= now < b for a, b in pieces)
        left -= is_open and not any(a <= now < b for a, b in standing)
        now += MINUTE
    return now


small = st.lists(st.tuples(st.integers(1, 900), st.integers(1, 900)), max_size=3)


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(starts, st.integers(1, 300), st.sampled_from(CALENDARS), small)
def test_walking_minute_by_minute_comes_to_the_same_end(start, minutes, calendar, history):
    first = begun(start, minutes, "min", calendar)

    *_, (_before, watch, _stops, _resumes) = [(first, first, start, start), *lived(first, start, history)]

    assert watch.due_at == walked(start, minutes, calendar, history)


def test_a_promise_over_easter_and_the_spring_night_stands_still_meanwhile():
    thursday = datetime(2026, 4, 2, 13, 0, tzinfo=UTC)  # Maundy Thursday, 15:00 in Berlin
    watch = begun(thursday, 2, "h", CALENDARS[0])

    after = watch.paused(thursday + timedelta(hours=2), "question").resumed(moment("2026-04-07T07:00"), "question")

    assert after.due_at == watch.due_at == moment("2026-04-07T09:00")
