"""Sight by name: a confidential case is open to the persons named on it alone (architecture 11 e).

Whoever gets a part in it is named, and stays named as long as the part lasts. Who gave it back or away sees it no
more; who answered what they were asked reads on what they had, and nothing that comes later.
"""

from django.db.models import F, Q


def let_in(case, person, at):
    """Name whoever gets a part in a confidential case; elsewhere teams let in."""
    if case.is_named_only and not case.involvements.filter(person=person, role="named", until=None).exists():
        case.involvements.create(person=person, role="named", since=at)


def let_in_leads(case, team, at):
    """Name the leads of a team that gets a part in a confidential case, never whom it is about (architecture 11 e)."""
    if case.is_named_only:
        barred = case.involvements.filter(role="barred").values("person")
        for lead in team.members.filter(memberships__is_lead=True, memberships__team=team).exclude(pk__in=barred):
            let_in(case, lead, at)


def let_go(case, person, at, *, keeps=False):
    """End the sight of whoever gave their part away, unless another part of theirs remains.

    `keeps`: their part is done, and what they had they may read on.
    """
    if case.is_named_only and not (works_on(case, person) or leads(case, person)):
        ended = case.involvements.filter(person=person, role="named", until=None).update(until=at)
        if ended and keeps:
            case.involvements.create(person=person, role="former", since=at)


def let_go_of_team(case, team, at, *, keeps=False):
    """End the sight of those who read for a team that is done here; whoever asked for it keeps their part."""
    if case.is_named_only:
        named = case.involvements.filter(role="named", until=None, person__memberships__team=team).distinct()
        for row in named.exclude(case__internal__asked_by=F("person")).select_related("person"):
            let_go(case, row.person, at, keeps=keeps)


def may_hear(case, people):
    """Return those of `people` who may be written to about a case: never whom it is about, else by name if so."""
    told = not_about(case, people)
    if not case.is_named_only:
        return told
    rows = case.involvements.filter(role="named", until=None, person__isnull=False)
    named = set(rows.values_list("person", flat=True))
    return [each for each in told if named & set(each.acts_for_ids)]


def has_anybody(case):
    """Whether somebody who works here may look after a confidential case, by name or in place of who is named."""
    return case.involvements.looked_after().exists()


def not_about(case, people):
    """Leave out whom the case is about, also where their mailbox stands under another name."""
    about = [row.person for row in case.involvements.filter(role="barred").select_related("person")]
    boxes = {person.email.lower() for person in about} - {""}
    return [each for each in people if each not in about and each.email.lower() not in boxes]


def works_on(case, person):
    """Whether this person guides or does it, or took a leg that is open."""
    return person.pk in (case.guide_id, case.assignee_id) or _open_legs(case).filter(accepted_by=person).exists()


def leads(case, person):
    """Whether this person leads the team that has it, the guide's, or one with an open leg."""
    teams = Q(team__in=[case.team_id, case.guide_team_id]) | Q(team__in=_open_legs(case).values("team"))
    return person.memberships.filter(teams, is_lead=True).exists()


def _open_legs(case):
    """Parts that are still somebody's: whoever gave the case away holds none of it any more."""
    holds = Q(state="offered") | Q(state="accepted") & (~Q(kind="transfer") | Q(team=case.team_id))
    return case.legs.filter(holds)
