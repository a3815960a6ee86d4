"""Finding what this person may see; not yours and not there are the same 404."""

import re
from uuid import UUID

from django.db.models import BooleanField, F, OuterRef, Subquery, Value
from django.http import Http404

from lotse.cases.models import Case, Clock, Leg
from lotse.cases.reading import reading

NUMBER = re.compile(r"[0-9]{4}-[0-9]{6,}", re.ASCII)


def seen_by(person):
    """Cases whose surface this person may see; `is_readable` says whether the content too, `next_due` what is next."""
    cases = Case.objects.for_list()
    if not person.is_staff_member:
        running = Clock.objects.told().filter(case=OuterRef("pk"), state=Clock.State.RUNNING).order_by("due_at")
        due = Subquery(running.values("due_at")[:1])
        return cases.filter(citizen=person).annotate(is_readable=Value(True, BooleanField()), next_due=due)
    return cases.visible_to(person).saying_what_is_readable_by(person).annotate(next_due=F("due_at"))


def case_seen_by(person, number):
    return _the_one(seen_by(person), number)


def case_read_by(person, number):
    """A case whose content this person may read."""
    return _the_one(seen_by(person).filter(is_readable=True), number)


def case_worked_on_by(person, number):
    """A case this member of staff may read; what they may do, the verb says."""
    if not person.is_staff_member:
        raise Http404
    return _the_one(Case.objects.for_list().readable_by(person), number)


def leg_seen_by(person, id):
    """A hand-over of a case this person may read."""
    legs = Leg.objects.filter(case__in=Case.objects.readable_by(person))
    try:
        leg = legs.select_related("case", "team__department", "from_team", "entry__content").filter(pk=UUID(id)).first()
    except ValueError:
        leg = None
    if leg is None or not reading(leg.case, person).entries().filter(pk=leg.entry_id).exists():
        raise Http404  # a former team reads the packets it had, and no later ones
    return leg


def _the_one(cases, number):
    case = cases.filter(number=number).first() if NUMBER.fullmatch(number) else None
    if case is None:
        raise Http404
    return case
