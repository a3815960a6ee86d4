"""What this room holds of a person: the account, its keys, teams, roles, absences; rows of the front door too."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from .models import (
    Absence,
    ApiToken,
    Deputy,
    KeptAnswer,
    LinkSession,
    Membership,
    RequestedAddress,
    RequestedMembership,
    RoleGrant,
)  # fmt: skip
from .taking_on import end_sessions

MODELS = [
    Absence, ApiToken, Authenticator, Deputy, EmailAddress, KeptAnswer, LinkSession, Membership, RequestedAddress,
    RequestedMembership, RoleGrant, UserSession,
]  # fmt: skip


def disclose(person):
    """Return what is stored of this person (Art. 15 GDPR); secrets are named, not told."""
    told = ("login", "kind", "name", "email", "phone", "job_title", "room", "last_login")
    return {
        "person": {key: getattr(person, key) for key in told},
        "teams": list(person.teams.values_list("name", flat=True)),
        "requested_teams": list(person.requested_memberships.values("team__name", "asked_at")),
        "requested_address": RequestedAddress.objects.filter(person=person).values_list("email", flat=True).first(),
        "roles": list(person.roles.values("role", "granted_at")),
        "absences": list(person.absences.values("begins_on", "ends_on")),
        "deputies": list(person.deputies.values("deputy__name", "begins_on", "ends_on")),
        "keys": list(person.api_tokens.values("scope", "created_at", "revoked_at")),
        "sessions": list(person.usersession_set.values("created_at", "ip", "user_agent")),
    }


def erase(person):
    """Empty the account and take every key; the row stays, because others' deeds point at it."""
    end_sessions(person)
    for rows in (
        person.emailaddress_set, person.authenticator_set, person.api_tokens, person.absences, person.deputies,
        person.stands_in, person.memberships,
        person.requested_memberships, person.roles,
    ):  # fmt: skip
        rows.all().delete()
    RequestedAddress.objects.filter(person=person).delete()
    LinkSession.objects.filter(subject=person.pk).delete()
    person.forget()
