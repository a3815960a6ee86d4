"""Time on a case: booked, and seen again by whoever booked it and nobody else."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from lotse.cases.booking import book, take_back
from lotse.cases.models import TimeBooking
from lotse.people.doors import for_staff

from ..deeds import Look, deed_page
from ..internal import hours_words
from ..leading_on import see
from ..reach import readable
from ..time_form import TimeForm

TIME = Look(
    lazy("Zeit buchen"),
    lazy("Zeit buchen"),
    template="workspace/time.html",
    intro=lazy("Gezählt wird für das Team. Ihre einzelnen Buchungen sehen nur Sie."),
)


@for_staff
def time(request, number):
    """Book time of one's own, and show one's own bookings on this case."""
    case = readable(request, number)
    teams = list(request.user.teams.order_by("name"))
    if not teams:
        raise Http404
    legs = list(case.legs.filter(team__in=teams).select_related("entry__content"))
    form = TimeForm(request.POST or None, teams=teams, legs=legs)
    mine = TimeBooking.objects.of(request.user).filter(case=case).select_related("team").order_by("-on", "-pk")
    bookings = [(each, hours_words(each.minutes)) for each in mine]

    def deed(told):
        team = next(each for each in teams if str(each.pk) == told["team"])
        leg = next((each for each in legs if str(each.pk) == told.get("leg")), None)
        book(case, told["hours"], by=request.user, team=team, leg=leg, on=told["on"])
        said = {"hours": hours_words(told["hours"]), "team": team.name}
        return _("Gebucht für %(team)s: %(hours)s.") % said

    return deed_page(request, case, form, TIME, deed, bookings=bookings)


@for_staff
@require_POST
def drop_time(request, number, pk):
    """Delete a booking of one's own."""
    case = readable(request, number)
    booking = get_object_or_404(TimeBooking.objects.of(request.user).select_related("case__service"), pk=pk, case=case)
    take_back(booking, by=request.user)
    messages.success(request, _("Die Buchung ist gelöscht."))
    return see("workspace:time", number)
