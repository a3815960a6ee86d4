"""Reckoning clocks again from their events (P5): what stands on the clock must be what its events give."""

from dataclasses import replace
from datetime import datetime

from lotse.calendars.hours import Calendar

from .models import Clock
from .models.clock import free_days
from .timekeeping import Watch, begun


def replay(clock: Clock, days) -> Watch | None:
    """Return the watch that the clock's events give; None for a clock from before events were kept."""
    watch, hours = None, clock.hours
    for event in clock.events.all():
        told = event.data
        hours = told.get("hours", hours)
        calendar = Calendar(hours, days.holidays, event.closings)
        if event.kind == "start":
            due = told.get("due")
            watch = begun(event.at, told["amount"], told["unit"], calendar, rule=told["rule"],
                          due=due and datetime.fromisoformat(due))  # fmt: skip
        elif watch:
            watch = _after(event, watch, calendar)
    return watch


def _after(event, watch, calendar):
    if event.kind == "pause":
        return watch.paused(event.at, event.data["reason"])
    if event.kind == "resume":
        return replace(watch, calendar=calendar).resumed(event.at, event.data["reason"])
    if event.kind in ("hours", "again"):
        old = replace(watch, calendar=replace(watch.calendar, closings=calendar.closings))
        return old.moved(event.at, calendar) if event.kind == "hours" else old.run_again(event.at, calendar)
    return watch.stopped(event.at) if event.kind == "stop" else watch


def differences(clock: Clock, days) -> list[str]:
    """Return the names of what stands on the clock and does not follow from its events."""
    watch = replay(clock, days)
    if watch is None:
        return []
    pairs = {
        "due_at": (clock.due_at, watch.due_at),
        "goal_s": (clock.goal_s, watch.goal_s),
        "spent_s": (clock.spent_s, watch.spent_s),
        "running_since": (clock.running_since, watch.running_since),
        "waits": (list(clock.waits), list(watch.waits)),
        "paused_at": (clock.paused_at, watch.paused_at),
        "stopped_at": (clock.stopped_at, watch.stopped_at),
    }
    return [name for name, (stands, follows) in pairs.items() if stands != follows]


def broken_clocks(number=None):
    """Yield (number of the case, clock, what differs) for each clock that its events do not give."""
    clocks = Clock.objects.select_related("case").prefetch_related("events").order_by("case__number", "started_at")
    days = free_days()
    for clock in (clocks.filter(case__number=number) if number else clocks).iterator(chunk_size=500):
        if wrong := differences(clock, days):
            yield clock.case.number, clock, wrong
