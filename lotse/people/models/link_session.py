import secrets
from hashlib import sha256

from django.db import models

from lotse.tenants.clock import now
from lotse.tenants.models import Row


def token_hash(token):
    """Return what is stored instead of a secret of 128 bits or more."""
    return sha256(token.encode()).hexdigest()


class LinkSessionQuerySet(models.QuerySet):
    def of(self, token, purpose):
        """Find the living session of this secret; empty when unknown, ended or over."""
        return self.ever_of(token, purpose).living()

    def ever_of(self, token, purpose):
        """Find the session of this secret, whether it lives, was ended or is over."""
        return self.filter(token_hash=token_hash(token), purpose=purpose)

    def living(self):
        """Those that still open something."""
        return self.filter(expires_at__gt=now(), ended_at=None)

    def end(self, subject, *purposes):
        """Take back every key of these purposes to this subject."""
        return self.filter(subject=subject.pk, purpose__in=purposes, ended_at=None).update(ended_at=now())


class LinkSession(Row):
    """The key of somebody without an account: one purpose, one subject, for a while."""

    purpose = models.CharField(max_length=20)
    subject = models.UUIDField(db_index=True)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = LinkSessionQuerySet.as_manager()

    @classmethod
    def hand_out(cls, purpose, subject, *, until):
        """Return the token: shown once, stored hashed."""
        token = secrets.token_urlsafe(16)
        cls.objects.create(purpose=purpose, subject=subject.pk, token_hash=token_hash(token), expires_at=until)
        return token
