"""Closing a case and opening it again."""

from datetime import date
from typing import Annotated

from django.utils.timezone import localdate
from ninja import Router
from pydantic import AfterValidator

from lotse.cases.closing import close, reopen
from lotse.people.models import Team
from lotse.tenants.clock import now

from .cases import read_anew
from .conversation import Version
from .deeds import deed
from .finding import case_read_by, case_worked_on_by
from .handovers import Reason
from .shapes import CaseOut
from .words import Line, Said, Sent, Slug, refuse

router = Router(tags=["Abschluss"], by_alias=True)


def day_that_has_come(day: date) -> date:
    """Return the day of a notice; refuse one that is still to come."""
    if day > localdate(now()):
        raise ValueError("Dieser Tag kommt erst. Ein Bescheid hat einen Tag, der schon da ist.")
    return day


class DecisionNotice(Sent):
    date: Annotated[date, AfterValidator(day_that_has_come)]
    team: Slug
    notified_by: Line


class Closing(Sent):
    result: Slug
    answer: Said
    notice: DecisionNotice | None = None
    version: Version | None = None
    to_others: Said | None = None
    passed_to: Line | None = None


@router.post("/cases/{number}/closure", response={200: CaseOut}, summary="Ein Anliegen abschließen")
@deed(200)
def end(request, number: str, told: Closing):
    """Mit Ergebnis und Antwort; fehlt noch etwas, steht es in `missing`. Ein Bescheid braucht `notice`.

    `to_others` lesen die Personen, deren Meldungen dieser folgen; ohne den Text lesen sie nur das Ergebnis.
    `passed_to` nennt bei `abgegeben` die andere Stelle; der Eingangstag gilt dort weiter.
    """
    person = request.auth.person
    case = case_worked_on_by(person, number)
    notice = told.notice and told.notice.model_dump(mode="json")
    if notice and not Team.objects.filter(slug=notice["team"]).exists():
        refuse("notice.team", f"Das Team „{notice['team']}“ gibt es nicht.")
    close(case, told.result, told.answer, by=person, notice=notice, seen=told.version,
          to_others=told.to_others or "", passed_to=told.passed_to or "")  # fmt: skip
    return read_anew(case, person)


@router.delete("/cases/{number}/closure", response={200: CaseOut}, summary="Ein Anliegen wieder öffnen")
@deed(200)
def open_again(request, number: str, told: Reason):
    """„Nicht gelöst“: das Anliegen geht an dieselbe Ansprechperson zurück."""
    person = request.auth.person
    case = case_read_by(person, number)
    reopen(case, told.reason, by=person)
    return read_anew(case, person)
