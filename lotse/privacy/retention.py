"""Ends what may no longer be kept: each case keeps its words as long as its own edition promised (Löschfrist).

Bodies outside that hold a packet are told, as after an erasure on demand (Art. 19 with Art. 17 (1) (a) GDPR).
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from lotse.cases.holdings import forget
from lotse.cases.models import Case, Entry
from lotse.catalogue.models import Edition
from lotse.tenants.clock import now

MONTHS = {"year": 12, "month": 1}
DAYS = {"week": 7, "day": 1}


def due(at: datetime) -> Iterator[Case]:
    """Give every closed case whose words may go by now; one that was emptied, only if it was closed again since."""
    closed = Case.objects.exclude(closed_at=None)
    emptied = Entry.objects.filter(case=OuterRef("pk"), kind="erased", at__gte=OuterRef("closed_at"))
    for edition in Edition.objects.filter(pk__in=closed.values("edition")):
        period = edition.content.get("privacy", {}).get("period", {})
        if edge := _before(at, period):
            over = closed.filter(edition=edition, closed_at__lt=edge).exclude(Exists(emptied))
            yield from over.with_neighbours().order_by("pk")


def run() -> list[str]:
    """Take the words of all that are due; return their numbers. Entries, their chain and the figures stay."""
    cases = list(due(now()))
    for case in cases:
        forget(case)
    return [case.number for case in cases]


def _before(at: datetime, period: dict) -> datetime | None:
    """The moment before which a case must have been closed; None where the edition names no period."""
    amount, unit = period.get("amount"), period.get("unit")
    if not amount or unit not in MONTHS | DAYS:
        return None
    if unit in DAYS:
        return at - timedelta(days=amount * DAYS[unit])
    years, month = divmod(at.year * 12 + at.month - 1 - amount * MONTHS[unit], 12)
    return at.replace(year=years, month=month + 1, day=min(at.day, 28))
