"""Holidays as frozen, and the town's closing days."""

from lotse.calendars.models.closing_day import ClosingDay
from lotse.calendars.models.holiday import Holiday

__all__ = ["ClosingDay", "Holiday"]
