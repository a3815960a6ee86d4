"""Accounts: who works here, in which teams, with which roles, who stands in for whom."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotse.cases.leaving import change_teams, close_account
from lotse.journal.models import note
from lotse.mailroom.carrier import has_server
from lotse.mailroom.models import post, settle
from lotse.people.forms import Away
from lotse.people.invitations import invite
from lotse.people.joining import let_in, turn_away
from lotse.people.models import Absence, Deputy, RequestedAddress, RequestedMembership
from lotse.people.readdressing import confirm, readdress, reject
from lotse.people.taking_on import PersonRefused, grant, name_deputy, take_back, take_on, withdraw
from lotse.tenants.clock import now
from lotse.tenants.models import Town

from ..asking import ADDRESS_WAITS, WAITS, tell_leads, tell_of_address
from ..forms import DeputyForm, PersonForm, RolesForm
from ..reach import for_it, for_it_and_leads, is_it, people_in_reach

PAGE = 50
ACCOUNT = ("name", "phone", "job_title", "room")


@for_it_and_leads
def people(request):
    """List the people I may arrange, searched by name, login or team."""
    q = " ".join(request.GET.get("q", "").replace("\0", "").split())[:100]
    found = people_in_reach(request.user).prefetch_related("teams", "roles").order_by("-is_active", "name", "login")
    if q:
        named = Q(name__icontains=q) | Q(login__icontains=q) | Q(email__icontains=q)
        found = found.filter(named | Q(memberships__team__name__icontains=q)).distinct()
    page = Paginator(found, PAGE).get_page(request.GET.get("seite"))
    waiting = RequestedMembership.objects.answered_by(request.user).select_related("person", "team", "asked_by")
    addresses = RequestedAddress.objects.answered_by(request.user).select_related("person", "asked_by")
    told = {"page": page, "q": q, "is_it": is_it(request.user), "waiting": waiting, "addresses": addresses}
    return render(request, "administration/people.html", told)


@require_POST
@for_it_and_leads
def membership(request, row):
    """Say yes or no to somebody whom the IT put down for a team."""
    mine = RequestedMembership.objects.answered_by(request.user).select_related("person", "team")
    asked, is_yes = get_object_or_404(mine, pk=row), request.POST.get("answer") == "yes"
    try:
        with transaction.atomic():
            (let_in if is_yes else turn_away)(asked, by=request.user)
            settle(WAITS, row)
    except PersonRefused as refused:
        messages.warning(request, str(refused))
        return redirect("administration:people")
    told = {"name": asked.person.name, "team": asked.team.name}
    yes, no = _("%(name)s arbeitet jetzt im Team %(team)s."), _("%(name)s kommt nicht ins Team %(team)s.")
    messages.success(request, (yes if is_yes else no) % told)
    return redirect("administration:people")


@require_POST
@for_it_and_leads
def address(request, row):
    """Say yes or no to another mail address that the IT entered for somebody."""
    mine = RequestedAddress.objects.answered_by(request.user).select_related("person")
    asked, is_yes = get_object_or_404(mine, pk=row), request.POST.get("answer") == "yes"
    try:
        with transaction.atomic():
            (confirm if is_yes else reject)(asked, by=request.user)
            settle(ADDRESS_WAITS, row)
    except PersonRefused as refused:
        messages.warning(request, str(refused))
        return redirect("administration:people")
    told = {"name": asked.person.name, "email": asked.email}
    yes, no = _("%(name)s bekommt Briefe jetzt an %(email)s."), _("Die Adresse von %(name)s bleibt, wie sie war.")
    messages.success(request, (yes if is_yes else no) % told)
    return redirect("administration:people")


@for_it
def new(request):
    """Take somebody on; the one-time link goes to their address."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        teams, room = told.pop("teams"), told.pop("room")
        person = take_on(told.pop("login"), by=request.user, teams=teams, **told)
        person.room = room
        person.save(update_fields=["room"])
        _say_who_decides(request, person)
        return _send_link(request, person)
    return render(request, "administration/new_person.html", {"form": form}, status=422 if form.is_bound else 200)


