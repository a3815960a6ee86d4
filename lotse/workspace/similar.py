"""Other cases that may belong together with this one: of the same person or place, or reports from near by."""

from django.db.models.functions import Lower

from lotse.cases.duplicates import RADIUS_M, is_told_at_a_point, metres_between, reports_around
from lotse.cases.models import Case, Fact
from lotse.people.models import Person

SAME_PLACE = "ort"
MOST = 5


def similar_to(case, facts, person):
    """Return up to five cases as far as this person sees them, the newest first.

    Each is number, service, opened_at, status and, of a report near by that this person may read, its metres.
    `facts` are those this person reads: who does not know the place is told of no other case there.

    The questions are a union and not an OR: each then goes through its own index.
    """
    asked = (_of_the_same_person(case), _of_the_same_place(case, facts), _around(case, person))
    near = [each for each in asked if each is not None]
    if not near:
        return []
    first, *others = near
    cases = Case.objects.visible_to(person).saying_what_is_readable_by(person).exclude(pk=case.pk)
    cases = cases.filter(pk__in=first.union(*others)).order_by("-opened_at")
    shown = ("number", "service__title", "opened_at", "status")
    return [_row(case, row) for row in cases.values(*shown, "lat", "lon", "merged_into", "is_readable")[:MOST]]


def _row(case, row):
    told = {name: row[name] for name in ("number", "opened_at", "status")}
    return told | {"service": row["service__title"], "metres": _metres(case, row)}


def _metres(case, row):
    if not row["is_readable"] or row["lat"] is None or row["merged_into"] or not is_told_at_a_point(case):
        return None
    metres = metres_between(case.lat, case.lon, row["lat"], row["lon"])
    return metres if metres <= RADIUS_M else None


def _around(case, person):
    if not is_told_at_a_point(case):
        return None
    near = reports_around(case.lat, case.lon, case.opened_at, case.circle).filter(service=case.service_id)
    return near.readable_by(person).order_by().values("pk")


def _of_the_same_person(case):
    if case.citizen is None:
        return None
    known = Case.objects.filter(citizen=case.citizen).order_by()
    if case.citizen.email:
        same = Person.objects.annotate(plain=Lower("email")).filter(plain=case.citizen.email.lower())
        known = Case.objects.filter(citizen__in=same.values("pk")).order_by()
    return known.values("pk")


def _of_the_same_place(case, facts):
    told = next((fact.text for fact in facts if fact.key == SAME_PLACE), "")
    if not told:
        return None
    facts = Fact.objects.filter(key=SAME_PLACE, text=told, case__service=case.service_id)
    return facts.order_by().values("case")
