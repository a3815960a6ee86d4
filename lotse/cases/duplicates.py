"""Reports that may tell of the same thing (Dubletten): near in place and time, of the same service or in like words.

Near is a point within 300 m, or the same address where one of both was told in words only. Like are the words without
the address, which near by is always alike.
"""

from dataclasses import dataclass
from datetime import timedelta
from math import cos, hypot, radians

from django.db.models import BooleanField, ExpressionWrapper, Q

from lotse.catalogue.models import Service
from lotse.tenants.clock import now

from .addresses import address_key
from .likeness import are_alike
from .models import Case, Fact

RADIUS_M = 300
AROUND = timedelta(days=14)
METRES_PER_DEGREE = 111_320  # of latitude; of longitude times the cosine of the latitude
WHERE = ["text", "address", "lat"]  # the value of a place has one of these
LOOKED_AT, MOST = 50, 5


@dataclass(frozen=True)
class Duplicate:
    """A report near by, and how far away it was told in metres: None where only its address is known."""

    case: Case
    metres: int | None


def duplicates_of(case, person) -> list[Duplicate]:
    """Return up to five unmerged reports this person may read: of the same address, then the nearest first."""
    asked = _near_in_place_and_time(case)
    if not asked:
        return []
    first, *others = [each.order_by().values("pk") for each in asked]
    near = Case.objects.filter(pk__in=first.union(*others) if others else first)
    near = near.readable_by(person).exclude(pk=case.pk).select_related("service")
    same = ExpressionWrapper(Q(service=case.service_id), BooleanField())  # of so many, others shall not crowd them out
    near = near.order_by(same.desc(), "-opened_at")[:LOOKED_AT]
    found = [Duplicate(other, _metres(case, other)) for other in _of_the_same_matter(case, list(near))]
    return _by_distance(found)[:MOST]


def _of_the_same_matter(case, near):
    """Those of the same service, and of another one whose subject says the same beside the address."""
    strangers = {other.pk: other for other in near if other.service_id != case.service_id}
    addresses = _addresses_of([case, *strangers.values()]) if strangers else {}
    return [
        other for other in near
        if other.pk not in strangers
        or are_alike(case.subject, other.subject, addresses[case.pk] | addresses[other.pk])
    ]  # fmt: skip


def _addresses_of(cases):
    """The address of each case as its facts tell it and as its subject ends with it (subjects.py), by id."""
    found = {case.pk: {_address_in_the_subject(case)} for case in cases}
    places = Fact.objects.filter(case__in=list(found), value__has_any_keys=WHERE)
    for pk, address in places.values_list("case", "text"):
        found[pk].add(address)
    return found


def _address_in_the_subject(case):
    parts = case.subject.split(", ")
    ends = [", ".join(parts[at:]) for at in range(1, len(parts))]
    return next((end for end in ends if address_key(end) == case.place_key), "")


def _by_distance(found):
    """Those within reach, the nearest first; the same address in words counts as there."""
    return sorted((one for one in found if (one.metres or 0) <= RADIUS_M), key=lambda one: one.metres or 0)


def _near_in_place_and_time(case):
    """The questions for reports near this one: a union and not an OR, each then goes through its own index."""
    if case.service.kind != Service.Kind.REPORT:
        return []
    around = [reports_around(case.lat, case.lon, case.opened_at, case.circle)] if is_told_at_a_point(case) else []
    return around + ([_reports_at(case)] if case.place_key else [])


def _reports_at(case):
    """The unmerged reports with the same address in words, told two weeks before or after."""
    days = (case.opened_at - AROUND, case.opened_at + AROUND)
    reports = Case.objects.filter(place_key=case.place_key, opened_at__range=days, service__kind=Service.Kind.REPORT)
    return reports.filter(circle=case.circle, merged_into=None)


def _metres(case, other):
    if case.lat is None or other.lat is None:
        return None
    return metres_between(case.lat, case.lon, other.lat, other.lon)


def is_told_at_a_point(case):
    """Whether this is a report whose place is known as a point: only then others can be near."""
    return case.lat is not None and case.service.kind == Service.Kind.REPORT


def reports_around(lat, lon, at, circle):
    """Return the unmerged reports of this circle in the box around a point, told two weeks before or after."""
    return reports_between(circle=circle, **bounds_around(lat, lon, at))


def bounds_around(lat, lon, at):
    """The box around a point and the two weeks before and after, as `reports_between` takes them."""
    return _box_around(lat, lon) | {"since": at - AROUND, "until": at + AROUND}


def reports_between(since, until, circle, **box):
    """Return the unmerged reports of this circle in the box, told between these moments."""
    return _reports_in_the_box(circle, **box).filter(opened_at__range=(since, until))


def _reports_in_the_box(circle, south, north, west, east):
    return Case.objects.filter(
        lat__range=(south, north), lon__range=(west, east),
        service__kind=Service.Kind.REPORT, circle=circle, merged_into=None,
    )  # fmt: skip


def told_near(service, lat, lon) -> list[Duplicate]:
    """Return the open reports of this service around a point, the nearest first, for whoever is about to report.

    A neighbour is told place and week, no more (practice 1.21); behind a wall nobody is told anything.
    """
    if not _tells_neighbours(service):
        return []
    near = reports_around(lat, lon, now(), service.circle).filter(service=service, closed_at=None)
    return _nearest(near.order_by("-opened_at"), lat, lon)


def done_near(service, lat, lon) -> list[Duplicate]:
    """Return the reports of this service around a point that were done in the last two weeks, the nearest first.

    What was repaired may be broken again: whoever reports it knows then that theirs is a new report.
    """
    if not _tells_neighbours(service):
        return []
    done = _reports_in_the_box(service.circle, **_box_around(lat, lon)).filter(
        service=service, status=Case.Status.CLOSED
    )
    return _nearest(done.filter(closed_at__gte=now() - AROUND).order_by("-closed_at"), lat, lon)


def _tells_neighbours(service):
    return service.kind == Service.Kind.REPORT and service.is_open_circle


def _nearest(near, lat, lon):
    near = near.only("pk", "number", "lat", "lon", "opened_at")[:LOOKED_AT]
    found = [Duplicate(other, metres_between(lat, lon, other.lat, other.lon)) for other in near]
    return _by_distance(found)


def _box_around(lat, lon):
    """The box around the circle, in degrees; at a pole it is as wide as the world."""
    high = RADIUS_M / METRES_PER_DEGREE
    wide = min(360.0, high / max(cos(radians(lat)), 1e-6))
    return {"south": lat - high, "north": lat + high, "west": lon - wide, "east": lon + wide}


def metres_between(lat, lon, other_lat, other_lon):
    """The distance over a town is small: the flat formula errs by less than a metre."""
    east = (lon - other_lon) * cos(radians(lat))
    return round(hypot(lat - other_lat, east) * METRES_PER_DEGREE)
