import secrets

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef
from django.utils.timezone import localdate

from lotse.tenants.clock import now
from lotse.tenants.models import Row

from .link_session import token_hash
from .person import Deputy, Membership, Person, RoleGrant


class ApiTokenQuerySet(models.QuerySet):
    def of(self, secret):
        """Find the living token of this secret; empty when unknown or taken back."""
        return self.filter(token_hash=token_hash(secret), revoked_at=None, person__is_active=True)

    def with_person(self):
        """Fetch the token with all that rights are made of, in one statement."""
        return self.select_related("person").annotate(
            role_names=ArraySubquery(RoleGrant.objects.filter(person=OuterRef("person")).values("role")),
            team_ids=ArraySubquery(Membership.objects.filter(person=OuterRef("person")).values("team")),
            stands_in_for=ArraySubquery(
                Deputy.objects.standing(localdate(now())).filter(deputy=OuterRef("person")).values("person")
            ),
        )


class ApiToken(Row):
    """A key with which a program acts as a person; shown once, stored hashed, taken back at any time."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="api_tokens")
    token_hash = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=40, default="all")
    created_at = models.DateTimeField(default=now)
    revoked_at = models.DateTimeField(null=True)

    objects = ApiTokenQuerySet.as_manager()

    @classmethod
    def arriving(cls, secret):
        """Return the living token of this secret with its person, who knows teams and roles; None if there is none."""
        token = cls.objects.of(secret).with_person().first()
        if token:
            token.secret, person = secret, token.person
            person.role_names, person.team_ids = frozenset(token.role_names), tuple(token.team_ids)
            person.acts_for_ids = (person.pk, *token.stands_in_for)
        return token

    @classmethod
    def issue(cls, person, *, scope="all"):
        """Return the secret of a new token for this person."""
        secret = f"lotse_{secrets.token_urlsafe(32)}"
        cls.objects.create(person=person, token_hash=token_hash(secret), scope=scope)
        return secret
