from datetime import time

from django.db import models

from lotse.calendars.tables import Closing
from lotse.tenants.models import Row


class ClosingDay(Row):
    """A day, or a part of one, on which the whole town is closed though its hours say otherwise (Schließtag).

    It stops service time, never a legal period: § 193 BGB knows no works outing.
    """

    on = models.DateField()
    starts = models.TimeField(default=time(0))
    ends = models.TimeField(null=True, blank=True)  # None: until midnight
    reason = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["on", "starts"], name="closing_day_begins_once"),
            models.CheckConstraint(
                condition=models.Q(ends=None) | models.Q(ends__gt=models.F("starts")), name="closing_day_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.reason}"

    @property
    def closing(self) -> Closing:
        """Return the value that calendars are built with."""
        return Closing(on=self.on, starts=self.starts, ends=self.ends, reason=self.reason)
