"""Help from another department (interner Auftrag): asked for, accepted, short of hours, done."""

from typing import Any
from urllib.parse import quote
from uuid import uuid4

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from lotse.cases.booking import minutes_by_service, minutes_of
from lotse.cases.models import Case, InternalRequest
from lotse.cases.refusals import Incomplete, Refused
from lotse.cases.requesting import need, request_alone, request_within
from lotse.cases.taking_back import take_back
from lotse.catalogue.models import Edition, Service
from lotse.catalogue.ordering import Orderer
from lotse.people.doors import for_staff
from lotse.people.models import Role, Team
from lotse.search.models import found
from lotse.tenants.clock import now

from ..bringing import brought_or_refused, forget_what_was_left
from ..deeds import Look, at_its_place, deed_page, leave, show, token_of, unseen_by
from ..forms import ReturnForm, Words
from ..internal import hours_words, state_of
from ..internal_forms import HoursForm, NeedForm, RequestForm, ReservationForm
from ..leading_on import see
from ..questions import pages_of, problems_shown
from ..queues import cases_of, chosen, internal_views
from ..reach import readable
from ..refusing import status_of
from ..rows import rows_of
from ..standing import files_for, reading_of
from .talking import facts_shown

ACCEPTANCE = Look(lazy("Auftrag annehmen"), "")
HOURS = Look(
    lazy("Stunden fehlen"),
    lazy("Stunden anfragen"),
    intro=lazy("Der Auftrag wartet dann, bis die Leitung oder die Verwaltungsleitung Stunden reserviert."),
)
RETURN = Look(
    lazy("Auftrag zurückgeben"),
    lazy("Auftrag zurückgeben"),
    intro=lazy("Das Team, das gefragt hat, liest den Grund und stellt den Auftrag noch einmal. Es ist dann am Zug."),
)
AGAIN = Look(
    lazy("Auftrag noch einmal stellen"),
    lazy("Auftrag noch einmal stellen"),
    intro=lazy("Das andere Team liest, was Sie hier schreiben, und antwortet neu."),
)
WITHDRAWAL = Look(
    lazy("Auftrag zurückziehen"),
    lazy("Auftrag zurückziehen"),
    intro=lazy("Der Auftrag ist dann beendet. Das andere Team liest, was Sie hier schreiben."),
)
ORDERED_BY, ORDERERS, HOURS_A_MONTH = "ordered_by", "orderers", "hours_a_month"  # what an edition says for colleagues
NEED = Look(lazy("Auftrag nötig?"), lazy("Speichern"))


@for_staff
def internal(request):
    """List what is asked of my teams, what they asked for, and where hours are missing that I may reserve."""
    views = internal_views(request.user)
    view = chosen([("", views)], request.GET.get("ansicht"))
    page = cases_of(view, request.user, after=request.GET.get("nach", ""), shown=0)
    asked = InternalRequest.objects.filter(case__in=page.cases).select_related("from_team")
    by_case = {each.case_id: each for each in asked}
    rows = [
        (row, by_case[case.pk].from_team, case.team, state_of(by_case[case.pk].state))
        for row, case in zip(rows_of(page.cases, request.user), page.cases, strict=True)
    ]
    short = [(each, hours_words(each.missing_minutes)) for each in _short(request.user)]
    context = {"views": views, "view": view, "slice": page, "rows": rows, "short": short}
    context["booked"] = _booked(request.user)
    return render(request, "workspace/internal.html", context)


def _booked(person):
    """What each team of this person booked this month, also by service: the team's sums, no person's."""
    today, teams = localdate(now()), list(person.teams.order_by("name"))
    by_team = {team: minutes_by_service(team, today) for team in teams}
    named = {slug for booked in by_team.values() for slug in booked}
    services = {service.slug: service for service in Service.objects.running().filter(slug__in=named)}
    given = _told(services.values(), HOURS_A_MONTH)
    shown = []
    for team, booked in by_team.items():
        minutes = minutes_of(team, today)
        rows = [
            (services[slug], hours_words(spent), given.get(slug, 0) if services[slug].owner_id == team.pk else 0)
            for slug, spent in booked.items() if slug in services
        ]  # fmt: skip
        shown.append((team, "" if minutes is None else hours_words(minutes), rows))
    return shown


def _told(services, key):
    """What the running editions of these services say under this key: by slug, where they say anything."""
    editions = Edition.objects.filter(pk__in=[service.edition_id for service in services])
    return {slug: said for slug, said in editions.values_list("service__slug", f"content__{key}") if said}


def _short(person):
    """The requests that wait for hours this person may reserve: the oldest hundred."""
    waiting = InternalRequest.objects.filter(state="short", case__closed_at=None)
    if not person.has_role(Role.MANAGEMENT):
        waiting = waiting.filter(case__team__in=person.led_team_ids)
    return waiting.select_related("case__service", "case__team", "from_team").order_by("short_at")[:100]


