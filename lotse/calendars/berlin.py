"""Berlin wall clock and absolute time: exact on the two nights a year that jump."""

from bisect import bisect_right
from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from lotse.calendars.refusals import NoTime, TooEarly, TooFar

BERLIN = ZoneInfo("Europe/Berlin")
DAY = 86_400
FIRST_YEAR, LAST_YEAR = 1991, 2199  # before the Länder of today; what nobody plans


def moment(text: str) -> datetime:
    """Read a point in time; without offset the town's clock is meant."""
    try:
        read = datetime.fromisoformat(text.strip())
    except ValueError:
        raise NoTime(text=text) from None
    return on_our_clock(read)


def on_our_clock(at: datetime) -> datetime:
    """Return the moment in Berlin time; a wall time that the spring night skips becomes the one after it.

    Raises TooEarly, TooFar at the two ends of the calendar, where another zone's year is none of ours.
    """
    if at.tzinfo is None:
        at = at.replace(tzinfo=BERLIN)
    try:
        return at.astimezone(UTC).astimezone(BERLIN)
    except OverflowError:
        raise TooEarly(year=FIRST_YEAR) if at.year < FIRST_YEAR else TooFar(year=LAST_YEAR) from None


def end_of(day: date) -> datetime:
    """Return the last minute of the day, 23:59."""
    return datetime(day.year, day.month, day.day, 23, 59, tzinfo=BERLIN)


def epoch(at: datetime) -> int:
    """Return whole seconds since 1970; parts of a second are no time anybody works."""
    return int(at.timestamp() // 1)


def from_epoch(seconds: int) -> datetime:
    """Return the Berlin time of these seconds since 1970."""
    return datetime.fromtimestamp(seconds, BERLIN)


def midnight(day: date) -> int:
    """Return the seconds since 1970 at which the day begins."""
    return epoch(datetime(day.year, day.month, day.day, tzinfo=BERLIN))


def passing(start: datetime, end: datetime) -> Iterator[tuple[int, int]]:
    """Give the seconds since 1970 during which the wall clock shows a time from start until before end.

    In the autumn night an hour is shown twice: 02:30 to 06:00 then are two pieces. In spring
    02:30 is never shown: what begins there begins at 03:00.
    """
    shown_from, shown_until = _as_if_utc(start), _as_if_utc(end)
    moments, offsets = _offsets()
    i = max(0, bisect_right(moments, shown_from - DAY) - 1)
    while i < len(offsets) and moments[i] + offsets[i] < shown_until:
        begins = max(moments[i], shown_from - offsets[i])
        ends = min(moments[i + 1] if i + 1 < len(moments) else shown_until, shown_until - offsets[i])
        if begins < ends:
            yield begins, ends
        i += 1


def _as_if_utc(naive: datetime) -> int:
    return timegm(naive.timetuple())


@lru_cache(maxsize=1)
def _offsets() -> tuple[list[int], list[int]]:
    """Return since when which offset from UTC holds, for all years that can be reckoned."""
    moments, offsets = [0], [_offset(0)]
    for year in range(1970, 2201):
        for month in (4, 7, 11):  # Berlin changes between January, April, July and November at most
            until = timegm((year, month, 15, 0, 0, 0))
            if _offset(until) != offsets[-1]:
                moments.append(_first_with(_offset(until), moments[-1], until))
                offsets.append(_offset(until))
    return moments, offsets


def _offset(seconds: int) -> int:
    shift = datetime.fromtimestamp(seconds, BERLIN).utcoffset() or timedelta()
    return int(shift.total_seconds())


def _first_with(offset: int, before: int, until: int) -> int:
    before = max(before, until - 200 * DAY)
    while until - before > 1:
        middle = (before + until) // 2
        if _offset(middle) == offset:
            until = middle
        else:
            before = middle
    return until
