from datetime import date, time

from django.db import models

from lotse.calendars.tables import Closing
from lotse.tenants.models import Row


class ClockEvent(Row):
    """What happened to a clock (Uhrenbuch): appended, never changed; holds codes and moments, no person.

    Who did it and in which words stands in the entry, where there is one. `data` holds what replaying needs.
    """

    class Kind(models.TextChoices):
        START = "start"
        PAUSE = "pause"
        RESUME = "resume"
        HOURS = "hours"
        STEP = "step"
        STOP = "stop"
        AGAIN = "again"  # what had ended came back

    clock = models.ForeignKey("Clock", models.CASCADE, related_name="events")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=Kind)
    at = models.DateTimeField()
    entry = models.UUIDField(null=True)  # that tells it on the timeline, where there is one
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["clock", "seq"], name="clock_event_seq_once")]

    @property
    def closings(self):
        """The town's closing days that were known when this was reckoned."""
        return frozenset(
            Closing(date.fromisoformat(on), time.fromisoformat(starts), ends and time.fromisoformat(ends))
            for on, starts, ends in self.data.get("closed", ())
        )


def closed_between(days, start, end):
    """Return the closing days between two moments as JSON, so that a later one does not change what was reckoned."""
    first, last = start.date(), end.date()
    return sorted(
        [c.on.isoformat(), c.starts.isoformat(), c.ends and c.ends.isoformat()]
        for c in days.closings
        if first <= c.on <= last
    )
