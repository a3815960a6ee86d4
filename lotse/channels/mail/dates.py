"""When a mail says it was written."""

import re
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_tz

from lotse.channels.mail.headers import one_line, raw_text

GERMAN = {
    "mo": "mon",
    "di": "tue",
    "mi": "wed",
    "do": "thu",
    "fr": "fri",
    "sa": "sat",
    "so": "sun",
    "mär": "mar",
    "mrz": "mar",
    "mae": "mar",
    "mai": "may",
    "okt": "oct",
    "dez": "dec",
}
ZONES = {
    "CET": "+0100",
    "MEZ": "+0100",
    "CEST": "+0200",
    "MESZ": "+0200",
    "BST": "+0100",
    "WEST": "+0100",
    "EET": "+0200",
    "EEST": "+0300",
    "MSK": "+0300",
    "JST": "+0900",
    "KST": "+0900",
    "IST": "+0530",
}


def written_at(value: str | None) -> str | None:
    """The moment as ISO 8601 with offset, or None; a date without a zone counts as UTC (RFC 5322, 3.3)."""
    if not value:
        return None
    text = _zone_as_number(one_line(re.sub(r"\([^()]*\)", " ", raw_text(value)[:200]).strip(" \"'")))
    return _standard(text) or _standard(_translated(text)) or _iso(text)


def _standard(text: str) -> str | None:
    """The date of RFC 5322 and its usual deviations."""
    try:
        found = parsedate_tz(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if not found:
        return None
    year, month, day, hour, minute, second = found[:6]
    offset = found[9] or 0
    if abs(offset) >= 86_400:
        offset = 0
    try:
        zone = timezone(timedelta(seconds=offset))
        moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone)
        return moment.isoformat() if 1900 < year < 2100 else None
    except (ValueError, OverflowError):
        return None


def _translated(text: str) -> str:
    """German names of days and months as RFC 5322 writes them, two dots for a time with points."""
    words = re.sub(
        r"[^\W\d_]{2,}\.?",
        lambda m: GERMAN.get(
            m[0].lower()[:3].rstrip("."), GERMAN.get(m[0].lower()[:2], m[0]) if len(m[0].rstrip(".")) == 2 else m[0]
        ),
        text,
    )
    return re.sub(r"(\d{1,2})\. (?=[a-z])", r"\1 ", words, flags=re.IGNORECASE)


def _zone_as_number(text: str) -> str:
    """Zones that the standard library does not read would count as UTC: names, `+01:00`, `GMT+0100`."""
    text = re.sub(r"(?<=[\d ])(?:GMT|UTC|UT)?([+-]\d\d):?(\d\d)$", r"\1\2", text)
    head, _, last = text.rpartition(" ")
    return f"{head} {ZONES[last.upper()]}" if last.upper() in ZONES else text


def _iso(text: str) -> str | None:
    """A date that some program wrote as ISO 8601."""
    found = re.match(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?", text)
    if not found:
        return None
    try:
        moment = datetime.fromisoformat(found[0].replace(" ", "T", 1).replace(" ", ""))
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)).isoformat()  # noqa: UP017
