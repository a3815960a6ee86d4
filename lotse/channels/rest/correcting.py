"""Putting right what was told, and making a second concern of one that holds two."""

from typing import Annotated

from ninja import Router
from pydantic import Field

from lotse.cases.correcting import correct
from lotse.cases.splitting import split
from lotse.catalogue.circles import NAMED_PERSONS_ONLY
from lotse.catalogue.models import Service

from .cases import read_anew
from .conversation import Version
from .deeds import deed
from .finding import case_worked_on_by
from .shapes import CaseOut, OpenedOut, opened_of
from .words import Key, Line, Said, Sent, Slug, Words, refuse

router = Router(tags=["Angaben"])


class Right(Sent):
    value: Said
    reason: Words = ""
    version: Version | None = None


class Second(Sent):
    service: Slug
    text: Said
    facts: Annotated[list[Key], Field(max_length=200)] = []
    files: Annotated[list[Line], Field(max_length=50)] = []
    reason: Words = ""
    version: Version | None = None


@router.put("/cases/{number}/facts/{key}", response={200: CaseOut}, summary="Eine Angabe berichtigen")
@deed(200)
def put_right(request, number: str, key: str, told: Right):
    """`value` in Worten, so wie es auf der Seite steht.

    Wer ein Paket damit hat, erfährt es; das Paket bleibt, wie es war.
    """
    person = request.auth.person
    case = case_worked_on_by(person, number)
    correct(case, key, told.value, by=person, reason=told.reason, seen=told.version)
    return read_anew(case, person)


@router.post("/cases/{number}/split", response={201: OpenedOut}, summary="Ein zweites Anliegen daraus machen")
@deed(201)
def apart(request, number: str, told: Second):
    """Für dieselbe Person, mit demselben Eingangstag. `facts` und `files` gehen mit. Der Code wird nur hier gezeigt."""
    person = request.auth.person
    case = case_worked_on_by(person, number)
    offered = Service.objects.running().for_citizens().exclude(circle__in=NAMED_PERSONS_ONLY)
    service = offered.select_related("owner__department", "intake__department").filter(slug=told.service).first()
    if service is None:
        refuse("service", "Diesen Dienst gibt es nicht.")
    return opened_of(split(
        case, service, told.text, by=person, facts=told.facts, files=told.files, reason=told.reason, seen=told.version
    ))  # fmt: skip
