"""Which days are holidays in one Land: frozen years first, the package for the rest."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from lotse.calendars import lands
from lotse.calendars.berlin import FIRST_YEAR, LAST_YEAR
from lotse.calendars.refusals import TooEarly, TooFar

SATURDAY, SUNDAY = 5, 6


@dataclass(frozen=True)
class Holidays:
    """The holidays (Feiertage) of a Land; a value, so that everything built on it may be kept."""

    land: str
    frozen: frozenset[tuple[date, str]] = frozenset()

    def of(self, year: int) -> dict[date, str]:
        """Return the holidays of a year: as frozen, else as known today."""
        return _of(self, year)

    def name(self, on: date) -> str | None:
        """Return what the town celebrates that day."""
        return self.of(on.year).get(on)

    def is_workday(self, on: date) -> bool:
        """Say whether a deadline may end here: neither Saturday, Sunday nor holiday (§ 193 BGB)."""
        return on.weekday() < SATURDAY and on not in self.of(on.year)

    def next_workday(self, on: date) -> date:
        """Return this day, or the first after it on which a deadline may end."""
        while not self.is_workday(on):
            on += timedelta(days=1)
        return on

    def after_werktage(self, start: date, amount: int) -> date:
        """Return the n-th day after the start that is neither Sunday nor holiday."""
        return self._nth_after(start, amount, free_from=SUNDAY)

    def after_workdays(self, start: date, amount: int) -> date:
        """Return the n-th day after the start that is neither Saturday, Sunday nor holiday."""
        return self._nth_after(start, amount, free_from=SATURDAY)

    def workdays_between(self, first: date, last: date) -> int:
        """Count Mondays to Fridays without holidays, both ends included."""
        days = _counted_days(self, first.year, last.year, SATURDAY)
        return bisect_right(days, last) - bisect_right(days, first - timedelta(days=1))

    def _nth_after(self, start: date, amount: int, free_from: int) -> date:
        if amount > 366 * (LAST_YEAR - FIRST_YEAR):
            raise TooFar(year=LAST_YEAR)
        last_year = min(start.year + 2 + amount // 200, LAST_YEAR)
        days = _counted_days(self, start.year, last_year, free_from)
        wanted = bisect_right(days, start) + amount - 1
        if wanted >= len(days):
            raise TooFar(year=LAST_YEAR)
        return days[wanted]


def check_year(year: int) -> None:
    """Refuse years for which nobody knows the holidays."""
    if year < FIRST_YEAR:
        raise TooEarly(year=FIRST_YEAR)
    if year > LAST_YEAR:
        raise TooFar(year=LAST_YEAR)


@lru_cache(maxsize=2048)
def _of(known: Holidays, year: int) -> dict[date, str]:
    kept = {on: name for on, name in known.frozen if on.year == year}
    return kept or dict(lands.public_holidays(known.land, year))


@lru_cache(maxsize=128)
def _counted_days(known: Holidays, first_year: int, last_year: int, free_from: int) -> tuple[date, ...]:
    days = []
    for year in range(first_year, last_year + 1):
        free, on = known.of(year), date(year, 1, 1)
        while on.year == year:
            if on.weekday() < free_from and on not in free:
                days.append(on)
            on += timedelta(days=1)
    return tuple(days)
