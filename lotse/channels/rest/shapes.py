"""What the door hands out: the shapes of interfaces' answers, and how rows become them."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from django.conf import settings
from ninja import Schema
from pydantic import PlainSerializer, WithJsonSchema

from lotse.cases.correcting import corrections_of
from lotse.cases.explaining import explain

LinkKind = Literal["parent", "child", "leading", "merged"]
# `from` is no name in Python: a shape says `sender`, and is written and read as `from`
FROM: Any = {"serialize_by_alias": True, "alias_generator": lambda name: {"sender": "from"}.get(name, name),
             "populate_by_name": True}  # fmt: skip
Status = Literal["received", "in_progress", "needs_you", "passed_on", "closed", "withdrawn"]


Moment = Annotated[  # every answer tells times alike: with offset, to the millisecond
    datetime,
    PlainSerializer(lambda at: at.astimezone(UTC).isoformat(timespec="milliseconds"), return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]


class Someone(Schema):
    login: str | None
    name: str


class Told(Schema):
    label: str
    value: Any
    told_at: Moment
    told_by: Someone | None


class ClockOut(Schema):
    kind: str
    amount: int
    unit: str
    started_at: Moment
    due_at: Moment
    stopped_at: Moment | None
    overdue: bool
    handover: str | None
    state: Literal["running", "paused", "stopped"]
    waits: list[str]
    edition: int
    why: list[str]


class LegOut(Schema):
    id: str
    kind: Literal["transfer", "consult", "subtask"]
    state: Literal["offered", "accepted", "returned", "done", "called_off"]
    sender: str
    to: str
    question: str
    expected_result: str
    due: Moment
    accept_by: Moment | None
    offered_at: Moment
    accepted_at: Moment | None
    returned_at: Moment | None
    done_at: Moment | None
    passed_on: str | None  # the team that has the case now, where an onward transfer ended this one

    model_config = FROM


class PackedFact(Schema):
    label: str
    value: Any


class PackedFile(Schema):
    id: str
    name: str
    size: int


class Packet(Schema):
    facts: dict[str, PackedFact] = {}
    entries: list[Any] = []
    files: list[PackedFile] = []
    missing: list[str] = []
    reason: str = ""


class Correction(Schema):
    key: str
    label: str
    value: str
    at: Moment


class HandoverOut(LegOut):
    packet: Packet
    hash: str
    corrections: list[Correction] = []


class Link(Schema):
    kind: LinkKind
    number: str
    status: Status


class CaseSurface(Schema):
    number: str
    service: str
    subject: str
    status: Status
    phase: str
    step: str | None
    department: str | None
    team: str | None
    guide: Someone | None
    assignee: Someone | None
    due_at: Moment | None
    created_at: Moment
    updated_at: Moment
    closed_at: Moment | None
    result: str | None
    version: int


class CaseOut(CaseSurface):
    channel: str
    facts: dict[str, Told]
    clocks: list[ClockOut]
    legs: list[LegOut]
    links: list[Link]


class DuplicateOut(Schema):
    number: str
    subject: str
    status: Status
    opened_at: Moment
    metres: int | None  # none where only the address is known


class DuplicatesOut(Schema):
    items: list[DuplicateOut]


class CasePage(Schema):
    items: list[CaseSurface]
    next: str | None


class EntryOut(Schema):
    id: str
    at: Moment
    kind: str
    by: Someone | None
    text: str
    because: str
    public: bool
    data: dict[str, Any]
    hash: str


class EntryPage(Schema):
    items: list[EntryOut]
    next: str | None


class QuestionOut(Schema):
    id: str
    at: Moment
    text: str
    facts: list[str]
    reason: str
    because: str
    repeated: bool


class OpenedOut(Schema):
    number: str
    code: str
    status: Status
    guide: Someone | None
    url: str
    expected_at: Moment | None


class FieldError(Schema):
    field: str
    message: str


class ProblemOut(Schema):
    """RFC 9457. `errors`, `facts`, `missing` and `allowed` stand where the problem has them."""

    type: str
    title: str
    status: int
    code: str
    detail: str = ""
    errors: list[FieldError] = []
    facts: dict[str, Told] = {}
    missing: list[dict[str, Any]] = []
    allowed: list[str] = []


def someone(person):
    return person and Someone(login=person.login, name=person.name)


def _by(person, hidden):
    return None if person and person.pk == hidden else someone(person)


def facts_of(facts, hidden=None):
    """Return facts by key, as JSON; `hidden` is the id of a citizen whose name does not reach the reader."""
    return {
        fact.key: Told(
            label=fact.label, value=fact.value, told_at=fact.told_at, told_by=_by(fact.told_by, hidden)
        ).model_dump(mode="json")
        for fact in facts
    }  # fmt: skip


def surface_of(case):
    """The outside of a case: whoever may not read its content learns the service instead of the subject."""
    return {
        "number": case.number,
        "service": case.service.slug,
        "subject": case.subject if case.is_readable else case.service.title,
        "status": case.status,
        "phase": case.phase,
        "step": (case.step or None) if case.is_readable else None,
        "department": case.department and case.department.slug,
        "team": case.team and case.team.slug,
        "guide": someone(case.guide),
        "assignee": someone(case.assignee),
        "due_at": case.next_due,
        "created_at": case.opened_at,
        "updated_at": case.updated_at,
        "closed_at": case.closed_at,
        "result": (case.result or None) if case.is_readable else None,
        "version": case.version,
    }


def clock_of(clock, days):
    return ClockOut(
        kind=clock.kind, amount=clock.amount, unit=clock.unit, started_at=clock.started_at, due_at=clock.due_at,
        stopped_at=clock.stopped_at, overdue=clock.is_overdue, handover=str(clock.leg_id) if clock.leg_id else None,
        state=clock.state, waits=clock.waits, edition=clock.case.edition.number, why=explain(clock, days),
    )  # fmt: skip


def _leg(leg):
    return {
        "id": str(leg.pk), "kind": leg.kind, "state": leg.state, "sender": leg.from_team.slug, "to": leg.team.slug,
        "question": leg.question, "expected_result": leg.expected_result, "due": leg.due_at, "accept_by": leg.accept_by,
        "offered_at": leg.offered_at, "accepted_at": leg.accepted_at, "returned_at": leg.returned_at,
        "done_at": leg.done_at, "passed_on": leg.passed_on.team.slug if leg.passed_on else None,
    }  # fmt: skip


def leg_of(leg):
    return LegOut(**_leg(leg))


def handover_of(leg):
    """A leg with the packet that travelled, as frozen, and what was put right of it since."""
    packet = leg.packet
    return HandoverOut(**_leg(leg), packet=packet, hash=packet.get("hash", ""), corrections=corrections_of(leg))


def entry_of(entry, *, hidden=None, to_staff=True):
    """An entry; what one team asks another is for the house alone, and why it opened a case again."""
    words = entry.words
    said = words.get("text") or (words.get("question") if to_staff else "") or ""
    if entry.is_reason_of_the_house and not to_staff:
        said = ""
    return EntryOut(
        id=str(entry.pk), at=entry.at, kind=entry.kind, by=_by(entry.by, hidden), text=said,
        because=words.get("because", "") if to_staff else "", public=entry.is_public, data=entry.data, hash=entry.hash,
    )  # fmt: skip


def opened_of(opened):
    """The answer to a new case; the code is shown here and never again."""
    case = opened.case
    result = case.clocks.filter(kind="result").first()
    return OpenedOut(
        number=case.number, code=opened.code, status=case.status, guide=someone(case.guide),
        url=f"{settings.SITE_URL}/anliegen/{case.number}/", expected_at=result and result.due_at,
    )  # fmt: skip
