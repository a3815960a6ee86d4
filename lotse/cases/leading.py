"""Who is told when something is overdue: the leads of a team who are there, and never whom the case is about.

Where a complaint is about the lead, it goes to the next one above: the department's front team, then whoever
manages the house. Who stands in for that lead is not asked, either: they would answer for the one complained about.
In a confidential case they are named by that, or else they could not look. Where nobody leads any more, it is laid
before whoever manages the house, else before one who may assign it: somebody always hears of it.
"""

from itertools import chain

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate

from lotse.people.models import Absence, Deputy, Membership, Person, Role, Team

from . import by_name


def leads_of(case, team, on):
    """Return who leads this team on this day in this case: leads who are there, else those who stand in for them.

    Whom the case is about is left out before anybody's deputy is asked for; nobody left is an empty list.
    """
    every = Person.objects.filter(memberships__in=_leading(team)).distinct()
    leads = by_name.not_about(case, every)
    away = Absence.objects.filter(begins_on__lte=on, ends_on__gte=on).values("person")
    absent = set(away.filter(person__in=leads).values_list("person", flat=True))
    if present := [lead for lead in leads if lead.pk not in absent]:
        return present
    stands_in = Deputy.objects.standing(on).filter(person__in=leads).values("deputy")
    deputies = list(Person.objects.filter(Q(pk__in=stands_in), is_active=True).exclude(pk__in=away))
    return by_name.not_about(case, deputies) if deputies else leads


def next_to_answer(case, team, at):
    """Return (team, leads) to lay an overdue matter of this case before: this team, or the next one above.

    No leads at all is an empty list: then it is the guide's. Nobody is named by this; `who_answers_for` does that.
    """
    on = localdate(at)
    for each in _own_teams(case, team) if case.is_named_only else ():
        if named := by_name.may_hear(case, leads_of(case, each, on)):
            return each, named
    if case.is_named_only and not by_name.has_anybody(case):
        return _somebody(case, team, on)
    for each in upward(team) if team and _leading(team).exists() else ():
        if leads := leads_of(case, each, on):
            return each, leads
    return team, []


def who_answers_for(case, team, at):
    """Return what `next_to_answer` says, and name those leads in a confidential case (so: inside a verb)."""
    team, leads = next_to_answer(case, team, at)
    if case.is_named_only:
        may_look = by_name.may_hear(case, leads)
        for lead in leads:
            if lead not in may_look:
                by_name.let_in(case, lead, at)
    return team, leads


def _own_teams(case, team):
    """This team, who has the case and whose guide it has, each once."""
    return list(dict.fromkeys(each for each in (team, case.team, case.guide_team) if each))


def _somebody(case, team, on):
    """Whom a confidential case is laid before that nobody is named on any more: never nobody at all.

    The leads of its teams, then those above them; where nobody leads, who manages the house, else one who may assign
    it: a single colleague, of the team that has it if somebody is there. It does not become the whole team's.
    """
    own = _own_teams(case, team)
    for each in chain(own, *map(upward, own)):
        if leads := leads_of(case, each, on):
            return each, leads
    away = Absence.objects.filter(begins_on__lte=on, ends_on__gte=on).values("person")
    staff = Person.objects.filter(kind=Person.Kind.STAFF, is_active=True)
    has_it = Exists(Membership.objects.filter(person=OuterRef("pk"), team=case.team))
    manage = staff.filter(roles__role=Role.MANAGEMENT).distinct().order_by("login")
    assign = staff.filter(memberships__team__in=own).distinct().annotate(has_it=has_it).order_by("-has_it", "login")
    for people, most in ((manage, None), (assign, 1)):
        if told := by_name.not_about(case, people.exclude(pk__in=away)) or by_name.not_about(case, people):
            return team, told[:most]
    return team, []


def _leading(team):
    return Membership.objects.filter(team=team, is_lead=True, person__is_active=True)


def upward(team):
    """Yield this team, its department's front team, and the teams that those lead who manage the house."""
    yield team
    above = Team.objects.filter(department=team.department_id, is_front=True).exclude(pk=team.pk)
    yield from above
    manage = Membership.objects.filter(is_lead=True, person__roles__role=Role.MANAGEMENT).values("team")
    yield from (
        Team.objects.filter(pk__in=manage).exclude(pk=team.pk).exclude(pk__in=above.values("pk")).order_by("name")
    )
