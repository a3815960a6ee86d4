"""Asking another department for help from within a case: a case of its own below this one."""

from typing import Annotated, Literal

from django.http import Http404
from ninja import Router, Schema
from pydantic import Field

from lotse.cases.models import Case, InternalRequest
from lotse.cases.reading import reading
from lotse.cases.requesting import request_within
from lotse.cases.taking_back import take_back
from lotse.catalogue.models import Service
from lotse.catalogue.ordering import Orderer

from .conversation import Version
from .deeds import deed
from .finding import NUMBER, case_worked_on_by
from .handovers import Reason
from .shapes import FROM, Moment, Someone, someone
from .words import Answers, Key, Said, Sent, Slug, Words, refuse

router = Router(tags=["Interne Aufträge"])
NEAR = ("case__service__owner", "case__edition", "case__team", "case__parent", "from_team", "asked_by")
Hours = Annotated[float, Field(gt=0, le=2000, allow_inf_nan=False)]


class NewRequest(Sent):
    service: Slug
    answers: Answers = {}
    required: bool = False
    hours: Hours | None = None
    team: Slug = ""
    facts: Annotated[list[Key], Field(max_length=200)] = []
    reason: Words = ""
    text: Words = ""
    version: Version | None = None


class RequestOut(Schema):
    number: str
    parent: str | None
    service: str
    sender: str
    to: str
    asked_by: Someone
    asked_at: Moment
    required: bool
    state: Literal["asked", "accepted", "short", "reserved", "returned", "withdrawn"]
    return_reason: str
    estimated_hours: float
    missing_hours: float
    reserved_hours: float
    due_at: Moment | None
    closed_at: Moment | None

    model_config = FROM


class RequestsOut(Schema):
    items: list[RequestOut]


class MissingHours(Sent):
    hours: Hours
    reason: Said


class GivenHours(Sent):
    hours: Hours


class SentBack(Sent):
    reason: Said
    text: Words = ""


class AskedAgain(Sent):
    text: Said


@router.post("/cases/{number}/requests", response={201: RequestOut}, summary="Einen internen Auftrag stellen")
@deed(201)
def ask(request, number: str, told: NewRequest):
    """Aus einem Anliegen heraus: ein eigenes Anliegen darunter, mit eigener Frist.

    `required` hält dieses Anliegen offen, bis der Auftrag erledigt ist. `facts` gehen mit. `team` ist Ihr Team, das
    fragt; ohne `team` das, bei dem das Anliegen liegt. Wer den Dienst bestellen darf, steht in
    seiner Ausgabe; alle anderen bekommen 403. `hours` ist Ihre Schätzung.
    """
    person = request.auth.person
    case = case_worked_on_by(person, number)
    services = Service.objects.running().select_related("owner__department", "intake__department")
    service = services.filter(slug=told.service, audience=Service.Audience.INTERNAL).first()
    if service is None:
        refuse("service", "Diesen internen Dienst gibt es nicht.")
    asked = request_within(
        case, service, told.answers, by=person, team=_own_team(person, case, service, told.team), text=told.text,
        facts=told.facts, reason=told.reason, is_required=told.required, seen=told.version,
        estimate=_minutes(told.hours) if told.hours else 0,
    )  # fmt: skip
    return _anew(asked)


def _own_team(person, case, service, slug):
    """The own team that asks: the one that was named; else, of those that may order it, the one that has the case."""
    me = Orderer(person)
    may = me.teams_for(service.running().orderers)
    if slug:
        named = next((team for team in [*may, *me.teams] if team.slug == slug), None)
        return named or refuse("team", "Das ist keines Ihrer Teams.")
    own = may or me.teams
    near = next((team for team in own if team.pk in (case.team_id, case.guide_team_id)), None)
    return near or next(iter(own), None) or refuse("team", "Sie gehören zu keinem Team.")


@router.get("/cases/{number}/requests", response=RequestsOut, summary="Die internen Aufträge eines Anliegens")
def listed(request, number: str):
    """Alle, wenn Sie das Anliegen ganz lesen; sonst die Ihrer Teams."""
    person = request.auth.person
    case = case_worked_on_by(person, number)
    asked = InternalRequest.objects.filter(case__parent=case).select_related(*NEAR).order_by("asked_at", "id")
    if not reading(case, person).is_whole:
        asked = asked.filter(from_team__in=person.team_ids)
    return {"items": [_shown(each) for each in asked]}


