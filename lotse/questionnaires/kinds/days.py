"""Kinds that are answered with a day: date, and day with about when."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from lotse.questionnaires import problems, tidy
from lotse.questionnaires.field import UNKNOWN_LABEL, Option, Part
from lotse.questionnaires.kinds.base import TYPED, Get, Kind, part_of, typed, unanswered
from lotse.questionnaires.problems import Problem, gettext_noop

if TYPE_CHECKING:
    from lotse.questionnaires.field import Field

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
ABOUT = (
    Option("early", gettext_noop("früh am Morgen (5 bis 8 Uhr)")),
    Option("morning", gettext_noop("vormittags (8 bis 12 Uhr)")),
    Option("noon", gettext_noop("mittags (12 bis 14 Uhr)")),
    Option("afternoon", gettext_noop("nachmittags (14 bis 18 Uhr)")),
    Option("evening", gettext_noop("abends (18 bis 22 Uhr)")),
    Option("night", gettext_noop("nachts (22 bis 5 Uhr)")),
    Option("unknown", UNKNOWN_LABEL),
)
ABOUT_WORDS = {option.value: option.label.partition(" (")[0] for option in ABOUT}
TIME = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])(?: ?Uhr)?", re.ASCII)


def read_day(written: str) -> date | str:
    """Read 9.10.26, 9. Oktober 2026, 9 10 2026 or 2026-10-09; otherwise give the words back."""
    numbers = _numbers(written)
    if numbers is None:
        return written
    year, month, day = numbers
    try:
        return date(year, month, day) if 1900 <= year <= 2100 else written
    except ValueError:
        return written


def _numbers(written: str) -> tuple[int, int, int] | None:
    """Year, month and day as written, whether or not there is such a day."""
    iso = re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", written)
    if iso:
        return int(iso[1]), int(iso[2]), int(iso[3])
    german = re.fullmatch(r"([0-9]{1,2})[.,/ -]+([0-9]{1,2}|[a-zä]{3,9})[.,/ -]+([0-9]{4}|[0-9]{2})", written.lower())
    if not german:
        return None
    month = int(german[2]) if german[2].isdigit() else _month(german[2])
    year = int(german[3]) + (0 if len(german[3]) == 4 else 2000 if int(german[3]) <= 50 else 1900)
    return (year, month, int(german[1])) if month is not None else None


def _month(word: str) -> int | None:
    for number, name in enumerate(MONTHS, start=1):
        if name.lower().startswith(word):
            return number
    return None


def day_problem(field: Field, written: str, today: date) -> Problem | None:
    """Say why this is no day, or why it cannot be this day."""
    day = read_day(written)
    if isinstance(day, str):
        return _no_day(day)
    if field.when == "past" and day > today:
        return _with_ask(field, problems.IN_THE_FUTURE, problems.IN_THE_FUTURE_PLAIN)
    if field.when == "future" and day < today:
        return _with_ask(field, problems.IN_THE_PAST, problems.IN_THE_PAST_PLAIN)
    return None


def _no_day(written: str) -> Problem:
    numbers = _numbers(written)
    if numbers is None:
        return Problem(problems.NO_DATE)
    year, month, day = numbers
    if not 1900 <= year <= 2100:
        return Problem(problems.NO_SUCH_YEAR).at("year")
    if not 1 <= month <= 12:
        return Problem(problems.NO_SUCH_MONTH, month=month).at("month")
    if (month, day) == (2, 29) and monthrange(year, month)[1] == 28:
        return Problem(problems.NO_SUCH_LEAP_DAY, year=year)
    return Problem(problems.NO_SUCH_DAY, day=day, month=MONTHS[month - 1])


def _with_ask(field: Field, pattern: str, plain: str) -> Problem:
    return Problem(pattern, what=field.ask, elsewhere=Problem(plain)) if field.ask else Problem(plain)


def long_day(written: str) -> str:
    """Freitag, 9. Oktober 2026."""
    day = read_day(written)
    if isinstance(day, str):
        return day
    return f"{WEEKDAYS[day.weekday()]}, {day.day}. {MONTHS[day.month - 1]} {day.year}"


def day_parts(field: Field) -> tuple[Part, ...]:
    """Three small inputs in one fieldset; a whole date may be pasted into the first."""
    birth = ("bday-day", "bday-month", "bday-year") if field.autocomplete == "bday" else ("", "", "")
    names = (("day", gettext_noop("Tag"), 2), ("month", gettext_noop("Monat"), 2), ("year", gettext_noop("Jahr"), 4))
    return tuple(
        Part(f"{field.key}-{name}", "text", label, "", (), auto, "numeric", 30, width)
        for (name, label, width), auto in zip(names, birth, strict=True)
    )


def day_from_form(field: Field, get: Get) -> str:
    """Put the three inputs together again, as typed."""
    if whole := tidy.line("".join(get(field.key)[:1])):
        return whole
    day, month, year = (tidy.line(part_of(get, field, name)) for name in ("day", "month", "year"))
    if not (month or year):
        return day
    return f"{day}.{month}.{year}"


def day_to_form(field: Field, written: str) -> dict[str, str]:
    """Take a day apart for its three inputs; what is no day goes back where it was typed."""
    day = read_day(written)
    if isinstance(day, date):
        pieces = [str(day.day), str(day.month), str(day.year)]
    else:
        pieces = [*written.split(".", 2), "", ""][:3] if written.count(".") == 2 else [written, "", ""]
    return dict(zip((f"{field.key}-day", f"{field.key}-month", f"{field.key}-year"), pieces, strict=True))


class Date(Kind):
    """A day: ISO text when it is one, otherwise as typed."""

    def parts(self, field: Field) -> tuple[Part, ...]:
        return (*day_parts(field), *self._unknown_part(field))

    def from_form(self, field: Field, get: Get) -> Any:
        return day_from_form(field, get)

    def to_form(self, field: Field, answer: Any) -> dict[str, Any]:
        return day_to_form(field, answer if isinstance(answer, str) else "")

    def normal(self, field: Field, value: Any) -> Any:
        if isinstance(value, (Mapping, list, tuple)):
            return typed(value)
        day = read_day(tidy.line(value)[:100])
        return day.isoformat() if isinstance(day, date) else day or None

    def problem(self, field: Field, answer: Any, today: date) -> Problem | None:
        return day_problem(field, answer, today)

    def empty(self, field: Field) -> Problem:
        return unanswered(field, problems.EMPTY_DAY, problems.EMPTY_DAY_PLAIN)

    def text(self, field: Field, answer: Any) -> str:
        return long_day(answer)

    def schema(self, field: Field) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


class DateTime(Date):
    """A day and about when: `{"day": "2026-10-09", "about": "evening" or "18:30"}`."""

    def parts(self, field: Field) -> tuple[Part, ...]:
        about = Part(
            f"{field.key}-about", "select", gettext_noop("Ungefähr um welche Zeit?"), options=ABOUT, is_optional=True
        )
        return (*day_parts(field), about, *self._unknown_part(field))

    def from_form(self, field: Field, get: Get) -> Any:
        return {"day": day_from_form(field, get), "about": part_of(get, field, "about")}

    def to_form(self, field: Field, answer: Any) -> dict[str, Any]:
        told = answer if isinstance(answer, Mapping) else {}
        day = str(told.get("day", told.get(TYPED, "")))
        return day_to_form(field, day) | {f"{field.key}-about": told.get("about", "")}

    def normal(self, field: Field, value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return typed(value)
        if not isinstance(value, Mapping):
            value = _split_moment(tidy.line(value))
        day = super().normal(field, str(value.get("day") or ""))
        about = _about(tidy.line(value.get("about") or "")[:100])
        if not day and about in ("", "unknown"):
            return None
        return {"day": day or ""} | ({"about": about} if about else {})

    def problem(self, field: Field, answer: Any, today: date) -> Problem | None:
        if not answer.get("day"):
            return self.empty(field).at("day")  # a time was told: what lacks is the day
        about = answer.get("about", "")
        if about and about not in ABOUT_WORDS and not TIME.fullmatch(about):
            return Problem(problems.NO_TIME).at("about")
        wrong = day_problem(field, answer["day"], today)  # one of the day's inputs is named: the time is not wrong
        return wrong if wrong is None or wrong.part else wrong.at(_missing_part(answer["day"]))

    def text(self, field: Field, answer: Any) -> str:
        about = answer.get("about", "")
        words = "" if about == "unknown" else ABOUT_WORDS.get(about, f"{about} Uhr" if TIME.fullmatch(about) else about)
        return ", ".join(filter(None, [long_day(answer.get("day", "")), words]))

    def schema(self, field: Field) -> dict[str, Any]:
        words = "|".join(ABOUT_WORDS)
        about = {"type": "string", "title": "Ungefähre Zeit", "pattern": f"^({words}|[0-2][0-9]:[0-5][0-9])$"}
        day = {"type": "string", "format": "date", "title": "Tag"}
        return {"type": "object", "properties": {"day": day, "about": about}, "required": ["day"],
                "additionalProperties": False}  # fmt: skip


def _missing_part(written: str) -> str:
    """The first input of a day that was left empty, or the day itself."""
    typed_in = dict(zip(("day", "month", "year"), written.split("."), strict=False))
    return next((name for name, words in typed_in.items() if not words), "day")


def _split_moment(written: str) -> dict[str, str]:
    """Read 2026-10-09T18:30 or "9.10.26 18:30" as day and time."""
    moment = re.fullmatch(r"(.*\d)[T ,]+(\d{1,2}[:.]\d{2})(?: ?Uhr)?(?::\d{2}.*)?", written, re.ASCII)
    if moment and isinstance(read_day(moment[1].strip()), date):
        return {"day": moment[1].strip(), "about": moment[2]}
    return {"day": written}


def _about(written: str) -> str:
    time = TIME.fullmatch(written)
    return f"{int(time[1]):02d}:{time[2]}" if time else written
