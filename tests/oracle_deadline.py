"""A deliberately slow second implementation of the deadline rules in the interfaces.

It shares no code with the product and uses no clever arithmetic: open time is
counted minute by minute, days are counted day by day. Where the product and this
reading differ, one of them is wrong, or the rules leave the point open; ``doubts``
names the points that are open for a case. Long because every rule is spelled out once more, in one place.

    due("2026-10-09T15:00", 4, "h")      the due time, aware, Europe/Berlin
    examples(300, seed=1)                keyword arguments for ``due``
    doubts(case)                         what the rules leave open for that case
    check(path)                          differences to the worked examples in a file

Compare results by ``isoformat()`` or in UTC: two times in the same zone compare by
wall clock, so the two passes through the repeated hour in October look equal.

It is one long module on purpose: whoever checks a rule reads the whole reckoning from top to bottom.
"""

import json
import random
import re
import sys
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

BERLIN = ZoneInfo("Europe/Berlin")
DAY = timedelta(days=1)
FULL_DAY = 24 * 60
WEEKDAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
OPEN_UNITS = ("min", "h", "workday")
DATE_UNITS = ("werktag", "day", "week", "month")
UNITS = OPEN_UNITS + DATE_UNITS + ("h_durchlaufend",)
RULES = ("service", "bgb", "eu")
STATES = ("BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH")
LAENDER = (*STATES, "BY-KATH", "BY-AUGSBURG")
OFFICE = "Mo-Fr 08:00-16:00"


# Holidays


@cache
def _holidays(land, year):
    if land == "BY-KATH":
        days = holidays.Germany(subdiv="BY", years=year, categories=("public", "catholic"))
    elif land == "BY-AUGSBURG":
        days = holidays.Germany(subdiv="Augsburg", years=year)
    elif land in STATES:
        days = holidays.Germany(subdiv=land, years=year)
    else:
        raise ValueError(f"unknown Land: {land}")
    return frozenset(days)


def is_holiday(day, land):
    return day in _holidays(land, day.year)


def is_working_day(day, land):
    """Neither Saturday, Sunday nor holiday."""
    return day.weekday() < 5 and not is_holiday(day, land)


# Opening hours


def _minutes(text):
    """The minutes of "08:00-12:00,13:00-16:00", counted from the day's 00:00.

    An interval that runs past midnight goes on past 24 * 60: its night belongs to the
    day on which it opened.
    """
    found = set()
    for part in text.split(","):
        match = re.fullmatch(r"(\d\d):(\d\d)-(\d\d):(\d\d)", part.strip())
        if not match:
            raise ValueError(f"not an interval: {part!r}")
        hour, minute, end_hour, end_minute = map(int, match.groups())
        first, end = hour * 60 + minute, end_hour * 60 + end_minute
        if minute > 59 or end_minute > 59 or first > FULL_DAY or end > 2 * FULL_DAY:
            raise ValueError(f"not a time of day: {part!r}")
        if end <= first:
            end += FULL_DAY
        found.update(range(first, end))
    return frozenset(found)


def _selectors(text):
    """Tests (day, land) -> bool, one for each comma part of "Mo-Fr,PH" or "Dec 24,Dec 31"."""
    tests = []
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        days = re.fullmatch(r"([A-Z][a-z])(?:-([A-Z][a-z]))?", part)
        single = re.fullmatch(r"(?:(\d{4}) )?([A-Z][a-z]{2}) (\d{1,2})", part)
        if part == "PH":
            tests.append(is_holiday)
        elif days and days[1] in WEEKDAYS and (days[2] or days[1]) in WEEKDAYS:
            number, last = WEEKDAYS.index(days[1]), WEEKDAYS.index(days[2] or days[1])
            chosen = {number}
            while number != last:
                number = (number + 1) % 7
                chosen.add(number)
            tests.append(lambda day, land, chosen=chosen: day.weekday() in chosen)
        elif single and single[2] in MONTHS:
            year, month, number = single[1], MONTHS.index(single[2]) + 1, int(single[3])
            tests.append(
                lambda day, land, year=year, month=month, number=number: (
                    (day.month, day.day) == (month, number) and (year is None or day.year == int(year))
                )
            )
        else:
            raise ValueError(f"not understood: {part!r}")
    return tests or [lambda day, land: True]


