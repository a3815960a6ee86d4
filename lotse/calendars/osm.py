"""Reads `opening_hours` as OpenStreetMap writes them: the only door to opening-hours-py.

The package checks the whole text and says which days „Mo-Fr“, „Dec 24“ or „week 1-10 Mo“ are. The times
are read here, because three things must be ours: holidays are those of the Land (the package knows the
national ones), without any `PH` they close, and a shift past midnight belongs to the day it opened, so
that no rule for the next day cuts it off.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from lotse.calendars.refusals import (
    EndIsOpen,
    HolidayRuleUnclear,
    HoursMissing,
    HoursNotUnderstood,
    HoursUnsure,
    SchoolHolidays,
    SunDecides,
)

FULL_DAY = 24 * 60
Minutes = list[tuple[int, int]]  # from, until; counted from the day's midnight, past 24:00 into the night

REFUSED = (
    (re.compile(r"\b(?:sunrise|sunset|dawn|dusk)\b", re.IGNORECASE), SunDecides),
    (re.compile(r"\d:\d\d\s*\+"), EndIsOpen),
    (re.compile(r"\bunknown\b", re.IGNORECASE), HoursUnsure),
    (re.compile(r"\bSH\b", re.IGNORECASE), SchoolHolidays),
)
SURE_REMARK = re.compile(r'(\b(?:open|off|closed))\s*"[^"]*"', re.IGNORECASE)
SPAN = r"\d{1,2}:\d\d\s*-\s*\d{1,2}:\d\d"
RULE = re.compile(rf"(?P<days>.*?)\s*(?P<times>{SPAN}(?:\s*,\s*{SPAN})*)?\s*(?P<state>open|off|closed)?", re.IGNORECASE)
NEXT_RULE = re.compile(r"\s*;\s*")
ADDED_RULE = re.compile(r"(?:(?<=:\d\d)|(?<=off)|(?<=closed)|(?<=open))\s*,\s*(?=[A-Za-z]|\d{4}\b)", re.IGNORECASE)
WEEKDAY = r"(?:Mo|Tu|We|Th|Fr|Sa|Su)"
WEEKDAYS = rf"(?:{WEEKDAY}(?:\s*-\s*{WEEKDAY})?(?:\[[^\]]*\])?|PH)"
WITH_HOLIDAYS = re.compile(rf"(?P<season>.*?)\s*(?P<days>(?<!\w){WEEKDAYS}(?:\s*,\s*{WEEKDAYS})*)", re.IGNORECASE)


@dataclass(frozen=True)
class Rule:
    """One part of the text: on which days, at which times, open or not, added or instead."""

    season: str  # what the package reads: months, weeks, dates, weekdays; empty for every day
    on_holidays: bool
    only_holidays: bool
    holiday_season: str
    minutes: tuple[tuple[int, int], ...]  # empty: the whole day
    is_open: bool
    adds: bool

    def days(self, year: int, holidays: Collection[date]) -> Collection[date]:
        """Return the days of the year for which the rule speaks."""
        if not self.on_holidays:
            return _days(self.season, year)
        celebrated = set(_days(self.holiday_season, year)) & set(holidays)
        return celebrated if self.only_holidays else celebrated | set(_days(self.season, year))

    def change(self, minutes: Minutes) -> Minutes:
        """Return the day's open minutes after this rule has spoken."""
        if self.is_open:
            own = list(self.minutes or ((0, FULL_DAY),))
            return minutes + own if self.adds else own
        for begins, ends in self.minutes:
            minutes = [cut for a, b in minutes for cut in ((a, min(b, begins)), (max(a, ends), b)) if cut[0] < cut[1]]
        return minutes if self.minutes else []


def checked(text: str) -> str:
    """Return the text without surrounding blanks, or refuse what no deadline can be reckoned with."""
    text = text.strip()
    if not text:
        raise HoursMissing()
    bare = re.sub(r'"[^"]*"', " ", text)
    for pattern, refusal in REFUSED:
        if pattern.search(bare):
            raise refusal()
    if '"' in SURE_REMARK.sub(r"\1", text):
        raise HoursUnsure()
    _package(text, text)
    rules(text)
    return text


