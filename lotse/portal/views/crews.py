"""What a crew without accounts reads of its order and may press: the same on paper's page and at the team's screen."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from lotse.cases import work_orders
from lotse.cases.correcting import corrections_of
from lotse.cases.models import Attachment, Crew, Leg
from lotse.cases.refusals import Refused
from lotse.files.models import StoredFile
from lotse.portal import flood, uploads
from lotse.portal.views.cases import LONGEST
from lotse.questionnaires.tidy import prose

TAKEN, DONE, NOT_POSSIBLE = "angenommen", "erledigt", "nicht"
ANSWERED = "crew_answered"  # the one leg this browser has just answered, and how
NEAR = ("case__edition", "team__department", "from_team__department", "entry__content")


@dataclass(frozen=True)
class Pressed:
    """What came of a press: the step that was done, or the field and the sentence that says why not."""

    done: str = ""
    anchor: str = ""
    sentence: str = ""
    status: int = 200


def leg_of(pk: UUID) -> Leg:
    """The open leg with what its page shows, or 404: whatever was answered, is withdrawn or left the general circle."""
    leg = get_object_or_404(Leg.objects.select_related(*NEAR), pk=pk)
    if not leg.is_open or not leg.case.is_open or not work_orders.fits_a_crew(leg):
        raise Http404
    return leg


def press(request: HttpRequest, leg: Leg, crew: Crew | None) -> Pressed:
    """Do what was pressed; a press that comes twice changes nothing the second time. No crew: nobody was named."""
    step, text = request.POST.get("schritt"), prose(request.POST.get("text", ""))
    if crew is None:
        return _refused(_("Wählen Sie aus, wer den Auftrag nimmt oder meldet."), "wer")
    if flood.is_over(request, "message"):
        return Pressed(anchor="text", sentence=str(flood.NOT_NOW), status=429)
    if step == TAKEN:
        return _do(request, leg, step, lambda: work_orders.take(leg, crew))
    if step not in (DONE, NOT_POSSIBLE):
        return _refused(_("Drücken Sie „Angenommen“, „Erledigt“ oder „Nicht möglich“."))
    if not text:
        is_done = step == DONE
        return _refused(
            _("Schreiben Sie, was Sie getan haben.") if is_done else _("Schreiben Sie, warum es nicht geht.")
        )
    if len(text) > LONGEST:
        return _refused(_("Der Text ist zu lang. Erlaubt sind 5.000 Zeichen."))
    return _do(request, leg, step, lambda: _answer(request, leg, text, crew, step == DONE))


def _refused(sentence, anchor="text"):
    return Pressed(anchor=anchor, sentence=str(sentence), status=422)


def _do(request, leg, step, deed):
    try:
        with transaction.atomic():
            why = deed()
    except Refused as refused:
        return _refused(refused)
    if isinstance(why, Pressed):
        return why
    flood.count_sent(request, "message")
    if step != TAKEN:
        request.session[ANSWERED] = [str(leg.pk), step]
    return Pressed(done=step)


def _answer(request, leg, text, crew, is_done):
    files, why = uploads.of_message(request)
    if why:
        return _refused(why, "dateien")
    return work_orders.answer(leg, text, crew=crew, is_done=is_done, files=files)


def thanks(request: HttpRequest, pk: UUID | None, back: str = "") -> HttpResponse:
    """Thank whoever has just answered this leg, as often as they look; 404 for everybody else."""
    answered, how = request.session.get(ANSWERED, ("", ""))
    if answered != str(pk):
        raise Http404
    leg = get_object_or_404(Leg.objects.select_related("case"), pk=pk)
    context = {"leg": leg, "is_done": how == DONE, "back_href": back}
    return render(request, "portal/work_order_thanks.html", context)


def shown(request: HttpRequest, leg: Leg, pressed: Pressed) -> dict:
    """What the page of an order shows: the packet and nothing else of the case."""
    packet = leg.packet
    files = {str(file.pk): file for file in StoredFile.objects.filter(pk__in=[one["id"] for one in packet["files"]])}
    return {
        "leg": leg,
        "rows": [(fact["label"], fact["value"]) for fact in packet.get("facts", {}).values()],
        "files": [files[one["id"]] for one in packet["files"] if one["id"] in files],
        "corrections": corrections_of(leg),
        "errors": [(pressed.anchor, pressed.sentence)] if pressed.anchor else [],
        "has_errors": bool(pressed.anchor),
        "text": request.POST.get("text", ""),
    }


def packed_file(leg: Leg, pk: UUID) -> FileResponse:
    """Hand out a file of the packet, and no other; of a photo the smaller copy, for a telephone on the road."""
    if str(pk) not in {file["id"] for file in leg.packet.get("files", [])}:
        raise Http404
    packed = get_object_or_404(Attachment.objects.select_related("file"), case=leg.case_id, file=pk)
    return uploads.download(packed.file, small=True)