@cache
def parse(hours):
    """The rules in order: (tests for the day, minutes or None for the whole day, open?)."""
    for word in ("sunrise", "sunset", "unknown", "SH", "+"):
        if word in hours:
            raise ValueError(f"refused in opening hours: {word}")
    rules = []
    for text in filter(None, (piece.strip() for piece in hours.split(";"))):
        if text == "24/7":
            rules.append((_selectors(""), _minutes("00:00-24:00"), True))
            continue
        match = re.fullmatch(r"(?P<days>.*?)\s*(?P<times>\d\d:\d\d-[\d:,\- ]*\d\d:\d\d)?\s*(?P<off>off)?", text)
        times, closed = match["times"], bool(match["off"])
        if not times and not closed:
            raise ValueError(f"no times: {text!r}")
        minutes = _minutes(times) if times else None
        rules.append((_selectors(match["days"]), minutes, not closed))
    if not rules:
        raise ValueError("no opening hours")
    return rules


@cache
def minutes_of(day, hours, land):
    """Open minutes that belong to this day; those from 24 * 60 on lie in the next night."""
    if is_holiday(day, land) and not re.search(r"\bPH\b", hours):
        return frozenset()
    found = frozenset()
    for tests, minutes, is_open in parse(hours):
        if not any(test(day, land) for test in tests):
            continue
        if is_open:
            found = minutes
        elif minutes is None:
            found = frozenset()
        else:
            found -= minutes
    return found


def is_open(moment, hours, land):
    """Whether the minute of this moment, read on the clock in Berlin, is open."""
    local = moment.astimezone(BERLIN)
    minute = local.hour * 60 + local.minute
    day = local.date()
    return minute in minutes_of(day, hours, land) or (minute + FULL_DAY in minutes_of(day - DAY, hours, land))


def _refuse_long_gap(last_open, day):
    if day - last_open > 366 * DAY:
        raise ValueError("no open minute in 366 days")


# The units


