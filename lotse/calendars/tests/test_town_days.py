"""What the town's rows say about free days."""

from datetime import date, time

import pytest

from lotse.calendars import lands
from lotse.calendars.berlin import moment
from lotse.calendars.models import ClosingDay, Holiday
from lotse.calendars.town_days import calendar_of, town_days

pytestmark = pytest.mark.django_db


def test_a_year_is_frozen_once():
    assert Holiday.objects.freeze("NW", 2026, 2028) == 3
    assert Holiday.objects.freeze("NW", 2026, 2029) == 1
    assert Holiday.objects.filter(land="NW", on__year=2026).count() == 11


def test_a_frozen_year_keeps_what_it_knew_when_the_package_changes(monkeypatch):
    Holiday.objects.freeze("NW", 2026, 2026)
    monkeypatch.setattr(lands, "public_holidays", lambda land, year: ())

    assert town_days("NW").holidays.name(date(2026, 6, 4)) == "Fronleichnam"


@pytest.mark.parametrize("year", range(2024, 2032))
def test_no_deadline_of_last_years_or_this_years_concerns_needs_the_package(monkeypatch, year):
    Holiday.objects.freeze_around("NW", year)
    monkeypatch.setattr(lands, "public_holidays", lambda land, year: pytest.fail(f"{year} is not written down"))
    days = town_days("NW")

    for begins in (year - 1, year):
        assert days.calendar(f"Mo-Fr 08:00-16:{year % 60}").after_days(moment(f"{begins}-01-02T09:00"), 250)
        assert days.holidays.after_workdays(date(begins, 12, 30), 250).year == begins + 1


def test_a_new_holiday_of_the_land_is_one_more_row():
    Holiday.objects.freeze("NW", 2026, 2026)
    Holiday.objects.create(land="NW", on=date(2026, 3, 9), name="Landesjubiläum")

    assert calendar_of("Mo-Fr 08:00-16:00", "NW").after(moment("2026-03-06T15:00"), 120) == moment("2026-03-10T09:00")


def test_a_closing_day_stops_service_time_from_its_hour_on():
    ClosingDay.objects.create(on=date(2026, 3, 12), starts=time(12), reason="Weiberfastnacht")

    due = calendar_of("Mo-Fr 08:00-16:00", "NW").after(moment("2026-03-12T11:00"), 120)

    assert due == moment("2026-03-13T09:00")


def test_free_days_are_read_in_two_statements(django_assert_num_queries):
    with django_assert_num_queries(2):
        days = town_days("nw")
    with django_assert_num_queries(0):
        days.calendar("Mo-Fr 08:00-16:00").after(moment("2026-03-12T11:00"), 120)
