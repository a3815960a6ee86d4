"""Filling in: page by page, saved on the server, to be taken up again."""

from functools import wraps
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lotse.mailroom.models import post
from lotse.portal import drafts, flood, folding, ground, uploads
from lotse.portal.doors import personal, saving_at_once
from lotse.portal.drafts import Draft
from lotse.portal.offer import Offer, offer_or_404
from lotse.portal.questions import questions_of
from lotse.questionnaires.kinds.words import mail_problem
from lotse.questionnaires.problems import MAIL_HALF, Problem, said
from lotse.questionnaires.tidy import line

REFUSED = "fehler"  # in the address of a page that was sent and could not be taken


def leading_to_thanks(view):
    """Lead whoever typed on while the same form was being sent to what was sent; their session stays as it is."""

    @wraps(view)
    def led(request: HttpRequest, slug: str, **where: str) -> HttpResponse:
        try:
            return view(request, slug, **where)
        except drafts.AlreadySent:
            return redirect("portal:thanks", slug)

    return led


@saving_at_once
@personal
@leading_to_thanks
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead to the page where this browser left off; a post brings the answers of another service along."""
    offer = offer_or_404(slug)
    if request.method == "POST":
        _bring_along(request, offer)
    draft = drafts.current(request, slug)
    return redirect("portal:form_page", slug, _next_page(offer, draft))


def _bring_along(request: HttpRequest, offer: Offer) -> None:
    """Nobody types twice: what two services ask under the same key comes along."""
    left = drafts.current(request, request.POST.get("von", ""))
    if left is None:
        return
    asked = {field.key for field in offer.form.fields}
    draft = drafts.current(request, offer.slug) or offer.new_draft()
    draft.answers = offer.form.told({key: value for key, value in left.answers.items() if key in asked} | draft.answers)
    draft.save()
    drafts.take_up(request, draft)
    messages.info(request, _("Ihre Angaben sind mitgekommen. Sie müssen nichts noch einmal eingeben."))


def _next_page(offer: Offer, draft: Draft | None) -> str:
    pages = offer.form.pages_for(draft.answers if draft else {})
    visited = draft.visited if draft else []
    return next((page.key for page in pages if page.key not in visited), pages[-1].key)


@saving_at_once
@personal
@leading_to_thanks
def page(request: HttpRequest, slug: str, page: str) -> HttpResponse:
    """Show one page of the form, or take in what was typed on it."""
    offer = offer_or_404(slug)
    draft = drafts.current(request, slug)
    if page not in {each.key for each in offer.form.pages}:
        raise Http404
    if request.method == "POST":
        return _take_in(request, offer, draft, page)
    answers = draft.answers if draft else {}
    if page not in {each.key for each in offer.form.pages_for(answers)}:
        return redirect("portal:form_page", slug, _next_page(offer, draft))
    if draft and draft.edition != offer.edition.number:
        messages.info(request, _("Das Formular hat sich geändert. Ihre Angaben sind noch da. Prüfen Sie alle Seiten."))
        draft.edition, draft.visited = offer.edition.number, []
        draft.save()
    return _show(request, offer, draft, page, answers, _kept_problems(request, offer, draft, page))


def _kept_problems(request, offer, draft, page):
    """What was wrong when this page was sent, and still is: the refused page is one that Back leads to again."""
    kept = draft.refused.get(page, {}) if draft and REFUSED in request.GET else {}
    found = _problems_of(offer, draft, page) if kept else {}
    return {key: found.get(key) or sentence for key, sentence in kept.items() if sentence or key in found}


def _problems_of(offer, draft, page):
    asked = offer.form.fields_for(draft.answers, page)
    return offer.form.check(draft.answers, page) | ground.outside(asked, draft.answers)


def _take_in(request: HttpRequest, offer: Offer, draft: Draft | None, page: str) -> HttpResponse:
    if draft is None and (draft := drafts.still_open(request, offer.slug)):
        messages.info(
            request,
            _("Sie waren länger als 60 Minuten nicht aktiv. Ihre Angaben sind gespeichert. Machen Sie hier weiter."),
        )
    draft = draft or offer.new_draft()
    files, refused = uploads.take_in(request, offer.form.page(page), draft.answers)
    draft.answers = offer.form.parse(request.POST, page=page, known=draft.answers, files=files)
    is_half_told = "speichern" in request.POST and bool(offer.form.missing(draft.answers, page))
    draft.visited = [*(key for key in draft.visited if key != page), *([] if is_half_told else [page])]
    new = {field.key: field for field in _new_questions(request, offer, draft, page)}
    wrong = dict.fromkeys(_problems_of(offer, draft, page), "") | refused
    draft.refused = {page: {key: sentence for key, sentence in wrong.items() if key not in new}}
    draft.save()
    drafts.take_up(request, draft)
    if "speichern" in request.POST and (draft.answers or not refused):
        return _rest(request, offer, draft, page)
    is_refused = bool(draft.refused[page])
    if is_refused and not ("trotzdem" in request.POST and _only_missing(offer, draft, page)):
        return _ask_again(request, offer, page)
    if new:
        return _ask_more(request, offer, draft, page, next(iter(new.values())))
    return redirect(*_where_next(request, offer, draft, page))


def _rest(request, offer, draft, page):
    """Lead to the link of what is kept; where nothing was typed, nothing is, and that is what we say."""
    if draft.answers:
        return redirect("portal:draft", offer.slug)
    messages.info(request, _("Sie haben noch nichts eingetragen. Darum ist nichts gespeichert."))
    return redirect("portal:form_page", offer.slug, page)


def _only_missing(offer, draft, page):
    """Whether nothing is wrong with what was told: answers are merely not there."""
    refused = draft.refused.get(page, {}) if draft else {}
    missing = set(offer.form.missing(draft.answers, page)) if draft else set()
    return set(refused) <= missing and not any(refused.values())


def _ask_again(request, offer, page):
    """Lead to the page that says what is wrong: it can be left, reloaded and come back to like any other."""
    query = {REFUSED: "1"} | ({"pruefen": "1"} if "pruefen" in request.GET else {})
    return redirect(f"{reverse('portal:form_page', args=[offer.slug, page])}?{urlencode(query)}")


def _new_questions(request, offer, draft, page):
    return folding.never_shown(offer.form, page, draft.answers, request.POST.getlist(folding.SHOWN))


def _ask_more(request, offer, draft, page, first):
    """Show the page again with the questions that the answers have brought up; it has to be gone through again."""
    draft.visited = [key for key in draft.visited if key != page]
    draft.save()
    messages.info(request, _("Dazu brauchen wir noch etwas. Die Fragen stehen jetzt auf dieser Seite."))
    check = "?pruefen=1" if "pruefen" in request.GET else ""
    return redirect(f"{reverse('portal:form_page', args=[offer.slug, page])}{check}#f-{first.key}-block")


def _where_next(request: HttpRequest, offer: Offer, draft: Draft, page: str) -> tuple[str, ...]:
    if "pruefen" in request.GET:
        return ("portal:check", offer.slug)
    keys = [each.key for each in offer.form.pages_for(draft.answers)]
    later = keys[keys.index(page) + 1 :]
    return ("portal:form_page", offer.slug, later[0]) if later else ("portal:check", offer.slug)


def _show(request, offer, draft, page, answers, problems):
    questions = questions_of(offer.form, page, answers, problems)
    anchors = {question.field.key: question.anchor for question in questions}
    context = {
        "offer": offer,
        "page": offer.form.page(page),
        "questions": questions,
        "errors": [(anchors[key], said(problem, _)) for key, problem in problems.items()],
        "has_errors": bool(problems),
        "only_missing": _only_missing(offer, draft, page),
        "notices": offer.notices(answers, page),
        "step": offer.step(answers, page),
        "back": offer.page_before(answers, page),
        "draft": draft,
        "has_files": any(question.field.kind == "file" for question in questions),
        "has_map": ground.is_offered(offer.form.page(page).fields),
        "is_first": page == offer.form.pages[0].key,
    }
    return render(request, "portal/form.html", context, status=422 if problems else 200)


@personal
@leading_to_thanks
def saved(request: HttpRequest, slug: str) -> HttpResponse:
    """Say until when the draft is kept, show its link, and mail it if asked to."""
    offer = offer_or_404(slug)
    draft = drafts.current(request, slug)
    if draft is None or not draft.answers:
        return redirect("portal:service", slug)
    until = draft.save()
    email = offer.form.contact(draft.answers)["email"]
    if request.method == "POST":
        return _mail_link(request, offer, draft, until)
    return _kept(request, offer, draft, until, email)


def _kept(request, offer, draft, until, email, problem=""):
    """The page of a kept draft: its link stands there whatever is wrong with the address to mail it to."""
    context = {
        "offer": offer,
        "draft": draft,
        "until": until,
        "link": _way_back(request, draft),
        "email": email,
        "errors": [("email", problem)] if problem else [],
        "has_errors": bool(problem),
    }
    return render(request, "portal/draft.html", context, status=422 if problem else 200)


def _way_back(request, draft):
    return request.build_absolute_uri(f"/entwurf/{draft.link()}/")


def _mail_link(request, offer, draft, until):
    email = line(request.POST.get("email", ""))
    problem = _mail_problem(request, email)
    if problem:
        return _kept(request, offer, draft, until, email, problem)
    link = _way_back(request, draft)
    text = _(
        "Guten Tag,\n\nIhre Angaben zu „%(service)s“ sind gespeichert. Sie sind noch nicht abgeschickt.\n\n"
        "Hier machen Sie weiter: %(link)s\n\nDer Link gilt bis %(until)s. Wer ihn kennt, sieht Ihre Angaben."
    ) % {"service": offer.title, "link": link, "until": f"{until:%d.%m.%Y}"}
    post(email, _("Ihr Entwurf ist gespeichert"), text, auto=True)
    flood.count_sent(request, "draft_mail")
    messages.success(request, _("Der Link ist unterwegs an %(email)s.") % {"email": email})
    return redirect("portal:draft", offer.slug)


def _mail_problem(request, email):
    problem = mail_problem(email) or (Problem(MAIL_HALF) if len(email) > 254 else None)
    if problem:
        return said(problem, _)
    return flood.REFUSAL if flood.is_over(request, "draft_mail") else ""


@personal
def resume(request: HttpRequest, token: str) -> HttpResponse:
    """Take a draft up again with its link; the token leaves the address at once."""
    draft = drafts.by_link(token)
    if draft is None:
        response = render(request, "portal/link_over.html", {"what": "draft"}, status=404)
    else:
        drafts.take_up(request, draft)
        messages.info(request, _("Ihr Entwurf ist wieder da. Abgeschickt ist noch nichts."))
        response = redirect("portal:form", draft.service)
    response["Referrer-Policy"] = "no-referrer"
    return response
