"""Days, times, amounts: written as people in a town hall write them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils.translation import override

from lotse.ui.templatetags import german
from lotse.ui.templatetags.blocks import grouped_code, phone_href

TOLD = datetime(2026, 10, 13, 12, 45, tzinfo=UTC)  # 14:45 in Musterhafen


@pytest.mark.parametrize(
    ("write", "value", "words"),
    [
        (german.long_day, date(2026, 10, 13), "Dienstag, 13. Oktober 2026"),
        (german.near_day, date(2026, 10, 13), "Dienstag, 13. Oktober"),
        (german.short_day, TOLD, "13.10.2026"),
        (german.tiny_day, TOLD, "Di., 13.10."),
        (german.clock, TOLD, "14:45 Uhr"),
        (german.clock, time(11, 0), "11 Uhr"),
        (german.clock, time(8, 5), "8:05 Uhr"),
        (german.euro, 1234.5, "1.234,50 €"),
        (german.euro, 46, "46,00 €"),
        (german.file_size, 2_100_000, "2,1 MB"),
        (german.file_size, 640_000, "640 KB"),
        (german.machine_time, TOLD, "2026-10-13T14:45+02:00"),
        (german.long_day, None, ""),
        (german.moment, None, ""),
        (phone_href, "0221 99999-10", "tel:+492219999910"),
        (phone_href, "115", "tel:115"),
        (grouped_code, "k7qf3mxp", "K7QF-3MXP"),
    ],
)
def test_words(write, value, words):
    assert write(value) == words


@pytest.mark.parametrize(
    ("later", "words"),
    [
        (timedelta(hours=2), "heute, 14:45 Uhr"),
        (timedelta(days=1), "gestern, 14:45 Uhr"),
        (timedelta(days=-1), "morgen, 14:45 Uhr"),
        (timedelta(days=9), "Dienstag, 13. Oktober 2026, 14:45 Uhr"),
    ],
)
def test_near_days_have_names(later, words):
    assert german.moment(TOLD, TOLD + later) == words


def test_late_in_the_evening_it_is_still_today():
    assert german.moment(datetime(2026, 10, 13, 21, 30, tzinfo=UTC), TOLD) == "heute, 23:30 Uhr"
    assert german.moment(datetime(2026, 10, 13, 22, 30, tzinfo=UTC), TOLD) == "morgen, 0:30 Uhr"


def test_an_english_page_writes_english_days():
    with override("en"):
        assert german.long_day(date(2026, 10, 13)) == "Tuesday, 13 October 2026"
        assert german.clock(TOLD) == "14:45"
