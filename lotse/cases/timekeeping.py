"""How a clock counts (Uhr), as values: the time spent is the truth, the due time follows from it.

A promise in service time (`min`, `h`, `workday`) spends seconds only while its team is at work; in every other unit
each second passes. Pausing adds what was open meanwhile to the end and never takes anything away; a promise that is
broken already stays broken. All spans are in seconds, all moments aware.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from lotse.calendars.berlin import epoch, from_epoch, on_our_clock
from lotse.calendars.deadlines import IN_SERVICE_TIME, due_at
from lotse.calendars.hours import Calendar


@dataclass(frozen=True)
class Watch:
    """One clock as a value; each deed gives a new one."""

    amount: int
    unit: str
    calendar: Calendar
    goal_s: int  # what may be spent
    spent_s: int  # what was spent before `running_since`
    running_since: datetime
    due_at: datetime
    waits: tuple[str, ...] = ()  # the reasons why it stands
    paused_at: datetime | None = None
    stopped_at: datetime | None = None

    def paused(self, at: datetime, reason: str) -> "Watch":
        """Let it stand for this reason too; the first reason stops it."""
        if reason in self.waits:
            return self
        return replace(self, waits=(*self.waits, reason), paused_at=self.paused_at or at)

    def resumed(self, at: datetime, reason: str) -> "Watch":
        """Take this reason away; without the last one it runs on, due later by the open time it stood."""
        waits = tuple(other for other in self.waits if other != reason)
        if waits or not self.waits:
            return replace(self, waits=waits)
        spent = self.spent(at)
        left = self.goal_s - spent
        ends = self.after(at, left) if left > 0 else self.due_at
        return replace(self, waits=(), paused_at=None, spent_s=spent, running_since=at, due_at=ends)

    def moved(self, at: datetime, calendar: Calendar) -> "Watch":
        """Count in other hours from now on; service days that are left stay as many as they were."""
        spent = self.spent(at)
        left = self.goal_s - spent
        new = replace(
            self, calendar=calendar, spent_s=spent, running_since=at, paused_at=self.paused_at and at
        )  # fmt: skip
        if left <= 0:
            return new
        if self.unit == "workday" and (days := self._days_left(at, left)):
            left = calendar.open_seconds_between(at, calendar.after_days(at, days))
        return replace(new, goal_s=spent + left, due_at=new.after(at, left))

    def stopped(self, at: datetime) -> "Watch":
        """The promise is kept or broken."""
        return replace(self, stopped_at=at)

    def run_again(self, at: datetime, calendar: Calendar) -> "Watch":
        """Take up what had ended, in these hours: due later by the open time that was not theirs."""
        spent = self.spent(at)
        left = self.goal_s - spent
        new = replace(
            self, calendar=calendar, spent_s=spent, running_since=at, waits=(), paused_at=None, stopped_at=None
        )  # fmt: skip
        return replace(new, due_at=new.after(at, left)) if left > 0 else new

    def spent(self, at: datetime) -> int:
        """Return how many seconds were spent until this moment."""
        ends = [end for end in (at, self.paused_at, self.stopped_at) if end]
        return self.spent_s + self.between(self.running_since, min(ends))

    def between(self, start: datetime, end: datetime) -> int:
        """Return the seconds that count between two moments."""
        if self.unit in IN_SERVICE_TIME:
            return self.calendar.open_seconds_between(start, end)
        return max(0, epoch(end) - epoch(start))

    def after(self, start: datetime, seconds: int) -> datetime:
        """Return the moment these seconds that count have passed."""
        if self.unit in IN_SERVICE_TIME:
            return self.calendar.after_seconds(start, seconds)
        return from_epoch(epoch(start) + seconds)

    def moment_of(self, minutes: int) -> datetime:
        """Return when it is so many counted minutes before (negative) or after the due time."""
        if minutes >= 0:
            return self.after(self.due_at, minutes * 60) if minutes else self.due_at
        left = self.goal_s - self.spent_s + minutes * 60
        return self.after(self.running_since, left) if left > 0 else self.running_since

    def _days_left(self, at: datetime, left: int) -> int:
        first, last = on_our_clock(at).date(), on_our_clock(self.after(at, left)).date()
        days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
        return sum(bool(self.calendar.open_on(day)) for day in days)


def begun(at: datetime, amount: int, unit: str, calendar: Calendar, *, rule: str = "", due: datetime | None = None):
    """Return a watch that begins now; `due` was agreed by hand and replaces what amount and unit say."""
    ends = due or due_at(at, amount, unit, rule=rule or None, calendar=calendar)
    watch = Watch(amount, unit, calendar, goal_s=0, spent_s=0, running_since=at, due_at=ends)
    return replace(watch, goal_s=watch.between(at, ends))
