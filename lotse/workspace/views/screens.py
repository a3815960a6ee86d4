"""Where a team's lead gives the screen on the wall its key, takes it back, and names the crews."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from lotse.people import team_screens
from lotse.people.doors import for_staff
from lotse.people.models import Team
from lotse.people.refusals import PersonRefused

from ..leading_on import see


@for_staff
@cache_control(private=True, no_store=True)
def screens(request, *, fresh=None, errors=(), status=200):
    """Show the screens of my teams; whoever leads one may change it."""
    teams = Team.objects.filter(pk__in=request.user.team_ids).exclude(kind="outside").select_related("department")
    rows = [
        {"team": team, "screen": team_screens.screen_of(team), "is_led": team.pk in request.user.led_team_ids}
        for team in teams
    ]
    context = {"rows": rows, "fresh": fresh, "errors": list(errors), "has_errors": bool(errors)}
    return render(request, "workspace/screens.html", context, status=status)


def _led(request, slug):
    team = get_object_or_404(Team, slug=slug)
    if team.pk not in request.user.led_team_ids:
        raise Http404
    return team


@require_POST
@for_staff
def new_key(request, slug):
    """Give the screen a key, and show it this once."""
    team = _led(request, slug)
    key = team_screens.set_up(team, by=request.user)
    return screens(request, fresh={"team": team, "address": f"{settings.SITE_URL}/auftragstafel/{key}/"})


@require_POST
@for_staff
def end(request, slug):
    """Take the key back: the tablet shows nothing from now on."""
    team = _led(request, slug)
    team_screens.take_down(team, by=request.user)
    messages.success(request, _("Die Auftragstafel von %(team)s ist zu.") % {"team": team.name})
    return see("workspace:screens")


@require_POST
@for_staff
def crews(request, slug):
    """Say what the crews are called."""
    team = _led(request, slug)
    try:
        team_screens.name_crews(team, request.POST.get("names", "")[:2000].splitlines(), by=request.user)
    except PersonRefused as refused:
        return screens(request, errors=[(f"namen-{slug}", str(refused))], status=422)
    messages.success(request, _("An der Auftragstafel von %(team)s stehen jetzt diese Namen.") % {"team": team.name})
    return see("workspace:screens")
