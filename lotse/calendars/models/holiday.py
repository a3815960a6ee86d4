from django.db import models

from lotse.calendars import lands
from lotse.tenants.models import Row


class HolidayQuerySet(models.QuerySet["Holiday"]):
    """Holidays by Land and year."""

    def freeze(self, land: str, first_year: int, last_year: int) -> int:
        """Write down the holidays of years that are not written down yet; return how many years were new."""
        land = lands.checked(land)
        known = {on.year for on in self.filter(land=land).dates("on", "year")}
        missing = [year for year in range(first_year, last_year + 1) if year not in known]
        days = [(on, name) for year in missing for on, name in lands.public_holidays(land, year)]
        self.bulk_create([self.model(land=land, on=on, name=name) for on, name in days], ignore_conflicts=True)
        return len(missing)

    def freeze_around(self, land: str, year: int) -> int:
        """Freeze the five years before and the nine after: what deadlines, history and their tables of years reach.

        A table of hours begins up to three years earlier, with the last evening of the year before; a concern may be
        of last year. A year that is missing is asked of the package, which costs each web worker 13 MB.
        """
        return self.freeze(land, year - 5, year + 9)


class Holiday(Row):
    """A public holiday (Feiertag) of a Land, as it was known when its year was frozen.

    The package we learn them from changes between its versions; a deadline told to a
    citizen must not. A Land's new holiday is added as a row.
    """

    land = models.CharField(max_length=12)
    on = models.DateField()
    name = models.CharField(max_length=120)

    objects = HolidayQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["land", "on"], name="holiday_once_a_day")]

    def __str__(self) -> str:
        return f"{self.on} {self.name} ({self.land})"
