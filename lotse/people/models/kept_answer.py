from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256

from cryptography.fernet import Fernet
from django.db import models

from lotse.tenants.clock import now
from lotse.tenants.models import Row

from .api_token import ApiToken

KEPT_FOR = timedelta(hours=24)


class KeptAnswerQuerySet(models.QuerySet):
    def over(self):
        """Answers nobody may ask for again."""
        return self.filter(kept_at__lt=now() - KEPT_FOR)

    def claim(self, token, key, request_hash):
        """Return the answer row of this key: a new one to fill, or the one kept before.

        Whoever comes second waits here until the first has answered or failed; both in one transaction with the deed.
        """
        self.over().filter(token=token, key=key).delete()
        mine = self.model(token=token, key=key, request_hash=request_hash)
        self.bulk_create([mine], ignore_conflicts=True)
        return self.select_for_update(no_key=True, of=("self",)).get(token=token, key=key)


class KeptAnswer(Row):
    """The answer to a program's request, kept a day so that asking twice does the deed once (Idempotency-Key).

    The body is sealed with the caller's own secret: it may hold personal words and a code, and only whoever
    asked may read them again.
    """

    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="kept_answers")
    key = models.CharField(max_length=255)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)  # 0 until the deed is done
    content_type = models.CharField(max_length=60, blank=True)
    body = models.BinaryField(default=b"")
    kept_at = models.DateTimeField(default=now)

    objects = KeptAnswerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="answer_kept_once")]
        indexes = [models.Index(fields=["kept_at"], name="answer_kept_at")]

    def seal(self, secret, status, content_type, body):
        """Keep this answer for whoever knows the secret."""
        self.status, self.content_type, self.body = status, content_type, _lock(secret).encrypt(body)
        self.save()

    def open(self, secret):
        """Return the body as it was answered."""
        return _lock(secret).decrypt(bytes(self.body))


def _lock(secret):
    return Fernet(urlsafe_b64encode(sha256(b"lotse.kept-answer|" + secret.encode()).digest()))
