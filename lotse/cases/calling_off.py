"""What was withdrawn is over for whoever still had a part in it: they are told, and no link or paper opens it."""

from django.utils.translation import gettext as _

from lotse.mailroom.models import post
from lotse.people.models import LinkSession

from . import by_name
from .models import Leg
from .models.leg import LINK, PAPER


def call_off(case, entry):
    """End the doors of every open hand-over of this case and tell its team (architecture 12; inside a verb)."""
    legs = case.legs.filter(state__in=Leg.OPEN).select_related("team__department", "accepted_by")
    for leg in legs:
        LinkSession.objects.end(leg, LINK, PAPER)
        for address, reader in _at_work(case, leg):
            _write(case, leg, address, reader, entry)


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
