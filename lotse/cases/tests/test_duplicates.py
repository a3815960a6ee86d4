from datetime import timedelta

import pytest

from lotse.cases import duplicates
from lotse.cases.closing import close, withdraw
from lotse.cases.correcting import correct
from lotse.cases.duplicates import done_near, duplicates_of, told_near
from lotse.cases.merging import merge
from lotse.cases.models import Case
from lotse.catalogue.models import Service

HERE = {"address": "Spielplatz Lindenweg", "lat": "50.937500", "lon": "6.960300"}


def north(metres):
    return HERE | {"lat": f"{50.9375 + metres / 111_320:.6f}"}


@pytest.fixture
def report(make_case, town):
    return lambda place=HERE, slug="streunende-katze", **values: make_case(slug, place=place, by=town.ahlers, **values)


def test_a_report_near_by_is_named_with_its_distance_and_one_farther_away_is_not(report, town):
    near, case = report(north(200)), report()
    report(north(301))

    assert [(one.case, one.metres) for one in duplicates_of(case, town.ahlers)] == [(near, 200)]


def test_a_report_of_another_fortnight_is_another_thing(report, town):
    other, case = report(), report()
    Case.objects.filter(pk=other.pk).update(opened_at=case.opened_at - timedelta(days=15))

    assert duplicates_of(case, town.ahlers) == []


def test_what_a_person_may_not_read_is_not_shown(report, town):
    report()

    assert duplicates_of(report(), town.brandt) == []


def test_a_merged_report_is_not_offered_again(report, town):
    case, other = report(), report()
    merge(other, case, by=town.ahlers)

    assert duplicates_of(case, town.ahlers) == []


@pytest.mark.parametrize("words", ["Lindenstraße 3 a", "lindenstrasse 3a", "Linden-Str. 3A", "Lindenstr. 3 a"])
def test_two_reports_of_the_same_address_in_words_are_found_without_a_point(report, town, words):
    other, case = report({"address": "Lindenstraße 3a"}), report({"address": words})
    report({"address": "Lindenstraße 4"})

    assert [(one.case, one.metres) for one in duplicates_of(case, town.ahlers)] == [(other, None)]


def test_the_same_address_of_another_fortnight_or_another_matter_is_another_thing(report, town):
    place = {"address": "Lindenstraße 3a"}
    old, _road, case = report(place), report(place, slug="schlagloch"), report(place)
    Case.objects.filter(pk=old.pk).update(opened_at=case.opened_at - timedelta(days=15))

    assert duplicates_of(case, town.ahlers) == []


@pytest.mark.parametrize("point", [{}, {"lat": HERE["lat"], "lon": HERE["lon"]}])
def test_reports_of_two_services_are_alike_by_what_was_told_and_not_by_the_address(make_case, town, point):
    def report(slug, **values):
        answers = {"ort": {"text": "Am alten Kirchplatz 12"} | point}
        return make_case(slug, answers=answers, incomplete=True, by=town.ahlers, **values)

    case = report("streunende-katze")
    report("schlagloch")
    same = report("wilder-muell", subject="Katze streunt hier, Am alten Kirchplatz 12")

    assert [one.case for one in duplicates_of(case, town.ahlers)] == [same]


def test_newer_reports_of_other_services_do_not_crowd_out_one_of_the_same(report, town, monkeypatch):
    monkeypatch.setattr(duplicates, "LOOKED_AT", 2)
    place = {"address": "Lindenstraße 3a"}
    same = report(place)
    for _newer in range(2):
        report(place, slug="schlagloch")

    assert [one.case for one in duplicates_of(report(place), town.ahlers)] == [same]


def test_the_same_name_of_a_place_far_away_is_another_place(report, town):
    report(north(900))

    assert duplicates_of(report(), town.ahlers) == []


def test_a_corrected_address_is_compared_as_it_is_right(make_case, town):
    other, case = make_case(by=town.ahlers), make_case(by=town.ahlers)
    correct(case, "ort", "Marktplatz", by=town.ahlers)

    assert duplicates_of(case, town.ahlers) == []
    correct(case, "ort", "stadtpark", by=town.ahlers)
    assert [one.case for one in duplicates_of(case, town.ahlers)] == [other]


def test_the_same_address_is_looked_for_with_one_statement(report, town, django_assert_num_queries):
    case = report({"address": "Lindenstraße 3a"})
    duplicates_of(case, town.ahlers)  # who she is, is asked once a request

    with django_assert_num_queries(1) as asked:
        duplicates_of(case, town.ahlers)

    assert '"place_key" =' in asked[0]["sql"]


def test_a_place_in_words_has_no_neighbours(make_case, report, town):
    report()

    assert duplicates_of(make_case(by=town.ahlers), town.ahlers) == []


def test_whoever_is_about_to_report_hears_of_open_reports_of_the_same_service_near_by(report, town):
    near = report(north(120))
    report(north(40), slug="schlagloch")
    close(report(north(20)), "erledigt", "Fertig.", by=town.ahlers)

    found = told_near(town.cat, 50.9375, 6.9603)

    assert [(one.case.number, one.metres) for one in found] == [(near.number, 120)]


def test_nobody_hears_of_complaints_near_by(report):
    assert told_near(Service.objects.get(slug="beschwerde"), 50.9375, 6.9603) == []


def test_what_was_done_in_the_last_two_weeks_is_named_however_long_ago_it_was_told(report, town, moment):
    done, long_done, taken_back, far = report(north(120)), report(north(110)), report(north(100)), report(north(400))
    for case in (done, long_done, far):
        close(case, "im_tierheim", "Die Katze ist im Tierheim.", by=town.ahlers)
    withdraw(taken_back)
    Case.objects.filter(pk=done.pk).update(opened_at=moment - timedelta(days=60))
    Case.objects.filter(pk=long_done.pk).update(closed_at=moment - timedelta(days=15))

    assert [(one.case.number, one.metres) for one in done_near(town.cat, 50.9375, 6.9603)] == [(done.number, 120)]
    assert done_near(Service.objects.get(slug="beschwerde"), 50.9375, 6.9603) == []
