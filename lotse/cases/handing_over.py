"""Offering a leg to another team: packet, clock and rights in one deed."""

from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from lotse.calendars.deadlines import due_at
from lotse.jobs import later
from lotse.people.models import Team
from lotse.questionnaires.conditions import holds

from . import by_link, by_name
from .models import Case, Clock, Leg, LegTally
from .models.clock import free_days
from .naming import who_is_named
from .packet import freeze
from .reading import reading
from .refusals import AlreadyClosed, AlreadyHandedOver, NotAllowed, UnknownValue
from .verb import verb

HOUSE_AGREEMENT = {"amount": 1, "unit": "workday"}  # when neither step nor edition promises anything
ACCEPTANCE: dict[str, Any] = {
    "amount": 4,
    "unit": "h",
}  # half a working day to take it or give it back; the edition may say otherwise


@verb
def hand_over(case: Case, to: Team, question: str, *, by, kind="transfer", expected_result="", facts=None, files=None,
              reason="", due=None, inform=True, seen=None):  # fmt: skip
    """Offer a leg with a frozen packet and start its clock; the guide stays.

    `facts` None sends every fact of the matter; keys of others need a `reason`. `files` None sends every
    attachment the team may have, else those of these ids. `due` (aware) replaces the
    agreement's due time. `inform` shows the hand-over to the citizen. Raises AlreadyClosed, AlreadyHandedOver,
    NotAllowed, ReasonNeeded, UnknownValue, ChangedMeanwhile.
    """
    _refuse(case, to, question, kind, by)
    case.must_be_unchanged_since(seen)
    packet = freeze(case, to, told=reading(case, by), keys=facts, files=files, reason=reason)
    if to.kind == "outside":
        _refuse_what_must_stay(case, to, (question, expected_result), packet)
    words = {"question": question, "expected_result": expected_result, "packet": packet}
    step = _step_of(case, to)
    data = {"team": to.slug, "kind": kind, "hash": packet["hash"]}
    entry = case.record("offered", by=by, is_public=inform, data=data, content=words)
    agreement = (step and step.deadline) or case.edition.agreements.get("leg") or HOUSE_AGREEMENT
    from_team = case.team or case.service.intake
    days = free_days()
    clock = Clock.wound(case, "ola", agreement, to.service_hours, entry.at, days=days, team=to, due=due)
    leg = Leg.objects.create(
        case=case, kind=kind, from_team=from_team, team=to, step=step.key if step else "", entry=entry,
        offered_by=by, offered_at=entry.at, due_at=clock.due_at,
        accept_by=min(clock.due_at, _accept_by(case, to, entry.at, days)),
    )  # fmt: skip
    clock.leg = leg
    Clock.objects.begin([clock], entry=entry)
    _let_in(case, to, entry.at)
    LegTally.objects.create(
        leg=leg.pk, case=case.pk, service=case.service.slug, kind=kind, from_team=from_team.pk, to_team=to.pk,
        offered_at=entry.at, due_at=leg.due_at,
    )  # fmt: skip
    case.begin_work()
    case.count(handovers=F("handovers") + 1)
    if by_link.works_by_link(to):
        by_link.send_link(leg)
    later(leg.remind)
    return leg


def _accept_by(case, to, at, days):
    """Until when this team must say whether it takes the leg, in its own service hours."""
    promise = case.edition.agreements.get("acceptance") or ACCEPTANCE
    return due_at(at, promise["amount"], promise["unit"], calendar=days.calendar(to.service_hours))


def _refuse_what_must_stay(case, to, words, packet):
    """Outside the house: only to a body whose part in data protection is known, and never with the citizen's name."""
    if not to.department.data_role.strip():
        sentence = _(
            "Für %(team)s steht nicht fest, ob die Stelle in unserem Auftrag (Art. 28 DSGVO) oder in eigener "
            "Verantwortung arbeitet. Die IT-Begleitung trägt es unter „Fachbereiche“ ein."
        )
        raise NotAllowed(sentence % {"team": to.name}, field="to")
    facts = {key: str(fact["value"]) for key, fact in packet["facts"].items()}
    files = [file["name"] for file in packet["files"]]
    if named := who_is_named(case, [*words, *facts.values()], files):
        sentence = _(
            "Im Paket steht „%(name)s“. Das geht nicht aus dem Haus: Nehmen Sie es aus Frage, Angaben und Namen der "
            "Dateien heraus."
        )
        raise NotAllowed(sentence % {"name": named[0]})


def _refuse(case, to, question, kind, by):
    case.must_be_carried_by(by)
    if not case.is_open:
        raise AlreadyClosed(case)
    if kind not in Leg.Kind.values:
        raise UnknownValue(
            _("Wählen Sie aus, ob Sie abgeben, um Rat fragen oder einen Auftrag geben."),
            Leg.Kind.values,
            field="kind",
        )
    if not question.strip():
        raise UnknownValue(_("Schreiben Sie, was als Nächstes passieren soll."), field="question")
    waiting = case.legs.filter(state="offered").select_related("team", "offered_by")
    same = waiting.filter(kind="transfer").first() if kind == "transfer" else waiting.filter(team=to).first()
    if same:
        raise AlreadyHandedOver(same)
    if to == case.team:
        sentence = _("Das Anliegen ist schon beim Team %(team)s. Wählen Sie ein anderes Team.")
        raise UnknownValue(sentence % {"team": to.name}, field="to")
    if kind == "transfer" and to.kind == "outside":
        sentence = _("%(team)s kann nicht zuständig sein. Geben Sie einen Auftrag.")
        raise UnknownValue(sentence % {"team": to.name}, ["consult", "subtask"], field="kind")


def _step_of(case, to):
    """The step of the service that belongs to this team, if there is one; a leg that came back took none."""
    taken = set(case.legs.exclude(state__in=Leg.NOT_DONE).values_list("step", flat=True))
    answers = dict(case.facts.values_list("key", "value")) if taken else {}
    teams = (to.slug, to.department.slug)
    return case.edition.process.first_of(teams, taken, lambda condition: holds(condition, answers))


def _let_in(case, team, at):
    """Give the receiving team its right to read; of a confidential case only its leads (architecture 11 e)."""
    if case.is_named_only:
        by_name.let_in_leads(case, team, at)
    else:
        case.involvements.create(team=team, role="leg", since=at)