def names_holidays(text: str) -> bool:
    """Say whether the hours have their own word about public holidays (on call)."""
    return any(rule.on_holidays for rule in rules(text))


def open_days(text: str, year: int, holidays: Collection[date]) -> Iterator[tuple[date, Minutes]]:
    """Give each day of the year on which somebody opens, with its open minutes of the wall clock.

    A later rule replaces an earlier one for its day, as in OpenStreetMap.
    """
    open_minutes: dict[date, Minutes] = {}
    for rule in rules(text):
        for day in rule.days(year, holidays):
            open_minutes[day] = rule.change(open_minutes.get(day, []))
    closed = frozenset() if names_holidays(text) else frozenset(holidays)
    for day in sorted(open_minutes):
        if open_minutes[day] and day not in closed:
            yield day, open_minutes[day]


@lru_cache(maxsize=512)
def rules(text: str) -> tuple[Rule, ...]:
    """Return the rules of the text, in order."""
    bare = SURE_REMARK.sub(r"\1", text)
    found = []
    for part in NEXT_RULE.split(bare):
        for place, words in enumerate(ADDED_RULE.split(part)):
            if words.strip():
                found.append(_rule(words.strip(), adds=place > 0, text=text))
    return tuple(found)


def _rule(words: str, adds: bool, text: str) -> Rule:
    words = re.sub(r"^24/7", "00:00-24:00", words)
    read = RULE.fullmatch(words)
    if not read or re.search(r"\d:\d\d|\|\|", read["days"]):
        raise HoursNotUnderstood(text=text, rest=words)
    season, on_holidays, only, holiday_season = _selected(read["days"].rstrip(": "))
    for days in (season, holiday_season):
        _package(days or "24/7", text)
    minutes = tuple(_minutes(span, text) for span in re.findall(SPAN, read["times"] or ""))
    is_open = (read["state"] or "open").lower() == "open"
    return Rule(season, on_holidays, only, holiday_season, minutes, is_open, adds)


def _selected(days: str) -> tuple[str, bool, bool, str]:
    """Part „Mo-Fr,PH“ into what the package reads and what the Land decides."""
    if not re.search(r"\bPH\b", days, re.IGNORECASE):
        return days, False, False, ""
    read = WITH_HOLIDAYS.fullmatch(days)
    if not read or re.search(r"\bPH\b", read["season"], re.IGNORECASE):
        raise HolidayRuleUnclear()
    weekdays = ",".join(item for item in re.split(r"\s*,\s*", read["days"]) if item.upper() != "PH")
    return f"{read['season']} {weekdays}".strip(), True, not weekdays, read["season"]


def _minutes(span: str, text: str) -> tuple[int, int]:
    hour, minute, end_hour, end_minute = (int(number) for number in re.findall(r"\d+", span))
    begins, ends = hour * 60 + minute, end_hour * 60 + end_minute
    if ends <= begins:
        ends += FULL_DAY
    if begins >= FULL_DAY or ends > 2 * FULL_DAY or max(minute, end_minute) > 59:
        raise HoursNotUnderstood(text=text, rest=span)
    return begins, ends


@lru_cache(maxsize=4096)
def _days(season: str, year: int) -> tuple[date, ...]:
    """Return the days of a year that „Mo-Fr“ or „Dec 24“ name; every day if nothing is named."""
    found = []
    for begins, ends, state, _comment in _package(season or "24/7", season).intervals(
        datetime(year, 1, 1), datetime(year + 1, 1, 1)
    ):
        if str(state) == "open":
            found += [(begins + timedelta(days=n)).date() for n in range((ends - begins).days)]
    return tuple(found)


@lru_cache(maxsize=512)
def _package(written: str, shown: str):
    from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined]  # loads a native module: only when hours are read

    try:
        return OpeningHours(written)
    except (ParserError, ValueError, OverflowError) as refusal:
        raise HoursNotUnderstood(text=shown, rest=_rest(str(refusal), shown)) from None


def _rest(refusal: str, shown: str) -> str:
    place = re.search(r"--> \d+:(\d+)", refusal)
    return (shown[int(place[1]) - 1 :] if place else "") or shown
