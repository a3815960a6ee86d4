"""Why something is due just then, whom everybody waits for, and what lies between two chairs."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from lotse.cases.explaining import explain
from lotse.cases.mending import notices_for
from lotse.cases.models import Case
from lotse.cases.models.clock import free_days
from lotse.cases.telling_outside import KINDS, bodies_to_tell, say_told
from lotse.cases.waiting import begin_periods, go_on, periods_to_begin, wait
from lotse.people.doors import for_staff

from ..deeds import Look, deed_page
from ..leading_on import see
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
    cases = {case.pk: case for case in cases.select_related("service")}
    rows = [(notice, cases.get(notice.subject), _to_tell(notice, cases.get(notice.subject))) for notice in open_notices]
    return render(request, "workspace/notices.html", {"rows": rows})


def _to_tell(notice, case):
    """Whom to tell by telephone or letter; nobody for every other notice."""
    return bodies_to_tell(case, notice.kind) if case and notice.kind in KINDS else []


@require_POST
@for_staff
def notice_told(request, pk):
    """Say that the bodies of this notice were told."""
    notice = get_object_or_404(notices_for(request.user), pk=pk, kind__in=KINDS)
    case = get_object_or_404(Case.objects.visible_to(request.user), pk=notice.subject)
    say_told(case, notice, by=request.user)
    messages.success(request, _("Zu %(number)s ist vermerkt, dass es gesagt ist.") % {"number": case.number})
    return see("workspace:notices")
