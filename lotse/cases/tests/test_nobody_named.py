"""A confidential case whose guide and leads are gone: somebody always hears of it, and never whom it is about."""

import pytest
from django.utils.timezone import localdate

from lotse.cases import watchdogs
from lotse.cases.mending import notices_for
from lotse.cases.models import Case
from lotse.mailroom.models import Notice
from lotse.people.models import Absence, Deputy, Membership, Person
from lotse.tenants.clock import now


@pytest.fixture
def orphan(make_case, town):
    """A complaint about Herr Brandt: its guide and the only lead of its team left the house, and nobody leads now."""
    case = make_case("beschwerde", barred=[town.brandt])
    Membership.objects.update(is_lead=False)
    named = case.involvements.filter(role="named").values("person")
    Person.objects.filter(pk__in=named).update(is_active=False)
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def colleague(db):
    """Somebody new in the house for whom nobody stands in."""
    return Person.objects.create(login="kollegin", name="Kollegin", kind="staff")


def finders(case):
    """The logins of those who find a notice about this case, on their next visit."""
    staff = Person.objects.filter(kind="staff", is_active=True).order_by("login")
    return [each.login for each in staff if notices_for(each).filter(subject=case.pk).exists()]


def see(case):
    """The logins of those who may read it."""
    staff = Person.objects.filter(kind="staff", is_active=True).order_by("login")
    return [each.login for each in staff if case in Case.objects.readable_by(each)]


def test_a_complaint_without_guide_or_any_lead_is_laid_before_who_manages_the_house(orphan, town):
    watchdogs.look()

    assert Notice.objects.open().filter(subject=orphan.pk, kind="no_person").exists()
    assert finders(orphan) == see(orphan) == [town.engel.login]


@pytest.fixture
def managed_by_nobody(orphan, town):
    """The complaint is about who manages the house, too; nobody works in its teams beside whom a test puts there."""
    orphan.involvements.create(person=town.engel, role="barred")
    Membership.objects.filter(team__in=[orphan.team, orphan.guide_team, orphan.service.owner]).delete()
    return orphan


def works_in(team, login):
    """Somebody new who works in this team."""
    person = Person.objects.create(login=login, name=login, kind="staff")
    Membership.objects.create(person=person, team=team)
    return person


def test_where_it_is_about_who_manages_the_house_one_hears_of_it_who_may_assign_it(managed_by_nobody, town):
    case = managed_by_nobody
    for login in ("b-kollegin", "c-kollege"):
        works_in(case.team, login)
    Membership.objects.create(person=town.brandt, team=case.team)

    watchdogs.look()

    assert finders(case) == see(case) == ["b-kollegin"], "one alone, and nobody else of the team"


def test_whoever_is_there_in_the_team_that_has_it_comes_before_others(managed_by_nobody, town):
    case = managed_by_nobody
    Case.objects.filter(pk=case.pk).update(guide_team=town.fundbuero)
    Membership.objects.filter(team=town.fundbuero).delete()
    works_in(town.fundbuero, "a-kollegin")
    away = works_in(case.team, "b-kollegin")
    works_in(case.team, "c-kollege")
    today = localdate(now())
    Absence.objects.create(person=away, begins_on=today, ends_on=today)

    watchdogs.look()

    assert see(case) == ["c-kollege"]


def test_a_lead_who_came_later_hears_of_it_before_who_manages_the_house(orphan, colleague):
    Membership.objects.create(person=colleague, team=orphan.guide_team, is_lead=True)

    watchdogs.look()

    assert finders(orphan) == see(orphan) == [colleague.login]


def test_who_is_named_without_leading_finds_what_nobody_else_may_see(orphan, colleague, town):
    orphan.involvements.create(person=colleague, role="named")

    watchdogs.look()

    assert finders(orphan) == [colleague.login]
    assert not Case.objects.visible_to(town.engel).filter(pk=orphan.pk).exists(), "nobody is named beside"


def test_once_somebody_is_named_the_case_is_left_alone(orphan, town):
    watchdogs.look()
    before = Case.objects.get(pk=orphan.pk).updated_at

    watchdogs.look()

    assert Case.objects.get(pk=orphan.pk).updated_at == before
    assert finders(orphan) == [town.engel.login]


@pytest.fixture
def named(orphan):
    """The guide of the complaint, who left the house."""
    return orphan.involvements.filter(role="named").order_by("since").first().person


def untouched_by_the_watchdog(case):
    """Whether a further run leaves the row and its notices as they are."""
    state = Case.objects.filter(pk=case.pk).values("updated_at", "version")
    owners = Notice.objects.filter(subject=case.pk).order_by("pk").values_list("pk", "owner")
    before = state.get(), list(owners)
    watchdogs.look()
    return (state.get(), list(owners)) == before


def test_who_stands_in_without_dates_for_a_guide_who_left_finds_it_and_it_is_left_alone(orphan, colleague, named):
    Deputy.objects.create(person=named, deputy=colleague)
    Membership.objects.create(person=colleague, team=orphan.guide_team, is_lead=True)

    watchdogs.look()

    assert finders(orphan) == see(orphan) == [colleague.login]
    assert untouched_by_the_watchdog(orphan)


def test_where_whom_it_is_about_stands_in_somebody_else_is_named_once(orphan, named, town):
    Deputy.objects.create(person=named, deputy=town.brandt)

    watchdogs.look()

    assert finders(orphan) == see(orphan) == [town.engel.login]
    assert untouched_by_the_watchdog(orphan)
