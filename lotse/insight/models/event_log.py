from django.db import IntegrityError, models, transaction

from lotse.catalogue.models import Service
from lotse.tenants.clock import now
from lotse.tenants.models import Row

TRIES = 3


class EventLog(Row):
    """The record of an older system (Ereignisprotokoll): which step happened when in which case."""

    name = models.CharField(max_length=200, unique=True)
    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="event_logs")
    is_baseline = models.BooleanField(default=False)  # the value before the rollout, to compare with
    cases = models.PositiveBigIntegerField(default=0)
    empty_cases = models.PositiveBigIntegerField(default=0)
    event_count = models.PositiveBigIntegerField(default=0)
    without_time = models.PositiveBigIntegerField(default=0)
    first = models.CharField(max_length=60, blank=True)  # the earliest time, as the file wrote it
    imported_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return self.name

    def take_the_name(self, name: str) -> None:
        """Stand under this name from now on; the log that stood there before is gone."""
        for _ in range(TRIES - 1):
            try:
                return self._replace(name)
            except IntegrityError:  # another import took the free name meanwhile: now there is one to replace
                continue
        self._replace(name)

    @transaction.atomic
    def _replace(self, name: str) -> None:
        EventLog.objects.filter(name=name).exclude(pk=self.pk).delete()
        self.name = name
        self.save()


class LogEvent(Row):
    """One line of an event log (Ereignis): what happened in a case, when, in which group. Never who."""

    log = models.ForeignKey(EventLog, models.CASCADE, related_name="events")
    case = models.BigIntegerField()  # which case of the log; a number that leads nowhere else
    position = models.BigIntegerField()  # its place in the file parts what has the same time
    at = models.DateTimeField(null=True)
    activity = models.TextField(null=True)  # noqa: DJ001  # absent is not the same as nameless
    lifecycle = models.TextField(blank=True, default="")
    resource = models.BigIntegerField(null=True)  # pseudonym; its key was thrown away
    group = models.TextField(blank=True, default="")
    channel = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.position}: {self.activity}"
