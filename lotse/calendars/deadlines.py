"""When something is due (Frist): every unit and rule the town reckons with, pure.

| rule | for | Saturday, Sunday or holiday at the end |
|---|---|---|
| bgb | legal periods, §§ 187 to 193 BGB and § 31 VwVfG | moved to the next workday |
| eu | periods of European law, Regulation 1182/71 | moved, and two days or more hold two workdays |
| service | dates the town sets or notes itself (Merkdatum) | stays, § 31 (5) VwVfG |

Without a rule, `min`, `h` and `workday` are promises in service time, all other units legal periods.
"""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

from lotse.calendars.berlin import LAST_YEAR, end_of, on_our_clock
from lotse.calendars.holidays import Holidays, check_year
from lotse.calendars.hours import Calendar
from lotse.calendars.refusals import AmountTooSmall, HoursMissing, TooFar, UnknownRule, UnknownUnit

IN_SERVICE_TIME = ("min", "h", "workday")
IN_DAYS = ("day", "week", "month", "werktag")
UNITS = ("min", "h", "workday", "werktag", "day", "week", "month", "h_durchlaufend")
RULES = ("service", "bgb", "eu")
LONGEST = 200 * 366 * 24 * 60


def due_at(
    start: datetime,
    amount: int,
    unit: str,
    *,
    rule: str | None = None,
    calendar: Calendar | None = None,
    holidays: Holidays | None = None,
) -> datetime:
    """Return the moment a period ends; a start without offset is Berlin time.

    Service time needs a calendar; days need holidays (by default those of the calendar).
    """
    _check(amount, unit, rule)
    start = on_our_clock(start)
    check_year(start.year)
    if unit in IN_SERVICE_TIME:
        return _in_service_time(start, amount, unit, calendar)
    if unit == "h_durchlaufend":
        return _running_through(start, amount)
    return end_of(_last_day(start.date(), amount, unit, rule or "bgb", holidays_of(calendar, holidays)))


def holidays_of(calendar: Calendar | None, holidays: Holidays | None) -> Holidays:
    """Return the holidays that were named, else those of the calendar."""
    if holidays is None and calendar is None:
        raise TypeError("days need the holidays of a Land")
    return holidays or calendar.holidays  # type: ignore[union-attr]


def _check(amount: int, unit: str, rule: str | None) -> None:
    if unit not in UNITS:
        raise UnknownUnit(unit=unit, known=", ".join(UNITS))
    if rule is not None and rule not in RULES:
        raise UnknownRule(rule=rule, known=", ".join(RULES))
    if amount < 1:
        raise AmountTooSmall(amount=amount)
    if amount > LONGEST:
        raise TooFar(year=LAST_YEAR)


def _in_service_time(start: datetime, amount: int, unit: str, calendar: Calendar | None) -> datetime:
    if calendar is None:
        raise HoursMissing()
    if unit == "workday":
        return calendar.after_days(start, amount)
    return calendar.after(start, amount if unit == "min" else amount * 60)


def _running_through(start: datetime, hours: int) -> datetime:
    """Return the moment these hours have passed, day and night (§ 31 (6) VwVfG).

    Also under Regulation 1182/71: its Article 3 (1) would leave out the hour that has begun, which
    nobody applies to the 72 hours of Article 33 GDPR; the earlier end is the safe one.
    """
    _check_days(start.date(), hours // 24)
    return on_our_clock(start.astimezone(UTC) + timedelta(hours=hours))


def _last_day(start: date, amount: int, unit: str, rule: str, holidays: Holidays) -> date:
    """Return the day with whose end the period ends."""
    ends = nominal_end(start, amount, unit, rule, holidays)
    if rule == "service" or unit == "werktag":
        return ends
    ends = holidays.next_workday(ends)
    if rule == "eu" and (unit, amount) != ("day", 1):
        ends = with_two_workdays(start, ends, holidays)
    check_year(ends.year)
    return ends


def nominal_end(start: date, amount: int, unit: str, rule: str, holidays: Holidays) -> date:
    """Return the last day as counted, before Saturdays, Sundays and holidays move it (§ 188 BGB).

    Werktage are Monday to Saturday; European workdays (Article 2 (2)) leave out Saturday.
    """
    if unit == "werktag":
        return holidays.after_workdays(start, amount) if rule == "eu" else holidays.after_werktage(start, amount)
    if unit == "month":
        return _months_later(start, amount)
    days = amount * 7 if unit == "week" else amount
    _check_days(start, days)
    return start + timedelta(days=days)


def with_two_workdays(start: date, ends: date, holidays: Holidays) -> date:
    """Return the end, later if fewer than two workdays lie in the period (Article 3 (5))."""
    missing = 2 - holidays.workdays_between(start + timedelta(days=1), ends)
    return holidays.after_workdays(ends, missing) if missing > 0 else ends


def _months_later(start: date, months: int) -> date:
    """Return the day of the same number, or the last of a month that lacks it (§ 188 (3) BGB)."""
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    check_year(year)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _check_days(start: date, days: int) -> None:
    """Refuse an end after the last year whose holidays can be known."""
    if days > (date(LAST_YEAR, 12, 1) - start).days:
        raise TooFar(year=LAST_YEAR)
