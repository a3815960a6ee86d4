"""`lotse deadline`: when something is due, and why."""

import argparse
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lotse.calendars.holidays import Holidays
    from lotse.calendars.hours import Calendar


SERVICE_TIME = ("min", "h", "workday")  # units that only run while somebody works
USUAL_HOURS = "Mo-Fr 08:00-16:00"  # where no town has said its own


def register(commands) -> None:
    """Hang the command up."""
    parser = commands.add(
        "deadline", run=deadline, help="sagt, wann etwas fällig ist, und auf Wunsch warum", needs=_asks_the_town
    )
    parser.add_argument("--start", required=True, help="Beginn, z. B. 2026-03-06T15:00 (ohne Zone: Berliner Zeit)")
    parser.add_argument("--amount", required=True, type=int, help="wie viele, mindestens 1")
    parser.add_argument("--unit", required=True, help="min, h, workday, werktag, day, week, month oder h_durchlaufend")
    parser.add_argument(
        "--rule",
        help="bgb: gesetzliche Frist, endet an keinem Samstag, Sonntag oder Feiertag (so auch ohne Angabe); "
        "eu: Verordnung 1182/71; service: Termin der Stadt selbst, er bleibt an seinem Tag",
    )
    hours = parser.add_mutually_exclusive_group()
    hours.add_argument("--hours", help="Servicezeiten wie in OpenStreetMap, z. B. „Mo-Fr 08:00-16:00; Dec 24 off“")
    hours.add_argument("--calendar", metavar="NAME", help="Servicezeiten mit Namen, z. B. bauhof.servicezeiten")
    parser.add_argument("--land", help="Land für die Feiertage, z. B. NW, BY-KATH, BY-AUGSBURG (sonst das der Stadt)")
    parser.add_argument("--why", action="store_true", help="nennt auch den Grund")


def _asks_the_town(args: argparse.Namespace) -> str:
    """Say what the command needs: the town for its Land or for hours it keeps by name, else nothing."""
    if args.calendar:
        return "database"
    if args.hours is None and args.unit in SERVICE_TIME:
        return "database if there"
    return "django" if args.land else "database if there"


def deadline(args: argparse.Namespace) -> int:
    """Print the due time, and the reason if asked for."""
    from lotse.calendars.berlin import moment
    from lotse.calendars.deadlines import due_at
    from lotse.calendars.reasons import why
    from lotse.calendars.refusals import CannotReckon, UnknownRule, UnknownUnit

    try:
        start = moment(args.start)
        calendar, holidays = _calendar_and_holidays(args)
        values = {"rule": args.rule, "calendar": calendar, "holidays": holidays}
        print(due_at(start, args.amount, args.unit, **values).isoformat())
        if args.why:
            print(why(start, args.amount, args.unit, **values))
    except (UnknownUnit, UnknownRule) as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except CannotReckon as refusal:
        raise SystemExit(str(refusal)) from None
    return 0


def _calendar_and_holidays(args: argparse.Namespace) -> tuple["Calendar | None", "Holidays"]:
    """Return the hours that were named, if any, and the holidays of the Land; closing days belong to named hours."""
    from lotse.calendars import lands
    from lotse.calendars.holidays import Holidays
    from lotse.calendars.hours import Calendar

    if args.calendar:
        return _with_closing_days(args, _hours_named(args))
    if args.hours is None and args.unit in SERVICE_TIME:
        if hours := _hours_of_the_town(args):
            return _with_closing_days(args, hours)
        args.hours = USUAL_HOURS
        print(f"Es gelten die Zeiten {USUAL_HOURS} (--hours nennt andere).", file=sys.stderr)
    holidays = Holidays(lands.checked(args.land)) if args.land else _holidays_of_the_town()
    return Calendar(args.hours, holidays) if args.hours is not None else None, holidays


def _with_closing_days(args: argparse.Namespace, hours: str) -> tuple["Calendar", "Holidays"]:
    from lotse.calendars.town_days import town_days

    days = town_days(args.land or _land_of_the_town())
    return days.calendar(hours), days.holidays


def _hours_of_the_town(args: argparse.Namespace) -> str | None:
    """Return the service hours of the citizen service of the town that is there, if any."""
    find_hours = getattr(args, "find_hours", None)
    return find_hours("") if find_hours and os.environ.get("LOTSE_DATABASE_URL") else None


def _hours_named(args: argparse.Namespace) -> str:
    """Return the hours of this name; the room that knows departments and teams has told us how to find them."""
    from lotse.calendars.refusals import UnknownCalendar

    find_hours = getattr(args, "find_hours", None)
    text = find_hours(args.calendar) if find_hours else None
    if not text:
        raise UnknownCalendar(name=args.calendar)
    return text


def _holidays_of_the_town() -> "Holidays":
    from lotse.calendars.holidays import Holidays
    from lotse.calendars.town_days import town_days

    if os.environ.get("LOTSE_DATABASE_URL"):
        return town_days(_land_of_the_town()).holidays
    print("Hier ist noch keine Stadt: Es gelten die Feiertage von NW (--land nennt ein anderes Land).", file=sys.stderr)
    return Holidays("NW")


def _land_of_the_town() -> str:
    from lotse.tenants.models import Town

    return Town.here().land
