"""Statements that are put together once: everybody reads with their own eyes, at their own time."""

from datetime import timedelta

import pytest

from lotse.cases.models import Case
from lotse.cases.models.kept import NotKept, kept
from lotse.tenants.clock import moved_to, now


def seen(person, number=None):
    return Case.objects.visible_to(person).saying_what_is_readable_by(person).order_by("number")


def test_two_of_the_same_roles_read_each_with_their_own_eyes(make_case, town):
    cat = make_case()
    cat.assign(town.lueders, by=town.ahlers)

    def mine(person):
        return Case.objects.visible_to(person).filter(assignee=person)

    assert kept(("mine",), mine, town.ahlers) == []
    assert kept(("mine",), mine, town.lueders) == [cat]
    assert kept(("mine",), mine, town.ahlers) == []


def test_whoever_sees_nothing_is_shown_nothing_after_somebody_who_does(make_case, town):
    case = make_case()

    for person in (town.ahlers, town.brandt, town.cetin, town.ahlers):
        assert kept(("seen",), seen, person) == list(seen(person))
    assert case in kept(("seen",), seen, town.ahlers)


def test_a_kept_statement_says_what_may_be_read_as_the_plain_one_does(make_case, town):
    make_case()

    for person in (town.ahlers, town.lueders, town.brandt):
        told = [(case.pk, case.is_readable) for case in seen(person)]
        assert [(case.pk, case.is_readable) for case in kept(("seen",), seen, person)] == told


def test_now_is_the_moment_of_the_question(make_case, town):
    make_case()
    day = timedelta(days=1)

    def later(person):
        return Case.objects.filter(opened_at__gt=now())

    with moved_to(now() - day):
        assert len(kept(("later",), later, town.ahlers)) == 1
    assert kept(("later",), later, town.ahlers) == []


def test_words_and_ids_are_filled_in_anew(make_case, town):
    first, second = make_case(), make_case()

    def one(person, number):
        return Case.objects.filter(number=number)

    assert kept(("one",), one, town.ahlers, number=first.number) == [first]
    assert kept(("one",), one, town.ahlers, number=second.number) == [second]


@pytest.mark.parametrize("stays", [
    lambda case, person: Case.objects.filter(pk=case.pk),
    lambda case, person: Case.objects.filter(opened_at=case.opened_at),
    lambda case, person: Case.objects.filter(opened_at__lt=now() + timedelta(days=400)),
])  # fmt: skip
def test_what_would_stay_for_everybody_is_refused(make_case, town, stays):
    case = make_case()

    with pytest.raises(NotKept):
        kept((stays,), lambda person: stays(case, person), town.ahlers)


def test_a_word_that_does_not_arrive_whole_is_refused(make_case, town):
    make_case()

    with pytest.raises(NotKept):
        kept(("part",), lambda person, q: Case.objects.filter(subject__icontains=q), town.ahlers, q="Katze")


def test_rows_of_single_columns_are_kept_as_such(make_case, town):
    case = make_case()

    def numbers(person):
        return Case.objects.visible_to(person).values("number", "service__title")

    for _first_and_again in range(2):
        assert kept(("numbers",), numbers, town.ahlers) == [
            {"number": case.number, "service__title": case.service.title}
        ]


def test_a_point_is_filled_in_anew_and_never_stays(make_case, town):
    here, there = make_case(), make_case()
    Case.objects.filter(pk=here.pk).update(lat=53.5, lon=8.1)
    Case.objects.filter(pk=there.pk).update(lat=53.9, lon=8.1)

    def north_of(person, lat):
        return Case.objects.filter(lat__gt=lat)

    assert len(kept(("north",), north_of, town.ahlers, lat=53.0)) == 2
    assert kept(("north",), north_of, town.ahlers, lat=53.7) == [there]
    with pytest.raises(NotKept):
        kept(("north of here",), lambda person: Case.objects.filter(lat__gt=53.7), town.ahlers)
