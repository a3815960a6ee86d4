"""Messages to the citizen, notes for the house, questions."""

from typing import Annotated

from ninja import Router
from pydantic import Field

from lotse.cases.merging import hear
from lotse.cases.models import Entry

from .deeds import deed
from .finding import case_read_by, case_worked_on_by
from .shapes import EntryOut, QuestionOut, entry_of
from .words import Key, Said, Sent, Words

router = Router(tags=["Gespräch"])
Version = Annotated[int, Field(ge=0, le=2**31 - 1)]


class Message(Sent):
    text: Said
    version: Version | None = None


class Note(Sent):
    text: Said


class NewQuestion(Sent):
    text: Said
    facts: Annotated[list[Key], Field(max_length=200)] = []
    reason: Words = ""
    version: Version | None = None


@router.post("/cases/{number}/messages", response={201: EntryOut}, summary="Eine Nachricht schreiben")
@deed(201)
def message(request, number: str, told: Message):
    """Vom Haus an die meldende Person; mit dem Schlüssel der meldenden Person an das Haus."""
    person = request.auth.person
    case = case_read_by(person, number)
    if not person.is_staff_member:
        return _anew(hear(case, told.text, by=person, channel="api"))
    return _anew(case.tell(told.text, by=person, seen=told.version))


@router.post("/cases/{number}/notes", response={201: EntryOut}, summary="Eine Notiz für das Haus schreiben")
@deed(201)
def note(request, number: str, told: Note):
    """Die meldende Person liest Notizen hier nicht."""
    return _anew(case_worked_on_by(request.auth.person, number).note(told.text, by=request.auth.person))


@router.post("/cases/{number}/questions", response={201: QuestionOut}, summary="Die meldende Person fragen")
@deed(201)
def question(request, number: str, told: NewQuestion):
    """Wer nach einer bekannten Angabe fragt, nennt einen Grund.

    Gründe sind original, outdated, contradiction, declaration und other. Ein Grund in eigenen Worten gilt als other;
    die Worte stehen in `because` des Eintrags, für das Haus.
    """
    case = case_worked_on_by(request.auth.person, number)
    values = told.model_dump(exclude={"version"})
    asked = case.ask(**values, by=request.auth.person, seen=told.version)
    return QuestionOut(
        id=str(asked.pk), at=asked.asked_at, text=told.text, facts=asked.facts, reason=asked.reason,
        because=asked.entry.words.get("because", ""), repeated=asked.is_repeated,
    )  # fmt: skip


def _anew(entry):
    return entry_of(Entry.objects.with_words().get(pk=entry.pk))
