"""One's own concern: how far it is, what was said, and what one may still do."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotse.cases import closing, merging
from lotse.cases.models import Attachment, Case
from lotse.cases.refusals import NotClosed, Refused
from lotse.portal import flood, standing, uploads
from lotse.portal.answers import facts_in_words
from lotse.portal.doors import case_of, personal
from lotse.portal.offer import Offer
from lotse.questionnaires.tidy import prose

LONGEST = 5000
NO_KEY = "portal:status"  # not yours and not there look alike


@personal
def case(request: HttpRequest, number: str) -> HttpResponse:
    """Show the concern: state, guide, steps with dates, conversation."""
    found = case_of(request, number)
    return _show(request, found) if found else redirect(NO_KEY)


def _show(request, case, *, errors=(), text="", twice="", status=200):
    leading = merging.living(case)
    legs = list(leading.legs.select_related("team__department", "entry"))
    clocks = list(leading.clocks.filter(leg=None))
    before = request.GET.get("vor", "")
    names = {leg.team.slug: leg.team.department.name for leg in legs}
    lines, more = standing.conversation(
        case, names, before=int(before) if before.isdecimal() and len(before) < 9 else None
    )
    context = _about(case) | {
        "question": _open_question(case),
        "steps": standing.steps(case, legs, clocks),
        "lines": lines,
        "more": more,
        "errors": errors,
        "wrong_at": dict(errors),
        "has_errors": bool(errors),
        "text": text,
        "twice": twice,
        "asks_if_solved": _may_rate(case),
    }
    return render(request, "portal/case.html", context, status=status)


def _about(case):
    """What every page of a case says: who answers for it and who decides."""
    department = case.guide_team.department if case.guide_team else case.service.owner.department
    leading = merging.living(case)
    return {
        "case": case,
        "is_open": leading.is_open,
        "is_merged": leading.pk != case.pk,
        "badge": standing.badge(case),
        "sentence": standing.sentence(case),
        "guide": case.guide,
        "guide_phone": (case.guide and case.guide.phone) or department.phone,
        "decides": Offer(case.service, case.edition).decides.partition(",")[0],
        "is_decision": case.edition.content.get("decision") == "administrative_act",
        "result": leading.edition.results.get(leading.result, ""),
        "may_withdraw": case.is_open and case.status != Case.Status.WITHDRAWN,
    }


def _open_question(case):
    if case.status != Case.Status.NEEDS_YOU:
        return None
    return case.questions.filter(answered_at=None).select_related("entry__content").order_by("-asked_at").first()


def _may_rate(case):
    leading = merging.living(case)
    if leading.is_open or leading.status == Case.Status.WITHDRAWN:
        return False
    return not closing.is_rated(case, leading.closed_at)


@require_POST
@personal
def message(request: HttpRequest, number: str) -> HttpResponse:
    """Take in an answer or something to add, with files."""
    found = case_of(request, number)
    if found is None:
        return redirect(NO_KEY)
    text, has_files = prose(request.POST.get("text", "")), bool(request.FILES.getlist("dateien"))
    again = [("dateien", _("Wählen Sie Ihre Dateien noch einmal aus."))] if has_files else []  # no page keeps them
    if flood.is_over(request, "message"):
        return _show(request, found, errors=[("text", flood.NOT_NOW), *again], text=text, status=429)
    if wrong := _wrong_with(text, has_files=has_files):
        return _show(request, found, errors=[("text", wrong), *again], text=text, status=422)
    files, refused = uploads.of_message(request)
    if refused:
        return _show(request, found, errors=[("dateien", refused)], text=text, status=422)
    answered = found.status == Case.Status.NEEDS_YOU
    merging.hear(found, text, files=files)
    flood.count_sent(request, "message")
    messages.success(request, _("Danke. Ihre Antwort ist da.") if answered else _("Ihre Nachricht ist da."))
    return redirect("portal:case", found.number)


def _wrong_with(text, *, has_files):
    """What is wrong with a message, before any file of it is kept."""
    if not text and not has_files:
        return _("Schreiben Sie einen Text oder fügen Sie eine Datei hinzu.")
    if len(text) > LONGEST:
        sentence = _("Der Text ist zu lang (%(n)s Zeichen). Erlaubt sind 5.000.")
        return sentence % {"n": f"{len(text):,}".replace(",", ".")}
    return ""


@personal
def withdrawal(request: HttpRequest, number: str) -> HttpResponse:
    """Ask once before the concern is taken back."""
    found = case_of(request, number)
    if found is None:
        return redirect(NO_KEY)
    if not found.is_open or found.status == Case.Status.WITHDRAWN:
        return redirect("portal:case", found.number)
    if request.method == "POST":
        try:
            with transaction.atomic():
                closing.withdraw(found, prose(request.POST.get("grund", ""))[:LONGEST])
        except Refused as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, _("Sie haben „%(subject)s“ zurückgezogen.") % {"subject": found.subject})
        return redirect("portal:case", found.number)
    return render(request, "portal/withdrawal.html", _about(found))


@personal
def facts(request: HttpRequest, number: str) -> HttpResponse:
    """Show everything that was told, and when."""
    found = case_of(request, number)
    if found is None:
        return redirect(NO_KEY)
    rows = facts_in_words(found.edition.form, found.facts.all())
    return render(request, "portal/facts.html", _about(found) | {"rows": rows})


@personal
def print_out(request: HttpRequest, number: str) -> HttpResponse:
    """Show everything on one page for the printer: what was told, then the conversation, oldest first."""
    found = case_of(request, number)
    if found is None:
        return redirect(NO_KEY)
    names = {leg.team.slug: leg.team.department.name for leg in found.legs.select_related("team__department")}
    lines, _more = standing.conversation(found, names, everything=True)
    rows = facts_in_words(found.edition.form, found.facts.all())
    return render(request, "portal/print_out.html", _about(found) | {"rows": rows, "lines": lines})


@require_POST
@personal
def rating(request: HttpRequest, number: str) -> HttpResponse:
    """Take in the two answers after closing; „nicht gelöst“ opens the concern again."""
    found = case_of(request, number)
    if found is None:
        return redirect(NO_KEY)
    solved, twice = request.POST.get("geloest"), request.POST.get("zweimal", "")
    comment = prose(request.POST.get("text", ""))[:LONGEST]
    if solved not in ("ja", "nein"):
        wrong = [("geloest-ja", _("Wählen Sie aus, ob Ihr Anliegen gelöst ist."))]
        return _show(request, found, errors=wrong, text=comment, twice=twice, status=422)
    if merging.living(found).status == Case.Status.WITHDRAWN:
        return redirect("portal:case", found.number)
    is_solved, was_told_twice = solved == "ja", {"ja": True, "nein": False}.get(twice)
    try:
        with transaction.atomic():
            merging.rate(found, is_solved=is_solved, was_told_twice=was_told_twice, comment=comment)
    except NotClosed:  # its own sentence names the leading report, which is somebody else's
        messages.warning(request, _("Ihr Anliegen ist schon wieder offen. Schreiben Sie uns hier, was noch fehlt."))
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _thanks_for(found, is_solved=is_solved))
    return redirect("portal:case", found.number)


def _thanks_for(case, *, is_solved):
    if is_solved:
        return _("Danke für Ihre Antwort.")
    return _("Ihr Anliegen ist wieder offen. %(guide)s kümmert sich darum.") % {"guide": case.guide}


@personal
def file(request: HttpRequest, number: str, pk: UUID) -> HttpResponseBase:
    """Hand out a file of the conversation, as a download that runs nowhere."""
    found = case_of(request, number)
    if found is None:
        return redirect(NO_KEY)
    public = Attachment.objects.filter(case=found, entry__is_public=True, file=pk).select_related("file").first()
    if public is None:
        raise Http404
    return uploads.download(public.file)
