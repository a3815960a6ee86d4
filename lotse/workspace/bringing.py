"""Files that somebody brings while a concern is written down: kept at once, so that none is chosen twice."""

from datetime import timedelta

from lotse.cases.models import Attachment
from lotse.files.models import StoredFile, keep_all
from lotse.files.refusals import CannotKeep
from lotse.tenants.clock import now

KEPT = "workspace.brought"  # session key: files that no case has yet
MOST = 5
LEFT = timedelta(days=1)


def brought(request) -> list[StoredFile]:
    """Keep what was just chosen beside what was chosen before; raises CannotKeep."""
    before = _of_this_page(request)
    fresh = keep_all(request.FILES.getlist("dateien"), most=MOST - len(before), by=request.user)
    if fresh:
        request.session[KEPT] = [*request.session.get(KEPT, []), *(str(file.pk) for file in fresh)][-50:]
    return [*before, *fresh]


def brought_or_refused(request) -> tuple[list[StoredFile], Exception | None]:
    """Return the files brought so far, and why the new ones cannot be kept; nothing before the form is sent."""
    if not request.POST:
        return [], None
    try:
        return brought(request), None
    except CannotKeep as refusal:
        request.FILES.clear()
        return brought(request), refusal


def forget_what_was_left(request) -> None:
    """Delete files of this session that a day later lie in no case."""
    old = _of_session(request, request.session.get(KEPT, [])).filter(created_at__lt=now() - LEFT)
    for file in old:
        file.forget()


def _of_this_page(request):
    return list(_of_session(request, request.POST.getlist("gebracht"))[:MOST])


def _of_session(request, asked):
    """Only what this browser brought, and what no case has."""
    mine = set(request.session.get(KEPT, [])) & set(asked)
    tied = Attachment.objects.filter(file__in=mine).values("file")
    return StoredFile.objects.filter(pk__in=mine).exclude(pk__in=tied).order_by("created_at")
