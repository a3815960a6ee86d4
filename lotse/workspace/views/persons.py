"""The person who reports: what of them one may read, for whom they speak, and whether a caller is who they say."""

from itertools import groupby

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import cache_control

from lotse.cases.models import Case
from lotse.cases.representing import end_representation, in_words, is_over, represent
from lotse.catalogue.circles import CIRCLES
from lotse.journal.models import note
from lotse.people.doors import for_staff
from lotse.people.models import Person

from ..caller_check import FEWEST, questions_for
from ..deeds import Look, deed_page
from ..leading_on import see
from ..person_forms import CallerForm, RepresentationForm
from ..reach import readable

MOST = 50
REPRESENTATION = Look(
    lazy("In Vertretung für"),
    lazy("Vertretung speichern"),
    template="workspace/representation.html",
    intro=lazy("Sie gilt nur in diesem Anliegen. Was vorher stand, bleibt im Verlauf."),
)
PASSED, FAILED = "stimmt", "stimmt_nicht"


@for_staff
@cache_control(private=True, no_store=True)
def person(request, pk):
    """Show a citizen as far as this colleague reads their concerns; circles stay apart, and nothing is counted."""
    citizen = get_object_or_404(Person, pk=pk, kind=Person.Kind.CITIZEN)
    cases = Case.objects.wholly_read_by(request.user).filter(citizen=citizen, service__audience="citizen")
    rows = list(cases.for_list().order_by("circle", "-opened_at")[:MOST])
    if not rows:
        raise Http404
    for case in rows:
        case.acts_for, case.acts_no_more = in_words(case.for_whom), is_over(case.for_whom)
    groups = [
        (CIRCLES.get(circle, circle), list(group)) for circle, group in groupby(rows, key=lambda case: case.circle)
    ]
    return render(request, "workspace/person.html", {"citizen": citizen, "groups": groups})


def _known(request, number):
    """A case whose citizen's name reaches this colleague, or 404."""
    case = readable(request, number)
    if not case.shown_citizen:
        raise Http404
    return case


@for_staff
def representation(request, number):
    """Write down for whom the person speaks, change it, or end it."""
    case = _known(request, number)
    is_end = "ende" in request.POST
    form = RepresentationForm(None if is_end else request.POST or None, initial=case.for_whom or {})

    def deed(told):
        represent(case, told["name"], role=told["role"], proof=told["proof"], since=told["since"],
                  until=told["until"], by=request.user)  # fmt: skip
        return _("Die Vertretung zu %(number)s ist eingetragen.") % {"number": number}

    if is_end and case.for_whom and case.is_carried_by(request.user):
        end_representation(case, by=request.user)
        messages.success(request, _("Die Vertretung zu %(number)s ist beendet.") % {"number": number})
        return see("workspace:case", number)
    return deed_page(request, case, form, REPRESENTATION, deed)


@for_staff
@cache_control(private=True, no_store=True)
def caller(request, number):
    """Ask two or three things, lay the answers beside what is known, and keep in the journal what came of it."""
    case = _known(request, number)
    questions = questions_for(case, case.citizen, request.user)
    context = {"case": case, "is_enough": len(questions) >= FEWEST, "acts_for": in_words(case.for_whom),
               "acts_no_more": is_over(case.for_whom)}  # fmt: skip
    if not context["is_enough"]:
        return render(request, "workspace/caller.html", context)
    keys = [question.key for question in questions]
    if (outcome := request.POST.get("ergebnis")) in (PASSED, FAILED):
        note("caller.checked", case, by=request.user, asked=keys, passed=outcome == PASSED)
        messages.success(request, _said(outcome, number))
        return see("workspace:case", number)
    form = CallerForm(request.POST if request.method == "POST" else None, questions=questions)
    if request.method == "POST" and form.is_valid():
        note("caller.asked", case, by=request.user, asked=keys)
        context["rows"] = [question.compared(form.cleaned_data[question.key]) for question in questions]
    context["form"] = form
    return render(request, "workspace/caller.html", context, status=422 if form.errors else 200)


def _said(outcome, number):
    if outcome == PASSED:
        return _("Die Prüfung zu %(number)s ist notiert: Die Angaben stimmen.") % {"number": number}
    return _("Die Prüfung zu %(number)s ist notiert. Geben Sie am Telefon keine Auskunft.") % {"number": number}
