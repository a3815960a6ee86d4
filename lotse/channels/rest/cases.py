"""Opening, listing and reading cases."""

from typing import Annotated, Any, Literal

from django.db.models import Q
from ninja import Query, Router
from pydantic import Field, model_validator

from lotse.cases.intake import open_case
from lotse.cases.models import Case
from lotse.cases.models.clock import free_days
from lotse.cases.models.kept import kept
from lotse.cases.models.sight import plan_once
from lotse.cases.reading import reading
from lotse.catalogue.models import Service
from lotse.journal.models import note
from lotse.search.models import found

from .deeds import deed
from .finding import NUMBER, case_read_by, case_seen_by, seen_by
from .paging import Paged, cut, page
from .shapes import (
    CaseOut,
    CasePage,
    CaseSurface,
    EntryPage,
    Link,
    LinkKind,
    OpenedOut,
    Status,
    clock_of,
    entry_of,
    facts_of,
    leg_of,
    opened_of,
    surface_of,
)
from .telling import answers_told
from .words import Address, Answers, Line, Name, Phone, Sent, Slug, Words, refuse

BY = ("-opened_at", "-id")
router = Router(tags=["Anliegen"], by_alias=True)

TAKEN_IN_BY_PEOPLE = ("phone", "counter", "letter")  # whoever takes these in becomes the guide
Degree = Annotated[float, Field(allow_inf_nan=False)]


class Contact(Sent):
    name: Name | None = ""
    email: Address | None = ""
    phone: Phone | None = ""


class Place(Sent):
    lat: Annotated[Degree, Field(ge=-90, le=90)] | None = None
    lon: Annotated[Degree, Field(ge=-180, le=180)] | None = None
    address: Line = ""

    @model_validator(mode="after")
    def point_is_whole(self):
        """Half a point is no place; it would be dropped in silence."""
        if (self.lat is None) != (self.lon is None):
            raise ValueError("Zu einem Punkt gehören Breite und Länge.")
        return self


class NewCase(Sent):
    service: Slug
    answers: Answers = {}
    channel: Literal["portal", "phone", "counter", "letter", "mail", "open311", "api"] = "api"
    citizen: Contact | None = None
    subject: Line = ""
    text: Words = ""
    place: Place | None = None
    incomplete: Annotated[bool, Field(description="Auch ohne Pflichtangaben absenden")] = False


class Asked(Paged):
    status: Literal[Status, "open"] | None = None  # one list, so that a wrong one is answered once
    department: Slug = ""
    service: Slug = ""
    q: Line = ""
    assigned: Annotated[Literal["me"] | None, Field(description="`me`: Ihnen zugewiesen")] = None

    @property
    def is_plain(self):
        """Whether this is the first page of all, as most programs ask."""
        return not any((self.cursor, self.status, self.department, self.service, self.q, self.assigned))


@router.post("/cases", response={201: OpenedOut}, summary="Ein Anliegen aufnehmen")
@deed(201)
def open_one(request, told: NewCase):
    """Nimmt ein Anliegen auf. Der Code wird nur hier gezeigt.

    `text` und `place` beantworten die Fragen des Formulars nach einem Text und einem Ort, wenn `answers` es nicht tut.
    Mit `incomplete` geht das Anliegen auch ohne Pflichtangaben ein; was fehlt, klären wir danach.
    """
    person = request.auth.person
    services = Service.objects.select_related("owner__department", "intake__department")
    service = services.filter(slug=told.service).first()
    if service is None or not (person.is_staff_member or service.audience == Service.Audience.CITIZEN):
        refuse("service", "Diesen Dienst gibt es nicht.")
    place = _place_of(told.place)
    edition = service.running()
    answers = answers_told(edition.form, told.answers, place=place, text=told.text) if edition else told.answers
    takes_in = told.channel in TAKEN_IN_BY_PEOPLE or service.audience == Service.Audience.INTERNAL
    opened = open_case(
        service, answers, channel=told.channel, incomplete=told.incomplete,
        by=person if person.is_staff_member and takes_in else None,
        citizen=None if person.is_staff_member else person,
        contact=told.citizen and told.citizen.model_dump(), subject=told.subject, text=told.text, place=place,
    )  # fmt: skip
    note("case.opened_by_token", opened.case, by=person, token=str(request.auth.pk))
    return opened_of(opened)