def one(request, pk):
    """Show one person with everything I may arrange; the account itself is changed by the IT alone."""
    person = get_object_or_404(people_in_reach(request.user), pk=pk)
    form = PersonForm(request.POST or None, person=person, initial=_as_it_is(person))
    if request.method == "POST":
        if not is_it(request.user):
            raise Http404
        if form.is_valid() and _change(request, person, form):
            messages.success(request, _("Das Konto von %(name)s ist geändert.") % {"name": person.name})
            return redirect("administration:person", pk)
    return _page(request, person, form=form)


def _as_it_is(person):
    return {key: getattr(person, key) for key in ACCOUNT} | {
        "email": _requested_email(person) or person.email,
        "teams": [*person.teams.all(), *(asked.team for asked in _asked(person))],
    }


def _requested_email(person):
    return RequestedAddress.objects.filter(person=person).values_list("email", flat=True).first() or ""


def _asked(person):
    return person.requested_memberships.select_related("team")


def _say_who_decides(request, person):
    """Tell the leads, and say on the page that they decide."""
    if waiting := tell_leads(person):
        told = {"name": person.name, "teams": ", ".join(asked.team.name for asked in waiting)}
        sentence = _("%(name)s liest noch nichts aus diesem Team: %(teams)s. Die Leitung bestätigt es.")
        messages.warning(request, sentence % told)


def _change(request, person, form):
    told = form.cleaned_data
    try:
        with transaction.atomic():
            change_teams(person, told["teams"], by=request.user)
            for key in ACCOUNT:
                setattr(person, key, told[key])
            person.save(update_fields=ACCOUNT)
            note("person.changed", person, by=request.user)
            _say_who_decides(request, person)
            _readdress(request, person, told["email"])
    except PersonRefused as refused:
        form.add_error(refused.field, str(refused))
        return False
    return True


def _readdress(request, person, email):
    before = person.email
    asked = readdress(person, email, by=request.user)
    if asked and tell_of_address(asked, before):
        sentence = _("Briefe und Links an %(name)s gehen an die alte Adresse, bis die Leitung die neue bestätigt.")
        messages.warning(request, sentence % {"name": person.name})


def _page(request, person, **forms):
    """The person's page; a form that did not fit comes along and makes it a 422."""
    by = request.user
    page = {
        "form": PersonForm(person=person, initial=_as_it_is(person)),
        "roles_form": RolesForm(person=person, by=by),
        "deputy_form": DeputyForm(person=person, by=by),
        "away_form": Away(),
    } | forms  # fmt: skip
    is_wrong = any(form.is_bound for form in forms.values())
    page |= {
        "person": person, "is_it": is_it(by), "is_me": person == by, "new_address": _requested_email(person),
        "roles": [granted.get_role_display() for granted in person.roles.order_by("role")],
        "waiting": _asked(person), "deputies": person.deputies.select_related("deputy").order_by("begins_on"),
        "absences": person.absences.filter(ends_on__gte=localdate(now())).order_by("begins_on"),
        "errors": [form for form in forms.values() if form.is_bound],
    }  # fmt: skip
    return render(request, "administration/person.html", page, status=422 if is_wrong else 200)


@require_POST
def roles(request, pk):
    """Give and take the roles I hold myself."""
    person = get_object_or_404(people_in_reach(request.user), pk=pk)
    form = RolesForm(request.POST, person=person, by=request.user)
    if not form.is_valid():
        return _page(request, person, roles_form=form)
    try:
        with transaction.atomic():
            for role in form.grantable:
                (grant if role in form.chosen() else withdraw)(person, role, by=request.user)
    except PersonRefused as refused:
        form.add_error("roles", str(refused))
        return _page(request, person, roles_form=form)
    messages.success(request, _("Rollen geändert: %(name)s.") % {"name": person.name})
    return redirect("administration:person", pk)


