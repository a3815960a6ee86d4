"""The list beside the case (Anliegen): what waits, and the one that is open."""

from django.http import FileResponse, Http404
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST

from lotse.cases.belonging import perhaps_belongs_to
from lotse.cases.merging import living
from lotse.cases.models.sight import plan_once
from lotse.knowledge.models import TextModule
from lotse.people.doors import for_staff
from lotse.tenants.clock import now

from ..filling import values_of
from ..forms import QuestionForm, ReasonToOpenForm
from ..keeping import begun, lay_read_mark, present_words
from ..leading_on import see
from ..queues import DUE, NEWEST, cases_of, chosen, of_cases, views_for
from ..reach import look_at, open_with_reason, readable
from ..rows import rows_of
from ..standing import files_for, reading_of, standing_of
from .talking import question_choices

VIEW = "workspace.view"
PARTS = {"weitere": "#rows", "daneben": "#beside"}  # what is asked for by a script, by the place where it goes


@for_staff
def inbox(request):
    """Show what waits for me and my team."""
    plan_once()
    return _draw(request, PARTS.get(_asked_for(request), ""), _list(request))


@for_staff
def case(request, number):
    """Show one case: all of it, or its surface; the list beside it comes after, it is not what was asked for."""
    plan_once()
    found = look_at(request, number)
    return _draw(request, "#swap" if _asked_for(request) == "inhalt" else "", _case(request, found))


@for_staff
@require_POST
def opening(request, number):
    """Open the content of a case of another guide for this session, with a reason that is kept."""
    found = look_at(request, number)
    form = ReasonToOpenForm(request.POST)
    if found.is_openable and form.is_valid():
        open_with_reason(request, found, form.cleaned_data["reason"])
        return see("workspace:case", number)
    return _draw(request, "", _case(request, found) | {"form": form}, status=422)


@for_staff
def file(request, number, pk):
    """Give back an attachment of a case to whoever may read it."""
    found = readable(request, number)
    if str(pk) not in {row["id"] for row in files_for(found, reading_of(found, request.user))}:
        raise Http404
    stored = found.attachments.select_related("file").get(pk=pk).file
    answer = FileResponse(stored.open())
    for name, value in stored.headers().items():
        answer[name] = value
    return answer


def _asked_for(request):
    """The place on the page that alone is to be filled, if any."""
    is_part = request.htmx and not request.htmx.history_restore_request
    return request.htmx.target if is_part else ""


def _case(request, found):
    if not found.is_open_to_me:
        return {"case": found, "is_surface": True, "reason_form": ReasonToOpenForm() if found.is_openable else None}
    standing = standing_of(found, request.user)
    lay_read_mark(found, request.user)
    mine = begun(found, request.GET.get("entwurf", ""))
    mine["inserted"] = _inserted(request, found)
    told = mine["unsent"]["told"] if mine["unsent"] else {}
    ask = QuestionForm(choices=question_choices(found, standing.facts), auto_id="frage_%s", initial=told)
    other = perhaps_belongs_to(found, request.user) if found.is_perhaps_elsewhere else None
    return (
        {"case": found, "standing": standing, "ask_form": ask, "other": other, "read_at": now()}
        | ({"leading": living(found)} if found.merged_into_id else {})
        | mine
        | {"present": present_words(found.presence_rows)}
    )


def _inserted(request, found):
    """The text module that was chosen without a script."""
    chosen = request.GET.get("baustein", "")
    if not chosen:
        return ""
    module = next((each for each in TextModule.objects.of(request.user) if str(each.pk) == chosen), None)
    return module.filled(values_of(found, request.user)) if module else ""


def _list(request):
    groups = views_for(request.user)
    key = request.GET.get("ansicht") or request.session.get(VIEW, "")
    lists = of_cases(groups)
    view = chosen(lists, key)
    if request.GET.get("ansicht") == view.key and request.session.get(VIEW) != view.key:
        request.session[VIEW] = view.key
    order = NEWEST if request.GET.get("sort") == NEWEST else DUE
    page = cases_of(view, request.user, order=order, after=request.GET.get("nach", ""), shown=_shown(request))
    return {
        "groups": groups,
        "view": view,
        "order": order,
        "is_newest": order == NEWEST,
        "slice": page,
        "rows": rows_of(page.cases, request.user),
        "since": f"{now().timestamp():.6f}",
        "drawn_at": now(),
        "next_view": next((each for _head, views in lists for each in views if each.count), None),
        "shows_views": request.GET.get("zeige") == "ansichten",
    }


def _shown(request):
    told = request.GET.get("ab", "")
    return int(told) if told.isdecimal() and len(told) < 6 else 0


def _draw(request, part, context, status=200):
    response = render(request, f"workspace/desk.html{part}", context, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response
