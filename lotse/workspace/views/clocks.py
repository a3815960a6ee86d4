"""Why something is due just then, whom everybody waits for, and what lies between two chairs."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from lotse.cases.explaining import explain
from lotse.cases.mending import notices_for
from lotse.cases.models import Case
from lotse.cases.models.clock import free_days
from lotse.cases.waiting import begin_periods, go_on, periods_to_begin, wait
from lotse.people.doors import for_staff

from ..deeds import Look, deed_page
from ..reach import readable
from ..wait_form import STARTS, WaitForm

CLOCKS = Look(lazy("Fristen"), lazy("Speichern"), template="workspace/clocks.html")
SHOWN = 200


@for_staff
def clocks(request, number):
    """Show every clock with its reasons; say what is waited for, or that the wait is over."""
    case = readable(request, number)
    mine = case.clocks.select_related("leg__team").prefetch_related("events").order_by("started_at")
    seen = [clock for clock in mine if _concerns(clock, case, request.user)]
    waits = {reason for clock in seen if not clock.stopped_at for reason in clock.waits}
    starts = [start for start in STARTS if periods_to_begin(case, start)] if case.is_carried_by(request.user) else []
    form = WaitForm(request.POST or None, waits=waits, starts=starts)
    days = free_days()
    rows = [(clock, explain(clock, days)) for clock in seen]

    def deed(told):
        reason = told["wait"]
        if reason in starts:
            begin_periods(case, reason, at=form.at, by=request.user)
            return _("Die gesetzliche Frist von %(number)s läuft.") % {"number": number}
        if reason in waits:
            go_on(case, reason, by=request.user)
            return _("Die Fristen von %(number)s laufen weiter.") % {"number": number}
        wait(case, reason, by=request.user)
        return _("Die Fristen von %(number)s stehen, soweit es zugesagt ist.") % {"number": number}

    return deed_page(request, case, form, CLOCKS, deed, rows=rows)


def _concerns(clock, case, person):
    """A team that was handed a part sees the clock of its own part; who carries the case sees all."""
    return case.is_carried_by(person) or (clock.leg is not None and clock.leg.team_id in person.team_ids)


@for_staff
def notices(request):
    """List what this person is to mend: as lead of a team, or as Bürgerservice; never what is about themselves."""
    open_notices = list(notices_for(request.user).select_related("owner")[:SHOWN])
    cases = Case.objects.visible_to(request.user).filter(pk__in=[notice.subject for notice in open_notices])
    about = {pk: told for pk, *told in cases.values_list("pk", "number", "service__title")}
    rows = [(notice, *about.get(notice.subject, ("", ""))) for notice in open_notices]
    return render(request, "workspace/notices.html", {"rows": rows})