def _wall(day, minute):
    """The moment at which the clock in Berlin shows this minute of the day."""
    day, minute = day + DAY * (minute // FULL_DAY), minute % FULL_DAY
    local = datetime.combine(day, time(minute // 60, minute % 60), tzinfo=BERLIN)
    return local.astimezone(UTC).astimezone(BERLIN)


def _after_open_time(start, wanted, hours, land):
    """The moment at which ``wanted`` (a timedelta) of open time has passed since start."""
    now = start.astimezone(UTC)
    left = wanted
    last_open = start.date()
    while True:
        today = now.astimezone(BERLIN).date()
        _refuse_long_gap(last_open, today)
        if not minutes_of(today, hours, land) and not minutes_of(today - DAY, hours, land):
            now = _wall(today + DAY, 0).astimezone(UTC)
            continue
        next_minute = now.replace(second=0, microsecond=0) + timedelta(minutes=1)
        if is_open(now, hours, land):
            step = next_minute - now
            if left <= step:
                return (now + left).astimezone(BERLIN)
            left -= step
            last_open = today
        now = next_minute


def _after_workdays(start, amount, hours, land):
    day = last_open = start.date()
    while amount:
        day += DAY
        _refuse_long_gap(last_open, day)
        if minutes_of(day, hours, land):
            amount -= 1
            last_open = day
    return _wall(day, max(minutes_of(day, hours, land)) + 1)


def bare_day(start_day, amount, unit, *, rule="service", land="NW"):
    """The day on which a period ends before weekends and holidays move it."""
    day = start_day
    if unit == "month":
        year, month = day.year, day.month
        for _ in range(amount):
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        number = day.day
        while True:
            try:
                return date(year, month, number)
            except ValueError:
                number -= 1
    if unit == "werktag":
        # Regulation 1182/71 Art. 2 (2): Saturday is no working day.
        last_weekday = 4 if rule == "eu" else 5
        while amount:
            day += DAY
            if day.weekday() <= last_weekday and not is_holiday(day, land):
                amount -= 1
        return day
    for _ in range(amount * (7 if unit == "week" else 1)):
        day += DAY
    return day


def _end_day(start_day, amount, unit, rule, land):
    day = bare_day(start_day, amount, unit, rule=rule, land=land)
    if unit == "werktag" or rule == "service":
        # A date the town sets or notes itself stays (§ 31 (5) VwVfG), as the worked reminder date shows.
        return day
    while not is_working_day(day, land):
        day += DAY
    if rule == "eu" and (unit != "day" or amount >= 2):
        # Art. 3 (5): a period of two days or more includes at least two working days.
        while True:
            inside, walk = 0, start_day
            while walk < day:
                walk += DAY
                inside += is_working_day(walk, land)
            if inside >= 2:
                break
            day += DAY
    return day


def due(
    start: datetime | str,
    amount: int,
    unit: str,
    *,
    rule: str = "service",
    hours: str = OFFICE,
    land: str = "NW",
) -> datetime:
    """When the period ends, as an aware time in Berlin; ValueError where it is refused.

    The slow second implementation of the ``deadline`` row of the interfaces.
    """
    if unit not in UNITS or rule not in RULES or land not in LAENDER:
        raise ValueError(f"unknown unit, rule or Land: {unit}, {rule}, {land}")
    if amount < 1:
        raise ValueError("the amount is below 1")
    parse(hours)
    if isinstance(start, str):
        start = datetime.fromisoformat(start)
    if start.tzinfo is None:
        start = start.replace(tzinfo=BERLIN)
    # By way of UTC, so that a clock time that March leaves out becomes a real one.
    start = start.astimezone(UTC).astimezone(BERLIN)

    if unit == "h_durchlaufend":
        moment = start.astimezone(UTC)
        for _ in range(amount):
            moment += timedelta(hours=1)
        return moment.astimezone(BERLIN)
    if unit in DATE_UNITS:
        return _wall(_end_day(start.date(), amount, unit, rule, land), FULL_DAY - 1)
    if unit == "workday":
        return _after_workdays(start, amount, hours, land)
    wanted = timedelta(hours=amount) if unit == "h" else timedelta(minutes=amount)
    return _after_open_time(start, wanted, hours, land)


# Cases for the comparison

HOURS = (
    OFFICE,
    "Mo-Fr 08:00-12:00,13:00-16:00; We 08:00-12:00; Dec 24 off",
    "Mo,Tu,Th 07:30-12:00,14:00-17:30; Fr 07:30-12:00; We off",
    "Mo-Th 08:00-16:30; Fr 08:00-12:30; Dec 24 off; Dec 31 off",
    "Mo-We,Fr 08:30-12:00; Th 08:30-12:00,14:00-18:00",
    "Tu-Sa 10:00-18:00; Dec 31 10:00-13:00",
    "08:00-20:00",
    "24/7",
    "Mo-Su 00:00-24:00; PH 00:00-24:00",
    "Mo-Fr 07:00-15:00; PH 10:00-12:00",
    "Mo-Fr 08:00-16:00; Sa,PH 09:00-12:00",
    "Mo-Fr 08:00-16:00; PH off; Dec 24 08:00-12:00",
    "Mo-Fr 22:00-06:00",
    "Mo-Su 18:00-02:00; PH 00:00-24:00",
    "Fr-Mo 06:15-09:45,20:00-24:00",
    "We 09:00-09:10",
)

DAYS = (
    # Changes of the clock.
    "2026-03-27",
    "2026-03-28",
    "2026-03-29",
    "2026-03-30",
    "2026-10-24",
    "2026-10-25",
    "2026-10-26",
    "2027-03-28",
    "2027-10-31",
    # Holidays of all or some Länder, and the days beside them.
    "2026-01-05",
    "2026-01-06",
    "2026-04-01",
    "2026-04-02",
    "2026-04-03",
    "2026-04-04",
    "2026-04-06",
    "2026-04-30",
    "2026-05-13",
    "2026-05-14",
    "2026-05-22",
    "2026-06-03",
    "2026-06-04",
    "2026-08-07",
    "2025-08-07",
    "2025-08-14",
    "2025-08-15",
    "2026-09-19",
    "2027-09-17",
    "2026-10-02",
    "2026-10-30",
    "2026-11-17",
    "2026-11-18",
    "2027-03-05",
    # Ends of years and months, leap day.
    "2025-12-23",
    "2025-12-24",
    "2026-12-23",
    "2026-12-24",
    "2026-12-30",
    "2026-12-31",
    "2027-12-31",
    "2026-01-29",
    "2026-01-30",
    "2026-01-31",
    "2026-02-27",
    "2026-02-28",
    "2028-01-31",
    "2028-02-29",
    "2027-11-30",
    "2026-03-31",
    "2026-05-31",
    "2026-08-31",
    "2026-09-30",
    "2026-11-30",
)

AMOUNTS = {
    "min": (1, 2, 15, 30, 45, 60, 90, 240, 480, 481, 1440),
    "h": (1, 2, 3, 4, 8, 9, 16, 24, 40),
    "workday": (1, 1, 2, 3, 5, 10, 20),
    "werktag": (1, 2, 3, 4, 6, 10, 24),
    "day": (1, 2, 2, 3, 4, 7, 10, 14, 30, 42, 90),
    "week": (1, 2, 3, 4, 6, 10, 52),
    "month": (1, 1, 2, 3, 4, 6, 11, 12, 13, 25),
    "h_durchlaufend": (1, 2, 12, 23, 24, 25, 48, 72, 100),
}


def _edges(day, hours, land):
    """Opening and closing times that belong to this day, as minutes of the day."""
    minutes = minutes_of(day, hours, land)
    return sorted({m for m in minutes if m - 1 not in minutes} | {m + 1 for m in minutes if m + 1 not in minutes})


def _start(pick, hours, land):
    if pick.random() < 0.75:
        day = date.fromisoformat(pick.choice(DAYS))
    else:
        day = date(2025, 1, 1) + DAY * pick.randrange(4 * 365)
    edges = _edges(day, hours, land)
    if edges and pick.random() < 0.5:
        # Exactly at an opening or closing time, or a minute beside it.
        moment = _wall(day, pick.choice(edges))
        moment = moment.astimezone(UTC) + timedelta(minutes=pick.choice((-1, 0, 0, 0, 1)))
        moment = moment.astimezone(BERLIN)
    else:
        minute = pick.choice((0, 1, 119, 120, 150, 180, 1439, pick.randrange(FULL_DAY)))
        moment = _wall(day, minute)
    if pick.random() < 0.1:
        moment = moment.replace(second=pick.randrange(1, 60))
    style = pick.random()
    repeated = moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()
    if style < 0.6 and not repeated:
        return moment.replace(tzinfo=None).isoformat()
    if style < 0.9:
        return moment.isoformat()
    return moment.astimezone(UTC).isoformat()


def examples(count: int, seed: int) -> list[dict]:
    """Cases for ``due(**case)``; the same count and seed always give the same cases."""
    pick = random.Random(seed)
    cases = []
    for number in range(count):
        unit = UNITS[number % len(UNITS)]
        hours = pick.choice(HOURS)
        amount = pick.choice(AMOUNTS[unit])
        if hours.startswith("We 09:00-09:10") and unit in OPEN_UNITS:
            # Ten minutes a week: long walks, so small amounts.
            amount = pick.choice((1, 10, 11, 25)) if unit == "min" else 1
        land = "NW" if pick.random() < 0.25 else pick.choice(LAENDER)
        rule = "service" if pick.random() < 0.5 else pick.choice(RULES)
        cases.append(
            {
                "start": _start(pick, hours, land),
                "amount": amount,
                "unit": unit,
                "rule": rule,
                "hours": hours,
                "land": land,
            }
        )
    return cases


def doubts(case: dict) -> list[str]:
    """The points on which the rules can be read in another way for this case.

    unit-under-rule      open time (min, h, workday) under ``bgb`` or ``eu``: counted as usual
    werktag-eu           ``werktag`` under ``eu``: Monday to Friday, Art. 2 (2)
    werktag-saturday     a Werktag period that ends on a Saturday: not moved
    service-stays        days, weeks, months under ``service``: not moved, § 31 (5) VwVfG
    night-shift          a shift past midnight: belongs wholly to the day it opened
    closing-at-midnight  last closing time 24:00: 00:00 of the next day
    """
    unit, rule, hours = case["unit"], case["rule"], case["hours"]
    found = []
    if unit in OPEN_UNITS and rule != "service":
        found.append("unit-under-rule")
    if unit in ("day", "week", "month") and rule == "service":
        found.append("service-stays")
    if unit == "werktag":
        if rule == "eu":
            found.append("werktag-eu")
        elif due(**case).weekday() == 5:
            found.append("werktag-saturday")
    shifts = (minutes for _, minutes, _ in parse(hours) if minutes)
    if unit in OPEN_UNITS and any(max(minutes) >= FULL_DAY for minutes in shifts):
        found.append("night-shift")
    if unit == "workday" and due(**case).time() == time(0):
        found.append("closing-at-midnight")
    return found


def check(path) -> list[str]:
    """Differences between this reading and the ``fristbeispiele`` in a JSON file."""
    with open(path, encoding="utf-8") as file:
        worked = json.load(file)["fristbeispiele"]
    wrong = []
    for example in worked:
        rule = "eu" if example["art"] == "eu" else "bgb"
        start = example["start"]
        step = re.search(r"\d{4}-\d\d-\d\d", example.get("zwischenschritt", ""))
        if step:
            # Posted on the start day, deemed notified on the date given.
            start = due(start, 4, "day", rule=rule).date().isoformat()
            if start != step[0]:
                wrong.append(f"{example['fall']}: notified {start}, expected {step[0]}")
        amount, unit = example["menge"], example["einheit"]
        if example["art"] == "merker":
            rule = "service"
        if unit in DATE_UNITS:
            got = due(start, amount, unit, rule=rule).strftime("%Y-%m-%dT%H:%M").removesuffix("T23:59")
        else:
            got = due(start, amount, unit, rule=rule).isoformat(timespec="minutes")
        if got != example["ende"]:
            wrong.append(f"{example['fall']}: {got}, expected {example['ende']}")
    return wrong


if __name__ == "__main__":
    differences = check(sys.argv[1])
    print("\n".join(differences) or "All worked examples agree.")
    sys.exit(bool(differences))
