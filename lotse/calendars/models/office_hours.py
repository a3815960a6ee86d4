from datetime import date

from django.db import models

from lotse.calendars import osm
from lotse.calendars.refusals import UnknownCalendar
from lotse.tenants.models import Row


class OfficeHoursQuerySet(models.QuerySet["OfficeHours"]):
    """Hours by name."""

    def keep(self, name: str, text: str, since: date | None = None) -> "OfficeHours":
        """Write down the hours of this name, from a day on; those of earlier days stay as they were."""
        kept, _new = self.update_or_create(name=name, since=since or date.min, defaults={"text": osm.checked(text)})
        return kept

    def named(self, name: str, on: date) -> "OfficeHours":
        """Return the hours of this name on that day, or say which names there are."""
        found = self.filter(name=name, since__lte=on).order_by("-since").first()
        if not found:
            names = sorted(set(self.values_list("name", flat=True)))
            raise UnknownCalendar(name=name, known=f" Es gibt: {', '.join(names)}." if names else "")
        return found


class OfficeHours(Row):
    """Hours that have a name (Dienstzeiten), such as `bauhof.servicezeiten`; new hours do not change the past."""

    name = models.CharField(max_length=80)
    since = models.DateField(default=date.min)
    text = models.CharField(max_length=400)

    objects = OfficeHoursQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "since"], name="office_hours_once_a_day")]

    def __str__(self) -> str:
        return f"{self.name}: {self.text}"
