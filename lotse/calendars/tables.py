"""Running sums over open time: built once for some years, asked with two bisections."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate, pairwise

from lotse.calendars import osm
from lotse.calendars.berlin import DAY, midnight, passing
from lotse.calendars.holidays import Holidays
from lotse.calendars.refusals import NeverOpen

LONGEST_REST = 366 * DAY

Piece = tuple[int, int]  # seconds since 1970


@dataclass(frozen=True)
class Closing:
    """A stretch in which the town is closed though its hours say otherwise (Schließtag)."""

    on: date
    starts: time = time(0)
    ends: time | None = None  # None: until midnight
    reason: str = ""

    def pieces(self) -> Iterator[Piece]:
        """Give the stretch in seconds since 1970."""
        midnight_after = datetime.combine(self.on, time(0)) + timedelta(days=1)
        ends = datetime.combine(self.on, self.ends) if self.ends else midnight_after
        return passing(datetime.combine(self.on, self.starts), ends)


@dataclass(frozen=True)
class Table:
    """The open pieces of some years with their running sums; `days` are the days with open time."""

    begins: list[int]
    ends: list[int]
    open_before: list[int]
    open_until: list[int]
    days: list[int]
    closes: list[int]
    rests: list[int]  # where a rest of more than a year begins
    until: int

    def open_seconds_until(self, at: int) -> int:
        """Return how many seconds were open from the first piece until this moment."""
        i = bisect_right(self.begins, at) - 1
        return self.open_before[i] + min(at, self.ends[i]) - self.begins[i] if i >= 0 else 0

    def after(self, at: int, seconds: int) -> int | None:
        """Return when the last of these open seconds has passed, or None if the table is too short."""
        goal = self.open_seconds_until(at) + seconds
        i = bisect_left(self.open_until, goal)
        return self.ends[i] - (self.open_until[i] - goal) if i < len(self.ends) else None

    def after_days(self, today: int, amount: int) -> int | None:
        """Return the closing of the n-th open day after today, or None if the table is too short."""
        i = bisect_right(self.days, today) + amount - 1
        return self.closes[i] if i < len(self.days) else None

    def check_rests(self, start: int, due: int | None) -> None:
        """Refuse to wait longer than a year for an open minute."""
        i = bisect_right(self.ends, start)
        opening = self.begins[i] if i < len(self.ends) else self.until
        j = bisect_left(self.rests, start)
        if opening - start > LONGEST_REST or (j < len(self.rests) and (due is None or self.rests[j] < due)):
            raise NeverOpen()


@lru_cache(maxsize=128)
def table(text: str, holidays: Holidays, closings: frozenset[Closing], first_year: int, last_year: int) -> Table:
    """Return the table of these hours; on-call hours (with `PH`) know no closing days."""
    shut = [] if osm.names_holidays(text) else sorted(piece for closing in closings for piece in closing.pieces())
    closes: dict[int, int] = {}
    found: list[Piece] = []
    for day, pieces in _days(text, holidays, first_year, last_year):
        left = list(_without(pieces, shut))
        if left:
            closes[day] = max(ends for _, ends in left)
            found += left
    return _summed(list(_merged(found)), closes, midnight(date(last_year + 1, 1, 1)))


def _summed(pieces: list[Piece], closes: dict[int, int], until: int) -> Table:
    open_until = list(accumulate(ends - begins for begins, ends in pieces))
    return Table(
        begins=[begins for begins, _ in pieces],
        ends=[ends for _, ends in pieces],
        open_before=[0, *open_until[:-1]],
        open_until=open_until,
        days=list(closes),
        closes=list(closes.values()),
        rests=[a[1] for a, b in pairwise([*pieces, (until, until)]) if b[0] - a[1] > LONGEST_REST],
        until=until,
    )


def _days(text: str, holidays: Holidays, first_year: int, last_year: int) -> Iterator[tuple[int, list[Piece]]]:
    """Give the open pieces of each day, from the last evening before: its night shift ends in our first morning."""
    for year in range(first_year - 1, last_year + 1):
        for day, minutes in osm.open_days(text, year, holidays.of(year)):
            if year < first_year and (day.month, day.day) != (12, 31):
                continue
            dawn = datetime(day.year, day.month, day.day)
            shifts = ((dawn + timedelta(minutes=a), dawn + timedelta(minutes=b)) for a, b in minutes)
            yield day.toordinal(), [piece for shift in shifts for piece in passing(*shift)]


def _merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Join what touches or overlaps: round the clock is one piece, also over New Year."""
    begins, ends = 0, -1
    for piece in sorted(pieces):
        if piece[0] <= ends:
            ends = max(ends, piece[1])
        else:
            if begins < ends:
                yield begins, ends
            begins, ends = piece
    if begins < ends:
        yield begins, ends


def _without(pieces: Iterable[Piece], shut: list[Piece]) -> Iterator[Piece]:
    """Cut the shut stretches, which are in order, out of the open ones."""
    for piece in pieces:
        begins, ends = piece
        for closes, opens in shut:
            if closes >= ends:
                break
            if opens > begins:
                if closes > begins:
                    yield begins, closes
                begins = opens
        if begins < ends:
            yield begins, ends
