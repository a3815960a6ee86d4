"""Checking, sending, and the page that says it has arrived."""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lotse.cases.duplicates import done_near, told_near
from lotse.cases.intake import open_case
from lotse.cases.models import Case
from lotse.cases.refusals import Incomplete, Refused
from lotse.mailroom.carrier import has_server
from lotse.portal import drafts, flood, ground, uploads
from lotse.portal.answers import in_words
from lotse.portal.doors import THANKS, keep_sent, personal
from lotse.portal.offer import Offer, offer_or_404
from lotse.portal.standing import first_steps
from lotse.questionnaires.problems import said
from lotse.ui.templatetags.german import sourced

COARSE_M = 50  # metres: nobody finds a neighbour's garden by asking from three sides


@personal
def check(request: HttpRequest, slug: str) -> HttpResponse:
    """Show all answers for checking; a post sends them."""
    offer = offer_or_404(slug)
    if request.method == "POST":
        return _send(request, offer)
    draft = drafts.current(request, slug)
    if draft is None:
        return redirect("portal:thanks" if slug in request.session.get(THANKS, {}) else "portal:service", slug)
    if offer.form.ending(draft.answers):
        return redirect("portal:form", slug)
    return _show(request, offer, draft)


def _show(request, offer, draft, *, refusal="", status=200):
    missing = offer.form.missing(draft.answers)
    wrong = _wrong(offer, draft)
    pages = {field.key: page for page in offer.form.pages for field in page.fields}
    context = {
        "offer": offer,
        "draft": draft,
        "sections": [
            {"page": page, "rows": [(label, text) for _key, label, text in _rows(offer, draft, page)]}
            for page in offer.form.pages_for(draft.answers)
            if page.fields
        ],
        "missing": [{"text": said(found, _), "page": pages[key].key} for key, found in missing.items()],
        "wrong": [{"text": said(found, _), "page": pages[key].key} for key, found in wrong.items()],
        "notices": offer.notices(draft.answers, ""),
        "receivers": _receivers(offer),
        **_neighbours(offer, draft.answers),
        "refusal": refusal,
        "has_errors": bool(wrong or refusal) and status != 200,
        "back": offer.page_before(draft.answers, ""),
        "step": offer.step(draft.answers, ""),
    }
    return render(request, "portal/check.html", context, status=status)


def _wrong(offer, draft):
    return offer.form.wrong(draft.answers) | ground.outside(offer.form.fields, draft.answers)


def _rows(offer, draft, page):
    told = offer.form.told(draft.answers)
    return [
        (field.key, sourced(field.label), _said(offer.form, field, told))
        for field in offer.form.fields_for(draft.answers, page.key)
    ]


def _said(form, field, told):
    """The answer in words; what was chosen is in the town's words, what was typed is in the citizen's own."""
    return in_words(field, told.get(field.key), form.text(field, told.get(field.key)))


def _neighbours(offer, answers):
    """What the page says of reports around the point on the map: of open ones, else of those that were done lately."""
    near = _near(offer, answers)
    done = [] if near else _near(offer, answers, look=done_near)
    metres = [max(COARSE_M, round(one.metres / COARSE_M) * COARSE_M) for one in (near or done)[:1]]
    return {"near": near, "done_near": done, "near_metres": metres[0] if metres else 0}


def _near(offer, answers, look=told_near):
    """What neighbours reported around the point on the map, the nearest first."""
    place = offer.form.place(answers) or {}
    return look(offer.service, float(place["lat"]), float(place["lon"])) if place.get("lat") else []


def _receivers(offer):
    """Whom the answers reach, as the service owner published it."""
    return offer.content.get("privacy", {}).get("recipients") or [offer.service.intake.department.name, offer.decides]


@transaction.atomic
def _send(request, offer):
    """Open the case once: whoever presses twice waits here and is led to the same thanks."""
    draft = drafts.current(request, offer.slug, lock=True) or drafts.still_open(request, offer.slug, lock=True)
    if draft is None:
        return redirect("portal:thanks", offer.slug)
    if offer.form.ending(draft.answers):
        return redirect("portal:form", offer.slug)
    is_incomplete = "trotzdem" in request.POST
    if _wrong(offer, draft) or (offer.form.missing(draft.answers) and not is_incomplete):
        return _show(request, offer, draft, status=422)
    if flood.is_over(request, "case"):
        return _show(request, offer, draft, refusal=flood.REFUSAL, status=429)
    try:
        with transaction.atomic():
            opened = _open(request, offer, draft, is_incomplete)
    except Incomplete:
        return _show(request, offer, draft, status=422)
    except Refused as refused:
        return _show(request, offer, draft, refusal=str(refused), status=422)
    _remember(request, offer, draft, opened)
    flood.count_sent(request, "case")
    return redirect("portal:thanks", offer.slug)


def _open(request, offer, draft, is_incomplete):
    form, answers = offer.form, draft.answers
    person = request.user if request.user.is_authenticated and request.user.kind == "citizen" else None
    near = _near(offer, answers) if "auch" in request.POST else []
    return open_case(
        offer.service, answers, channel=Case.Channel.PORTAL, citizen=person, contact=form.contact(answers),
        place=form.place(answers), files=uploads.stored(form, answers), for_whom=form.for_whom(answers),
        incomplete=is_incomplete, submission=UUID(draft.submission), same_as=near[0].case if near else None,
    )  # fmt: skip


def _remember(request, offer: Offer, draft, opened):
    """Number and code stay in this browser's session, saved with the case; the draft has done its work."""
    keep_sent(request, offer.slug, opened)
    drafts.let_go(request, draft)
    request.session.save()


@personal
def thanks(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that it has arrived: number and code, who answers for it, what happens next. Reloading sends nothing."""
    sent = request.session.get(THANKS, {}).get(slug)
    near = ("service__owner__department", "edition", "citizen", "guide", "guide_team__department")
    case = Case.objects.select_related(*near).filter(pk=sent["case"]).first() if sent else None
    if case is None:
        return redirect("portal:status")
    offer = Offer(case.service, case.edition)
    told = {fact.key: fact.value for fact in case.facts.all()}
    context = {
        "offer": offer, "case": case, "code": sent["code"], "steps": first_steps(case, offer),
        "notices": offer.urgent(told), "is_mailed": has_server() or settings.UI_DEMO,
    }  # fmt: skip
    return render(request, "portal/thanks.html", context)
