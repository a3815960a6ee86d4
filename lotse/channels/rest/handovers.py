"""Handing a case over, and what the receiving team answers."""

from datetime import UTC
from typing import Annotated, Literal

from ninja import Router
from pydantic import Field

from lotse.cases.handing_over import hand_over
from lotse.cases.models import Leg
from lotse.cases.refusals import UnknownValue
from lotse.people.models import Team
from lotse.tenants.clock import now

from .conversation import Version
from .deeds import deed
from .finding import case_worked_on_by, leg_seen_by
from .shapes import HandoverOut, handover_of
from .words import Key, Said, Sent, Slug, Until, Words, refuse

router = Router(tags=["Übergaben"], by_alias=True)


class NewHandover(Sent):
    to: Slug
    kind: Literal["transfer", "consult", "subtask"] = "transfer"
    question: Said
    facts: Annotated[list[Key], Field(max_length=200)] | None = None
    reason: Words = ""
    expected_result: Words = ""
    due: Until | None = None
    version: Version | None = None


class Reason(Sent):
    reason: Said


class Text(Sent):
    text: Said


@router.post("/cases/{number}/handovers", response={201: HandoverOut}, summary="Ein Anliegen übergeben")
@deed(201)
def offer(request, number: str, told: NewHandover):
    """An ein Team, ein Amt oder eine Stelle außerhalb. Ohne `facts` gehen alle Angaben zur Sache mit."""
    case = case_worked_on_by(request.auth.person, number)
    to = Team.objects.addressed(told.to)
    if to is None:
        raise UnknownValue(f"Das Team „{told.to}“ gibt es nicht.")
    if told.due and told.due.astimezone(UTC) <= now():
        refuse("due", "Dieser Zeitpunkt ist schon vorbei.")
    values = told.model_dump(exclude={"to", "version"})
    return _anew(hand_over(case, to=to, by=request.auth.person, seen=told.version, **values))


@router.get("/handovers/{id}", response=HandoverOut, summary="Eine Übergabe mit ihrem Paket")
def one(request, id: str):
    """Das Paket ist so, wie es übergeben wurde."""
    return handover_of(leg_seen_by(request.auth.person, id))


@router.post("/handovers/{id}/acceptance", response={200: HandoverOut}, summary="Eine Übergabe annehmen")
@deed(200)
def accept(request, id: str):
    """Nur das Team, an das die Übergabe geht."""
    leg = leg_seen_by(request.auth.person, id)
    leg.accept(by=request.auth.person)
    return _anew(leg)


@router.post("/handovers/{id}/return", response={200: HandoverOut}, summary="Eine Übergabe zurückgeben")
@deed(200)
def send_back(request, id: str, told: Reason):
    """Nur das Team, an das die Übergabe geht, und mit einem Grund."""
    leg = leg_seen_by(request.auth.person, id)
    leg.send_back(told.reason, by=request.auth.person)
    return _anew(leg)


@router.post("/handovers/{id}/result", response={200: HandoverOut}, summary="Das Ergebnis eintragen")
@deed(200)
def finish(request, id: str, told: Text):
    """Nur das Team, das die Übergabe angenommen hat."""
    leg = leg_seen_by(request.auth.person, id)
    leg.finish(told.text, by=request.auth.person)
    return _anew(leg)


def _anew(leg):
    return handover_of(Leg.objects.select_related("team", "from_team", "entry__content").get(pk=leg.pk))
