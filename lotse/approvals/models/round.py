from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotse.people.models import Person
from lotse.tenants.clock import now
from lotse.tenants.models import Row

from ..refusals import AlreadyDecided, ContentChanged, MayNotVote, NoReason, Unaskable
from ..rules import ANY, N_OF_M, VETO
from ..subjects import SUBJECTS
from ..telling import tell


@dataclass(frozen=True)
class Ask:
    """One step of a round as it is asked for: whom, and how many of them must say yes."""

    people: Any
    rule: str = ANY
    needed: int = 1


class RoundQuerySet(models.QuerySet):
    def open(self):
        return self.filter(decided_at=None, voided_at=None)

    def about(self, kind, pk):
        return self.filter(kind=kind, subject=pk)

    def waiting_for(self, person):
        """Open rounds whose present step asks this person, or somebody they stand in for, and has no answer yet."""
        mine = Q(steps__approvers__person__in=person.acts_for_ids, steps__approvers__vote=None)
        present = Q(steps__position=F("step"))
        return self.open().filter(mine & present).exclude(asked_by=person).exclude(votes__by=person).distinct()


class Round(Row):
    """One question to people about exactly this content (Freigabe); its steps decide one after another.

    A round without steps is decided by one vote of a second person. What was asked is known here by a hash only: when
    it changes, the round is void. `title` holds no words of a person.
    """

    class Because(models.TextChoices):
        CHANGED = "changed", gettext_lazy("Der Inhalt hat sich geändert.")
        WITHDRAWN = "withdrawn", gettext_lazy("Die Frage wurde zurückgenommen.")
        ENDED = "ended", gettext_lazy("Das Anliegen ist zu Ende.")

    kind = models.CharField(max_length=20)
    subject = models.UUIDField(db_index=True)
    title = models.CharField(max_length=200)
    content_hash = models.CharField(max_length=64)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=now)
    due_at = models.DateTimeField(null=True)
    step = models.PositiveSmallIntegerField(default=1)  # the position of the step that decides now
    reminded_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    approved = models.BooleanField(null=True)
    voided_at = models.DateTimeField(null=True)
    voided_because = models.CharField(max_length=12, blank=True, choices=Because)

    objects = RoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="round_is_open_decided_or_void",
                condition=Q(decided_at=None, approved=None)
                | Q(decided_at__isnull=False, approved__isnull=False, voided_at=None),
            )
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(decided_at=None, voided_at=None), name="round_open_by_due")
        ]

    @property
    def is_open(self):
        return self.decided_at is None and self.voided_at is None

    @classmethod
    def ask(cls, kind, subject, *, title, content_hash, by, steps=(), due_at=None, pk=None):
        """Open a round about this row of a room above, known here by its id. Raises Unaskable."""
        _refuse_asking(steps, by, due_at)
        values = {"kind": kind, "subject": subject.pk, "title": title, "content_hash": content_hash, "due_at": due_at}
        round = cls(**values | ({"pk": pk} if pk else {}), asked_by=by)
        round.save(force_insert=True)
        for position, asked in enumerate(steps, start=1):
            step = round.steps.create(position=position, rule=asked.rule, needed=asked.needed)
            step.approvers.bulk_create(step.approvers.model(step=step, person=person) for person in asked.people)
        if steps:
            tell(round)
        return round

    def hold(self):
        """Lock the round and read it anew."""
        self.refresh_from_db(from_queryset=Round.objects.select_for_update(no_key=True, of=("self",)))

    @transaction.atomic
    def vote(self, *, by, yes, reason=""):
        """Say yes or no once; the last word of the last step decides, and the room that asked goes on."""
        self.hold()
        subject = SUBJECTS[self.kind]
        approver = self._seat_for(by)
        if not yes and not reason.strip() and approver:
            raise NoReason
        if subject.content_hash(self) != self.content_hash:
            raise ContentChanged(self)
        words = "" if subject.keeps_words else reason
        vote = self.votes.create(by=by, approver=approver, yes=yes, reason=words)
        if approver is None:
            self._decide(yes)
        else:
            self.weigh()
        if self.decided_at:
            subject.decided(self, by=by)
        return vote

    def _seat_for(self, by):
        """The seat in the present step on which this person votes: their own, else one they stand in for."""
        if not self.is_open:
            raise AlreadyDecided(self)
        if by == self.asked_by or self.votes.filter(by=by).exists():
            sentence = "" if by == self.asked_by else _("Sie haben hier schon abgestimmt.")
            raise MayNotVote(self, sentence)
        present = self.present_step
        if present is None:
            return None
        seats = present.approvers.filter(person__in=by.acts_for_ids, vote=None).select_related("person")
        own_first = sorted(seats, key=lambda seat: seat.person_id != by.pk)
        if not own_first:
            raise MayNotVote(self, _("Hier entscheiden gerade andere."))
        return own_first[0]

    @property
    def present_step(self):
        """The step that decides now; None in a round without steps."""
        return self.steps.filter(position=self.step).first()

    def weigh(self, *, is_over=False):
        """Count the present step; go to the next one, or decide (inside a deed that holds the round)."""
        step = self.present_step
        result = step.outcome(is_over=is_over)
        if result and self.steps.filter(position=self.step + 1).exists():
            self.step += 1
            self.reminded_at = None
            self.save()
            tell(self)
        elif result is not None:
            self._decide(result)

    def _decide(self, approved):
        self.approved, self.decided_at = approved, now()
        self.save()

    def void(self, because):
        """End the round without an answer (inside a deed that holds it)."""
        self.voided_at, self.voided_because = now(), because
        self.save()


def _refuse_asking(steps, by, due_at):
    asked = [person.pk for step in steps for person in step.people]
    if by.pk in asked:
        raise Unaskable(_("Sich selbst können Sie nicht fragen. Wählen Sie eine andere Person."), field="people")
    if len(set(asked)) < len(asked):
        sentence = _("Jede Person entscheidet nur einmal. Nehmen Sie sie aus einem der beiden Schritte.")
        raise Unaskable(sentence, field="then")
    for step in steps:
        if not step.people:
            raise Unaskable(_("Wählen Sie aus, wer entscheidet."), field="people")
        if step.rule == N_OF_M and not 1 <= step.needed <= len(step.people):
            raise Unaskable(
                _("So viele Personen sind nicht gefragt. Wählen Sie eine kleinere Zahl oder mehr Personen."),
                field="needed",
            )
        if step.rule == VETO and (due_at is None or len(steps) > 1):
            sentence = _("Schweigen gilt nur mit einem Termin als Zustimmung, und nur ohne zweiten Schritt.")
            raise Unaskable(sentence, field="then" if due_at else "due")
