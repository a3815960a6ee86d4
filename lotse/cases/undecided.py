"""Nobody decided in time what a case asks: the lead of whoever asked learns it, once, and the case shows it."""

from django.db.models import CharField, Exists, OuterRef, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from lotse.approvals.models import Round
from lotse.approvals.rules import VETO
from lotse.mailroom.models import post
from lotse.people.models import Membership, Team
from lotse.tenants.clock import now

from .leading import who_answers_for
from .models import Case, Entry
from .verb import verb

BATCH = 200  # rounds a minute
TOLD = "approval_overdue"


def overdue(at):
    """Open rounds about cases whose day is over; where silence counts as yes, the clock decides instead."""
    rounds = Round.objects.open().filter(kind="case", due_at__lte=at)
    return rounds.exclude(steps__rule=VETO).order_by()


def team_that_asked():
    """The ids of the team of whoever asked, to annotate rounds with: their first by name."""
    return Membership.objects.filter(person=OuterRef("asked_by")).order_by("team__name").values("team")[:1]


def tell_leads() -> int:
    """Tell the lead of every question that waits too long; return how many. Done each minute by the worker."""
    told = Entry.objects.filter(case=OuterRef("subject"), kind=TOLD).annotate(of=KT("data__round"))
    told = told.filter(of=Cast(OuterRef("pk"), CharField()))
    rounds = (
        overdue(now())
        .filter(~Exists(told))
        .annotate(team=Subquery(team_that_asked()))
        .select_related("asked_by")[:BATCH]
    )
    cases = Case.objects.in_bulk([round.subject for round in rounds])
    return sum(tell_lead(cases[round.subject], round) for round in rounds if round.subject in cases)


@verb
def tell_lead(case: Case, round: Round) -> bool:
    """Write it down, and to the lead who is there or stands in; say whether it was still time to."""
    asked_in = getattr(round, "team", None)
    team = Team.objects.filter(pk=asked_in).first() if asked_in else None
    round.hold()
    if not round.is_open or case.entries.filter(kind=TOLD, data__round=str(round.pk)).exists():
        return False
    entry = case.record(TOLD, by=None, data={"round": str(round.pk)} | ({"team": team.slug} if team else {}))
    if team is None:
        return True
    told = {"number": case.number, "who": round.asked_by}
    event = _("Freigabe überfällig [%(number)s]") % told
    words = _("Eine Freigabe, um die %(who)s gebeten hat, ist überfällig. Öffnen Sie %(number)s in Lotse.") % told
    for reader in who_answers_for(case, team, now())[1]:
        if reader.email:
            post(reader.email, event, words, to=reader, about=case, entry=entry, auto=True)
    return True
