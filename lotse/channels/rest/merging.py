"""One concern from many: which reports are near, laying two together and taking them apart."""

from ninja import Router

from lotse.cases.duplicates import duplicates_of
from lotse.cases.merging import merge, take_apart

from .cases import read_anew
from .conversation import Version
from .deeds import deed
from .finding import case_worked_on_by
from .shapes import CaseOut, DuplicatesOut
from .words import Line, Sent

router = Router(tags=["Zusammenführen"], by_alias=True)


class Into(Sent):
    into: Line
    version: Version | None = None


@router.get("/cases/{number}/duplicates", response=DuplicatesOut, summary="Meldungen in der Nähe")
def near(request, number: str):
    """Meldungen im Umkreis von 300 m oder mit derselben Adresse, aus 14 Tagen, die Sie lesen dürfen."""
    person = request.auth.person
    found = duplicates_of(case_worked_on_by(person, number), person)
    items = [
        {"number": one.case.number, "subject": one.case.subject, "status": one.case.status,
         "opened_at": one.case.opened_at, "metres": one.metres}
        for one in found
    ]  # fmt: skip
    return {"items": items}


@router.post("/cases/{number}/merge", response={200: CaseOut}, summary="Eine Meldung mit einer anderen zusammenführen")
@deed(200)
def together(request, number: str, told: Into):
    """Nur Meldungen. Sie behält Text und Zugang und folgt der Meldung `into`."""
    person = request.auth.person
    case, into = case_worked_on_by(person, number), case_worked_on_by(person, told.into)
    merge(case, into, by=person, seen=told.version)
    return read_anew(case, person)


@router.delete("/cases/{number}/merge", response={200: CaseOut}, summary="Zusammengeführte Meldungen trennen")
@deed(200)
def apart(request, number: str):
    """Die Meldung steht wieder für sich, so weit, wie sie war."""
    person = request.auth.person
    case = case_worked_on_by(person, number)
    take_apart(case, by=person)
    return read_anew(case, person)