def _place_of(place):
    """The place with degrees as text: the house keeps no floats."""
    if place is None or ((place.lat is None or place.lon is None) and not place.address):
        return None
    is_point = place.lat is not None and place.lon is not None
    return {"address": place.address} | ({"lat": f"{place.lat:.6f}", "lon": f"{place.lon:.6f}"} if is_point else {})


@router.get("/cases", response=CasePage, summary="Anliegen, neueste zuerst")
def listed(request, asked: Query[Asked]):
    """Die Anliegen, die Sie sehen dürfen. Gesucht wird nur in solchen, die Sie ganz lesen dürfen."""
    person = request.auth.person
    if asked.is_plain and person.is_staff_member:
        plan_once()
        newest = kept(("listed", asked.limit), lambda person: seen_by(person).order_by(*BY)[: asked.limit + 1], person)
        shown, following = cut(newest, asked, *BY)
    else:
        shown, following = page(_matching(seen_by(person), asked, person), asked, *BY)
    return {"items": [CaseSurface(**surface_of(case)) for case in shown], "next": following}


def _matching(cases, asked, person):
    if asked.status:
        cases = cases.open() if asked.status == "open" else cases.filter(status=asked.status)
    if asked.department:
        cases = cases.filter(department__slug=asked.department)
    if asked.service:
        cases = cases.filter(service__slug=asked.service)
    if asked.assigned:
        cases = cases.assigned_to(person)
    if asked.q and NUMBER.fullmatch(asked.q):
        return cases.filter(number=asked.q)
    return cases.filter(pk__in=found("case", asked.q)).filter(_wholly_read(person)) if asked.q else cases


def _wholly_read(person):
    """A word may be searched only where none is held back: a hit would tell what was not packed."""
    if not person.is_staff_member:
        return Q(citizen=person)
    return Q(pk__in=Case.objects.wholly_read_by(person).values("pk"))


@router.get("/cases/{number}", response=CaseOut, summary="Ein Anliegen")
def one(request, number: str):
    """Ein Anliegen mit Angaben, Uhren und Übergaben. Wer es nur von außen sehen darf, bekommt diese leer."""
    return whole(case_seen_by(request.auth.person, number), request.auth.person)


def whole(case, person):
    """Return everything of the case that reaches this person."""
    inside: dict[str, Any] = {"facts": {}, "clocks": [], "legs": [], "links": []}
    if case.is_readable:
        told = reading(case, person)
        inside["facts"] = facts_of(told.facts(), _hidden(told))
        legs = case.legs.filter(entry__in=_entries(told))
        clocks = case.clocks.filter(Q(leg=None) | Q(leg__in=legs)).order_by("started_at", "id")
        days = free_days()
        inside["clocks"] = [clock_of(clock, days) for clock in clocks.prefetch_related("events")]
        inside["links"] = _links(case, person)
        if person.is_staff_member:
            legs = legs.select_related("team", "from_team", "entry__content", "passed_on__team")
            inside["legs"] = [leg_of(leg) for leg in legs]
    return CaseOut(**surface_of(case), channel=case.channel, **inside)


def _entries(told):
    """The timeline as it reaches this person: the citizen reads what the house said to them."""
    return told.entries() if told.person.is_staff_member else told.entries().public()


def _hidden(told):
    return None if told.is_whole else told.case.citizen_id


def read_anew(case, person):
    """Return the case after a deed, with all that reaches this person now."""
    return whole(case_seen_by(person, case.number), person)


def _links(case, person):
    ahead: dict[Any, LinkKind] = {case.parent_id: "parent", case.merged_into_id: "leading"}
    near = Q(parent=case) | Q(merged_into=case) | Q(pk__in=[pk for pk in ahead if pk])
    others = Case.objects.visible_to(person).filter(near).order_by("number")
    return [
        Link(
            kind=ahead.get(other.pk) or ("child" if other.parent_id == case.pk else "merged"),
            number=other.number, status=other.status,
        )
        for other in others.only("number", "status", "parent")
    ]  # fmt: skip


@router.get("/cases/{number}/timeline", response=EntryPage, summary="Der Verlauf, ältester Eintrag zuerst")
def timeline(request, number: str, asked: Query[Paged]):
    """Alle Einträge, die Sie lesen dürfen."""
    person = request.auth.person
    case = case_read_by(person, number)
    told = reading(case, person)
    shown, following = page(_entries(told).with_words(), asked, "seq")
    reads = {"hidden": _hidden(told), "to_staff": person.is_staff_member}
    return {"items": [entry_of(entry, **reads) for entry in shown], "next": following}
