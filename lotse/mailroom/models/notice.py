from django.db import models
from django.db.models import Q

from lotse.people.models import Team
from lotse.tenants.clock import now
from lotse.tenants.models import Row


class Notice(Row):
    """Something that needs a person's eye and has an owner until it is settled (Hinweis)."""

    kind = models.CharField(max_length=40)
    subject = models.UUIDField(db_index=True)  # a row of any room: a letter, a mail that came in, a case
    text = models.TextField()
    owner = models.ForeignKey(Team, models.PROTECT, null=True, related_name="notices")  # None: the Bürgerservice
    raised_at = models.DateTimeField(default=now)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-raised_at"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject"], condition=Q(settled_at=None), name="notice_open_once")
        ]

    def __str__(self):
        return self.text


def raise_notice(kind, subject, text, *, owner=None):
    """Show this to its owner until it is settled; raising it again while it is open changes nothing."""
    values = {"text": text, "owner": owner}
    return Notice.objects.get_or_create(kind=kind, subject=subject, settled_at=None, defaults=values)[0]


def settle(kind, subject):
    """Take the notice down: what it said is no longer so."""
    return Notice.objects.filter(kind=kind, subject=subject, settled_at=None).update(settled_at=now())
