"""Joining teams: into a team of the business nobody comes by the IT alone, for its members read content.

The IT puts people down, a lead says yes. Only a town in which nobody leads anything yet is arranged without;
the journal then says so.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from lotse.journal.models import note

from .models import Kind, Membership, RequestedMembership
from .refusals import PersonRefused


@transaction.atomic
def join(person, teams, *, by=None):
    """Make the person a member of exactly these teams, or put them down for them; nobody changes their own."""
    wanted, have = {team.pk: team for team in teams}, set(person.memberships.values_list("team_id", flat=True))
    asked = set(person.requested_memberships.values_list("team_id", flat=True))
    if set(wanted) == have | asked:
        return
    if person == by:
        raise PersonRefused("teams", _("Ihre eigenen Teams ändert jemand anderes."))
    _keep_a_lead(person, wanted, by)
    person.memberships.exclude(team__in=wanted).delete()
    person.requested_memberships.exclude(team__in=wanted).delete()
    for pk in set(wanted) - have - asked:
        _let_in_or_ask(person, wanted[pk], by)
    note("person.teams_changed", person, by=by, teams=sorted(str(pk) for pk in wanted))


def _let_in_or_ask(person, team, by):
    if by is not None and team.kind == Kind.BUSINESS and not _leads(by, team):
        if is_led():
            RequestedMembership.objects.create(person=person, team=team, asked_by=by)
            return
        note("person.joined_before_any_lead", person, by=by, team=str(team.pk))
    Membership.objects.create(person=person, team=team)


def is_led():
    """Whether anybody leads a team of the business; before that, the town is being set up."""
    return Membership.objects.filter(is_lead=True, team__kind=Kind.BUSINESS).exists()


def _leads(by, team):
    led = by.memberships.filter(is_lead=True, team__kind=Kind.BUSINESS)
    return led.filter(team=team).exists() or led.filter(team__is_support=True).exists()


def _keep_a_lead(person, wanted, by):
    """A team of the business that has a lead keeps one, else the town could be set up a second time."""
    left = person.memberships.filter(is_lead=True, team__kind=Kind.BUSINESS).exclude(team__in=wanted)
    for membership in left.select_related("team") if by is not None else ():
        others = membership.team.memberships.filter(is_lead=True, person__is_active=True).exclude(person=person)
        if not others.exists():
            told = {"name": person.name, "team": membership.team.name}
            sentence = _("%(name)s leitet das Team „%(team)s“ allein. Benennen Sie dort erst eine andere Leitung.")
            raise PersonRefused("teams", sentence % told)


@transaction.atomic
def let_in(asked, *, by):
    """Say yes: from now on the person is a member and has the rights of the team."""
    _answer(asked)
    Membership.objects.get_or_create(person=asked.person, team=asked.team)
    note("person.let_in", asked.person, by=by, team=str(asked.team_id), asked_by=str(asked.asked_by_id))


@transaction.atomic
def turn_away(asked, *, by):
    """Say no: the person was never a member."""
    _answer(asked)
    note("person.turned_away", asked.person, by=by, team=str(asked.team_id), asked_by=str(asked.asked_by_id))


def _answer(asked):
    if not RequestedMembership.objects.filter(pk=asked.pk).delete()[0]:
        raise PersonRefused("teams", _("Darüber hat schon jemand entschieden."))
