"""Holidays as frozen, the town's closing days, and hours that have a name."""

from lotse.calendars.models.closing_day import ClosingDay
from lotse.calendars.models.holiday import Holiday
from lotse.calendars.models.office_hours import OfficeHours

__all__ = ["ClosingDay", "Holiday", "OfficeHours"]
