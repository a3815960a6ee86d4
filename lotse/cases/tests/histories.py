"""Histories of stored clocks by chance, and what must hold after each: 200 in the room, 10,000 in tests/proof."""

from datetime import timedelta

from lotse.calendars.berlin import moment
from lotse.cases.hours import follow_hours
from lotse.cases.models import Clock
from lotse.cases.models.clock import free_days
from lotse.cases.replaying import differences

AGREED = [("min", 90), ("h", 8), ("workday", 3)]
CHANGED_AT = moment("2026-06-01T11:00")  # later than any history
NEW_HOURS = "Mo-Fr 10:00-12:00"


def wound(case, chance, days, team=None):
    """Begin a clock in spring, of one of three promises."""
    unit, amount = chance.choice(AGREED)
    agreement = {"amount": amount, "unit": unit, "pauses": ["citizen", "external"]}
    at = moment("2026-03-20T07:00") + timedelta(minutes=chance.randint(0, 40_000))
    clock = Clock.wound(case, "result", agreement, "Mo-Fr 08:00-16:00", at, days=days, team=team)
    Clock.objects.begin([clock])
    return clock


def live(clock, chance, case):
    """Let a stored clock stand, run on, change its hours and perhaps stop, by chance; return how it stands."""
    at, days = clock.started_at, free_days()
    mine = case.clocks.filter(pk=clock.pk)
    for _ in range(chance.randint(0, 4)):
        at += timedelta(minutes=chance.randint(1, 3000))
        deed = chance.choice(["question", "authority", "back", "hours", "stop"])
        if deed in ("question", "authority"):
            mine.pause(deed, at)
        elif deed == "back":
            mine.resume(chance.choice(["question", "authority"]), at)
        elif deed == "stop":
            mine.stop(at)
        elif still := list(mine.open()):
            hours = chance.choice(["Mo-Fr 07:00-12:00", "Tu-Sa 10:00-18:00"])
            still[0].show(still[0].watch(days).moved(at, days.calendar(hours)))
            Clock.objects.keep(still, "hours", at, None, days=days, hours=hours)
    return mine.get()


def check_replay(case, chance, histories):
    """What the events give is what stands in the row."""
    days = free_days()
    for _ in range(histories):
        assert differences(live(wound(case, chance, days), chance, case), days) == []


def check_changed_hours(case, team, other, chance, histories):
    """The open clocks of the team whose hours change follow and forget nothing; every other stands as it stood.

    Return how many followed, and how many did not.
    """
    days, before = free_days(), {}
    for _ in range(histories):
        clock = live(wound(case, chance, days, chance.choice([team, other])), chance, case)
        before[clock.pk] = clock
    team.hours = NEW_HOURS
    team.save()
    for change in follow_hours([team], at=CHANGED_AT):
        while not change.done_at:
            change.carry_out()
    follow = 0
    for clock in Clock.objects.filter(pk__in=before):
        was = before[clock.pk]
        if was.team_id != team.pk or was.stopped_at:
            assert [getattr(clock, each) for each in Clock.COUNTED] == [getattr(was, each) for each in Clock.COUNTED]
            continue
        follow += 1
        assert clock.hours == NEW_HOURS
        assert clock.watch(days).spent(CHANGED_AT) == was.watch(days).spent(CHANGED_AT)
        assert clock.due_at == was.due_at or clock.due_at > CHANGED_AT
        assert differences(clock, days) == []
    return follow, len(before) - follow
