"""Finding what this person may see; not yours and not there are the same 404."""

import re
from uuid import UUID

from django.db.models import BooleanField, Value
from django.http import Http404

from lotse.cases.models import Case, Leg
from lotse.cases.reading import reading

NUMBER = re.compile(r"[0-9]{4}-[0-9]{6,}", re.ASCII)


def seen_by(person):
    """Cases whose surface this person may see; `is_readable` says whether the content too."""
    if not person.is_staff_member:
        return Case.objects.for_list().filter(citizen=person).annotate(is_readable=Value(True, BooleanField()))
    return Case.objects.for_list().visible_to(person).saying_what_is_readable_by(person)


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
