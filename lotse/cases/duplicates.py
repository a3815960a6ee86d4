"""Reports that may tell of the same thing (Dubletten): near in place and time, of the same service or in like words."""

from dataclasses import dataclass
from datetime import timedelta
from math import cos, hypot, radians

from django.contrib.postgres.search import TrigramSimilarity

from lotse.catalogue.models import Service

from .models import Case

RADIUS_M = 300
AROUND = timedelta(days=14)
METRES_PER_DEGREE = 111_320  # of latitude; of longitude times the cosine of the latitude
ALIKE = 0.3  # pg_trgm's own bound: below it two subjects are about different things
LOOKED_AT, MOST = 50, 5


@dataclass(frozen=True)
class Duplicate:
    """A report near by, and how far away it was told in metres."""

    case: Case
    metres: int


def duplicates_of(case, person) -> list[Duplicate]:
    """Return up to five unmerged reports this person may read, the nearest first; none where no point was told."""
    if case.lat is None or case.service.kind != Service.Kind.REPORT:
        return []
    high, wide = _box(case.lat)
    near = Case.objects.readable_by(person).filter(
        lat__range=(case.lat - high, case.lat + high), lon__range=(case.lon - wide, case.lon + wide),
        opened_at__range=(case.opened_at - AROUND, case.opened_at + AROUND),
        service__kind=Service.Kind.REPORT, circle=case.circle, merged_into=None,
    ).exclude(pk=case.pk).select_related("service")  # fmt: skip
    near = near.annotate(likeness=TrigramSimilarity("subject", case.subject)).order_by("-opened_at")[:LOOKED_AT]
    alike = [other for other in near if other.service_id == case.service_id or other.likeness >= ALIKE]
    found = [Duplicate(other, _metres(case, other)) for other in alike]
    return sorted((one for one in found if one.metres <= RADIUS_M), key=lambda one: one.metres)[:MOST]


def _box(lat):
    """Half the height and width in degrees of the box around the circle; at a pole it is as wide as the world."""
    return RADIUS_M / METRES_PER_DEGREE, min(360.0, RADIUS_M / METRES_PER_DEGREE / max(cos(radians(lat)), 1e-6))


def _metres(one, other):
    """The distance over a town is small: the flat formula errs by less than a metre."""
    east = (one.lon - other.lon) * cos(radians(one.lat))
    return round(hypot(one.lat - other.lat, east) * METRES_PER_DEGREE)
