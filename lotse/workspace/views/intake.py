"""Taking a concern in while somebody talks, and counting what was answered on the spot."""

from datetime import datetime, time
from uuid import uuid4

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from lotse.cases.intake import open_case, record_short_answer
from lotse.cases.reading import knows_the_citizen
from lotse.cases.refusals import Incomplete, Refused
from lotse.catalogue.models import Service
from lotse.people.doors import for_staff
from lotse.people.models import Person, Team
from lotse.search.models import found
from lotse.ui.templatetags.blocks import grouped_code

from ..bringing import brought_or_refused, forget_what_was_left
from ..deeds import at_its_place, leave, token_of
from ..intake_forms import IntakeForm, ShortAnswerForm
from ..leading_on import see
from ..questions import pages_of, problems_shown, with_contact
from ..reach import within_reach
from ..refusing import status_of

MOST_ASKED = 12
NOBODY_KNOWN = "neu"  # what the form sends for „Eine andere Person“


@for_staff
def intake(request):
    """Choose the service, then write down what is told on one page."""
    forget_what_was_left(request)
    if slug := request.GET.get("dienst"):
        return _taking_in(request, get_object_or_404(Service.objects.running(), slug=slug))
    q = request.GET.get("q", "").strip()[:200]
    services = Service.objects.running().filter(paused_at=None)
    if q:
        services = services.filter(Q(title__icontains=q) | Q(pk__in=found("service", q)))
    context = {"q": q, "services": services.order_by("audience", "-yearly", "title")}
    part = "#services" if request.htmx and request.htmx.target == "dienste" else ""
    return render(request, f"workspace/intake_service.html{part}", context)


def _taking_in(request, service):
    edition = service.running()
    form = _form(request, service, edition)
    answers = _told(request, edition.form)
    is_forced = "trotzdem" in request.POST
    problems = (edition.form.wrong if is_forced else edition.form.check)(answers) if request.POST else {}
    files, refused = brought_or_refused(request)
    if request.POST and not refused and form.is_valid() and not problems:
        try:
            return _open(request, service, answers, form, files, is_forced)
        except Incomplete as incomplete:
            problems = incomplete.problems
        except Refused as refusal:
            refused = refusal
    return _draw(request, service, edition, form, answers, problems, refused, files)


def _form(request, service, edition):
    """What is asked beside the service's own questions; only a complaint asks whom it is about."""
    asked = {field.kind for field in edition.form.fields}
    people = _staff() if service.kind == Service.Kind.COMPLAINT else ()
    is_for_citizens = service.audience == "citizen"
    return IntakeForm(
        request.POST or None,
        asks_for_whom=is_for_citizens and "for_whom" not in asked,
        people=people,
        same_person=_same_person(request),
    )


def _staff():
    return Person.objects.filter(kind=Person.Kind.STAFF, is_active=True).order_by("name")


def _told(request, form):
    if not request.POST:
        return {}
    contact = {key: request.POST.get(key, "").strip() for key in ("name", "email", "phone")}
    return with_contact(form, form.parse(request.POST), contact)


def _open(request, service, answers, form, files, is_forced):
    told, questions = form.cleaned_data, service.running().form
    received = make_aware(datetime.combine(told["received_on"], time(12))) if told["received_on"] else None
    contact = {key: told[key] for key in ("name", "email", "phone")}
    opened = open_case(
        service,
        answers,
        channel=told["channel"],
        by=request.user,
        contact=contact if any(contact.values()) else None,
        citizen=form.same_person,
        subject=told["subject"],
        text=told["text"],
        received_at=received,
        files=files,
        for_whom=questions.for_whom(answers) or form.for_whom,
        barred=Person.objects.filter(pk__in=told.get("about", ())),
        incomplete=is_forced,
        submission=token_of(request),
    )
    said = _("%(number)s ist angelegt.") % {"number": opened.case.number}
    if opened.code:
        said += " " + _("Code für die meldende Person: %(code)s. Er wird nur jetzt gezeigt.") % {
            "code": grouped_code(opened.code)
        }
    return leave(request, opened.case, said)


def _same_person(request):
    """The citizen of an earlier case, if the agent said that it is the same person and may know who that is."""
    number = request.POST.get("wie", NOBODY_KNOWN)
    earlier = (
        within_reach(request.user).filter(number=number, is_readable=True).select_related("citizen").first()
        if number != NOBODY_KNOWN
        else None
    )
    return earlier.citizen if earlier and knows_the_citizen(earlier, request.user) else None


def _draw(request, service, edition, form, answers, problems, refused, files):
    pages = pages_of(edition.form, answers, problems)
    wrong = problems_shown(edition.form, pages, problems)
    is_wrong = bool(wrong or refused or form.errors)
    status = status_of(refused) if refused else 422 if is_wrong and request.POST else 200
    context = {
        "service": service,
        "edition": edition,
        "form": form,
        "pages": pages,
        "wrong": wrong,
        "refused": refused,
        "has_errors": is_wrong,
        "files": files,
        "token": request.POST.get("token") or uuid4(),
        "notices": edition.form.notices_for(answers),
        "may_force": bool(edition.form.missing(answers)) and not edition.form.wrong(answers) if request.POST else False,
        "address": f"{request.path}?dienst={service.slug}",
    }
    context |= _beside(request) | at_its_place(form, refused)
    return render(request, "workspace/intake.html", context, status=status)


@for_staff
def earlier(request):
    """Show earlier cases of the same e-mail or telephone beside the form."""
    return render(request, "workspace/intake.html#earlier", _beside(request))


def _beside(request):
    """The earlier cases, and which of their citizens is chosen: nobody until the agent says so."""
    cases = _earlier(request)
    offered = [case.number for case in cases if case.names_citizen]
    asked = (request.POST or request.GET).get("wie")
    chosen = asked if asked in offered else NOBODY_KNOWN
    return {"earlier": cases, "same": {"offers": bool(offered), "nobody": NOBODY_KNOWN, "chosen": chosen}}


def _earlier(request):
    told = request.POST or request.GET
    email, phone = told.get("email", "").strip(), told.get("phone", "").strip()
    same = Q(pk__in=[])
    if "@" in email:
        same |= Q(citizen__email__iexact=email)
    if len(phone) > 5:
        same |= Q(citizen__phone=phone)
    cases = list(within_reach(request.user).filter(same).for_list().order_by("-opened_at")[:6]) if same else []
    for case in cases:
        case.names_citizen = case.is_readable and case.citizen and knows_the_citizen(case, request.user)
    return cases


@for_staff
def short_answer(request):
    """Count a question answered on the spot: two clicks, no personal data."""
    services = list(Service.objects.for_citizens().running().order_by("-yearly", "title")[:MOST_ASKED])
    topics = [*((service.slug, service.title) for service in services), ("sonstiges", _("Etwas anderes"))]
    form = ShortAnswerForm(request.POST or None, topics=topics)
    if request.POST and form.is_valid():
        team = Team.objects.filter(pk__in=request.user.team_ids).order_by("-is_support", "name").first()
        record_short_answer(by=request.user, team=team, **form.cleaned_data)
        messages.success(
            request, _("Kurzauskunft gezählt: %(topic)s.") % {"topic": dict(topics)[form.cleaned_data["topic"]]}
        )
        return see("workspace:short_answer")
    context = {"form": form, "topics": topics, "has_team": bool(request.user.team_ids)}
    return render(request, "workspace/short_answer.html", context, status=422 if form.errors else 200)
