from django.db import models, transaction

from lotse.people.models import Person
from lotse.tenants.clock import now
from lotse.tenants.models import Row

from .subjects import SUBJECTS


class MayNotVote(Exception):
    """Nobody approves what they changed themselves."""


class AlreadyDecided(Exception):
    """The round is over; who was second reads who was first."""


class ContentChanged(Exception):
    """What was to be approved is no longer what it was."""


class Round(Row):
    """One question to people about exactly this content (Freigabe); one vote of a second person decides."""

    kind = models.CharField(max_length=20)
    subject = models.UUIDField(db_index=True)
    title = models.CharField(max_length=200)
    content_hash = models.CharField(max_length=64)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=now)
    decided_at = models.DateTimeField(null=True)
    approved = models.BooleanField(null=True)

    @classmethod
    def ask(cls, kind, subject, *, title, content_hash, by):
        """Open a round about this row of a room above, known here by its id."""
        return cls.objects.create(kind=kind, subject=subject.pk, title=title, content_hash=content_hash, asked_by=by)

    @transaction.atomic
    def vote(self, *, by, yes, reason=""):
        """Decide, and let the room that asked go on in the same transaction."""
        self.refresh_from_db(from_queryset=Round.objects.select_for_update(no_key=True, of=("self",)))
        subject = SUBJECTS[self.kind]
        if self.decided_at:
            raise AlreadyDecided(self)
        if by == self.asked_by:
            raise MayNotVote(self)
        if subject.content_hash(self.subject) != self.content_hash:
            raise ContentChanged(self)
        self.votes.create(by=by, yes=yes, reason=reason)
        self.approved, self.decided_at = yes, now()
        self.save()
        subject.decided(self, by=by)


class Vote(Row):
    """What one person said in a round, and why."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="votes")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    yes = models.BooleanField()
    reason = models.TextField(blank=True)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "by"], name="vote_once_a_round")]
