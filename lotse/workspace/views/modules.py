"""Text modules and macros: chosen at a case, written by the team that uses them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from lotse.desk.models import Macro
from lotse.journal.models import note
from lotse.knowledge.models import TextModule
from lotse.people.doors import for_staff
from lotse.people.models import Team
from lotse.tenants.clock import now

from ..deeds import Look, deed_page, unseen_by
from ..filling import values_of
from ..forms import Deed, Words
from ..keeping import KIND
from ..leading_on import see
from ..module_forms import MacroForm, TextModuleForm
from ..reach import readable


@for_staff
def choice(request, number):
    """Show the texts and macros of my teams, filled for this case."""
    case = readable(request, number)
    values = values_of(case, request.user)
    modules = [(module, module.filled(values)) for module in TextModule.objects.of(request.user)]
    context = {"case": case, "modules": modules, "macros": Macro.objects.of(request.user) if case.is_open else []}
    part = "#dialog" if request.htmx and request.htmx.target == "dialogplatz" else ""
    response = render(request, f"workspace/choice.html{part}", context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


@for_staff
def use(request, number, pk):
    """Show what a macro will do here, and do it; its hand-over follows on its own page."""
    case = readable(request, number)
    macro = get_object_or_404(Macro.objects.of(request.user), pk=pk)
    begun = macro.module.filled(values_of(case, request.user)) if macro.module else ""
    empty = _("Schreiben Sie Ihre Nachricht.")
    data = request.POST or None
    label = _("Nachricht an die meldende Person")
    form = Words(data, label=label, empty=empty, initial={"text": begun}) if macro.module else Deed(data)

    def deed(told):
        macro.use(case, told.get("text", ""), by=request.user, seen=unseen_by(request, case))
        return _("„%(name)s“ ist getan: %(number)s.") % {"name": macro.name, "number": number}

    look = Look(_("Makro: %(name)s") % {"name": macro.name}, _("Makro ausführen"), template="workspace/macro_use.html")
    response = deed_page(request, case, form, look, deed, kind=KIND.MESSAGE if macro.module else None, macro=macro)
    if response.status_code == 303 and macro.handover_team:
        preset = urlencode({"to": macro.handover_team.pk, "question": macro.question})
        return see(f"{reverse('workspace:handover', args=[number])}?{preset}")
    return response


@for_staff
def modules(request):
    """Show what my teams know how to say and do."""
    mine = {"modules": TextModule.objects.of(request.user), "macros": Macro.objects.of(request.user)}
    return render(request, "workspace/modules.html", mine)


@for_staff
def text_module(request, pk=None):
    """Write a text module of one of my teams, change it, or retire it."""
    return _edit(request, TextModule, TextModuleForm, pk, _("Textbaustein"))


@for_staff
def macro(request, pk=None):
    """Put a macro of one of my teams together, change it, or retire it."""
    return _edit(request, Macro, MacroForm, pk, _("Makro"))


def _edit(request, noun, form_class, pk, what):
    row = get_object_or_404(noun.objects.of(request.user), pk=pk) if pk else noun()
    teams = Team.objects.filter(pk__in=request.user.team_ids).order_by("name")
    if not teams:
        raise Http404
    if pk and "weg" in request.POST:
        row.retired_at = now()
        row.save(update_fields=["retired_at"])
        return _said(request, row, "retired", what)
    form = form_class(request.POST or None, instance=row, teams=teams, person=request.user)
    if request.method == "POST" and form.is_valid():
        return _said(request, form.save(), "changed", what)
    context = {"form": form, "what": what, "is_new": not pk}
    return render(request, "workspace/module.html", context, status=422 if form.is_bound else 200)


def _said(request, row, deed, what):
    note(f"{row._meta.model_name}.{deed}", row, by=request.user)
    messages.success(request, _("%(what)s „%(name)s“ ist gespeichert.") % {"what": what, "name": row})
    return see("workspace:modules")
