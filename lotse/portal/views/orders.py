"""Work for a body outside the house, by the mailed link: a code first, then packet and answer, without an account."""

from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lotse.cases import by_link
from lotse.cases.correcting import corrections_of
from lotse.cases.models import Attachment, Leg
from lotse.cases.models.leg import LINK
from lotse.cases.refusals import Refused
from lotse.people.models import LinkSession
from lotse.portal import flood, tries, uploads
from lotse.portal.doors import personal, saving_at_once
from lotse.portal.views.cases import LONGEST
from lotse.questionnaires.tidy import prose

UNLOCKED = "order"  # the one link this browser has told the code of
ANSWERED = "order_answered"  # the one link by which this browser has answered


def _link(token: str) -> LinkSession | None:
    return LinkSession.objects.of(token, LINK).first()


def _leg_of(link: LinkSession) -> Leg:
    near = ("case__guide", "case__guide_team__department", "team__department", "from_team__department")
    return get_object_or_404(Leg.objects.select_related(*near, "entry__content"), pk=link.subject)


@saving_at_once
@personal
def order(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the code; then show the packet and take in „erledigt“ or „nicht möglich“."""
    link = _link(token)
    if link is None:
        response = _over(request, token)
    elif request.session.get(UNLOCKED) != str(link.pk):
        response = _ask_for_the_code(request, link)
    else:
        response = _work(request, link)
    response["Referrer-Policy"] = "same-origin"  # a form needs its origin; nobody else sees the token
    return response


def _over(request, token):
    """Thank whoever has just answered, as often as they look; tell others why the link opens nothing."""
    link = LinkSession.objects.ever_of(token, LINK).first()
    if link and request.session.get(ANSWERED) == str(link.pk):
        return render(request, "portal/order_thanks.html", {"leg": _leg_of(link)})
    what = "order_replaced" if link and by_link.is_replaced(link) else "order"
    return render(request, "portal/link_over.html", {"what": what}, status=404)


def _ask_for_the_code(request, link):
    if request.method != "POST":
        return render(request, "portal/order_code.html", {})
    if tries.is_over(request, str(link.pk)):
        sentence = _("Sie haben es zu oft versucht. Warten Sie eine Stunde oder rufen Sie uns an.")
        return _code_again(request, sentence, 429)
    if not by_link.opens(link, request.POST.get("code", "")):
        tries.count_wrong(request, str(link.pk))
        return _code_again(request, _("Dieser Code passt nicht zu dem Link. Prüfen Sie die sechs Ziffern."), 422)
    request.session.cycle_key()
    request.session[UNLOCKED] = str(link.pk)
    return redirect(request.path)


def _code_again(request, sentence, status):
    context = {"errors": [("code", sentence)], "has_errors": True}
    return render(request, "portal/order_code.html", context, status=status)


def _work(request, link):
    leg = _leg_of(link)
    if request.method != "POST":
        return _show(request, leg)
    outcome, text = request.POST.get("ergebnis"), prose(request.POST.get("text", ""))
    if flood.is_over(request, "message"):
        return _show(request, leg, ("text", flood.NOT_NOW), 429)
    if outcome not in ("erledigt", "nicht"):
        return _show(request, leg, ("ergebnis-erledigt", _("Wählen Sie aus, ob der Auftrag erledigt ist.")))
    if not text:
        return _show(request, leg, ("text", _("Schreiben Sie, was herausgekommen ist oder warum es nicht geht.")))
    if len(text) > LONGEST:
        return _show(request, leg, ("text", _("Der Text ist zu lang. Erlaubt sind 5.000 Zeichen.")))
    try:
        with transaction.atomic():
            files, refused = uploads.of_message(request)
            if not refused:
                by_link.answer(leg, text, is_done=outcome == "erledigt", files=files)
    except Refused as why:
        refused = str(why)
    if refused:
        return _show(request, leg, ("dateien", refused))
    flood.count_sent(request, "message")
    request.session[ANSWERED] = str(link.pk)
    return redirect(request.path)


def _show(request, leg, error=None, status=422):
    packet = leg.packet
    context = {
        "leg": leg, "rows": [(fact["label"], fact["value"]) for fact in packet.get("facts", {}).values()],
        "files": packet.get("files", []), "corrections": corrections_of(leg),
        "errors": [error] if error else [], "has_errors": bool(error),
        "outcome": request.POST.get("ergebnis", ""), "text": request.POST.get("text", ""),
    }  # fmt: skip
    return render(request, "portal/order.html", context, status=status if error else 200)


@personal
def file(request: HttpRequest, token: str, pk: UUID) -> HttpResponseBase:
    """Hand out a file of the packet, and no other."""
    link = _link(token)
    if link is None or request.session.get(UNLOCKED) != str(link.pk):
        raise Http404
    leg = _leg_of(link)
    if str(pk) not in {file["id"] for file in leg.packet.get("files", [])}:
        raise Http404
    packed = get_object_or_404(Attachment.objects.select_related("file"), case=leg.case_id, file=pk)
    return uploads.download(packed.file)
