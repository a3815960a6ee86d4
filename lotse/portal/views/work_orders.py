"""A work order on paper, opened by its square code on a telephone: read it, and say how far the work is.

Looking changes nothing (programs that scan links look, too); only a press does.
"""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from lotse.cases.models import Leg
from lotse.cases.models.leg import PAPER
from lotse.cases.work_orders import ON_PAPER
from lotse.people.models import LinkSession
from lotse.portal.doors import personal, saving_at_once
from lotse.portal.views import crews


def _leg(token: str) -> Leg:
    link = LinkSession.objects.of(token, PAPER).first()
    if link is None:
        raise Http404
    return crews.leg_of(link.subject)


@saving_at_once
@personal
def work_order(request: HttpRequest, token: str) -> HttpResponse:
    """Show the order, and take in „Angenommen“, „Erledigt“ or „Nicht möglich“."""
    try:
        response = _work(request, _leg(token))
    except Http404:
        response = _over(request, token)
    response["Referrer-Policy"] = "same-origin"  # a form needs its origin; nobody else sees the token
    return response


def _over(request, token):
    link = LinkSession.objects.ever_of(token, PAPER).first()
    try:
        return crews.thanks(request, link.subject if link else None)
    except Http404:
        return render(request, "portal/link_over.html", {"what": "work_order"}, status=404)


def _work(request, leg):
    pressed = crews.press(request, leg, ON_PAPER) if request.method == "POST" else crews.Pressed()
    if pressed.done:
        return redirect(request.path)
    return render(request, "portal/work_order.html", crews.shown(request, leg, pressed), status=pressed.status)


@personal
def file(request: HttpRequest, token: str, pk: UUID) -> HttpResponseBase:
    """Hand out a file of the packet, and no other."""
    return crews.packed_file(_leg(token), pk)