@require_POST
def deputy(request, pk):
    """Say who stands in for this person."""
    person = get_object_or_404(people_in_reach(request.user), pk=pk)
    form = DeputyForm(request.POST, person=person, by=request.user)
    if not form.is_valid():
        return _page(request, person, deputy_form=form)
    told = form.cleaned_data
    try:
        name_deputy(person, **told, by=request.user)
    except PersonRefused as refused:
        form.add_error("deputy", str(refused))
        return _page(request, person, deputy_form=form)
    messages.success(request, _("%(name)s vertritt jetzt.") % {"name": told["deputy"].name})
    return redirect("administration:person", pk)


@require_POST
def end_deputy(request, pk, row):
    """Take a deputy back."""
    person = get_object_or_404(people_in_reach(request.user), pk=pk)
    get_object_or_404(Deputy, pk=row, person=person).delete()
    note("person.deputy_ended", person, by=request.user)
    messages.success(request, _("Diese Vertretung ist beendet."))
    return redirect("administration:person", pk)


@require_POST
def away(request, pk):
    """Note that this person is not there, for example because they called in sick."""
    person = get_object_or_404(people_in_reach(request.user), pk=pk)
    form = Away(request.POST)
    if not form.is_valid():
        return _page(request, person, away_form=form)
    person.absences.create(**form.cleaned_data)
    messages.success(request, _("Die Abwesenheit von %(name)s ist notiert.") % {"name": person.name})
    return redirect("administration:person", pk)


@require_POST
def end_away(request, pk, row):
    """Take an absence back."""
    person = get_object_or_404(people_in_reach(request.user), pk=pk)
    get_object_or_404(Absence, pk=row, person=person).delete()
    messages.success(request, _("Die Abwesenheit ist gelöscht."))
    return redirect("administration:person", pk)


@for_it
def closing(request, pk):
    """Close an account at once, after asking; open work goes back to the team."""
    person = get_object_or_404(people_in_reach(request.user), pk=pk)
    refusal = ""
    if request.method == "POST":
        try:
            count = close_account(person, by=request.user)
        except PersonRefused as refused:
            refusal = str(refused)
        else:
            told = {"name": person.name, "count": count}
            messages.success(
                request, _("Das Konto von %(name)s ist abgeschaltet. Anliegen zurück im Team: %(count)s.") % told
            )
            return redirect("administration:person", pk)
    page = {"person": person, "refusal": refusal}
    return render(request, "administration/closing.html", page, status=422 if refusal else 200)


@require_POST
@for_it
def opening(request, pk):
    """Open a closed account again and send a new link."""
    person = get_object_or_404(people_in_reach(request.user), pk=pk)
    take_back(person, by=request.user)
    return _send_link(request, person)


@require_POST
@for_it
def link(request, pk):
    """Send a new one-time link; the old one is void."""
    person = get_object_or_404(people_in_reach(request.user).filter(is_active=True), pk=pk)
    note("person.link_sent", person, by=request.user)
    return _send_link(request, person)


def _send_link(request, person):
    """The link goes to the person's own address and not past the IT; where no mail goes the operator prints one."""
    if not person.email or not has_server():
        told = {"name": person.name, "login": person.login}
        no_address = _("%(name)s hat keine E-Mail-Adresse. Den Link druckt der Befehl: lotse person link %(login)s")
        no_server = _("Hier ist kein Mailserver eingestellt. Den Link druckt der Befehl: lotse person link %(login)s")
        messages.warning(request, (no_server if person.email else no_address) % told)
        return redirect("administration:person", person.pk)
    words = _(
        "Guten Tag %(name)s,\n\nSie haben ein Konto in Lotse. Ihr Anmeldename: %(login)s\n\n"
        "Wählen Sie Ihr Passwort: %(link)s\n\nDer Link gilt einmal und drei Tage.\n\n%(town)s"
    )
    told = {"name": person.name, "login": person.login, "link": invite(person), "town": Town.here()}
    post(person.email, _("Ihr Konto in Lotse"), words % told, to=person, auto=True)
    messages.success(request, _("Der Link ist unterwegs an %(email)s.") % {"email": person.email})
    return redirect("administration:person", person.pk)
