"""Days, times, amounts and sizes, written as people in a town hall write them."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.translation import get_language, gettext, gettext_noop

register = template.Library()
NEAR = {-1: gettext_noop("gestern"), 0: gettext_noop("heute"), 1: gettext_noop("morgen")}  # days from today


def _here(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def _local(value: date | datetime) -> date | datetime:
    return _here(value) if isinstance(value, datetime) else value


def _is_german() -> bool:
    return (get_language() or "de").startswith("de")


@register.simple_tag
def source_lang() -> str:
    """Say ` lang="de"` of words that nobody translated, so that screen readers pronounce them rightly."""
    return "" if _is_german() else format_html(' lang="{}"', settings.LANGUAGE_CODE)


@register.filter
def sourced(text: object) -> object:
    """Mark words that nobody translated inside a sentence of ours: `<span lang="de">…</span>` on English pages."""
    return text if _is_german() or not text else format_html("<span{}>{}</span>", source_lang(), text)


@register.filter
def lang_of(text: str) -> str:
    """Say ` lang="de"` of words that stay German because nobody translated them; for places that hold no markup."""
    return source_lang() if text and gettext(text) == text else ""


@register.filter
def said(text: str) -> object:
    """Write words of a form in the language of the page; what nobody translated is marked as German."""
    translated = gettext(text) if text else text
    return sourced(text) if translated == text else translated


@register.filter
def long_day(value: date | datetime | None) -> str:
    """Write "Dienstag, 13. Oktober 2026"."""
    return date_format(_local(value), "l, j. F Y" if _is_german() else "l, j F Y") if value else ""


@register.filter
def near_day(value: date | datetime | None) -> str:
    """Write "Dienstag, 13. Oktober": the year is clear."""
    return date_format(_local(value), "l, j. F" if _is_german() else "l, j F") if value else ""


@register.filter
def short_day(value: date | datetime | None) -> str:
    """Write "13.10.2026"."""
    if not value:
        return ""
    day, sign = _local(value), "." if _is_german() else "/"
    return f"{day.day:02}{sign}{day.month:02}{sign}{day.year:04}"


@register.filter
def tiny_day(value: date | datetime | None) -> str:
    """Write "Di., 13.10." for lists that staff read all day."""
    if not value:
        return ""
    return date_format(_local(value), "D., d.m." if _is_german() else "D d/m")


@register.filter
def clock(value: datetime | time | None) -> str:
    """Write "11 Uhr" on the hour and "14:45 Uhr" else."""
    if value is None:
        return ""
    local = _here(value) if isinstance(value, datetime) else value
    if not _is_german():
        return f"{local.hour:02}:{local.minute:02}"
    return f"{local.hour} Uhr" if not local.minute else f"{local.hour}:{local.minute:02d} Uhr"


@register.filter
def moment(value: datetime | None, now: datetime | None = None) -> str:
    """Write "heute, 14:20 Uhr", "gestern, 9 Uhr", "morgen, 11 Uhr" or "Freitag, 9. Oktober 2026, 14:20 Uhr"."""
    if not value:
        return ""
    return f"{_day_in_words(value, now, long_day)}, {clock(value)}"


@register.filter
def short_moment(value: datetime | None, now: datetime | None = None) -> str:
    """Write "heute, 14:20 Uhr" or "09.10.2026, 14:20 Uhr"."""
    if not value:
        return ""
    return f"{_day_in_words(value, now, short_day)}, {clock(value)}"


def _day_in_words(value: datetime, now: datetime | None, else_write: Callable[[date], str]) -> str:
    today, day = _here(now or timezone.now()).date(), _here(value).date()
    near = NEAR.get((day - today).days)
    return gettext(near) if near else else_write(day)


@register.filter
def machine_time(value: date | datetime | None) -> str:
    """Write the value for the attribute `datetime` of `<time>`."""
    return _here(value).isoformat(timespec="minutes") if isinstance(value, datetime) else str(value or "")


@register.filter
def euro(value: Decimal | int | float | str | None) -> str:
    """Write "1.234,50 €"."""
    if value is None or value == "":
        return ""
    return f"{number_format(Decimal(str(value)), decimal_pos=2, use_l10n=True, force_grouping=True)} €"


@register.filter
def file_size(value: int | None) -> str:
    """Write "2,1 MB" or "640 KB"."""
    size = value or 0
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{number_format(Decimal(size) / 1_000_000, decimal_pos=1)} MB"