@for_staff
def new_request(request):
    """Choose the internal service, then ask; `zu` names the case from within which it is asked."""
    forget_what_was_left(request)
    parent = readable(request, request.GET["zu"]) if request.GET.get("zu") else None
    services = Service.objects.running().filter(audience=Service.Audience.INTERNAL, paused_at=None)
    if slug := request.GET.get("dienst"):
        near = services.select_related("owner__department", "intake__department")
        return _asking(request, get_object_or_404(near, slug=slug), parent)
    q = request.GET.get("q", "").strip()[:200]
    if q:
        services = services.filter(Q(title__icontains=q) | Q(pk__in=found("service", q)))
    shown = list(services.select_related("owner__department").order_by("title"))
    orders, rules, me = _told(shown, ORDERED_BY), _told(shown, ORDERERS), Orderer(request.user)
    rows = [(each, orders.get(each.slug, ""), me.teams_for(rules.get(each.slug))) for each in shown]
    rows.sort(key=lambda row: not row[2])  # what one may order oneself stands first
    context = {"q": q, "parent": parent, "rows": rows}
    return render(request, "workspace/internal_service.html", context)


def _asking(request, service, parent):
    edition = service.running()
    form = _form(request, parent, edition)
    if not form.fields["team"].choices:
        return _not_theirs(request, service, edition, parent)
    answers = edition.form.parse(request.POST) if request.POST else _known(edition.form, service, parent, request.user)
    problems = edition.form.check(answers) if request.POST else {}
    files, refused = brought_or_refused(request)
    if request.POST and not refused and form.is_valid() and not problems:
        try:
            return _ask(request, service, parent, answers, form.cleaned_data, files)
        except Incomplete as incomplete:
            problems = incomplete.problems
        except Refused as refusal:
            refused = refusal
    return _draw(request, service, edition, parent, form, answers, problems, refused, files)


def _not_theirs(request, service, edition, parent):
    """Say who orders this service: nobody fills in a form that would be refused."""
    context = {"service": service, "parent": parent, "ordered_by": edition.ordered_by}
    return render(request, "workspace/internal_refused.html", context, status=403)


def _known(form, service, parent, person):
    """What both ask under the same key need not be typed again; a name or another data circle is for people to pack."""
    if parent is None or service.circle != parent.circle:
        return {}
    asked = {field.key: field.kind for field in parent.edition.form.fields}
    same = {field.key for field in form.fields if asked.get(field.key) == field.kind != "file"}
    return form.told({fact.key: fact.value for fact in facts_shown(parent, person)
                      if fact.key in same and fact.data_class == "matter" and not fact.is_unknown})  # fmt: skip


def _form(request, parent, edition):
    me = Orderer(request.user)
    teams = me.teams_for(edition.orderers)
    if not (teams or me.teams):
        raise Http404
    about: dict[str, Any] = {"initial": {}}
    if parent:
        facts = [fact for fact in facts_shown(parent, request.user) if not fact.is_unknown]
        about["facts"] = [(fact.key, f"{fact.label}: {fact.text[:80]}") for fact in facts]
        about["files"] = [(row["id"], row["name"]) for row in files_for(parent, reading_of(parent, request.user))]
        about["may_require"] = parent.is_carried_by(request.user)
        own = [team.pk for team in teams]  # by name: without a near one the first, each time the same
        near = next((pk for pk in (parent.team_id, parent.guide_team_id) if pk in own), next(iter(own), ""))
        about["initial"] = {"team": str(near)}
    return RequestForm(request.POST or None, teams=teams, **about)


def _ask(request, service, parent, answers, told, files):
    team = Team.objects.get(pk=told["team"])  # one of those the form offers
    asked = {"by": request.user, "team": team, "text": told["text"], "files": files, "submission": token_of(request)}
    asked["estimate"] = told["hours"] or 0
    if parent is None:
        done = request_alone(service, answers, **asked)
    else:
        packed = {"facts": told.get("facts", ()), "attachments": told.get("attachments", ())}
        packed |= {"reason": told.get("reason", ""), "is_required": told.get("is_required", False)}
        packed |= {"item": _item(request)}
        done = request_within(parent, service, answers, seen=unseen_by(request, parent), **asked, **packed)
    said = {"team": done.team.name, "number": done.case.number}
    sentence = _("%(team)s hat jetzt Ihren Auftrag %(number)s.") % said
    if parent is None:
        return leave(request, done.case, sentence)
    messages.success(request, sentence)
    return see("workspace:case", parent.number)


def _item(request):
    """The item of a checklist that this request shall do: step and key, or None."""
    step, _dot, key = request.GET.get("punkt", "").partition(".")
    return (step, key) if key else None


def _draw(request, service, edition, parent, form, answers, problems, refused, files):
    pages = pages_of(edition.form, answers, problems)
    wrong = problems_shown(edition.form, pages, problems)
    is_wrong = bool(wrong or refused or form.errors)
    status = status_of(refused) if refused else 422 if is_wrong and request.POST else 200
    address = f"{request.path}?dienst={service.slug}" + _asked_within(request, parent)
    context = {
        "service": service, "parent": parent, "form": form, "pages": pages, "wrong": wrong,
        "has_errors": is_wrong, "files": files, "token": request.POST.get("token") or uuid4(), "address": address,
        "notices": edition.form.notices_for(answers), "ordered_by": edition.ordered_by,
    } | at_its_place(form, refused)  # fmt: skip
    return render(request, "workspace/internal_request.html", context, status=status)


