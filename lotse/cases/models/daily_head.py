from hashlib import sha256

from django.db import models

from lotse.tenants.models import Row

from .entry import Entry


class DailyHead(Row):
    """The signed sum over all cases opened on a day: a case that vanishes leaves a hole."""

    on = models.DateField(unique=True)
    cases = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    signature = models.CharField(max_length=64)

    @classmethod
    def reckon(cls, day):
        """Return (number of cases, hash over their numbers and first entries) of this day."""
        first = Entry.objects.filter(seq=1, at__date=day).order_by("case__number").values_list("case__number", "hash")
        total, count = sha256(), 0
        for number, entry_hash in first.iterator():
            total.update(f"{number}:{entry_hash}\n".encode())
            count += 1
        return count, total.hexdigest()
