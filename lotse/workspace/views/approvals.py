"""Decisions: asked from a case, found in one list, given on one page."""

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from lotse.approvals.models import Approver, Round, Vote
from lotse.approvals.refusals import VoteRefused
from lotse.cases.approving import ASKED, ask_approval, take_back, vote
from lotse.cases.models import Case, Entry
from lotse.people.doors import for_staff
from lotse.people.models import Kind, Person

from ..approval_forms import AskingForm, VoteForm
from ..deeds import Look, at_its_place, deed_page
from ..forms import Deed
from ..reach import readable
from ..refusing import status_of

ASKING = Look(lazy("Freigabe anfragen"), lazy("Freigabe anfragen"))
TAKING_BACK = Look(
    lazy("Freigabe zurücknehmen"),
    lazy("Freigabe zurücknehmen"),
    intro=lazy("Niemand kann dann mehr über diese Frage entscheiden. Sie können neu fragen."),
)
SHOWN = 100


@for_staff
def approvals(request):
    """List what waits for this person's decision, and what they decided lately."""
    rounds = Round.objects.filter(kind="case").select_related("asked_by")
    waiting = list(rounds.waiting_for(request.user).order_by("due_at", "asked_at")[:SHOWN])
    mine = Vote.objects.filter(by=request.user, round__kind="case").select_related("round", "approver__person")
    votes = list(mine.order_by("-at")[:SHOWN])
    words = _words_of([*waiting, *(each.round for each in votes)])
    shown = {
        "waiting": [(round, words.get(round.pk)) for round in waiting],
        "votes": [(each, words.get(each.round_id)) for each in votes],
    }
    return render(request, "workspace/approvals.html", shown)


def _words_of(rounds):
    """The entries that asked, by round."""
    keys = [str(round.pk) for round in rounds]
    cases = [round.subject for round in rounds]
    asked = Entry.objects.filter(case__in=cases, kind=ASKED, data__round__in=keys).select_related("content", "case")
    return {round.pk: entry for round in rounds for entry in asked if entry.data["round"] == str(round.pk)}


@for_staff
def approval(request, pk):
    """Show one question to whoever is asked or asked it; take the vote."""
    round = _round(request, pk)
    asked = _words_of([round]).get(round.pk)
    if asked is None:
        raise Http404
    form = VoteForm(request.POST or None)
    refused = None
    if request.method == "POST" and form.is_valid():
        refused = _vote(round, asked.case, form.cleaned_data, request.user)
        if refused is None:
            messages.success(request, _said(round, form.cleaned_data["answer"] == "yes"))
            return redirect("workspace:approvals")
        round.refresh_from_db()
    context = {"round": round, "asked": asked, "form": form, "case": asked.case} | at_its_place(form, refused)
    context |= {"steps": round.steps.prefetch_related("approvers__person", "approvers__vote__by")}
    context["may_vote"] = Round.objects.waiting_for(request.user).filter(pk=pk).exists()
    context["may_read"] = Case.objects.readable_by(request.user).filter(pk=asked.case_id).exists()
    status = status_of(refused) if refused else 422 if form.is_bound else 200
    return render(request, "workspace/approval.html", context, status=status)


def _round(request, pk):
    """The round, if it asks this person or one they stand in for, or was asked by them; else 404."""
    person = request.user
    seats = Approver.objects.filter(step__round=OuterRef("pk"), person__in=person.acts_for_ids)
    voted = Vote.objects.filter(round=OuterRef("pk"), by=person)
    concerned = Q(Exists(seats)) | Q(Exists(voted)) | Q(asked_by=person)
    return get_object_or_404(Round.objects.filter(concerned, kind="case").select_related("asked_by"), pk=pk)


def _vote(round, case, told, person):
    """Vote; return why it does not count, or None."""
    try:
        return vote(Case.objects.get(pk=case.pk), round, yes=told["answer"] == "yes", reason=told["reason"], by=person)
    except VoteRefused as refused:
        return refused


def _said(round, yes):
    said = _("Sie haben „%(title)s“ freigegeben.") if yes else _("Sie haben „%(title)s“ abgelehnt.")
    return said % {"title": round.title}


@for_staff
def asking(request, number):
    """Ask colleagues to decide something about this case."""
    case = readable(request, number)
    leads = Q(memberships__is_lead=True, memberships__team__kind=Kind.BUSINESS)  # the IT reads no case
    near = Q(memberships__team__in=[case.team_id, case.guide_team_id])
    people = Person.objects.filter(leads | near, is_active=True, kind=Person.Kind.STAFF).exclude(pk=request.user.pk)
    form = AskingForm(request.POST or None, people=people.distinct().order_by("name"))

    def deed(told):
        ask_approval(case, told["text"], by=request.user, steps=form.steps, cost=told["cost"], due_at=told["due"])
        return _("Die Freigabe zu %(number)s ist angefragt.") % {"number": number}

    return deed_page(request, case, form, ASKING, deed)


@for_staff
def taking_back(request, number, pk):
    """Withdraw an open question about this case."""
    case = readable(request, number)
    round = get_object_or_404(Round, kind="case", subject=case.pk, pk=pk)
    form = Deed(request.POST) if request.method == "POST" else Deed()

    def deed(_told):
        take_back(case, round, by=request.user)
        return _("Die Freigabe zu %(number)s ist zurückgenommen.") % {"number": number}

    return deed_page(request, case, form, TAKING_BACK, deed)
