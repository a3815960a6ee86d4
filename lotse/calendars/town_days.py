"""What the town's rows say about free days, read once and given on as a value.

`days = town_days("NW")` asks the database once; `days.calendar(department.service_hours)` and
`days.holidays` then serve any number of deadlines without asking again.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from lotse.calendars import lands
from lotse.calendars.holidays import Holidays
from lotse.calendars.hours import Calendar
from lotse.calendars.models import ClosingDay, Holiday
from lotse.calendars.tables import Closing


@dataclass(frozen=True)
class TownDays:
    """The holidays of the Land and the closing days of the town."""

    holidays: Holidays
    closings: frozenset[Closing]

    def calendar(self, text: str, extra_closing: Iterable[Closing] = ()) -> Calendar:
        """Return the calendar of these hours."""
        return Calendar(text, self.holidays, self.closings | frozenset(extra_closing))


def town_days(land: str) -> TownDays:
    """Return the free days as they are written down now; two statements."""
    land = lands.checked(land)
    frozen = frozenset(Holiday.objects.filter(land=land).values_list("on", "name"))
    return TownDays(Holidays(land, frozen), frozenset(day.closing for day in ClosingDay.objects.all()))


def calendar_of(text: str, land: str, extra_closing: Iterable[Closing] = ()) -> Calendar:
    """Return the calendar of these hours in this Land; equal values share one table of sums."""
    return town_days(land).calendar(text, extra_closing)
