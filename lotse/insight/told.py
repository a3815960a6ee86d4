"""What a log tells, as values: one event, and the moment its time text means."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

DATES = (
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
    r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})",
)
TIME = (
    r"(?:[T ,]\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<part>\d{1,12}))?)?(?:\s*Uhr)?)?"
    r"\s*(?P<zone>Z|UTC|[+-]\d{2}:?\d{2}|[+-]\d{2})?"
)
MOMENTS = tuple(re.compile(date + TIME) for date in DATES)


@dataclass(slots=True)
class Event:
    """One event as the file tells it; `None` and empty texts are what it does not tell."""

    line: int
    case: int | str
    activity: str | None = None
    time: str = ""
    resource: str = ""
    group: str = ""
    lifecycle: str = ""
    channel: str = ""


@dataclass(slots=True)
class EmptyCase:
    """A case of the log in which nothing happened."""

    line: int


def moment(text: str) -> datetime:
    """Return what a time text means, in UTC; without a zone it is UTC. Raises ValueError."""
    text = text.strip()
    return _in_utc(_iso(text) or _part_by_part(text))


def _iso(text: str) -> datetime | None:
    """Return what the usual spelling means; a plain row of digits is a count of seconds and no date."""
    try:
        return datetime.fromisoformat(text) if text[4:5] == "-" else None
    except ValueError:
        return None


def _part_by_part(text: str) -> datetime:
    found = next((match for pattern in MOMENTS if (match := pattern.fullmatch(text))), None)
    if found is None:
        raise ValueError(text)
    parts = {key: int(found[key] or 0) for key in ("year", "month", "day", "hour", "minute", "second")}
    fraction = int((found["part"] or "0")[:6].ljust(6, "0"))
    return datetime(**parts, microsecond=fraction, tzinfo=_zone(found["zone"]))  # type: ignore[arg-type]


def _zone(text: str | None) -> timezone:
    if text is None or text in ("Z", "UTC"):
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:] if len(text) > 3 else 0)
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


def _in_utc(told: datetime) -> datetime:
    try:
        return told.astimezone(UTC) if told.tzinfo else told.replace(tzinfo=UTC)
    except OverflowError:
        raise ValueError(told) from None
