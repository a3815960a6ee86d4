"""Looking up: cases and commands by a word, who is who, and whether something is new."""

import re
from datetime import UTC, datetime

from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lotse.cases.models import Case, Involvement, Leg
from lotse.cases.reading import knows_the_citizen
from lotse.catalogue.circles import NAMED_PERSONS_ONLY
from lotse.desk.models import Macro
from lotse.people.doors import for_staff
from lotse.people.models import Absence, Department, Deputy, Membership, Person
from lotse.tenants.clock import now

from ..finding import MOST, cases_found, services_found
from ..rows import rows_of
from ..wording import question_words


@for_staff
def search(request):
    """Find cases, services, colleagues and commands; the palette asks for the list only, a number for its case."""
    q = request.GET.get("q", "").strip()[:200]
    cases = cases_found(request.user, q) if q else []
    is_palette = bool(request.htmx and request.htmx.target == "treffer")
    if not is_palette and any(case.number == q for case in cases):  # Enter after a whole number
        return redirect("workspace:case", q)
    context = {
        "q": q,
        "rows": rows_of(cases[:MOST], request.user),
        "has_more": len(cases) > MOST,
        "commands": [command for command in _commands(request) if q.lower() in command[0].lower()],
        "services": services_found(q) if q else [],
        "people": _persons(q)[:8] if q else [],
    }
    context["n"] = sum(len(context[key]) for key in ("rows", "commands", "services", "people"))
    part = "#hits" if is_palette else ""
    response = render(request, f"workspace/search.html{part}", context)
    response.headers["Vary"] = "HX-Request, HX-Target, Cookie"
    return response


def _persons(q):
    staff = Person.objects.filter(kind=Person.Kind.STAFF, is_active=True)
    named = Q(name__icontains=q) | Q(job_title__icontains=q) | Q(teams__name__icontains=q)
    return staff.filter(named).distinct().order_by("name")


def _commands(request):
    """What can be done from here, by its German name."""
    number = request.GET.get("fall", "")
    commands = [
        (_("Neues Anliegen"), reverse("workspace:intake")),
        (_("Internen Auftrag stellen"), reverse("workspace:new_request")),
        (_("Interne Aufträge"), reverse("workspace:internal")),
        (_("Kurzauskunft"), reverse("workspace:short_answer")),
        (_("Wer ist wer"), reverse("workspace:people")),
        (_("Mir zugewiesen"), reverse("workspace:inbox") + "?ansicht=mir"),
        (_("Meine Aufgaben"), reverse("workspace:my_tasks")),
        (_("Aktuelles"), reverse("workspace:activity")),
        (_("Erwähnungen"), reverse("workspace:inbox") + "?ansicht=erwaehnungen"),
        (_("Ansicht speichern"), reverse("workspace:new_view")),
        (_("Textbausteine und Makros"), reverse("workspace:modules")),
        (_("Auftragstafeln"), reverse("workspace:screens")),
        (_("Einstellungen"), reverse("workspace:preferences")),
        (_("Wiedervorlagen"), reverse("workspace:inbox") + "?ansicht=wiedervorlage"),
    ]
    if len(request.user.acts_for_ids) > 1:
        commands.append((_("In Vertretung"), reverse("workspace:inbox") + "?ansicht=vertretung"))
    cases = Case.objects.readable_by(request.user).select_related("service", "citizen")
    case = cases.filter(number=number).first() if number else None
    if case:
        deeds = _deeds(case, request.user)
        macros = [
            (
                _("Makro: %(name)s") % {"name": macro.name} + f" ({number})",
                reverse("workspace:use_macro", args=[number, macro.pk]),
            )
            for macro in Macro.objects.of(request.user)
        ]
        commands = [
            *((f"{name} ({number})", reverse(f"workspace:{deed}", args=[number])) for name, deed in deeds.items()),
            *macros,
            *commands,
        ]
    return commands


def _deeds(case, person):
    """What can be done with this case: the name of each deed and its address' name."""
    deeds = {
        _("Anliegen übergeben"): "handover",
        _("Antworten"): "message",
        _("Interne Notiz"): "note",
        question_words(case): "question",
        _("Anliegen abschließen"): "closing",
        _("Wiedervorlage setzen"): "follow_up",
        _("Anliegen zuweisen"): "assignment",
        _("Ansprechperson ändern"): "guide",
        _("Neuen Code ausgeben"): "new_code",
        _("Textbaustein oder Makro"): "choice",
        _("Angabe berichtigen"): "correction",
        _("Stand und Fristen"): "clocks",
        _("Aufgabe anlegen"): "new_task",
        _("Freigabe anfragen"): "asking",
        _("Mit anderer Meldung zusammenführen"): "merging",
        _("Zweites Anliegen daraus machen"): "splitting",
        _("Zeit buchen"): "time",
        _("Führende Akte und Aktenzeichen"): "filing",
        _("Für die Akte drucken"): "paper",
    }
    if case.citizen and case.citizen.name and knows_the_citizen(case, person):
        deeds[_("Anruf prüfen")] = "caller"
        if case.is_carried_by(person):
            deeds[_("In Vertretung für")] = "representation"
    return deeds


@for_staff
def people(request):
    """Show who is who: name, team, telephone, and who stands in today."""
    q, today = request.GET.get("q", "").strip()[:100], localdate(now())
    away = Absence.objects.filter(person=OuterRef("pk"), begins_on__lte=today, ends_on__gte=today)
    staff = (_persons(q) if q else Person.objects.filter(kind=Person.Kind.STAFF, is_active=True)).annotate(
        is_away=Exists(away)
    )
    staff = staff.prefetch_related("teams__department").order_by("name")
    stand_ins: dict = {}
    for each in Deputy.objects.standing(today).select_related("deputy"):
        stand_ins.setdefault(each.person_id, []).append(each.deputy)
    cards = [
        {"person": person, "teams": list(person.teams.all()), "deputies": stand_ins.get(person.pk, [])}
        for person in staff
    ]
    context = {"q": q, "cards": cards, "outside": Department.objects.filter(kind="outside")}
    return render(request, "workspace/people.html", context)


@for_staff
def news(request):
    """Say whether something new came since the list was drawn: a tiny address, asked every 15 seconds."""
    n = _how_many_new(request.user, _since(request.GET.get("seit", "")))
    tag = f'"{n}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified()
    text = ngettext("%(n)d neues Anliegen", "%(n)d neue Anliegen", n) % {"n": n} if n else ""
    return HttpResponse(
        text, headers={"ETag": tag, "Cache-Control": "private, no-cache"}, content_type="text/plain; charset=utf-8"
    )


def _since(told):
    """Read the moment the list was drawn, in seconds; what is no moment means now."""
    is_moment = re.fullmatch(r"\d{1,11}(\.\d{1,6})?", told)
    return datetime.fromtimestamp(float(told), UTC) if is_moment else now()


def _how_many_new(person, since):
    """Count what reached my teams since then: all but what only named persons may see, and what is about oneself."""
    teams = Membership.objects.filter(person=person.pk).values("team")
    offered = Leg.objects.filter(case=OuterRef("pk"), team__in=teams, state="offered", offered_at__gt=since)
    fresh = Q(team__in=teams, status="received", opened_at__gt=since) | Exists(offered)
    about_me = Involvement.objects.filter(case=OuterRef("pk"), person=person.pk, role="barred")
    cases = Case.objects.open().filter(fresh, ~Exists(about_me), updated_at__gt=since)
    cases = cases.exclude(circle__in=NAMED_PERSONS_ONLY)
    return cases.order_by()[:99].count()
