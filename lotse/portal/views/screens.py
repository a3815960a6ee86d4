"""A team's screen (Auftragstafel): a tablet on the wall shows what waits, and takes „Angenommen“ by one press."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from lotse.cases.models import Crew, Leg
from lotse.cases.work_orders import open_orders_of
from lotse.people.models import Team
from lotse.people.team_screens import team_of
from lotse.portal.doors import personal, saving_at_once
from lotse.portal.views import crews
from lotse.tenants.clock import now


def _over(request):
    return _guarded(render(request, "portal/link_over.html", {"what": "screen"}, status=404))


def _guarded(response):
    response["Referrer-Policy"] = "same-origin"  # a form needs its origin; nobody else sees the token
    return response


@personal
def screen(request: HttpRequest, token: str) -> HttpResponse:
    """List what waits for the team and what it has taken, the most urgent first; drawn anew every half minute."""
    team = team_of(token)
    if team is None:
        return _over(request)
    at, legs = now(), list(open_orders_of(team))
    for leg in legs:
        leg.is_late, leg.place = leg.due_at <= at, _place(leg)
    context = {
        "team": team,
        "token": token,
        "crews": team.crew_names,
        "waiting": [leg for leg in legs if leg.state == Leg.State.OFFERED],
        "taken": [leg for leg in legs if leg.state == Leg.State.ACCEPTED],
    }
    part = "#orders" if request.headers.get("HX-Request") else ""
    response = _guarded(render(request, f"portal/team_screen.html{part}", context))
    response["Vary"] = "HX-Request, Cookie"
    return response


def _place(leg):
    """Where to go, if the packet says so."""
    return leg.packet.get("facts", {}).get("ort", {}).get("value", "")


@saving_at_once
@personal
def order(request: HttpRequest, token: str, leg: UUID) -> HttpResponse:
    """Show one order of the team, and take in how far it is and who says so."""
    team = team_of(token)
    if team is None:
        return _over(request)
    back = reverse("portal:screen", args=[token])
    try:
        return _guarded(_work(request, _leg(team, leg), team, back))
    except Http404:
        return _thanks_or_over(request, leg, back)


def _thanks_or_over(request, leg, back):
    try:
        return _guarded(crews.thanks(request, leg, back))
    except Http404:
        return _over(request)


def _leg(team: Team | None, pk: UUID) -> Leg:
    leg = crews.leg_of(pk)
    if team is None or leg.team_id != team.pk:
        raise Http404
    return leg


def _work(request, leg, team, back):
    who = request.POST.get("wer", "")
    crew = Crew("screen", who) if who in (team.crew_names or [""]) else None
    pressed = crews.press(request, leg, crew) if request.method == "POST" else crews.Pressed()
    if pressed.done == crews.TAKEN:
        return redirect(back)
    if pressed.done:
        return redirect(request.path)
    context = {"back_href": back} | crews.shown(request, leg, pressed) | {"crews": team.crew_names, "who": who}
    return render(request, "portal/work_order.html", context, status=pressed.status)


@personal
def file(request: HttpRequest, token: str, leg: UUID, pk: UUID) -> HttpResponseBase:
    """Hand out a file of the packet, and no other."""
    return crews.packed_file(_leg(team_of(token), leg), pk)
