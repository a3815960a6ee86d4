"""Decisions that others make: asked from a case, found by whom they ask, decided."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from lotse.approvals.models import Approver, Ask, Round, Vote
from lotse.cases.approving import ASKED, ask_approval, vote
from lotse.cases.models import Case, Entry
from lotse.cases.reading import reading
from lotse.people.models import Person

from .conversation import Version
from .deeds import deed
from .finding import case_worked_on_by
from .paging import Paged, page
from .problems import problem_of
from .shapes import Moment, Someone, someone
from .words import Line, Said, Sent, Slug, Until, Words, refuse

router = Router(tags=["Freigaben"])
Rule = Literal["any", "all", "n_of_m", "veto"]
State = Literal["open", "approved", "refused", "void"]
Word = Literal["approve", "refuse"]


class NewApproval(Sent):
    question: Said
    deciders: Annotated[list[Slug], Field(max_length=50)]
    rule: Rule = "any"
    needed: Annotated[int, Field(ge=1, le=99)] = 1
    cost: Line = ""
    due: Until | None = None
    version: Version | None = None


class Seat(Schema):
    person: Someone
    step: int
    said: Word | None
    by: Someone | None
    at: Moment | None


class ApprovalOut(Schema):
    id: str
    number: str
    question: str
    cost: str
    asked_by: Someone
    asked_at: Moment
    due: Moment | None
    state: State
    step: int
    deciders: list[Seat]


class ApprovalsOut(Schema):
    items: list[ApprovalOut]


class ApprovalPage(ApprovalsOut):
    next: str | None


class Decision(Sent):
    decision: Word
    reason: Words = ""


@router.post("/cases/{number}/approvals", response={201: ApprovalOut}, summary="Eine Freigabe anfragen")
@deed(201)
def ask(request, number: str, told: NewApproval):
    """`deciders` sind Anmeldenamen; sich selbst fragt niemand. Vorher schließt das Anliegen nicht."""
    person = request.auth.person
    case = case_worked_on_by(person, number)
    known = Person.objects.filter(login__in=told.deciders, is_active=True, kind=Person.Kind.STAFF)
    people = {each.login: each for each in known}
    if strange := [login for login in told.deciders if login not in people]:
        refuse("deciders", f"Diese Personen gibt es nicht: {', '.join(strange)}.")
    steps = [Ask([people[login] for login in dict.fromkeys(told.deciders)], told.rule, told.needed)]
    asked = ask_approval(
        case, told.question, by=person, steps=steps, cost=told.cost, due_at=told.due, seen=told.version
    )  # fmt: skip
    return _shown([asked])[0]


@router.get("/cases/{number}/approvals", response=ApprovalsOut, summary="Die Freigaben eines Anliegens")
def of_case(request, number: str):
    """Alle, die Sie im Verlauf lesen dürfen; älteste zuerst."""
    person = request.auth.person
    case = case_worked_on_by(person, number)
    entries = reading(case, person).entries().filter(kind=ASKED)
    rounds = Round.objects.filter(pk__in=[entry.data["round"] for entry in entries]).select_related("asked_by")
    return {"items": _shown(rounds.order_by("asked_at", "id"))}


@router.get("/approvals", response=ApprovalPage, summary="Was auf Ihre Entscheidung wartet")
def waiting(request, asked: Query[Paged]):
    """Die Frage mit ihren Kosten; vom Anliegen nur, was Sie sonst sehen dürfen."""
    rounds = Round.objects.filter(kind="case").waiting_for(request.auth.person).select_related("asked_by")
    shown, following = page(rounds, asked, "asked_at", "id")
    return {"items": _shown(shown), "next": following}


@router.post("/approvals/{id}/decision", response={200: ApprovalOut}, summary="Entscheiden")
@deed(200)
def decide(request, id: str, told: Decision) -> ApprovalOut | HttpResponse:
    """Nur wer gefragt ist, oder in Vertretung; wer gefragt hat, entscheidet nicht. Ablehnen braucht `reason`."""
    person = request.auth.person
    round = _concerning(person, id)
    case = Case.objects.get(pk=round.subject)
    changed = vote(case, round, yes=told.decision == "approve", reason=told.reason, by=person)
    if changed is not None:
        return problem_of(changed)  # the round is void now: that is written, and said
    return _shown([_concerning(person, id)])[0]


def _concerning(person, id):
    """The round, if it asks this person or one they stand in for, or was asked by them."""
    seats = Approver.objects.filter(step__round=OuterRef("pk"), person__in=person.acts_for_ids)
    voted = Vote.objects.filter(round=OuterRef("pk"), by=person)
    concerned = Q(Exists(seats)) | Q(Exists(voted)) | Q(asked_by=person)
    try:
        found = Round.objects.filter(concerned, kind="case", pk=UUID(id)).select_related("asked_by").first()
    except ValueError:
        found = None
    if found is None or not person.is_staff_member:
        raise Http404
    return found


def _shown(rounds):
    """Rounds with the words that asked and who said what."""
    rounds = list(rounds)
    asked = Entry.objects.filter(kind=ASKED, case__in=[round.subject for round in rounds])
    words = {entry.data["round"]: entry for entry in asked.select_related("content", "case")}
    seats = Approver.objects.filter(step__round__in=rounds).select_related("step", "person", "vote__by")
    by_round: dict[Any, list[Approver]] = {}
    for seat in seats.order_by("step__position", "person__name"):
        by_round.setdefault(seat.step.round_id, []).append(seat)
    return [_approval(round, words[str(round.pk)], by_round.get(round.pk, [])) for round in rounds]


def _approval(round, asked, seats):
    state: State = (
        "void" if round.voided_at else "approved" if round.approved else "refused" if round.decided_at else "open"
    )
    return ApprovalOut(
        id=str(round.pk), number=asked.case.number, question=asked.text, cost=asked.words.get("cost", ""),
        asked_by=someone(round.asked_by), asked_at=round.asked_at, due=round.due_at, state=state, step=round.step,
        deciders=[_seat(seat) for seat in seats],
    )  # fmt: skip


def _seat(seat):
    vote = getattr(seat, "vote", None)
    said: Word | None = None if vote is None else "approve" if vote.yes else "refuse"
    return Seat(
        person=someone(seat.person), step=seat.step.position, said=said, by=someone(vote and vote.by),
        at=vote and vote.at,
    )  # fmt: skip
