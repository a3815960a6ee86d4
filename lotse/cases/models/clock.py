import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from lotse.calendars.berlin import on_our_clock
from lotse.calendars.town_days import TownDays, town_days
from lotse.people.models import Team
from lotse.tenants.clock import now
from lotse.tenants.models import Row, Town

from ..timekeeping import Watch, begun
from .case import Case
from .clock_event import ClockEvent, closed_between
from .leg import Leg

WAITING_PARTIES = {  # for whom a clock may stand
    "citizen": gettext_lazy("Bürgerin oder Bürger"),
    "office": gettext_lazy("unser Haus"),
    "external": gettext_lazy("eine Stelle außerhalb"),
    "internal": gettext_lazy("ein anderes Team"),
}
PAUSE_REASONS = {  # why a clock may stand: label, and the party everybody waits for
    "question": (gettext_lazy("Rückfrage ist offen"), "citizen"),
    "papers": (gettext_lazy("Unterlagen fehlen"), "citizen"),
    "appointment": (gettext_lazy("Termin mit der meldenden Person ist vereinbart"), "citizen"),
    "authority": (gettext_lazy("Eine andere Behörde muss antworten"), "external"),
    "contractor": (gettext_lazy("Eine beauftragte Firma ist am Zug"), "external"),
    "team": (gettext_lazy("Ein anderes Team ist am Zug"), "internal"),
    "weather": (gettext_lazy("Das Wetter lässt die Arbeit nicht zu"), "office"),
}
DAY = 24 * 60
HOUSE_STEPS = {  # where an agreement names no steps: minutes that count, before and after its end
    "ola": [(-120, "remind"), (0, "escalate")],
    "reminder_date": [(0, "remind")],
    "period": [(-7 * DAY, "remind"), (-2 * DAY, "escalate"), (0, "escalate"), (0, "urgent")],
    "deemed_approval": [(-14 * DAY, "remind"), (-5 * DAY, "escalate"), (-2 * DAY, "urgent"), (0, "escalate")],
}


def _steps_of(agreement, kind, goal_s):
    """The steps as agreed, in order; else the house's own, without reminders in the first half of the time."""
    if (agreed := agreement.get("steps")) is None:
        ours = HOUSE_STEPS.get(kind, ())
        agreed = [{"minutes": at, "do": do} for at, do in ours if -at * 60 <= goal_s / 2]
    return sorted(agreed, key=lambda step: step["minutes"])


def free_days() -> TownDays:
    """Return the holidays and closing days of our town (three statements)."""
    return town_days(Town.here().land)


def _change(at, entry, *changes):
    """Change clocks and append the event of each, all in one statement: a budget counts them (house rule 4).

    Each change is (clocks, what is set, its values, kind of event, what the event tells); no clock is in two of
    them. Return how many clocks each changed.
    """
    steps, values = [], []
    for n, (clocks, sets, given, kind, told) in enumerate(changes):
        those, known = clocks.order_by().values("pk").query.sql_with_params()
        steps.append(
            f"changed{n} as (update cases_clock set {sets}, events_count = events_count + 1"  # noqa: S608 - our words
            f" where id in ({those}) returning id, events_count),"
            f" told{n} as (insert into cases_clockevent (id, clock_id, seq, kind, at, entry, data)"
            f" select gen_random_uuid(), id, events_count, %s, %s, %s, %s::jsonb from changed{n})"
        )
        values += [*given, *known, kind, at, entry and entry.pk, json.dumps(told)]
    counts = ", ".join(f"(select count(*) from changed{n})" for n in range(len(changes)))  # noqa: S608 - our words
    with connection.cursor() as cursor:
        cursor.execute(f"with {', '.join(steps)} select {counts}", values)
        return cursor.fetchone()


