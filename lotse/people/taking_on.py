"""Taking a person on: account, teams, roles; and letting them go. Who may grant what is asked here, for every door."""

import re

from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from lotse.journal.models import note
from lotse.tenants.clock import now

from .joining import join
from .models import Kind, Person, Role, RoleGrant, Team
from .refusals import PersonRefused

LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}", re.ASCII)
ALIASES = {"admin": Role.IT}  # the word operators know


def check_login(login):
    """Return the login in small letters, or refuse it."""
    login = login.strip().lower()
    if not LOGIN.fullmatch(login):
        raise PersonRefused("login", _("Ein Anmeldename hat 2 bis 60 Zeichen: a bis z, Ziffern, Punkt und Strich."))
    if Person.objects.filter(login__iexact=login).exists():
        raise PersonRefused("login", _("Den Anmeldenamen „%(login)s“ gibt es schon.") % {"login": login})
    return login


def check_email(email, but=None):
    """Return the address if it is one; two accounts with one address could not be told apart at the door."""
    try:
        validate_email(email or "niemand@example.org")
    except ValidationError:
        sentence = _("Die E-Mail-Adresse ist nicht vollständig. Beispiel: name@example.org")
        raise PersonRefused("email", sentence) from None
    others = Person.objects.filter(email__iexact=email, login__isnull=False).exclude(pk=but and but.pk)
    if email and others.exists():
        raise PersonRefused("email", _("Zu %(email)s gibt es schon ein Konto.") % {"email": email})
    return email


def teams_named(slugs):
    """Return the teams of these slugs (a department's slug means its front team), or refuse the first unknown."""
    found = []
    for slug in slugs:
        team = Team.objects.addressed(slug.strip())
        if team is None:
            raise PersonRefused("teams", _("Das Team „%(slug)s“ gibt es nicht.") % {"slug": slug.strip()})
        found.append(team)
    return found


def roles_named(words):
    """Return the roles of these words, English or German, or refuse the first unknown."""
    known = {str(label).lower(): value for value, label in Role.choices} | {value: value for value in Role.values}
    found = []
    for word in words:
        role = ALIASES.get(word) or known.get(word.strip().lower())
        if role is None:
            names = ", ".join(Role.values)
            raise PersonRefused(
                "roles", _("Die Rolle „%(word)s“ gibt es nicht. Es gibt: %(names)s.") % {"word": word, "names": names}
            )
        found.append(Role(role))
    return found


@transaction.atomic
def take_on(login, *, name, email="", phone="", job_title="", teams=(), roles=(), by=None):
    """Make an account without a password; the one-time link gives the first. `by` None is the operator."""
    login, email = check_login(login), check_email(email.strip())
    if not name.strip():
        raise PersonRefused("name", _("Geben Sie den Namen ein."))
    person = Person(
        login=login, kind=Person.Kind.STAFF, name=name.strip(), email=email, phone=phone, job_title=job_title
    )
    person.set_unusable_password()
    person.save(force_insert=True)
    note("person.taken_on", person, by=by)
    join(person, teams, by=by)
    for role in roles:
        grant(person, role, by=by)
    return person


def grantable_by(by):
    """Return the roles this person may give: those they hold themselves, and none to themselves (P1 of every house)."""
    return [role for role in Role if by is None or by.has_role(role)]


def grant(person, role, *, by=None):
    """Give a role; nobody gives what they do not hold, and nobody gives to themselves."""
    _may_grant(person, role, by)
    _row, is_new = RoleGrant.objects.get_or_create(person=person, role=role, defaults={"granted_by": by})
    if is_new:
        note("role.granted", person, by=by, role=str(role))


def withdraw(person, role, *, by=None):
    """Take a role back."""
    _may_grant(person, role, by)
    if RoleGrant.objects.filter(person=person, role=role).delete()[0]:
        note("role.withdrawn", person, by=by, role=str(role))


def _may_grant(person, role, by):
    if person == by:
        raise PersonRefused("roles", _("Ihre eigenen Rollen ändert jemand anderes."))
    if role not in grantable_by(by):
        label = Role(role).label
        raise PersonRefused("roles", _("Die Rolle „%(role)s“ vergibt nur, wer sie selbst hat.") % {"role": label})


def possible_deputies(person, *, by=None):
    """Return who may stand in for this person, by the rules of `name_deputy`."""
    staff = Person.objects.filter(kind=Person.Kind.STAFF, is_active=True, login__isnull=False)
    if not person.teams.filter(kind=Kind.IT).exists():
        staff = staff.exclude(memberships__team__kind=Kind.IT)
    if person.teams.filter(kind=Kind.BUSINESS).exists():
        staff = staff.filter(memberships__team__kind=Kind.BUSINESS)
    else:
        staff = staff.exclude(memberships__team__kind=Kind.BUSINESS)
    return staff.exclude(pk__in=[who.pk for who in (person, by) if who]).distinct().order_by("name")


def name_deputy(person, deputy, *, begins_on=None, ends_on=None, by=None):
    """Let somebody stand in for this person and read what they read.

    Nobody names themselves, and IT stands in for IT only: it sees no content (architecture 11 d).
    """
    if deputy == by:
        raise PersonRefused("deputy", _("Sich selbst trägt niemand als Vertretung ein. Das macht jemand anderes."))
    from_it, for_it = (who.teams.filter(kind=Kind.IT).exists() for who in (deputy, person))
    if from_it and not for_it:
        raise PersonRefused("deputy", _("Wer in der IT arbeitet, vertritt niemanden aus einem Fachteam."))
    in_business = {who.teams.filter(kind=Kind.BUSINESS).exists() for who in (person, deputy)}
    if in_business == {True, False}:
        raise PersonRefused("deputy", _("Wer jemanden aus einem Fachteam vertritt, arbeitet selbst in einem."))
    person.deputies.update_or_create(deputy=deputy, begins_on=begins_on, defaults={"ends_on": ends_on})
    note("person.deputy_named", person, by=by, deputy=str(deputy.pk))


@transaction.atomic
def let_go(person, *, by=None):
    """Close the account at once: sessions end, tokens and links are void. What they worked on is told by `cases`."""
    if person == by:
        raise PersonRefused("", _("Ihr eigenes Konto schaltet jemand anderes ab."))
    person.is_active = False
    person.save(update_fields=["is_active"])
    person.api_tokens.filter(revoked_at=None).update(revoked_at=now())
    end_sessions(person)
    note("person.let_go", person, by=by)


def take_back(person, *, by=None):
    """Open a closed account again; the person needs a new link or a code to come in."""
    person.is_active = True
    person.save(update_fields=["is_active"])
    note("person.taken_back", person, by=by)


def end_sessions(person):
    """Sign this person out everywhere."""
    keys = list(person.usersession_set.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    person.usersession_set.all().delete()
