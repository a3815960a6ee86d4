"""Work orders (Arbeitsaufträge) for crews without mail or accounts: a leg on paper, answered by the code on it.

The paper carries a key to this one leg: random, stored hashed, over some days after the leg is due, dead with the
leg or with the next print. Who holds the paper reads what is on it; the key opens nothing else.
"""

from django.db.models import CharField, OuterRef, Subquery
from django.db.models.fields.json import KT, KeyTextTransform
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from lotse.catalogue.circles import GENERAL
from lotse.people.models import LinkSession
from lotse.tenants.clock import now

from .by_link import LIVES_ON
from .models import Crew, Entry, Leg
from .models.leg import PAPER
from .refusals import AlreadyAnswered, NotAllowed, NotYours
from .verb import verb

ON_PAPER = Crew("paper")


def fits_a_crew(leg):
    """Whether this leg may hang on a wall or lie in a van: work of our own teams, from no walled circle."""
    return leg.team.kind != "outside" and leg.case.circle == GENERAL


def may_print(leg, person):
    """Whether this person may put the leg on paper: the receiving team, and whoever carries the case."""
    return leg.is_open and fits_a_crew(leg) and (person.is_member_of(leg.team) or leg.case.is_carried_by(person))


def open_orders_of(team):
    """The orders that hang at this team's screen: due ones first, each with its packet and who took it."""
    taken = Entry.objects.filter(case=OuterRef("case"), kind="accepted").order_by("-seq")
    taken = taken.annotate(of=KT("data__leg")).filter(of=Cast(OuterRef("pk"), CharField()))
    legs = team.legs.filter(state__in=[Leg.State.OFFERED, Leg.State.ACCEPTED], case__closed_at=None)
    near = ("case", "from_team", "team", "entry__content")
    crew = Subquery(taken.values(name=KeyTextTransform("crew", "content__body"))[:1])
    return legs.filter(case__circle=GENERAL).select_related(*near).annotate(crew_name=crew).order_by("due_at")


@verb
def print_order(leg: Leg, *, by):
    """Return the key for a new paper; older papers are void. Raises AlreadyAnswered, NotAllowed, NotYours."""
    if not leg.is_open:
        raise AlreadyAnswered(leg)
    if not fits_a_crew(leg):
        raise NotAllowed(_("Dieser Auftrag geht nicht auf Papier: Nur wer dafür benannt ist, liest ihn."))
    if not may_print(leg, by):
        raise NotYours(leg)
    LinkSession.objects.end(leg, PAPER)
    key = LinkSession.hand_out(PAPER, leg, until=max(leg.due_at, now()) + LIVES_ON)
    leg.case.record("order_printed", by=by, data={"leg": str(leg.pk), "team": leg.team.slug})
    return key


@verb
def take(leg: Leg, crew):
    """Accept for the crew's team; a second press finds it taken and changes nothing. Raises AlreadyAnswered."""
    if leg.state == Leg.State.ACCEPTED:
        return None
    return leg.accept(by=None, crew=crew)


@verb
def answer(leg: Leg, text, *, crew, is_done, files=()):
    """Take in the crew's result, or why it is not possible; work that is done was thereby accepted.

    The guide reads it, not the citizen. Whoever calls has checked the key. Raises AlreadyAnswered, UnknownValue.
    """
    if not leg.is_open:
        raise AlreadyAnswered(leg)
    if is_done:
        take(leg, crew)
    entry = leg.finish(text, by=None, crew=crew) if is_done else leg.send_back(text, by=None, crew=crew)
    leg.case.attach(files, entry)
    return entry
