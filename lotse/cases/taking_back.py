"""Taking an internal request back: whoever asked needs it no more, and nobody works on for nothing."""

from django.utils.translation import gettext as _

from .closing import withdraw
from .models import InternalRequest, Task
from .refusals import NotAllowed, UnknownValue
from .verb import verb


@verb
def take_back(request: InternalRequest, reason: str, *, by):
    """End the request for a reason that the serving team reads; a parent waits for it no more.

    An item of the parent's checklist that it was to do is open again, and ticked by hand or asked for anew.
    Raises AlreadyClosed, NotAllowed, UnknownValue.
    """
    if not request.is_asked_by(by):
        raise NotAllowed(_("Das sagt, wer den Auftrag gestellt hat: %(team)s.") % {"team": request.from_team.name})
    if not reason.strip():
        raise UnknownValue(_("Schreiben Sie, warum."), field="text")
    entry = withdraw(request.case, reason, by=by)
    Task.objects.filter(child=request.case).update(child=None)
    request.tell_of_the_end(entry)
    return entry
