"""A mail became a case, and perhaps belongs to another: the colleague who has both decides."""

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from lotse.cases.belonging import keep_apart, take_over_message
from lotse.cases.models import Case
from lotse.cases.refusals import Refused
from lotse.people.doors import for_staff

from ..deeds import Look, leave, show
from ..keeping import seen_version
from ..reach import readable

BELONGING = Look(lazy("Gehört die Nachricht dazu?"), "")


@for_staff
@require_POST
def belonging(request, number):
    """Take the message to the other case, or keep it as a concern of its own."""
    case = readable(request, number)
    other = Case.objects.readable_by(request.user).filter(number=request.POST.get("zu", "")).first()
    if other is None or other.pk == case.pk:
        raise Http404
    try:
        if "eigen" in request.POST:
            keep_apart(case, other, by=request.user)
            return leave(request, case, _("%(number)s bleibt ein eigenes Anliegen.") % {"number": number})
        take_over_message(case, other, by=request.user, seen=seen_version(request))
    except Refused as refused:
        return show(request, readable(request, number), None, BELONGING, refused=refused)
    said = _("Die Nachricht liegt jetzt bei %(other)s. %(number)s ist als Dublette abgeschlossen.")
    return leave(request, other, said % {"other": other.number, "number": number})
