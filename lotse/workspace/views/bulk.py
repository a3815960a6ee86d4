"""One deed on many cases: chosen in the list, shown before it is done, done with its progress in sight."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from lotse.cases.models import Case
from lotse.catalogue.models import Edition
from lotse.desk.models import BulkRun
from lotse.desk.models.bulk_run import MOST
from lotse.people.doors import for_staff
from lotse.people.models import Person

from ..leading_on import see
from ..own_forms import BulkForm


@for_staff
def bulk(request):
    """Ask for the deed, show for each case what will happen or why not, and begin when it was seen."""
    told = request.POST if request.method == "POST" else request.GET
    asked = list(dict.fromkeys(told.getlist("nummer")))
    numbers = asked[:MOST]
    cases = list(Case.objects.readable_by(request.user).filter(number__in=numbers).order_by("number"))
    form = BulkForm(request.POST or None, people=_colleagues(request.user), results=_results(cases))
    context = {"form": form, "cases": cases, "hidden": len(numbers) - len(cases)}
    context |= {"most": MOST, "over": len(asked) - len(numbers)}
    if request.method != "POST" or not form.is_valid() or not cases:
        return render(request, "workspace/bulk.html", context, status=422 if form.is_bound else 200)
    deed, values, chosen = form.cleaned_data["deed"], form.told, [case.number for case in cases]
    if "sicher" in request.POST:
        return see("workspace:bulk_run", BulkRun.begin(request.user, deed, values, chosen).pk)
    trial = BulkRun(person=request.user, deed=deed, values=values)
    preview = [(case, trial.try_one(case.number, in_earnest=False)) for case in cases]
    context |= {"preview": preview, "n": sum(not reason for _case, reason in preview)}
    return render(request, "workspace/bulk.html", context)


def _results(cases):
    """The results that every service among these cases knows."""
    known = [edition.results for edition in Edition.objects.filter(cases__in=cases).distinct()]
    first = known[0] if known else {}
    return [(slug, label) for slug, label in first.items() if all(slug in results for results in known)]


def _colleagues(person):
    return Person.objects.filter(memberships__team__in=person.team_ids, is_active=True).distinct().order_by("name")


@for_staff
def bulk_run(request, pk):
    """Show how far it is, and which cases it left alone."""
    run = get_object_or_404(BulkRun, pk=pk, person=request.user)
    said = _("%(did)d von %(total)d sind geändert.") % {"did": run.did, "total": run.total}
    return render(request, "workspace/bulk_run.html", {"run": run, "said": said})
