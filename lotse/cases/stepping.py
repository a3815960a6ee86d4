"""The steps of a clock before and after its due time: remind, escalate, raise urgency; each happens once."""

from datetime import timedelta

from django.utils.translation import gettext as _

from lotse.mailroom.models import post, raise_notice
from lotse.people.models import Person
from lotse.tenants.clock import now

from . import by_name
from .models import Case, Clock
from .models.clock import free_days
from .one_by_one import do_each
from .verb import verb

BATCH = 500  # clocks a minute
SOON, OVER = "clock_soon", "clock_over"


def take_steps() -> int:
    """Take the step of every clock whose moment has come; return how many. Done each minute by the worker."""
    reached = Clock.objects.filter(state=Clock.State.RUNNING, next_step_at__lte=now(), case__closed_at=None)
    clocks = list(reached.select_related("case").order_by("next_step_at")[:BATCH])
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
    entry = clock.case.record("clock", by=None, data={"event": "step", "do": step["do"], "kind": clock.kind})
    DOES[step["do"]](clock, entry)
    clock.steps_taken += 1
    clock.show(watch)
    event = clock.event("step", at, entry=entry, do=step["do"], minutes=step["minutes"])
    clock.save()
    event.save(force_insert=True)
    return True


def _remind(clock, entry):
    """Tell whoever does the work, by notice and by mail with the number only."""
    case = clock.case
    raise_notice(SOON, case.pk, _("Eine Frist läuft bald ab."), owner=case.team or case.guide_team)
    reader = case.assignee or case.guide
    _write([reader] if reader else [], case, entry, _("Eine Frist läuft bald ab"))


def _escalate(clock, entry):
    """Lay it before the lead of the team whose promise it is."""
    case, team = clock.case, clock.team or clock.case.team
    raise_notice(OVER, case.pk, _("Eine Zusage ist nicht gehalten. Die Teamleitung sieht nach."), owner=team)
    leads = Person.objects.filter(memberships__team=team, memberships__is_lead=True, is_active=True)
    _write(leads, case, entry, _("Eine Zusage ist nicht gehalten"))


def _raise_urgency(clock, entry):
    clock.case.urgency = Case.Urgency.HIGH


def _write(readers, case, entry, event):
    words = _("%(event)s. Öffnen Sie %(number)s in Lotse.") % {"event": event, "number": case.number}
    for reader in [] if case.is_named_only else by_name.may_hear(case, readers):
        if reader.email:
            post(reader.email, f"{event} [{case.number}]", words, to=reader, about=case, entry=entry, auto=True)


DOES = {"remind": _remind, "escalate": _escalate, "urgent": _raise_urgency}
