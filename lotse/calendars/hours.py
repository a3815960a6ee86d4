"""Office hours as a calendar: any deadline is two look-ups, however long it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from lotse.calendars import osm
from lotse.calendars.berlin import LAST_YEAR, epoch, from_epoch, midnight, on_our_clock
from lotse.calendars.holidays import Holidays, check_year
from lotse.calendars.refusals import TooFar
from lotse.calendars.tables import Closing, Table, table

BLOCK = 4  # years; a table begins with a block and spans two, so that neighbours share it


@dataclass(frozen=True)
class Calendar:
    """When a team is at work (Servicezeiten): its hours, the Land's holidays, the town's closing days."""

    text: str
    holidays: Holidays
    closings: frozenset[Closing] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", _checked(self.text))

    def after(self, start: datetime, minutes: int) -> datetime:
        """Return the moment the last of these open minutes has passed; an end at closing time stays there."""
        return self.after_seconds(start, minutes * 60)

    def after_seconds(self, start: datetime, seconds: int) -> datetime:
        """Return the moment the last of these open seconds has passed; none of them end where they start."""
        started = on_our_clock(start)
        if seconds <= 0:
            return started
        at = epoch(started)
        for known in self._tables(started.year):
            due = known.after(at, seconds)
            known.check_rests(at, due)
            if due is not None:
                return from_epoch(due)
        raise TooFar(year=LAST_YEAR)

    def after_days(self, start: datetime, amount: int) -> datetime:
        """Return the last closing of the n-th day with open time after the start's day (Servicetage)."""
        started = on_our_clock(start)
        at, today = epoch(started), started.toordinal()
        for known in self._tables(started.year):
            due = known.after_days(today, amount)
            known.check_rests(at, due)
            if due is not None:
                return from_epoch(due)
        raise TooFar(year=LAST_YEAR)

    def open_seconds_between(self, start: datetime, end: datetime) -> int:
        """Return how long the team was at work in between; nothing if the end comes first."""
        start, end = on_our_clock(start), on_our_clock(end)
        if epoch(end) <= epoch(start):  # not `end <= start`: in one zone that compares the wall clock
            return 0
        known = self._table(start.year, end.year)
        return known.open_seconds_until(epoch(end)) - known.open_seconds_until(epoch(start))

    def open_minutes_between(self, start: datetime, end: datetime) -> int:
        """Return the whole minutes the team was at work in between."""
        return self.open_seconds_between(start, end) // 60

    def is_open(self, at: datetime) -> bool:
        """Say whether somebody is at work at this moment."""
        second = epoch(on_our_clock(at))
        return self.open_seconds_between(from_epoch(second), from_epoch(second + 1)) > 0

    def open_on(self, day: date) -> list[tuple[datetime, datetime]]:
        """Return the open stretches of one day."""
        known, dawn, dusk = self._table(day.year, day.year), midnight(day), midnight(day + timedelta(days=1))
        pieces = zip(known.begins, known.ends, strict=True)
        return [(from_epoch(max(a, dawn)), from_epoch(min(b, dusk))) for a, b in pieces if a < dusk and b > dawn]

    def _tables(self, year: int) -> Iterator[Table]:
        """Give longer and longer tables; the first one serves nearly everybody."""
        span = 2 * BLOCK
        while True:
            last = year - year % BLOCK + span - 1
            yield self._table(year, last)
            if last >= LAST_YEAR:
                return
            span *= 2

    def _table(self, first: int, last: int) -> Table:
        check_year(first)
        check_year(min(last, LAST_YEAR))
        begin = first - first % BLOCK
        return table(self.text, self.holidays, self.closings, begin, min(max(last, begin + 2 * BLOCK - 1), LAST_YEAR))


@lru_cache(maxsize=512)
def _checked(text: str) -> str:
    return osm.checked(text)