class ClockQuerySet(models.QuerySet):
    def open(self):
        return self.filter(stopped_at=None)

    def told(self):
        """Clocks the citizen may know of: none of a hand-over they were not told of."""
        return self.filter(Q(leg=None) | Q(leg__entry__is_public=True))

    def begin(self, clocks, *, entry=None):
        """Store clocks that were wound and write down that they began."""
        events = [clock.begin_event(entry) for clock in clocks]
        self.bulk_create(clocks)
        ClockEvent.objects.bulk_create(events)
        return clocks

    def stop(self, at, *, entry=None):
        """The promises are kept or broken: note when they ended; return how many, in one statement."""
        return _change(at, entry, self._stopping(at))[0]

    def pause(self, reason, at, *, entry=None):
        """Let those clocks stand whose agreement says so for the party this reason waits for; return how many."""
        return _change(at, entry, self._pausing(reason, at))[0]

    def stop_and_pause(self, kind, reason, at, *, entry=None):
        """End the clocks of this kind and let the others stand, in one statement; return how many ended."""
        others = self.exclude(kind=kind)
        return _change(at, entry, self.filter(kind=kind)._stopping(at), others._pausing(reason, at))[0]

    def _stopping(self, at):
        return self.open(), "stopped_at = %s, state = 'stopped', next_step_at = null", [at], "stop", {}

    def _pausing(self, reason, at):
        party = PAUSE_REASONS[reason][1]
        standing = self.open().filter(pauses__contains=party).exclude(waits__contains=reason)
        sets = "paused_at = coalesce(paused_at, %s), state = 'paused', waits = waits || %s::jsonb"
        return standing, sets, [at, json.dumps([reason])], "pause", {"reason": reason, "party": party}

    def resume(self, reason, at, *, entry=None):
        """Let the clocks that stood for this reason run on; return them."""
        waiting = list(self.open().filter(state=Clock.State.PAUSED, waits__contains=reason))
        days = free_days() if waiting else None
        for clock in waiting:
            clock.show(clock.watch(days).resumed(at, reason))
        return self.keep(waiting, "resume", at, entry, reason=reason, days=days)

    def run_again(self, at, *, entry=None):
        """Let those that ended run on from where they were, in their team's hours of today; return them."""
        ended: Any = list(self.filter(state=Clock.State.STOPPED).select_related("team__department"))
        days = free_days()
        for clock in ended:
            hours = clock.team.service_hours if clock.team else clock.hours
            clock.show(clock.watch(days).run_again(at, days.calendar(hours)))
            self.keep([clock], "again", at, entry, days=days, hours=clock.hours)
        return ended

    def keep(self, clocks, kind, at, entry, *, days=None, **told):
        """Store changed clocks with one event each: at most two statements."""
        if clocks:
            events = [clock.event(kind, at, entry=entry, days=days, **told) for clock in clocks]
            self.bulk_update(clocks, Clock.COUNTED)
            ClockEvent.objects.bulk_create(events)
        return clocks


