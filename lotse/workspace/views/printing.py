"""The case on paper for the file (Akte): facts, then the timeline, oldest first."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from lotse.journal.models import note
from lotse.people.doors import for_staff
from lotse.printing.report import Section, report
from lotse.tenants.clock import now
from lotse.ui.templatetags.german import clock, short_day

from ..reach import readable
from ..standing import standing_of


@for_staff
def paper(request, number):
    """Ask whether internal notes shall be on it; then give the paper as PDF."""
    case = readable(request, number)
    wanted = request.GET.get("notizen", "")
    if wanted not in ("mit", "ohne"):
        return render(request, "workspace/paper.html", {"case": case})
    with_notes = wanted == "mit"
    sheet = report(_title(case), _sections(case, standing_of(case, request.user), with_notes))
    note("case.printed", case, by=request.user, notes=with_notes)
    name = {"Content-Disposition": f'attachment; filename="{case.number}.pdf"', "Cache-Control": "private, no-store"}
    return HttpResponse(sheet, content_type="application/pdf", headers=name)


def _title(case):
    at = formats.date_format(timezone.localtime(now()), "d.m.Y H:i")
    told = {"number": case.number, "subject": case.subject, "at": at}
    return _("%(number)s %(subject)s. Stand: %(at)s Uhr") % told


def _sections(case, standing, with_notes):
    head = [
        (_("Dienst"), case.service.title),
        (_("Stand"), case.get_status_display()),
        (_("Ansprechperson"), str(case.guide or "")),
        (_("Team"), str(case.team or "")),
        (_("Führende Akte"), ", ".join(filter(None, [case.leads, case.shown_reference]))),
    ]
    facts = [(str(fact.label), fact.text) for fact in standing.facts if not fact.is_unknown]
    items = [item for item in reversed(standing.items) if with_notes or item.kind != "note"]
    return [
        Section(_("Anliegen"), [line for line in head if line[1]]),
        Section(_("Was wir schon wissen"), facts),
        Section(
            _("Verlauf"), [(f"{item.who}, {short_day(item.at)}, {clock(item.at)}", _words(item)) for item in items]
        ),
    ]


def _words(item):
    told = [item.text, *(f"{name}: {value}" for name, value in item.details)]
    told += [_("E-Mail: %(state)s") % {"state": item.letter}] if item.letter else []
    return "\n".join(filter(None, [*told, *(file["name"] for file in item.files)])) or "–"