def _asked_within(request, parent):
    if parent is None:
        return ""
    item = request.GET.get("punkt", "")
    return f"&zu={parent.number}" + (f"&punkt={quote(item)}" if item else "")


def _request_of(case):
    asked = InternalRequest.objects.filter(case=case).select_related("asked_by", "from_team").first()
    if asked is None:
        raise Http404
    asked.case = case
    return asked


@for_staff
@require_POST
def request_acceptance(request, number):
    """Say that my team does it."""
    case = readable(request, number)
    try:
        _request_of(case).accept(by=request.user)
    except Refused as refused:
        return show(request, readable(request, number), None, ACCEPTANCE, refused=refused)
    return leave(request, case, _("%(team)s macht %(number)s.") % {"team": case.team.name, "number": number})


@for_staff
def request_hours(request, number):
    """Refuse for lack of hours, until some are reserved."""
    case = readable(request, number)
    asked = _request_of(case)

    def deed(told):
        asked.lack_hours(told["hours"], told["text"], by=request.user)
        return _("%(number)s wartet jetzt auf Stunden.") % {"number": number}

    return deed_page(request, case, HoursForm(request.POST or None), HOURS, deed)


@for_staff
def request_return(request, number):
    """Give it back to the team that asked, with the reason."""
    case = readable(request, number)
    asked = _request_of(case)
    form = ReturnForm(request.POST or None, reasons=case.edition.content.get("return_reasons", []), is_request=True)

    def deed(told):
        asked.send_back(told["text"], reason=form.listed, by=request.user)
        return _("%(number)s ist an %(team)s zurückgegeben.") % {"number": number, "team": asked.from_team.name}

    return deed_page(request, case, form, RETURN, deed)


@for_staff
def request_again(request, number):
    """Say what was missing, and ask once more."""
    case = readable(request, number)
    asked = _request_of(case)
    if not asked.is_asked_by(request.user):
        raise Http404
    form = Words(request.POST or None, label=_("Was hat gefehlt?"), empty=_("Schreiben Sie, was gefehlt hat."))

    def deed(told):
        asked.ask_again(told["text"], by=request.user)
        return _("%(number)s ist noch einmal gestellt.") % {"number": number}

    return deed_page(request, case, form, AGAIN, deed)


@for_staff
def request_withdrawal(request, number):
    """Take back what my team asked for."""
    case = readable(request, number)
    asked = _request_of(case)
    if not asked.is_asked_by(request.user):
        raise Http404

    def deed(told):
        take_back(asked, told["text"], by=request.user)
        return _("%(number)s ist zurückgezogen.") % {"number": number}

    return deed_page(request, case, NeedForm(request.POST or None), WITHDRAWAL, deed)


@for_staff
def reservation(request, pk):
    """Reserve hours for a request; whoever may do that reads its service, teams and why, not the case."""
    near = InternalRequest.objects.select_related("case__service", "case__team__department", "from_team", "short_by")
    asked = get_object_or_404(near, pk=pk)
    if not asked.may_be_reserved_by(request.user):
        raise Http404
    form = ReservationForm(request.POST or None, initial={"hours": hours_words(asked.missing_minutes).split()[0]})
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            asked.reserve(form.cleaned_data["hours"], by=request.user)
        except Refused as refusal:
            refused = refusal
        else:
            hours = hours_words(form.cleaned_data["hours"])
            said = {"hours": hours, "number": asked.case.number}
            messages.success(request, _("Für %(number)s sind reserviert: %(hours)s.") % said)
            return see("workspace:internal")
    status = status_of(refused) if refused else 422 if form.is_bound else 200
    may_read = Case.objects.readable_by(request.user).filter(pk=asked.case_id).exists()
    context = {"asked": asked, "form": form, "may_read": may_read} | at_its_place(form, refused)
    context |= {"missing": hours_words(asked.missing_minutes), "case": None}
    context["estimated"] = hours_words(asked.estimated_minutes) if asked.estimated_minutes else ""
    return render(request, "workspace/reservation.html", context, status=status)


@for_staff
def request_need(request, number, pk):
    """Say that the case waits for this request, or no longer does."""
    case = readable(request, number)
    asked = get_object_or_404(InternalRequest.objects.select_related("case"), pk=pk, case__parent=case)
    becomes = not asked.is_required
    label = _("Warum muss das Anliegen darauf warten?") if becomes else _("Warum ist der Auftrag nicht mehr nötig?")
    form = NeedForm(request.POST or None)
    form.fields["text"].label = label

    def deed(told):
        need(case, asked, becomes, told["text"], by=request.user)
        said = _("%(number)s wartet auf diesen Auftrag.") if becomes else _("%(number)s wartet nicht mehr darauf.")
        return said % {"number": number}

    return deed_page(request, case, form, NEED, deed)
