"""What was withdrawn is over for whoever still had a part in it: they are told, and no link or paper opens it.

A case that is opened again goes on with its guide and with the team that had it; what others were asked may be
offered anew, and is sent to nobody by itself.
"""

from django.utils.translation import gettext as _

from lotse.mailroom.models import post
from lotse.people.models import LinkSession

from . import by_name
from .models import Leg
from .models.leg import LINK, PAPER


def call_off(case, entry):
    """End every open hand-over of this case and tell its team (architecture 12; inside a verb)."""
    for leg in _open_legs(case):
        LinkSession.objects.end(leg, LINK, PAPER)
        for address, reader in _at_work(case, leg):
            _write(case, leg, address, reader, entry)
        if not _has_the_case(leg):
            leg.call_off(entry.at)


def take_up(case, entry):
    """Let the hand-over of the team that has the case run on, and tell it (inside a verb)."""
    for leg in filter(_has_the_case, _open_legs(case)):
        leg.take_up_again(entry.at)
        for reader in by_name.may_hear(case, leg.at_work):
            if reader.email:
                told = {"number": case.number}
                words = _("Das zurückgezogene Anliegen %(number)s geht weiter und liegt wieder bei Ihrem Team.") % told
                event = _("Es geht weiter [%(number)s]") % told
                post(reader.email, event, words, to=reader, about=case, entry=entry, auto=True)


def _open_legs(case):
    legs = list(case.legs.filter(state__in=Leg.OPEN).select_related("team__department", "accepted_by", "entry"))
    for leg in legs:
        leg.case = case
    return legs


def _has_the_case(leg):
    """Whether this hand-over made its team responsible: it stays so while the case rests."""
    return leg.kind == Leg.Kind.TRANSFER and leg.state == Leg.State.ACCEPTED


def _at_work(case, leg):
    """Yield (address, person) of whoever works on it; a body outside has an address alone."""
    if leg.team.kind == "outside":
        yield leg.team.department.email, None
        return
    for reader in by_name.may_hear(case, leg.at_work):
        yield reader.email, reader


def _write(case, leg, address, reader, entry):
    if not address:
        return
    told = {"number": case.number, "team": leg.team.name}
    event = _("Nicht mehr nötig [%(number)s]") % told
    words = _(
        "Guten Tag,\n\ndas Anliegen %(number)s ist zurückgezogen. Was %(team)s dazu tun sollte, ist nicht mehr nötig. "
        "Sie brauchen nichts zu antworten."
    )
    post(address, event, words % told, to=reader, about=case, entry=entry, auto=True)
