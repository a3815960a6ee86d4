"""What is to be done in a case: tasks set and ended, items of a checklist ticked."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from lotse.cases.models import Task
from lotse.cases.refusals import Refused
from lotse.cases.tasking import set_task, tick
from lotse.people.doors import for_staff
from lotse.people.models import Person

from ..deeds import Look, deed_page, leave, show
from ..internal_forms import NeedForm
from ..leading_on import see
from ..my_tasks import checklists_of, rows_of_tasks, tasks_of
from ..queues import chosen, task_views
from ..reach import readable
from ..task_form import TaskForm

NEW = Look(lazy("Aufgabe anlegen"), lazy("Aufgabe anlegen"))
DONE = Look(lazy("Aufgabe erledigt"), "")
DROP = Look(lazy("Aufgabe nicht mehr nötig"), lazy("Speichern"))
ITEM = Look(lazy("Checkliste"), "")


@for_staff
def mine(request):
    """List what is for me to do, for all in my teams, and for whom I stand in: due first."""
    views = task_views(request.user)
    asked = request.GET.get("ansicht") or views[0].key
    view = chosen([("", views)], asked)
    page = tasks_of(view, request.user, after=request.GET.get("nach", ""))
    context = {"views": views, "view": view, "slice": page, "rows": rows_of_tasks(page.tasks)}
    context["checklists"], context["checklists_after"] = (
        checklists_of(request.user, after=request.GET.get("punkte", "")) if view == views[0] else ([], "")
    )
    return render(request, "workspace/my_tasks.html", context)


@for_staff
def new_task(request, number):
    """Write down what is to be done, by whom and until when."""
    case = readable(request, number)
    at_work = Q(memberships__team__in=[case.team_id, case.guide_team_id])
    people = {str(each.pk): each for each in Person.objects.filter(at_work, is_active=True).distinct().order_by("name")}
    form = TaskForm(request.POST or None, people=people.values())

    def deed(told):
        set_task(
            case, told["text"], by=request.user, to=people.get(told["to"]), due_on=told["due"],
            is_required=told["is_required"],
        )  # fmt: skip
        return _("Die Aufgabe zu %(number)s ist angelegt.") % {"number": number}

    return deed_page(request, case, form, NEW, deed)


def _task(request, number, pk):
    case = readable(request, number)
    task = get_object_or_404(Task.objects.select_related("entry__content"), pk=pk, case=case, item="")
    task.case = case
    return case, task


@for_staff
@require_POST
def task_done(request, number, pk):
    """Say that it is done; whoever comes from their own list goes back to it."""
    case, task = _task(request, number, pk)
    try:
        task.finish(by=request.user)
    except Refused as refused:
        return show(request, readable(request, number), None, DONE, refused=refused)
    said = _("Die Aufgabe zu %(number)s ist erledigt.") % {"number": number}
    if view := request.POST.get("liste", ""):
        messages.success(request, said)
        return see(f"{reverse('workspace:my_tasks')}?{urlencode({'ansicht': view})}")
    return leave(request, case, said)


@for_staff
def task_drop(request, number, pk):
    """Say that it is no longer needed, and why."""
    case, task = _task(request, number, pk)

    def deed(told):
        task.drop(told["text"], by=request.user)
        return _("Die Aufgabe zu %(number)s ist nicht mehr nötig.") % {"number": number}

    return deed_page(request, case, NeedForm(request.POST or None), DROP, deed)


@for_staff
@require_POST
def item(request, number, step, item):
    """Tick an item of the checklist, or take the tick back."""
    case = readable(request, number)
    is_done = request.POST.get("done") != "no"
    try:
        tick(case, step, item, by=request.user, is_done=is_done)
    except Refused as refused:
        return show(request, readable(request, number), None, ITEM, refused=refused)
    messages.success(request, _("Die Checkliste von %(number)s ist gespeichert.") % {"number": number})
    return see("workspace:case", number)
