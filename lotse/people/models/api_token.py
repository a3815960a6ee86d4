import secrets

from django.db import models

from lotse.tenants.clock import now
from lotse.tenants.models import Row

from .link_session import token_hash
from .person import Person


class ApiTokenQuerySet(models.QuerySet):
    def of(self, secret):
        """Find the living token of this secret; empty when unknown or taken back."""
        return self.filter(token_hash=token_hash(secret), revoked_at=None, person__is_active=True)


class ApiToken(Row):
    """A key with which a program acts as a person; shown once, stored hashed, taken back at any time."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="api_tokens")
    token_hash = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=40, default="all")
    created_at = models.DateTimeField(default=now)
    revoked_at = models.DateTimeField(null=True)

    objects = ApiTokenQuerySet.as_manager()

    @classmethod
    def issue(cls, person, *, scope="all"):
        """Return the secret of a new token for this person."""
        secret = f"lotse_{secrets.token_urlsafe(32)}"
        cls.objects.create(person=person, token_hash=token_hash(secret), scope=scope)
        return secret
