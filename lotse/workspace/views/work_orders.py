"""A leg on paper for a crew without mail: its packet, the deadline, and a code to answer with."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from lotse.cases.correcting import corrections_of
from lotse.cases.refusals import Refused
from lotse.cases.work_orders import may_print, print_order
from lotse.files.models import StoredFile
from lotse.files.types import PICTURES
from lotse.people.doors import for_staff
from lotse.printing.report import Code, Picture, Section, report
from lotse.tenants.clock import now
from lotse.tenants.models import Town
from lotse.ui.templatetags.german import clock, short_day

from ..deeds import Look, show
from ..forms import Deed
from .handing import leg_of

LOOK = Look(
    lazy("Arbeitsauftrag drucken"),
    lazy("Arbeitsauftrag drucken (PDF)"),
    intro=lazy(
        "Auf dem Papier stehen Auftrag, Paket, Fotos und Frist, sonst nichts aus dem Anliegen. Mit dem Code darauf "
        "meldet das Team am Telefon „Angenommen“, „Erledigt“ oder „Nicht möglich“. Es gilt immer nur der zuletzt "
        "gedruckte Zettel."
    ),
)
MOST_PICTURES = 4
ENDINGS = {kind.media: kind.ending for kind in PICTURES if kind.ending in ("jpg", "png")}


@for_staff
def work_order(request, number, pk):
    """Say what will be on the paper; a press gives it as PDF with a new code."""
    case, leg = leg_of(request, number, pk)
    if not may_print(leg, request.user):
        raise Http404
    if request.method != "POST":
        return show(request, case, Deed(), LOOK, leg=leg)
    try:
        key = print_order(leg, by=request.user)
    except Refused as refused:
        return show(request, case, Deed(), LOOK, refused=refused, leg=leg)
    told = {"number": number, "team": leg.team.name}
    sheet = report(
        _("Arbeitsauftrag %(number)s für %(team)s") % told,
        _sections(leg),
        code=Code(
            f"{settings.SITE_URL}/arbeitsauftrag/{key}/",
            _("Mit dem Telefon scannen: Angenommen, Erledigt oder Nicht möglich melden, mit Text und Foto."),
        ),
        pictures=list(_pictures(leg)),
    )
    name = {"Content-Disposition": f'attachment; filename="Arbeitsauftrag-{number}.pdf"'}
    name |= {"Cache-Control": "private, no-store"}
    return HttpResponse(sheet, content_type="application/pdf", headers=name)


def _sections(leg):
    """Only what was packed for this leg: no name that is not in the packet, nothing of the timeline."""
    due = formats.date_format(timezone.localtime(leg.due_at), "l, j. F Y, H:i")
    order = [
        (_("Auftrag"), leg.question),
        (_("Erwartetes Ergebnis"), leg.expected_result),
        (_("Fällig"), _("%(due)s Uhr") % {"due": due}),
        (_("Auftrag von"), f"{leg.from_team.name}, {leg.from_team.department.phone}".rstrip(", ")),
        (_("Kommune"), str(Town.here())),
        (_("Stand"), f"{short_day(now())}, {clock(now())}"),
    ]
    facts = [(fact["label"], fact["value"]) for fact in leg.packet.get("facts", {}).values()]
    for fact in corrections_of(leg):
        told = {"label": fact["label"], "day": short_day(fact["at"])}
        facts.append((_("%(label)s – berichtigt am %(day)s") % told, fact["value"]))
    facts += [(_("Noch offen"), label) for label in leg.packet.get("missing", [])]
    by_hand = [("[  ]", _("Erledigt am, von:")), ("[  ]", _("Nicht möglich, weil:"))]
    by_hand.append((_("Name und Unterschrift"), "_" * 40))
    sections = [
        Section(_("Was zu tun ist"), [line for line in order if line[1]]),
        Section(_("Angaben"), facts),
        Section(_("Ohne Telefon: ankreuzen und den Zettel zurückgeben"), by_hand),
    ]
    return [section for section in sections if section.lines]


def _pictures(leg):
    packed = [file["id"] for file in leg.packet.get("files", [])]
    for file in StoredFile.objects.filter(pk__in=packed, type__in=ENDINGS).order_by("created_at")[:MOST_PICTURES]:
        is_small = bool(file.small_path)
        with file.open(small=True) as picture:
            yield Picture(file.name, "jpg" if is_small else ENDINGS[file.type], picture.read())
