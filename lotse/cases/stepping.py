"""The steps of a clock before and after its due time: remind, escalate, raise urgency; each happens once."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotse.mailroom.models import post, raise_notice
from lotse.tenants.clock import now

from . import by_name
from .leading import who_answers_for
from .models import Case, Clock, Leg
from .models.clock import free_days
from .one_by_one import do_each
from .verb import verb

BATCH = 500  # clocks a minute
SOON, NEAR, OVER = "clock_soon", "clock_near", "clock_over"  # who does it; the lead, ahead of the end and at it
SAYS = {  # by what the step does and whether the time is over: kind of the notice, its words, the mail's
    ("remind", False): (
        SOON,
        gettext_lazy("Eine Frist läuft bald ab."),
        gettext_lazy("Eine Frist läuft bald ab"),
    ),
    ("remind", True): (
        SOON,
        gettext_lazy("Eine Frist ist erreicht."),
        gettext_lazy("Eine Frist ist erreicht"),
    ),
    ("escalate", False): (
        NEAR,
        gettext_lazy("Eine Frist läuft bald ab. Die Teamleitung sieht nach."),
        gettext_lazy("Eine Frist läuft bald ab"),
    ),
    ("escalate", True): (
        OVER,
        gettext_lazy("Eine Zusage ist nicht gehalten. Die Teamleitung sieht nach."),
        gettext_lazy("Eine Zusage ist nicht gehalten"),
    ),
}


def take_steps() -> int:
    """Take the step of every clock whose moment has come; return how many. Done each minute by the worker."""
    reached = Clock.objects.filter(state=Clock.State.RUNNING, next_step_at__lte=now(), case__closed_at=None)
    clocks = list(reached.select_related("case", "leg__team").order_by("next_step_at")[:BATCH])
    days = free_days() if clocks else None
    return sum(do_each(clocks, lambda clock: take_step(clock, days)))


@verb
def take_step(clock: Clock, days) -> bool:
    """Take the next step of this clock, if its moment has come and its team is at work; say whether it did.

    What fell due while the worker was away waits for the next service hour: nobody is reminded at midnight.
    """
    at = now()
    if clock.state != Clock.State.RUNNING or clock.next_step_at is None or clock.next_step_at > at:
        return False
    watch = clock.watch(days)
    opens = watch.after(at, 1) - timedelta(seconds=1)
    if opens > at + timedelta(seconds=1):
        clock.next_step_at = opens
        clock.save(update_fields=["next_step_at"])
        return False
    step = clock.steps[clock.steps_taken]
    entry = _do(clock, step["do"], step["minutes"])
    clock.steps_taken += 1
    clock.show(watch)
    event = clock.event("step", at, entry=entry, do=step["do"], minutes=step["minutes"])
    clock.save()
    event.save(force_insert=True)
    return True


def _do(clock, do, minutes):
    """Write the step down with whether somebody hears of it, and tell them; return the entry."""
    case = clock.case
    if do == "urgent":
        case.urgency = Case.Urgency.HIGH
    owner, readers = WHO_HEARS[do](clock)
    readers = by_name.may_hear(case, readers)
    told = {"event": "step", "do": do, "kind": clock.kind, "minutes": minutes, "told": bool(readers)}
    if clock.leg:
        told |= {"leg": str(clock.leg_id), "team": clock.leg.team.slug}
    entry = case.record("clock", by=None, data=told)
    if owner:
        kind, notice, event = SAYS[do, minutes >= 0]
        raise_notice(kind, case.pk, str(notice), owner=owner)
        _write(readers, case, entry, event)
    return entry


def _who_does_it(clock):
    """Return (team, persons) to remind: whoever does the work. A body outside is the guide's to call."""
    case, leg = clock.case, clock.leg
    if leg is None or leg.team.kind == "outside":
        owner, readers = case.team or case.guide_team, [case.assignee or case.guide]
    else:
        owner, readers = leg.team, leg.at_work
    return owner, [reader for reader in readers if reader]


def _who_leads(clock):
    """Return (team, leads) of the team whose promise it is, or of the next one above (leading.py)."""
    case, leg = clock.case, clock.leg
    if leg and leg.lead_told_at and leg.state == Leg.State.OFFERED:
        return None, []  # that nobody took it, the lead was told already
    team = clock.team or case.team or case.guide_team
    if leg and leg.team.kind == "outside":
        team = case.team or case.guide_team
    return who_answers_for(case, team, now())


def _write(readers, case, entry, event):
    """Write the number alone to those who have a mailbox."""
    words = _("%(event)s. Öffnen Sie %(number)s in Lotse.") % {"event": event, "number": case.number}
    for reader in readers:
        if reader.email:
            post(reader.email, f"{event} [{case.number}]", words, to=reader, about=case, entry=entry, auto=True)


WHO_HEARS = {"remind": _who_does_it, "escalate": _who_leads, "urgent": lambda clock: (None, [])}
