"""When somebody leaves a team or the house: what lay on their desk lies with the team again, at once.

Whoever loses the right to a case loses assignment and guide's part in the same deed: an owner without access makes
a case that nobody sees. The citizen gets the next colleague of the guide's team, and is told (P3).
"""

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lotse.people.joining import join
from lotse.people.taking_on import let_go
from lotse.tenants.clock import now

from . import by_name
from .guiding import next_guide
from .models import Case, Involvement
from .verb import verb


@transaction.atomic
def change_teams(person, teams, *, by) -> None:
    """Make the person a member of exactly these teams; their work in those they left lies with the team again.

    The one way for every door: the pages, a table, the command line. Raises PersonRefused.
    """
    had = list(person.teams.all())
    join(person, teams, by=by)
    if left := [team for team in had if team not in teams]:
        release_work_of(person, by=by, left=left)


@transaction.atomic
def close_account(person, *, by) -> int:
    """Close the account of whoever leaves the house; return how many cases went back. Raises PersonRefused."""
    let_go(person, by=by)
    return release_work_of(person, by=by)


def release_work_of(person, *, by, left=None) -> int:
    """Take open assignments and the guide's part from this person; return how many cases that were.

    `left` are the teams they just left; None takes everything, because the account is closed. Sight by name goes
    with the part that gave it.
    """
    mine = Q(assignee=person) | Q(guide=person)
    if left is not None:
        stays = list(person.memberships.values_list("team_id", flat=True))
        works = Q(assignee=person) & (Q(team__in=left) | Q(guide_team__in=left))
        guides = Q(guide=person, guide_team__in=left)
        mine = works & ~(Q(team__in=stays) | Q(guide_team__in=stays)) | guides
    cases = list(Case.objects.open().filter(mine).order_by("id"))
    for case in cases:
        _release(case, person, by=by, left=left)
    _end_sight_by_name(person, left)
    return len(cases)


def _end_sight_by_name(person, left):
    """Confidential cases, closed ones too, close for whoever has no part in them any more; somebody keeps each."""
    at, sight = now(), Involvement.objects.filter(person=person, role__in=["named", "former"], until=None)
    named = sight.select_related("case")
    if left is not None:
        theirs = Q(case__team__in=left) | Q(case__guide_team__in=left) | Q(case__legs__team__in=left)
        named = named.filter(theirs).distinct()
    for row in named:
        case = row.case
        has_part = row.role == "named" and left is not None
        if has_part and (by_name.leads(case, person) or (case.is_open and by_name.works_on(case, person))):
            continue
        row.until = at
        row.save(update_fields=["until"])
        is_seen = case.involvements.filter(role="named", until=None, person__is_active=True).exists()
        if not is_seen and (heir := _next_guide(case, person)):
            by_name.let_in(case, heir, at)


@verb
def _release(case: Case, person, *, by, left):
    guides_no_more = left is None or case.guide_team_id in {team.pk for team in left}
    if case.assignee_id == person.pk:
        case.assignee = None
        case.record("assigned", by=by, data={"to": "", "reason": "left"})
    if case.guide_id == person.pk and guides_no_more and (heir := _next_guide(case, person)):
        case.guide = heir
        data = {"to": str(heir.pk), "reason": "left"}
        entry = case.record("guide_changed", by=by, is_public=True, data=data, content={"text": ""})
        by_name.let_in(case, heir, entry.at)
        case.write_letter(
            _("Neue Ansprechperson"), _("%(name)s ist jetzt Ihre Ansprechperson.") % {"name": heir}, entry=entry
        )


def _next_guide(case, former):
    """Whoever of the guide's team is there with the fewest open cases, else its lead.

    Confidential cases go to leads alone. Nobody at all: the former guide stays, and it stands under „ohne Zuständige“.
    """
    barred = [row.person for row in case.involvements.filter(role="barred").select_related("person")]
    return next_guide(case.guide_team, localdate(now()), without=[former, *barred], leads_only=case.is_named_only)
