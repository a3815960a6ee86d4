"""One's own lists: views put together and shared, and what others did in one's cases."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotse.cases.models import Case, Entry
from lotse.catalogue.models import Service
from lotse.desk.models import SavedView
from lotse.people.doors import for_staff

from ..leading_on import see
from ..own_forms import SavedViewForm
from ..own_views import happened, key_of

NEWEST = 50


@for_staff
def new_view(request):
    """Put a view together and save it, for oneself or shared with a team."""
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        view = SavedView.objects.create(person=request.user, **form.conditions)
        messages.success(request, _("Ihre Ansicht „%(name)s“ ist gespeichert.") % {"name": view.name})
        return see(f"{reverse('workspace:inbox')}?ansicht={key_of(view)}")
    return render(request, "workspace/saved_view.html", {"form": form}, status=422 if form.is_bound else 200)


def _form(request):
    return SavedViewForm(
        request.POST or None,
        person=request.user,
        services=Service.objects.running().order_by("title"),
        teams=request.user.teams.order_by("name"),
    )


@require_POST
@for_staff
def drop_view(request, pk):
    """Take a view of mine away; what it showed is untouched."""
    view = get_object_or_404(SavedView, pk=pk, person=request.user)
    view.delete()
    messages.success(request, _("Die Ansicht „%(name)s“ gibt es nicht mehr.") % {"name": view.name})
    return see("workspace:inbox")


@for_staff
def activity(request):
    """Show what others did last in the cases I guide, do, or was named in."""
    me = request.user
    mine = Q(guide=me) | Q(assignee=me) | Q(mentions__person=me)
    cases = Case.objects.wholly_read_by(me).filter(mine).values("pk")
    entries = Entry.objects.filter(case__in=cases).exclude(by=me).select_related("case__service", "case__citizen", "by")
    rows = [(entry.case, entry.at, happened(entry)) for entry in entries.order_by("-at")[:NEWEST]]
    return render(request, "workspace/activity.html", {"rows": rows})
