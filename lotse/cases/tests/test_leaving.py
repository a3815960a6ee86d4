"""Whoever leaves a team or the house leaves no case behind that nobody carries."""

import pytest

from lotse.cases.leaving import change_teams, close_account, release_work_of
from lotse.cases.models import Case
from lotse.cases.verifying import verify
from lotse.mailroom.models import Letter
from lotse.people.models import Absence, Membership, Person


@pytest.fixture
def colleagues(town):
    """Two colleagues of Frau Ahlers, beside her lead."""
    made = [Person.objects.create(login=f"kollege{n}", name=f"Herr Kollege {n}", kind="staff") for n in (1, 2)]
    for person in made:
        Membership.objects.create(person=person, team=town.telefon_empfang)
    return made


def _forty(make_case, town):
    cases = [make_case() for _ in range(40)]
    Case.objects.filter(pk__in=[case.pk for case in cases]).update(guide=town.ahlers, assignee=town.ahlers)
    return cases


def _leave(person, team):
    Membership.objects.filter(person=person, team=team).delete()
    return release_work_of(person, by=None, left=[team])


def test_forty_cases_of_a_colleague_who_leaves_are_shared_out_at_once(make_case, town, colleagues):
    cases = _forty(make_case, town)

    count = _leave(town.ahlers, town.telefon_empfang)

    now_with = Case.objects.filter(pk__in=[case.pk for case in cases])
    guides = list(now_with.values_list("guide__login", flat=True))
    assert count == 40
    assert "ahlers" not in guides
    assert all(guides)
    shares = [guides.count(person.login) for person in colleagues]
    assert abs(shares[0] - shares[1]) <= 1
    assert not now_with.filter(assignee=town.ahlers).exists()


def test_each_case_tells_it_and_the_citizen_reads_the_new_name(make_case, town, colleagues):
    case = make_case()
    Case.objects.filter(pk=case.pk).update(guide=town.ahlers, assignee=town.ahlers)

    _leave(town.ahlers, town.telefon_empfang)

    case.refresh_from_db()
    told = case.entries.get(kind="guide_changed")
    assert (told.data, told.is_public) == ({"to": str(case.guide_id), "reason": "left"}, True)
    assert case.entries.get(kind="assigned").data == {"to": "", "reason": "left"}
    assert case.guide.name in Letter.objects.get(entry=told.pk).text
    assert list(verify(case.number)) == []


def test_who_is_away_gets_none_of_them(make_case, town, colleagues, today):
    case = make_case()
    Case.objects.filter(pk=case.pk).update(guide=town.ahlers)
    away, there = colleagues
    others = Membership.objects.filter(team=town.telefon_empfang).exclude(person=there)
    for person in others.values_list("person", flat=True):
        Absence.objects.create(person_id=person, begins_on=today, ends_on=today)

    _leave(town.ahlers, town.telefon_empfang)

    case.refresh_from_db()
    assert case.guide == there


def test_who_leaves_another_team_keeps_what_they_still_may_do(make_case, town):
    case = make_case()
    Case.objects.filter(pk=case.pk).update(guide=town.ahlers, assignee=town.ahlers)

    assert release_work_of(town.ahlers, by=None, left=[town.strassenunterhaltung]) == 0

    case.refresh_from_db()
    assert (case.guide, case.assignee) == (town.ahlers, town.ahlers)


def test_changing_teams_releases_what_lies_in_those_left_whoever_does_it(make_case, town, colleagues):
    case = make_case()
    Case.objects.filter(pk=case.pk).update(guide=town.ahlers, assignee=town.ahlers)

    change_teams(town.ahlers, [town.strassenunterhaltung], by=None)

    case.refresh_from_db()
    assert case.guide in colleagues
    assert case.assignee is None
    assert list(town.ahlers.teams.all()) == [town.strassenunterhaltung]


def test_closing_an_account_releases_everything_whoever_does_it(make_case, town, colleagues):
    case = make_case()
    Case.objects.filter(pk=case.pk).update(guide=town.ahlers, assignee=town.ahlers)

    assert close_account(town.ahlers, by=None) == 1

    case.refresh_from_db()
    assert case.guide in colleagues
    assert not Person.objects.get(pk=town.ahlers.pk).is_active


def test_without_any_colleague_the_case_stands_among_those_that_nobody_carries(make_case, town):
    case = make_case()
    Case.objects.filter(pk=case.pk).update(guide=town.ahlers, assignee=town.ahlers)
    Membership.objects.filter(team=case.guide_team).exclude(person=town.ahlers).delete()
    Person.objects.filter(pk=town.ahlers.pk).update(is_active=False)

    release_work_of(town.ahlers, by=None)

    case.refresh_from_db()
    assert case.assignee is None
    assert not case.guide.is_active
