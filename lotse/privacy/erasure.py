"""Telling a person what the house holds of them, and forgetting them in the whole house.

This room stands above all that hold something; a room that is missing here fails a test.
"""

from django.db import transaction

import lotse.approvals.holdings
import lotse.cases.holdings
import lotse.catalogue.holdings
import lotse.desk.holdings
import lotse.mailroom.holdings
import lotse.people.holdings
from lotse.cases.leaving import close_account
from lotse.cases.models import Case
from lotse.journal.models import note
from lotse.people.models import Person

HOLDINGS = (  # from the top of the house to its bottom: the row of the person is emptied last
    lotse.desk.holdings,
    lotse.cases.holdings,
    lotse.catalogue.holdings,
    lotse.approvals.holdings,
    lotse.mailroom.holdings,
    lotse.people.holdings,
)


class StillOpen(Exception):
    """Nobody is forgotten while the house still owes them an answer."""

    def __init__(self, numbers):
        super().__init__(f"Diese Anliegen sind noch offen: {', '.join(numbers)}. Schließen Sie sie erst ab.")


def disclose(person: Person) -> dict:
    """Return everything the house holds of this person, room by room (Art. 15 GDPR)."""
    return {room.__name__.split(".")[1]: room.disclose(person) for room in HOLDINGS}


@transaction.atomic
def erase(person: Person, *, by: Person | None) -> None:
    """Take every word of this person from every room; the chain of entries and the figures stay (Art. 17 GDPR)."""
    waiting = Case.objects.open().filter(citizen=person).order_by("number")
    if waiting:
        raise StillOpen([case.number for case in waiting])
    if person.is_active and person.login and person.kind == Person.Kind.STAFF:
        close_account(person, by=by)  # an open case always has a guide: a colleague takes over, and the citizen is told
    for room in HOLDINGS:
        room.erase(person)
    note("person.erased", person, by=by)
