"""The steps of a clock before and after its due time: remind, escalate, raise urgency; each happens once."""

from datetime import timedelta

from django.utils.translation import gettext as _

from lotse.mailroom.models import post, raise_notice
from lotse.tenants.clock import now

from . import by_name
from .leading import who_answers_for
from .models import Case, Clock, Leg
from .models.clock import free_days
from .one_by_one import do_each
from .verb import verb

BATCH = 500  # clocks a minute
SOON, OVER = "clock_soon", "clock_over"


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
    told = {"event": "step", "do": step["do"], "kind": clock.kind}
    if clock.leg:
        told |= {"leg": str(clock.leg_id), "team": clock.leg.team.slug}
    entry = clock.case.record("clock", by=None, data=told)
    DOES[step["do"]](clock, entry)
    clock.steps_taken += 1
    clock.show(watch)
    event = clock.event("step", at, entry=entry, do=step["do"], minutes=step["minutes"])
    clock.save()
    event.save(force_insert=True)
    return True


def _remind(clock, entry):
    """Tell whoever does the work, by notice and by mail with the number only."""
    case, leg = clock.case, clock.leg
    if leg is None or leg.team.kind == "outside":  # a body outside is the guide's to call
        owner, readers = case.team or case.guide_team, [case.assignee or case.guide]
    else:
        owner, readers = leg.team, leg.at_work
    raise_notice(SOON, case.pk, _("Eine Frist läuft bald ab."), owner=owner)
    _write([reader for reader in readers if reader], case, entry, _("Eine Frist läuft bald ab"))


def _escalate(clock, entry):
    """Lay it before the lead of the team whose promise it is, or the next one above (leading.py)."""
    case, leg = clock.case, clock.leg
    if leg and leg.lead_told_at and leg.state == Leg.State.OFFERED:
        return  # that nobody took it, the lead was told already
    team = clock.team or case.team or case.guide_team
    if leg and leg.team.kind == "outside":
        team = case.team or case.guide_team
    team, leads = who_answers_for(case, team, now())
    raise_notice(OVER, case.pk, _("Eine Zusage ist nicht gehalten. Die Teamleitung sieht nach."), owner=team)
    _write(leads, case, entry, _("Eine Zusage ist nicht gehalten"))


def _raise_urgency(clock, entry):
    clock.case.urgency = Case.Urgency.HIGH


def _write(readers, case, entry, event):
    words = _("%(event)s. Öffnen Sie %(number)s in Lotse.") % {"event": event, "number": case.number}
    for reader in by_name.may_hear(case, readers):
        if reader.email:
            post(reader.email, f"{event} [{case.number}]", words, to=reader, about=case, entry=entry, auto=True)


DOES = {"remind": _remind, "escalate": _escalate, "urgent": _raise_urgency}
