"""Who becomes the named person of a case (Ansprechperson, P3): one rule for opening and for whoever leaves."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from lotse.people.models import Absence, Person

from .models import Case


def next_guide(team, at, *, without=(), leads_only=False):
    """Return the present member of the team with the fewest open cases, its leads last; nobody there: its lead.

    `without` are persons who must not; `leads_only` is for confidential cases. None where nobody is left.
    """
    members = Person.objects.filter(memberships__team=team, is_active=True)
    members = members.exclude(pk__in=[person.pk for person in without])
    if leads_only:
        members = members.filter(memberships__team=team, memberships__is_lead=True)
    away = Absence.objects.filter(begins_on__lte=at, ends_on__gte=at).values("person")
    load = Case.objects.open().filter(guide=OuterRef("pk")).order_by().values("guide").annotate(n=Count("pk"))
    present = members.exclude(pk__in=away).annotate(load=Coalesce(Subquery(load.values("n")), 0))
    return (
        present.order_by("memberships__is_lead", "load", "login").first()
        or members.order_by("-memberships__is_lead", "login").first()
    )
