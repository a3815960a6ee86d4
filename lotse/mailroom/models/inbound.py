from django.db import models, transaction

from lotse.people.models import Person
from lotse.tenants.clock import now
from lotse.tenants.models import Row


class InboundQuerySet(models.QuerySet):
    def light(self):
        """Without the originals: what lists show."""
        return self.defer("raw")

    def waiting(self):
        """Stored, and not yet worked off: somebody pulled the plug in between."""
        return self.filter(outcome="").order_by("id")


class Inbound(Row):
    """A mail as it came in, byte for byte: stored before anybody reads it, kept whatever becomes of it."""

    class Outcome(models.TextChoices):
        NEW_CASE = "new_case", "neues Anliegen"
        REPLY = "reply", "zu einem Anliegen gelegt"
        SUGGESTED = "suggested", "neues Anliegen, gehört vielleicht zu einem anderen"
        PARKED = "parked", "wartet auf einen Blick"
        DUPLICATE = "duplicate", "dieselbe E-Mail noch einmal"
        IGNORED = "ignored", "zur Seite gelegt"

    mailbox = models.CharField(max_length=254)
    message_id = models.CharField(max_length=998, blank=True, db_index=True)
    raw = models.BinaryField()
    raw_hash = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    received_at = models.DateTimeField(default=now)
    sender = models.CharField(max_length=254, blank=True, db_index=True)
    auto = models.CharField(max_length=20, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    proof = models.CharField(max_length=1, blank=True)  # A signed answer, B known Message-ID, C number in the subject
    case = models.UUIDField(null=True, db_index=True)
    entry = models.UUIDField(null=True)  # where it stands on the timeline
    suggests = models.UUIDField(null=True)  # the case it perhaps belongs to
    letter = models.UUIDField(null=True)  # the letter of ours it answers or returns
    reason = models.TextField(blank=True)
    envelope_to = models.TextField(blank=True, default="")  # whom the mail server brought it for, one a line
    subject = models.CharField(max_length=250, blank=True, default="")  # what lists show without opening the original
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")  # None: the house itself
    decided_at = models.DateTimeField(null=True)

    objects = InboundQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at"]
        indexes = [
            models.Index(fields=["id"], condition=models.Q(outcome=""), name="inbound_waiting"),
            models.Index(fields=["received_at"], condition=models.Q(outcome="parked"), name="inbound_parked"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["mailbox", "message_id", "raw_hash"], name="inbound_stored_once")
        ]

    def __str__(self):
        return f"{self.sender or 'unbekannt'}, {self.received_at:%d.%m.%Y %H:%M}"

    @classmethod
    def store(cls, mailbox, raw, *, message_id, raw_hash, envelope_to=()):
        """Keep the original in a transaction of its own; return the row and whether it is new.

        The same mail delivered twice, by two pollers or after a changed mailbox, is one row.
        """
        known = {"mailbox": mailbox, "message_id": message_id[:998], "raw_hash": raw_hash}
        values = {"raw": raw, "size": len(raw), "envelope_to": "\n".join(envelope_to)[:4_000]}
        with transaction.atomic():
            if stored := cls.objects.filter(**known).first():
                return stored, False
            mine = Inbound(**known, **values)
            Inbound.objects.bulk_create([mine], ignore_conflicts=True)  # another poller may be storing it just now
            stored = cls.objects.get(**known)
            return stored, stored.pk == mine.pk

    def decided(self, outcome, reason="", **values):
        """Write down what became of the mail."""
        self.outcome, self.reason, self.decided_at = outcome, reason, now()
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=["outcome", "reason", "sender", "subject", "auto", "decided_at", *values])
