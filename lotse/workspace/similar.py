"""Other cases that may belong together with this one: of the same person or place, or reports from near by."""

from django.db.models import Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import MD5, Lower

from lotse.cases.duplicates import RADIUS_M, bounds_around, is_told_at_a_point, metres_between, reports_between
from lotse.cases.models import Case, Fact
from lotse.cases.models.kept import kept
from lotse.cases.models.sight import among
from lotse.people.models import Person

SAME_PLACE = "ort"
SHOWN = ("number", "service__title", "opened_at", "status")
MOST = 5
LATELY = 200  # cases at one place that are looked at, the newest first (ids grow with time)


def similar_to(case, facts, person):
    """Return up to five cases as far as this person sees them, the newest first.

    Each is number, service, opened_at, status and, of a report near by that this person may read, its metres.
    `facts` are those this person reads: who does not know the place is told of no other case there.

    The questions are a union and not an OR: each then goes through its own index. What they find is gathered before
    anybody's rights are asked, so that the statement is planned well for whatever case, and therefore only once.
    """
    told = _same_person(case) | _same_place(case, facts) | _same_point(case)
    if not told:
        return []
    values = told | {"case": case.pk, "service": case.service_id}
    return [_row(case, row) for row in kept(("similar", *told), _similar, person, **values)]


def _similar(person, case, service, **told):
    asked = (_by_person(**told), _at_place(service, **told), _around(person, service, **told))
    first, *others = [each for each in asked if each is not None]
    cases = Case.objects.visible_to(person).saying_what_is_readable_by(person).exclude(pk=case)
    cases = cases.filter(among(first.union(*others))).order_by("-opened_at")
    return cases.values(*SHOWN, "lat", "lon", "merged_into", "is_readable")[:MOST]


def _row(case, row):
    told = {name: row[name] for name in ("number", "opened_at", "status")}
    return told | {"service": row["service__title"], "metres": _metres(case, row)}


def _metres(case, row):
    if not row["is_readable"] or row["lat"] is None or row["merged_into"] or not is_told_at_a_point(case):
        return None
    metres = metres_between(case.lat, case.lon, row["lat"], row["lon"])
    return metres if metres <= RADIUS_M else None


def _same_person(case):
    if case.citizen is None:
        return {}
    return {"email": case.citizen.email.lower()} if case.citizen.email else {"citizen": case.citizen_id}


def _by_person(email="", citizen=None, **_others):
    if email:
        same = Person.objects.annotate(plain=Lower("email")).filter(plain=email)
        return Case.objects.filter(citizen__in=same.values("pk")).order_by().values("pk")
    return Case.objects.filter(citizen=citizen).order_by().values("pk") if citizen else None


def _same_place(case, facts):
    place = next((fact.text for fact in facts if fact.key == SAME_PLACE), "")
    return {"place": place} if place else {}


def _at_place(service, place="", **_others):
    if not place:
        return None
    facts = Fact.objects.filter(key=RawSQL(f"'{SAME_PLACE}'", ()), text=place)  # noqa: S611 - ours
    there = facts.annotate(mark=MD5("text")).filter(mark=MD5(Value(place))).order_by("-case").values("case")
    return Case.objects.filter(service=service, pk__in=there[:LATELY]).order_by().values("pk")


def _same_point(case):
    if not is_told_at_a_point(case):
        return {}
    return {"circle": case.circle} | bounds_around(case.lat, case.lon, case.opened_at)


def _around(person, service, email="", citizen=None, place="", **point):
    near = reports_between(**point).filter(service=service).readable_by(person) if point else None
    return near.order_by().values("pk") if near is not None else None
