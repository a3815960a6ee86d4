"""A person decides about a mail that waits: it becomes a concern, belongs to one, or is laid aside with a reason."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lotse.cases.models import Case
from lotse.cases.refusals import Refused
from lotse.catalogue.models import Service
from lotse.channels.mail.confirming import confirm
from lotse.channels.mail.matching import is_of_the_house
from lotse.channels.mail.receive import first_entry, lay_to, new_case, read
from lotse.mailroom.models import Inbound, settle
from lotse.people.models import Person

OUTCOME = Inbound.Outcome


class AlreadyDecided(Refused):
    """Somebody else was faster."""

    def __init__(self, inbound: Inbound):
        who = inbound.decided_by or _("Lotse")
        told = {"who": who, "what": inbound.get_outcome_display()}
        super().__init__(_("%(who)s hat über diese E-Mail schon entschieden: %(what)s.") % told)


@transaction.atomic
def take_as_case(inbound: Inbound, service: Service, *, by: Person) -> Case:
    """Open a concern with the words and files of the mail; the citizen reads that it has arrived."""
    waiting = _waiting(inbound)
    mail = read(waiting)
    opened = new_case(waiting, mail, service, by=by)
    confirm(mail, opened)
    _decided(waiting, OUTCOME.NEW_CASE, by=by, case=opened.case.pk, entry=first_entry(opened.case))
    return opened.case


@transaction.atomic
def lay_to_case(inbound: Inbound, case: Case, *, by: Person) -> None:
    """Lay the mail to the concern it belongs to; whoever does it carries that concern.

    Whom the person takes for the citizen is heard; a colleague's or an outside body's mail stays with the house.
    """
    waiting = _waiting(inbound)
    case.must_be_carried_by(by)
    mail = read(waiting)
    entry = lay_to(case, mail, is_heard=not is_of_the_house(case, mail), by=by)
    _decided(waiting, OUTCOME.REPLY, by=by, case=case.pk, entry=entry.pk)


@transaction.atomic
def lay_aside(inbound: Inbound, reason: str, *, by: Person) -> None:
    """Do nothing more with the mail; the original stays, and the reason beside it."""
    _decided(_waiting(inbound), OUTCOME.IGNORED, by=by, reason=reason)


def _waiting(inbound: Inbound) -> Inbound:
    row = Inbound.objects.select_for_update(no_key=True, of=("self",)).get(pk=inbound.pk)
    if row.outcome != OUTCOME.PARKED:
        raise AlreadyDecided(row)
    return row


def _decided(inbound: Inbound, outcome: str, *, by: Person, reason: str = "", **values: Any) -> None:
    inbound.decided(outcome, reason or inbound.reason, decided_by=by, **values)
    settle("mail_parked", inbound.pk)