class Clock(Row):
    """A promise that runs out (Uhr): one per leg, one for the first answer, one for the result, one a legal period.

    The time spent is the truth, `due_at` follows from it (`timekeeping.py`); every change is a ClockEvent, and
    `replaying.py` proves that the events give what stands here.
    """

    class Kind(models.TextChoices):
        FIRST_ANSWER = "first_answer", gettext_lazy("Erste Antwort")
        RESULT = "result", gettext_lazy("Ergebnis")
        LEG = "ola", gettext_lazy("Übergabe")
        PERIOD = "period", gettext_lazy("Gesetzliche Frist")
        REMINDER_DATE = "reminder_date", gettext_lazy("Merkdatum")
        DEEMED_APPROVAL = "deemed_approval", gettext_lazy("Fiktion: gilt danach als genehmigt")

    class State(models.TextChoices):
        RUNNING = "running", gettext_lazy("läuft")
        PAUSED = "paused", gettext_lazy("steht")
        STOPPED = "stopped", gettext_lazy("beendet")

    LEGAL = (Kind.PERIOD, Kind.REMINDER_DATE, Kind.DEEMED_APPROVAL)
    COUNTED = ("state", "hours", "goal_s", "spent_s", "running_since", "due_at", "waits", "paused_at", "stopped_at",
               "next_step_at", "events_count")  # fmt: skip

    case = models.ForeignKey(Case, models.CASCADE, related_name="clocks")
    leg = models.ForeignKey(Leg, models.CASCADE, null=True, related_name="clocks")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")  # whose service hours it counts
    kind = models.CharField(max_length=20, choices=Kind)
    state = models.CharField(max_length=8, choices=State, default=State.RUNNING)
    amount = models.PositiveIntegerField()
    unit = models.CharField(max_length=16)
    rule = models.CharField(max_length=8, blank=True)  # bgb, eu, service: see calendars/deadlines.py
    hours = models.TextField()  # the service hours it counts, as they were when it began or was changed
    pauses = models.JSONField(default=list)  # the parties it may stand for, by its agreement
    steps = models.JSONField(default=list)  # [{"minutes", "do"}] by its agreement, in order
    started_at = models.DateTimeField()
    goal_s = models.PositiveBigIntegerField(null=True)
    spent_s = models.PositiveBigIntegerField(default=0)  # before `running_since`
    running_since = models.DateTimeField(null=True)
    due_at = models.DateTimeField()
    waits = models.JSONField(default=list)  # why it stands: keys of PAUSE_REASONS
    paused_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    steps_taken = models.PositiveSmallIntegerField(default=0)
    next_step_at = models.DateTimeField(null=True)
    events_count = models.PositiveIntegerField(default=0)

    objects = ClockQuerySet.as_manager()
    due_by_hand: datetime | None = None  # only between winding and beginning
    days: TownDays | None = None

    class Meta:
        ordering = ["due_at"]
        indexes = [
            models.Index(fields=["case", "stopped_at"], name="clock_running"),
            models.Index(fields=["next_step_at"], condition=Q(state="running"), name="clock_next_step"),
            models.Index(fields=["paused_at"], condition=Q(state="paused"), name="clock_standing"),
            models.Index(fields=["team"], condition=Q(stopped_at=None), name="clock_open_of_a_team"),
        ]

    @classmethod
    def wound(cls, case, kind, agreement, hours, at, *, days=None, leg=None, team=None, due=None):
        """Return an unsaved clock that runs from `at` for the agreement's `amount` and `unit` in these hours.

        `days` are the town's free days, for whoever winds several clocks and read them once; `team` is whose hours
        they are; `due` was set by hand and replaces what the agreement says. `Clock.objects.begin` stores it.
        """
        amount, unit, rule = agreement["amount"], agreement["unit"], agreement.get("rule", "")
        days = days or free_days()
        clock = cls(
            case=case, leg=leg, team=team, kind=kind, amount=amount, unit=unit, rule=rule, hours=hours, started_at=at,
            pauses=[] if kind in cls.LEGAL else list(agreement.get("pauses", ())),
        )  # fmt: skip
        watch = begun(at, amount, unit, days.calendar(hours), rule=rule, due=due)
        clock.steps = _steps_of(agreement, kind, watch.goal_s)
        clock.show(watch)
        clock.due_by_hand, clock.days = due, days
        return clock

    @staticmethod
    def restate(cases):
        """Bring `due_at` of these open cases up to what their running clocks say, in one statement."""
        running = Clock.objects.filter(case=models.OuterRef("pk"), state=Clock.State.RUNNING).order_by("due_at")
        due = models.Subquery(running.values("due_at")[:1])
        Case.objects.filter(pk__in=cases, closed_at=None).update(due_at=due)

    @property
    def the_case(self):
        return self.case

    def may_stand_for(self, party):
        """Whether its agreement lets it stand while everybody waits for this party; a legal period never does."""
        return party in self.pauses

    def watch(self, days):
        """Return this clock as a value, with the town's free days."""
        calendar = days.calendar(self.hours)
        since = self.running_since or self.started_at
        watch = Watch(self.amount, self.unit, calendar, self.goal_s or 0, self.spent_s, since, self.due_at,
                      tuple(self.waits), self.paused_at, self.stopped_at)  # fmt: skip
        if self.goal_s is None:  # from before clocks kept their spans
            watch = replace(watch, goal_s=watch.between(since, self.due_at))
        return watch

    def show(self, watch):
        """Take over what the watch says; the caller saves."""
        self.goal_s, self.spent_s, self.running_since = watch.goal_s, watch.spent_s, watch.running_since
        self.stopped_at = watch.stopped_at
        self.hours, self.due_at, self.waits, self.paused_at = (
            watch.calendar.text, watch.due_at, list(watch.waits), watch.paused_at
        )  # fmt: skip
        if watch.stopped_at:
            self.state = self.State.STOPPED
        else:
            self.state = self.State.PAUSED if watch.waits else self.State.RUNNING
        ahead = self.steps[self.steps_taken :]
        self.next_step_at = watch.moment_of(ahead[0]["minutes"]) if ahead and not watch.stopped_at else None

    def begin_event(self, entry):
        """Return the event that this clock, just wound, began."""
        told = {"amount": self.amount, "unit": self.unit, "rule": self.rule, "hours": self.hours}
        if self.due_by_hand:
            told["due"] = self.due_by_hand.isoformat()
        return self.event("start", self.started_at, entry=entry, days=self.days, **told)

    def event(self, kind, at, *, entry=None, days=None, **told):
        """Return the next event of this clock, unsaved; with `days` it keeps the closing days it reckoned with."""
        self.events_count += 1
        if days and (closed := closed_between(days, self.started_at, max(self.due_at, at))):
            told["closed"] = closed
        return ClockEvent(clock=self, seq=self.events_count, kind=kind, at=at, entry=entry and entry.pk, data=told)

    @property
    def is_overdue(self):
        """Whether the promise is broken; while it stands, time does not go against it."""
        return (self.paused_at or self.stopped_at or now()) > self.due_at

    @property
    def due_day(self):
        return on_our_clock(self.due_at).date()
