"""The house: its departments, its teams, the town itself."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lotse.calendars.german import in_german
from lotse.calendars.models import Holiday
from lotse.cases.hours import follow_department, follow_hours
from lotse.journal.models import note
from lotse.people.laying import lay_first_team
from lotse.people.models import Department, Kind, Team
from lotse.tenants.clock import now
from lotse.tenants.models import Town

from ..forms import DepartmentForm, TeamForm, TownForm
from ..reach import for_it


@for_it
def departments(request):
    """Show departments and bodies outside with their teams."""
    rows = Department.objects.prefetch_related("teams__memberships__person").order_by("kind", "name")
    shown = [(row, in_german(row.service_hours)) for row in rows]
    return render(request, "administration/departments.html", {"departments": shown})


@for_it
def department(request, slug=None):
    """Lay or change a department; a new one begins with a team of the same name that takes what comes."""
    row = get_object_or_404(Department, slug=slug) if slug else None
    form = DepartmentForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            kept = form.save()
            if row is None:
                lay_first_team(kept)
            follow_department(kept)
            note("department.kept", kept, by=request.user)
        messages.success(request, _("„%(name)s“ ist gespeichert.") % {"name": kept.name})
        return redirect("administration:departments")
    page = {"form": form, "department": row}
    return render(request, "administration/department.html", page, status=422 if form.is_bound else 200)


@for_it
def team(request, slug=None):
    """Lay or change a team and say who leads it."""
    row = get_object_or_404(Team.objects.select_related("department"), slug=slug) if slug else None
    form = TeamForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            kept = form.save(commit=False)
            if row is None:
                kept.kind = kept.department.kind
            kept.save()
            if row is not None:
                _name_leads(kept, form.cleaned_data["leads"])
            follow_hours([kept])
            note("team.kept", kept, by=request.user)
        messages.success(request, _("Das Team „%(name)s“ ist gespeichert.") % {"name": kept.name})
        return redirect("administration:departments")
    page = {"form": form, "team": row}
    return render(request, "administration/team.html", page, status=422 if form.is_bound else 200)


def _name_leads(team, leads):
    """Make these the leads; where nobody is named in a team of the business, who left stays until somebody is."""
    team.memberships.filter(person__in=leads).update(is_lead=True)
    if leads or team.kind != Kind.BUSINESS:
        team.memberships.exclude(person__in=leads).update(is_lead=False)


@for_it
def town(request):
    """Keep the municipality's name, Land and contact; another Land has other holidays."""
    here = Town.here()
    known = ("name", "land", "phone", "email", "address")
    form = TownForm(request.POST or None, initial={key: getattr(here, key) for key in known})
    if request.method == "POST" and form.is_valid():
        for key in known:
            setattr(here, key, form.cleaned_data[key])
        here.save()
        Holiday.objects.freeze_around(here.land, now().year)
        note("town.kept", here, by=request.user)
        messages.success(request, _("Die Angaben zur Kommune sind gespeichert."))
        return redirect("administration:town")
    return render(request, "administration/town.html", {"form": form}, status=422 if form.is_bound else 200)
