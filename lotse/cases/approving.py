"""Decisions about a case that others make (Freigabe): asked with a question, voted, decided, void.

Who is asked reads the question and its cost, and of the case only what their own rights show.
"""

import hashlib
import json

from django.utils.translation import gettext as _

from lotse.approvals.models import Round
from lotse.approvals.refusals import AlreadyDecided, ContentChanged
from lotse.approvals.rules import VETO
from lotse.mailroom.models import post
from lotse.tenants.clock import now
from lotse.tenants.ids import uuid7

from .models import Case, Entry
from .refusals import AlreadyClosed, NotAllowed, UnknownValue
from .verb import verb
from .voiding import void

ASKED = "approval_asked"


class CaseSubject:
    """The port of `approvals`: the reasons of votes lie in the timeline."""

    keeps_words = True

    def content_hash(self, round):
        return hash_of(asking(round))

    def decided(self, round, *, by):
        """Nothing: the verb `vote` holds the case and writes its timeline."""


def asking(round):
    """Return the entry with which this round was asked."""
    entries = Entry.objects.select_related("content", "case")
    return entries.get(case=round.subject, kind=ASKED, data__round=str(round.pk))


def hash_of(entry):
    """Return the hash of what is approved: the words of the question and every fact of the matter."""
    facts = entry.case.facts.filter(data_class="matter").order_by("key").values_list("key", "value")
    told = [entry.words.get("text"), entry.words.get("cost"), list(facts)]
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@verb
def ask_approval(case: Case, question: str, *, by, steps, cost="", due_at=None, seen=None):
    """Ask people to decide; `steps` are `approvals.models.Ask`, in order. The case cannot close before.

    Raises AlreadyClosed, NotAllowed, UnknownValue, ChangedMeanwhile, approvals' Unaskable.
    """
    case.must_be_carried_by(by)
    if not case.is_open:
        raise AlreadyClosed(case)
    case.must_be_unchanged_since(seen)
    if not question.strip():
        raise UnknownValue(_("Schreiben Sie, was zu entscheiden ist."), field="text")
    if due_at is not None and due_at <= now():
        raise UnknownValue(_("Der Termin liegt in der Vergangenheit. Wählen Sie einen späteren Tag."), field="due")
    people = [person for step in steps for person in step.people]
    if not people:
        raise UnknownValue(_("Wählen Sie aus, wer entscheidet."), field="people")
    _refuse_people(case, people)
    pk = uuid7()
    words = {"text": question, "cost": cost, "asked": [str(person) for person in people]}
    data = {"round": str(pk), "rule": steps[0].rule, "steps": len(steps)} | {
        "people": [str(person.pk) for person in people]
    }
    entry = case.record(ASKED, by=by, data=data, content=words)
    title = f"{case.service.title} {case.number}" if case.service.is_open_circle else case.number
    told = {"title": title[:200], "content_hash": hash_of(entry), "by": by, "due_at": due_at}
    round = Round.ask("case", case, steps=steps, pk=pk, **told)
    case.begin_work()
    return round


def _refuse_people(case, people):
    """Whom a complaint is about decides nothing; a confidential case asks those it names (architecture 11 e)."""
    ids = {person.pk for person in people}
    if case.involvements.filter(role="barred", person__in=ids).exists():
        sentence = _("Über eine dieser Personen beschwert sich das Anliegen. Wählen Sie jemand anderen.")
        raise NotAllowed(sentence, field="people")
    if case.is_named_only:
        named = case.involvements.filter(role="named", until=None, person__in=ids)
        if ids - set(named.values_list("person", flat=True)):
            sentence = _("Dieses Anliegen ist vertraulich. Fragen Sie nur Personen, die daran beteiligt sind.")
            raise NotAllowed(sentence, field="people")


@verb
def vote(case: Case, round: Round, *, yes: bool, reason="", by):
    """Vote in a round about this case. Content that changed voids the round: that is written, and returned."""
    try:
        said = round.vote(by=by, yes=yes, reason=reason)
    except ContentChanged as changed:
        void(case, round, Round.Because.CHANGED)
        return changed
    data = {"round": str(round.pk), "yes": yes}
    if said.instead_of:
        data["to"] = str(said.instead_of.pk)
    case.record("approval_voted", by=by, data=data, content={"text": reason} if reason.strip() else None)
    _say_if_decided(case, round)
    return None


@verb
def decide_by_silence(case: Case, round: Round):
    """The time for a veto is over and nobody objected: it is approved."""
    round.hold()
    if not round.is_open or round.due_at is None or round.due_at > now():
        return
    if hash_of(asking(round)) != round.content_hash:
        void(case, round, Round.Because.CHANGED)
        return
    round.weigh(is_over=True)
    _say_if_decided(case, round)


def _say_if_decided(case, round):
    """Write the outcome, and tell who asked."""
    if not round.decided_at:
        return
    data = {"round": str(round.pk), "approved": round.approved}
    entry = case.record("approval_decided", by=None, data=data)
    asker = round.asked_by
    if asker.email and not case.is_named_only:
        event = _("Freigegeben") if round.approved else _("Nicht freigegeben")
        words = _("Über Ihre Frage ist entschieden. Öffnen Sie %(number)s in Lotse.") % {"number": case.number}
        post(asker.email, f"{event} [{case.number}]", words, to=asker, about=case, entry=entry, auto=True)


@verb
def take_back(case: Case, round: Round, *, by):
    """Withdraw an open question; who asks anew begins a new round."""
    case.must_be_carried_by(by)
    round.hold()
    if not round.is_open:
        raise AlreadyDecided(round)
    void(case, round, Round.Because.WITHDRAWN, by=by)


def over_in_silence():
    """Decide every round whose time for a veto is over. Done each minute by the worker."""
    over = Round.objects.open().filter(kind="case", due_at__lte=now(), steps__rule=VETO).order_by("due_at")[:200]
    rounds = list(over)
    cases = Case.objects.in_bulk([round.subject for round in rounds])
    for round in rounds:
        decide_by_silence(cases[round.subject], round)
