from django.db import models
from django.utils.translation import gettext_lazy

from lotse.calendars.deadlines import due_at as due
from lotse.calendars.town_days import TownDays, town_days
from lotse.tenants.clock import now
from lotse.tenants.models import Row, Town

from .case import Case
from .leg import Leg


def free_days() -> TownDays:
    """Return the holidays and closing days of our town (three statements)."""
    return town_days(Town.here().land)


class Clock(Row):
    """A promise that runs out (Uhr): one per leg, one for the first answer, one for the result.

    Started and stopped, never overwritten; `due_at` is derived from the agreement and the calendar.
    """

    class Kind(models.TextChoices):
        FIRST_ANSWER = "first_answer", gettext_lazy("Erste Antwort")
        RESULT = "result", gettext_lazy("Ergebnis")
        LEG = "ola", gettext_lazy("Übergabe")

    case = models.ForeignKey(Case, models.CASCADE, related_name="clocks")
    leg = models.ForeignKey(Leg, models.CASCADE, null=True, related_name="clocks")
    kind = models.CharField(max_length=14, choices=Kind)
    amount = models.PositiveIntegerField()
    unit = models.CharField(max_length=16)
    hours = models.TextField()  # the service hours it counts, as they were when it began
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_at"]
        indexes = [models.Index(fields=["case", "stopped_at"], name="clock_running")]

    @classmethod
    def wound(cls, case, kind, agreement, hours, at, *, days=None, leg=None):
        """Return an unsaved clock that runs from `at` for the agreement's `amount` and `unit` in these hours.

        `days` are the town's free days, for whoever winds several clocks and read them once.
        """
        amount, unit = agreement["amount"], agreement["unit"]
        ends = due(at, amount, unit, calendar=(days or free_days()).calendar(hours))
        return cls(
            case=case, leg=leg, kind=kind, amount=amount, unit=unit, hours=hours, started_at=at, due_at=ends
        )  # fmt: skip

    def stop(self, at):
        """The promise is kept or broken: note when it ended."""
        self.stopped_at = at
        self.save(update_fields=["stopped_at"])

    @property
    def is_overdue(self):
        return (self.stopped_at or now()) > self.due_at
