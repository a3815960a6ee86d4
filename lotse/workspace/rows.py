"""One line of the list: as much of a case as this person may see."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from lotse.cases.models import Case
from lotse.ui.shown import Shown

from .keeping import is_unread
from .wording import due_words

ANY = "0000-000000"  # stands for the number in an address that is looked up once for all lines


@dataclass(frozen=True)
class Row(Shown):
    """A case in the list."""

    number: str
    address: str
    choose: str  # what the box before it does
    title: str
    who: str
    due: str
    due_kind: str
    tags: tuple
    is_unread: bool = False


def rows_of(cases, person):
    """Return the lines of these cases; what is behind a wall shows its service, not its subject."""
    place, choose = reverse("workspace:case", args=[ANY]), _("%(number)s auswählen")
    return [_row(case, person, place.replace(ANY, case.number), choose % {"number": case.number}) for case in cases]


def _row(case, person, address, choose):
    due, kind = due_words(case.due_at) if case.is_open else (str(Case.Status(case.status).label), "")
    title = case.subject if case.is_readable else case.service.title
    tags = tuple(_tags(case))
    return Row(case.number, address, choose, title, _who(case, person), due, kind, tags, is_unread(case))


def _who(case, person):
    if not case.is_readable:
        return str(case.team or "")
    if case.is_on_the_guides_side(person):
        return (case.citizen and case.citizen.name) or _("ohne Namen")
    return _("Ansprechperson %(guide)s") % {"guide": case.guide} if case.guide else ""


def _tags(case):
    if case.urgency == Case.Urgency.HIGH:
        yield _("dringend"), "bad"
    if case.status == Case.Status.NEEDS_YOU:
        yield _("Frage offen"), "info"
    if case.service.kind == "complaint":
        yield _("Beschwerde"), "warn"
    if case.present:
        sentence = _("%(who)s schreibt") if case.is_written_at else _("%(who)s liest")
        yield sentence % {"who": case.present}, ""