@router.post("/requests/{number}/acceptance", response={200: RequestOut}, summary="Einen internen Auftrag annehmen")
@deed(200)
def accept(request, number: str):
    """Nur das Team, das ihn macht."""
    asked = _readable(request.auth.person, number)
    asked.accept(by=request.auth.person)
    return _anew(asked)


@router.post("/requests/{number}/hours", response={200: RequestOut}, summary="Sagen, dass Stunden fehlen")
@deed(200)
def lack(request, number: str, told: MissingHours):
    """Der Auftrag wartet, bis die Leitung oder die Verwaltungsleitung Stunden reserviert."""
    asked = _readable(request.auth.person, number)
    asked.lack_hours(_minutes(told.hours), told.reason, by=request.auth.person)
    return _anew(asked)


@router.post("/requests/{number}/return", response={200: RequestOut}, summary="Einen internen Auftrag zurückgeben")
@deed(200)
def send_back(request, number: str, told: SentBack):
    """Mit einem Grund aus der Liste des Dienstes, oder in eigenen Worten; `return_reason` nennt nur den der Liste."""
    asked = _readable(request.auth.person, number)
    is_listed = told.reason in asked.case.edition.content.get("return_reasons", [])
    listed, words = (told.reason, told.text) if is_listed else ("", f"{told.reason} {told.text}".strip())
    asked.send_back(words, reason=listed, by=request.auth.person)
    return _anew(asked)


@router.post("/requests/{number}/renewal", response={200: RequestOut}, summary="Einen Auftrag noch einmal stellen")
@deed(200)
def ask_again(request, number: str, told: AskedAgain):
    """Wer gefragt hat, sagt, was fehlte; die Frist läuft weiter."""
    asked = _readable(request.auth.person, number)
    asked.ask_again(told.text, by=request.auth.person)
    return _anew(asked)


@router.delete("/requests/{number}", response={200: RequestOut}, summary="Einen internen Auftrag zurückziehen")
@deed(200)
def withdraw(request, number: str, told: Reason):
    """Wer gefragt hat, braucht ihn nicht mehr."""
    asked = _readable(request.auth.person, number)
    take_back(asked, told.reason, by=request.auth.person)
    return _anew(asked)


@router.post("/requests/{number}/reservation", response={200: RequestOut}, summary="Stunden reservieren")
@deed(200)
def reserve(request, number: str, told: GivenHours):
    """Die Leitung des Teams oder die Verwaltungsleitung; den Inhalt lesen sie dadurch nicht."""
    person = request.auth.person
    asked = _the_one(InternalRequest.objects.all(), number)
    if not person.is_staff_member or not asked.may_be_reserved_by(person):
        raise Http404
    asked.reserve(_minutes(told.hours), by=person)
    return _anew(asked)


def _minutes(hours):
    return max(1, round(hours * 60))


def _readable(person, number):
    """A request whose case this member of staff may read; what they may do, the verb says."""
    if not person.is_staff_member:
        raise Http404
    return _the_one(InternalRequest.objects.filter(case__in=Case.objects.readable_by(person)), number)


def _the_one(requests, number):
    found = requests.select_related(*NEAR).filter(case__number=number).first() if NUMBER.fullmatch(number) else None
    if found is None:
        raise Http404
    return found


def _anew(asked):
    return _shown(InternalRequest.objects.select_related(*NEAR).get(pk=asked.pk))


def _shown(asked):
    case = asked.case
    return RequestOut(
        number=case.number, parent=case.parent and case.parent.number, service=case.service.slug,
        sender=asked.from_team.slug, to=asked.team.slug, asked_by=someone(asked.asked_by), asked_at=asked.asked_at,
        required=asked.is_required, state=asked.where_it_stands, return_reason=asked.returned_for,
        estimated_hours=asked.estimated_minutes / 60, missing_hours=asked.missing_minutes / 60,
        reserved_hours=asked.reserved_minutes / 60, due_at=case.due_at, closed_at=case.closed_at,
    )  # fmt: skip
