"""Nobody took a hand-over in its time: whoever leads the team is told, once, and the case shows it (P4)."""

from django.utils.translation import gettext as _

from lotse.mailroom.models import post
from lotse.tenants.clock import now

from . import by_name
from .leading import who_answers_for
from .models import Leg
from .one_by_one import do_each
from .verb import verb

BATCH = 500  # legs a minute


def tell_leads() -> int:
    """Tell the lead of every hand-over that waits too long; return how many. Done each minute by the worker."""
    waiting = Leg.objects.filter(state=Leg.State.OFFERED, accept_by__lte=now(), lead_told_at=None)
    legs = waiting.filter(case__closed_at=None).select_related("case", "team").order_by("accept_by")[:BATCH]
    return sum(do_each(legs, tell_lead))


@verb
def tell_lead(leg: Leg) -> bool:
    """Write to the lead, or who stands in; say whether it was still time to. A body outside is the guide's to call."""
    at, case = now(), leg.case
    if leg.state != Leg.State.OFFERED or leg.lead_told_at or leg.accept_by is None or leg.accept_by > at:
        return False
    leg.lead_told_at = at
    leg.save(update_fields=["lead_told_at"])
    entry = case.record("unaccepted", by=None, data={"leg": str(leg.pk), "team": leg.team.slug})
    told = {"team": leg.team.name, "number": case.number}
    event = _("Übergabe nicht angenommen [%(number)s]") % told
    words = _("%(team)s hat eine Übergabe nicht rechtzeitig angenommen. Öffnen Sie %(number)s in Lotse.") % told
    leads = [] if leg.team.kind == "outside" else who_answers_for(case, leg.team, at)[1]
    for reader in by_name.may_hear(case, leads or [case.guide] if case.guide else leads):
        if reader.email:
            post(reader.email, event, words, to=reader, about=case, entry=entry, auto=True)
    return True
