"""What went wrong with clocks and calendars elsewhere (peers-esm.md section 4, 15 to 26), and does not here."""

import pytest

from lotse.calendars.berlin import moment
from lotse.calendars.holidays import Holidays
from lotse.calendars.hours import Calendar
from lotse.calendars.refusals import NeverOpen
from lotse.cases import stepping
from lotse.cases.handing_over import hand_over
from lotse.cases.models import Clock
from lotse.cases.timekeeping import begun
from lotse.tenants.clock import moved_to, now

pytestmark = pytest.mark.django_db
NRW = Holidays("NW")
WEEK = Calendar("Mo-Fr 08:00-16:00", NRW)


def test_each_promise_has_its_own_clock_and_the_earliest_one_leads(make_case):
    """15: a shorter target overrules the first response."""
    case = make_case()

    first, result = case.clocks.order_by("due_at")

    assert (first.kind, result.kind, case.due_at) == ("first_answer", "result", first.due_at)


def test_nothing_escalates_once_the_agent_has_answered(make_case, town):
    """16: escalating although the agent answered last."""
    with moved_to(moment("2026-10-06T09:00")):
        answered, waiting = make_case(), make_case()
        answered.tell("Wir kommen.", by=town.ahlers)

    with moved_to(moment("2026-10-13T10:00")):
        take_all_steps()

    assert ("escalate", "first_answer") in steps_of(waiting)
    assert not [step for step in steps_of(answered) if step[1] == "first_answer"]


def test_changed_hours_remember_earlier_pauses():
    """17: changing the agreement forgets earlier pauses."""
    watch = begun(moment("2026-10-05T08:00"), 8, "h", WEEK)
    stood = watch.paused(moment("2026-10-05T10:00"), "question").resumed(moment("2026-10-06T10:00"), "question")

    moved = stood.moved(moment("2026-10-06T11:00"), Calendar("Mo-Fr 09:00-12:00", NRW))

    assert moved.spent(moment("2026-10-06T11:00")) == 3 * 3600


def test_several_intervals_a_day_never_end_at_midnight():
    """18: due at 00:00 of the next day with several intervals."""
    split = Calendar("Mo-Fr 08:00-12:00,13:00-16:00", NRW)

    assert begun(moment("2026-10-05T11:00"), 2, "h", split).due_at == moment("2026-10-05T14:00")


def test_accepting_does_not_start_the_teams_clock_anew(make_case, town):
    """19: the OLA restarts when a technician takes the ticket."""
    leg = hand_over(make_case(), town.strassenunterhaltung, "Falle?", kind="subtask", by=town.ahlers)
    before = leg.clocks.get()

    leg.accept(by=town.janssen)

    after = leg.clocks.get()
    assert (after.started_at, after.due_at, after.events.count()) == (before.started_at, before.due_at, 1)


def test_only_service_hours_are_spent():
    """20: business hours ignored behind a setting that promises them."""
    watch = begun(moment("2026-10-09T15:00"), 2, "h", WEEK)

    assert watch.spent(moment("2026-10-12T08:00")) == 3600
    assert watch.due_at == moment("2026-10-12T09:00")


def test_a_week_without_monday_is_counted_rightly():
    """21: a schedule without Monday is overdue at once."""
    assert begun(moment("2026-10-05T09:00"), 1, "h", Calendar("Tu-Fr 08:00-16:00", NRW)).due_at == moment(
        "2026-10-06T09:00"
    )


def test_st_martin_is_no_holiday():
    """22: loose holiday feeds contain St. Martin."""
    assert NRW.name(moment("2026-11-11T00:00").date()) is None


def test_a_calendar_that_never_opens_is_refused():
    """23: a loop over working days that never ends."""
    with pytest.raises(NeverOpen):
        begun(moment("2026-10-05T09:00"), 1, "workday", Calendar("Mo-Su off", NRW))


def test_a_weekend_makes_a_promise_longer_never_shorter():
    """24: three days with a weekend between escalate after one."""
    assert begun(moment("2026-10-09T09:00"), 3, "workday", WEEK).due_at == moment("2026-10-14T16:00")


def test_writing_a_due_time_fires_no_step_twice(make_case):
    """26: deadline writes fire rules a second time; reminders come at midnight."""
    with moved_to(moment("2026-10-06T09:00")):
        case = make_case()

    with moved_to(moment("2026-10-12T02:00")):
        assert case.clocks.get(kind="first_answer").due_at < now()
        assert take_all_steps() == 0
    with moved_to(moment("2026-10-13T10:00")):
        take_all_steps()
        told = steps_of(case)
        Clock.restate([case.pk])
        assert take_all_steps() == 0

    assert {("remind", "first_answer"), ("escalate", "first_answer")} <= set(told)
    assert steps_of(case) == told
    assert len(told) == len(set(told))


def take_all_steps():
    """Work as the worker does until no step is left; return how many were taken."""
    taken = 0
    while more := stepping.take_steps():
        taken += more
    return taken


def steps_of(case):
    """What the steps of its clocks did, as the timeline tells it."""
    entries = case.entries.filter(kind="clock", data__event="step")
    return [(entry.data["do"], entry.data["kind"]) for entry in entries]
