"""One word to all who reported the same (Rundschreiben): checked by the guide, then written into each concern.

Every reporter reads it in their own concern and by their own way; nobody learns of the others (practice 1.21).
Internal notes never go this way.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from .models import Case
from .naming import who_is_named
from .refusals import NamesReporter, UnknownValue
from .verb import verb


def followers_of(case) -> list[Case]:
    """Return the reports that follow this one, also by way of others, the oldest first."""
    found: list[Case] = []
    level = [case]
    while level:
        level = list(Case.objects.filter(merged_into__in=level).exclude(pk__in=[one.pk for one in found]))
        found += level
    return sorted(found, key=lambda one: one.opened_at)


def hold_followers(case) -> list[Case]:
    """Lock the followers with the case, in the order of their ids, before a deed on all: nobody waits in a ring.

    Inside a transaction, before any other lock. Whoever is merged until the locks are held is seen, too: then the
    locks are given back and taken anew in their order.
    """
    held: list[Case] = []
    while True:
        before = transaction.savepoint()
        list(Case.objects.locked().filter(pk__in=[case.pk, *(one.pk for one in held)]).order_by("pk"))
        followers = followers_of(case)
        if set(followers) <= set(held):
            transaction.savepoint_commit(before)
            return followers
        transaction.savepoint_rollback(before)
        held = followers


@transaction.atomic
def broadcast(case: Case, text: str, *, by, seen=None) -> int:
    """Write to the reporter of this case and of all that follow it; return how many concerns heard of it.

    Raises UnknownValue without words, NamesReporter, ThroughTheGuide, ChangedMeanwhile.
    """
    if not text.strip():
        raise UnknownValue(_("Schreiben Sie, was alle meldenden Personen lesen sollen."), field="text")
    followers = hold_followers(case)
    _must_name_nobody(text, [case, *followers])
    case.tell(text, by=by, seen=seen)
    tell_followers(case, followers, text, by=by)
    return 1 + len(followers)


@verb
def tell_followers(case: Case, followers: list[Case], text: str, *, by, ask_if_solved=False):
    """Write to the reporters of the followers, each in their own concern. Raises NamesReporter."""
    if not followers:
        return
    _must_name_nobody(text, [case, *followers])
    for follower in followers:
        _tell(follower, text, by=by, ask_if_solved=ask_if_solved)
    case.record("broadcast", by=by, data={"numbers": [follower.number for follower in followers]})


def _must_name_nobody(text, cases):
    named = {name for case in cases for name in who_is_named(case, [text])}
    if named:
        raise NamesReporter(sorted(named))


@verb
def _tell(case, text, *, by, ask_if_solved):
    entry = case.record("message", by=by, is_public=True, data={"broadcast": True}, content={"text": text})
    event = _("Ergebnis") if ask_if_solved else _("Neue Nachricht")
    case.write_letter(event, text, entry=entry, ask_if_solved=ask_if_solved)
