"""Sight by name: a confidential case is open to the persons named on it alone (architecture 11 e).

Whoever gets a part in it is named, and stays named as long as the part lasts.
"""

from django.db.models import Q


def let_in(case, person, at):
    """Name whoever gets a part in a confidential case; elsewhere teams let in."""
    if case.is_named_only and not case.involvements.filter(person=person, role="named", until=None).exists():
        case.involvements.create(person=person, role="named", since=at)


def let_go(case, person, at):
    """End the sight of whoever gave their part away, unless another part of theirs remains."""
    if case.is_named_only and not (works_on(case, person) or leads(case, person)):
        case.involvements.filter(person=person, role="named", until=None).update(until=at)


def works_on(case, person):
    """Whether this person guides or does it, or took a leg that is open."""
    return person.pk in (case.guide_id, case.assignee_id) or _open_legs(case).filter(accepted_by=person).exists()


def leads(case, person):
    """Whether this person leads the team that has it, the guide's, or one with an open leg."""
    teams = Q(team__in=[case.team_id, case.guide_team_id]) | Q(team__in=_open_legs(case).values("team"))
    return person.memberships.filter(teams, is_lead=True).exists()


def _open_legs(case):
    return case.legs.filter(state__in=("offered", "accepted"))
