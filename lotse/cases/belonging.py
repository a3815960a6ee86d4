"""A mail that came in as a case of its own and perhaps belongs to another: a colleague decides, with one click.

Whoever quotes a number must not read or write in a neighbour's case. So what a stranger wrote is taken over
for the house only: they keep the way to their own case, and get no letter about the other one.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext as _

from lotse.mailroom.models import Inbound

from .closing import DUPLICATE, close
from .merging import hold_both, must_read
from .models import Case
from .refusals import AlreadyClosed, AlreadyDecided, OtherClosed
from .verb import verb

SAID = ("opened", "told", "answer")


def is_perhaps_elsewhere() -> Exists:
    """Return whether the case at hand perhaps belongs to another: a column, so that it is nearly always known as no."""
    return Exists(_open_question(OuterRef("pk")))


def perhaps_belongs_to(case, person) -> Case | None:
    """Return the case this one perhaps belongs to, with the `proof` for it, if this person may decide it."""
    mails = _open_question(case.pk)
    there = Case.objects.readable_by(person).filter(pk__in=mails.values("suggests"))
    there = there.annotate(proof=Subquery(mails.filter(suggests=OuterRef("pk")).values("proof")[:1]))
    other = there.select_related("service", "guide", "team").first()
    may = other and case.is_open and case.is_carried_by(person) and other.is_carried_by(person)
    return other if may else None


def take_over_message(case: Case, into: Case, *, by, seen=None):
    """Lay what came in as `case` into the other case, and close `case` as its duplicate; return the new entry.

    Raises AlreadyClosed, OtherClosed, NotAllowed, AlreadyDecided, ChangedMeanwhile, Missing.
    """
    with transaction.atomic():
        hold_both(case, into)
        return _give(case, into, by=by, seen=seen)


@verb
def keep_apart(case: Case, other: Case, *, by):
    """Say that this is a concern of its own; the mail no longer points at the other case."""
    case.must_be_carried_by(by)
    mail = _undecided(case, other)
    mail.decided(Inbound.Outcome.NEW_CASE, suggests=None, decided_by=by)
    return case.record("belongs", by=by, data={"number": other.number, "is_part": False})


@verb
def _give(case: Case, into: Case, *, by, seen):
    if not case.is_open:
        raise AlreadyClosed(case)
    case.must_be_carried_by(by)
    must_read(case, by)
    mail = _undecided(case, into)
    case.must_be_unchanged_since(seen)
    taken = _take(into, case, mail, by=by)
    mail.decided(Inbound.Outcome.REPLY, entry=taken.pk, decided_by=by)
    case.record("belongs", by=by, data={"number": into.number, "is_part": True})
    close(case, DUPLICATE, _("Ihre Nachricht liegt jetzt bei dem Anliegen, an dem wir schon arbeiten."), by=by)
    return taken


@verb
def _take(into: Case, case: Case, mail, *, by):
    """Write the words and files down here; only the citizen's own words are public and answer a question."""
    if not into.is_open:
        raise OtherClosed(into)
    into.must_be_carried_by(by)
    must_read(into, by)
    is_own = _is_same_person(case.citizen, into.citizen)
    waiting = list(into.questions.filter(answered_at=None).order_by("asked_at")) if is_own else []
    data = {"channel": "mail", "number": case.number, "laid_by": str(by.pk)}
    words = {"text": _words_of(case), "sender": mail.sender or (case.citizen.name if case.citizen else "")}
    entry = into.record(
        "answer" if waiting else "told", by=into.citizen if is_own else by, is_public=is_own, data=data, content=words
    )
    if not is_own:  # whoever wrote it may have it erased
        entry.content.of = case.citizen
        entry.content.save(update_fields=["of"])
    kept = list(case.attachments.select_related("file").order_by("pk"))
    into.attach([one.file for one in kept], entry, classes={str(one.file_id): one.data_class for one in kept})
    into.settle(waiting, entry)
    return entry


def _open_question(pk):
    return Inbound.objects.filter(case=pk, outcome=Inbound.Outcome.SUGGESTED, suggests__isnull=False)


def _undecided(case, other):
    mail = _open_question(case.pk).filter(suggests=other.pk).light().first()
    if mail is None:
        decided = Inbound.objects.filter(case=case.pk).light().select_related("decided_by").first()
        raise AlreadyDecided(decided)
    return mail


def _is_same_person(one, other):
    if one is None or other is None:
        return False
    return one.pk == other.pk or (bool(one.email) and one.email.lower() == other.email.lower())


def _words_of(case):
    said = case.entries.filter(kind__in=SAID).select_related("content")
    return "\n\n".join(entry.text for entry in said if entry.text) or case.subject
