"""Who is told when something is overdue: the leads of a team who are there, and never whom the case is about.

Where a complaint is about the lead, it goes to the next one above: the department's front team, then whoever
manages the house. In a confidential case they are named by that, or else they could not look.
"""

from django.db.models import Q
from django.utils.timezone import localdate

from lotse.people.models import Absence, Deputy, Membership, Person, Role, Team

from . import by_name


def leads_of(team, on):
    """Return who leads this team on this day: its leads who are there, else those who stand in for them."""
    leads = Person.objects.filter(memberships__team=team, memberships__is_lead=True, is_active=True)
    away = Absence.objects.filter(begins_on__lte=on, ends_on__gte=on).values("person")
    if present := list(leads.exclude(pk__in=away)):
        return present
    stands_in = Deputy.objects.standing(on).filter(person__in=leads).values("deputy")
    deputies = Person.objects.filter(Q(pk__in=stands_in), is_active=True).exclude(pk__in=away)
    return list(deputies) or list(leads)


def who_answers_for(case, team, at):
    """Return (team, leads) to lay an overdue matter of this case before: this team, or the next one above.

    No leads at all is an empty list: then it is the guide's (inside a verb, because it may name people).
    """
    on = localdate(at)
    for each in [team, case.team, case.guide_team] if case.is_named_only else ():
        if each and (named := by_name.may_hear(case, leads_of(each, on))):
            return each, named
    for each in upward(team) if team else ():
        leads = leads_of(each, on)
        if told := by_name.not_about(case, leads):
            for lead in told:
                by_name.let_in(case, lead, at)
            return each, told
        if not leads:
            break
    return team, []


def upward(team):
    """Yield this team, its department's front team, and the teams that those lead who manage the house."""
    yield team
    above = Team.objects.filter(department=team.department_id, is_front=True).exclude(pk=team.pk)
    yield from above
    manage = Membership.objects.filter(is_lead=True, person__roles__role=Role.MANAGEMENT).values("team")
    yield from (
        Team.objects.filter(pk__in=manage).exclude(pk=team.pk).exclude(pk__in=above.values("pk")).order_by("name")
    )
