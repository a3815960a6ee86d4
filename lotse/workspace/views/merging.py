"""One concern from many: laying reports together, taking them apart, one word to all who reported."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from lotse.cases.broadcasting import broadcast
from lotse.cases.duplicates import duplicates_of
from lotse.cases.merging import living, merge, take_apart
from lotse.cases.models import Case
from lotse.cases.refusals import UnknownValue
from lotse.people.doors import for_staff

from ..deeds import Look, deed_page, unseen_by
from ..forms import Deed, Words
from ..merging_form import MergingForm
from ..reach import readable

MERGING = Look(
    lazy("Meldungen zusammenführen"),
    lazy("Zusammenführen"),
    intro=lazy(
        "Diese Meldung folgt dann der anderen: gleicher Stand, gleiches Ergebnis. Jede meldende Person behält "
        "ihren eigenen Zugang und liest nichts von der anderen. Sie können beide wieder trennen."
    ),
)
PARTING = Look(
    lazy("Meldungen trennen"),
    lazy("Meldungen trennen"),
    intro=lazy("Die Meldung steht dann wieder für sich, so weit, wie sie war."),
)
CIRCULAR = Look(
    lazy("An alle schreiben, die das gemeldet haben"),
    lazy("An alle senden"),
    intro=lazy("Prüfen Sie den Text: Er geht an jede meldende Person einzeln und darf niemanden nennen."),
)


@for_staff
def merging(request, number):
    """Let this report follow another; those near by are offered, the nearest first."""
    case = readable(request, number)
    told = request.POST if request.method == "POST" else None
    form = MergingForm(told, near=duplicates_of(case, request.user), chosen=request.GET.get("mit", ""))

    def deed(told):
        into = Case.objects.readable_by(request.user).filter(number=told["into"]).first()
        if into is None:
            raise UnknownValue(
                _(
                    "Unter dieser Nummer finden wir keine Meldung, die Sie lesen dürfen. Prüfen Sie die Nummer. "
                    "Vertrauliche Anliegen werden nie zusammengeführt."
                )
            )
        leading = merge(case, into, by=request.user, seen=unseen_by(request, case))
        return _("%(number)s folgt jetzt %(leading)s.") % {"number": number, "leading": leading.number}

    return deed_page(request, case, form, MERGING, deed)


@for_staff
def parting(request, number):
    """Take the report out of the other again."""
    case = readable(request, number)
    leading = living(case).number
    form = Deed(request.POST) if request.method == "POST" else Deed()

    def deed(_told):
        take_apart(case, by=request.user)
        return _("%(number)s und %(leading)s sind wieder getrennt.") % {"number": number, "leading": leading}

    return deed_page(request, case, form, PARTING, deed)


@for_staff
def circular(request, number):
    """Write one text to all who reported the same; each reads it in their own concern."""
    case = readable(request, number)
    form = Words(request.POST or None, empty=_("Schreiben Sie, was alle meldenden Personen lesen sollen."))

    def deed(told):
        n = broadcast(case, told["text"], by=request.user, seen=unseen_by(request, case))
        return _("Gesendet an %(n)s meldende Personen.") % {"n": n}

    return deed_page(request, case, form, CIRCULAR, deed)
