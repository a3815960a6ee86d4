from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy

from lotse.cases.models import Case
from lotse.people.models import Person
from lotse.tenants.clock import now
from lotse.tenants.models import Row

RESTS = timedelta(days=30)  # untouched for so long, it is forgotten


class UnsentTextQuerySet(models.QuerySet):
    def keep(self, person, case, kind, told, *, seen):
        """Keep what this person has typed so far; an empty form is forgotten. Return the row or None.

        `seen` is the version of the case when the text was begun: it stays while the text grows.
        """
        told = {name: value for name, value in told.items() if value}
        if not told:
            self.of(person, case, kind).delete()
            return None
        text = self.model(person=person, case=case, kind=kind, told=told, seen=seen, kept_at=now())
        self.bulk_create([text], update_conflicts=True, unique_fields=["person", "case", "kind"],
                         update_fields=["told", "kept_at"])  # fmt: skip
        return text

    def of(self, person, case, kind):
        """What this person began here in this kind."""
        return self.filter(person=person, case=case, kind=kind)

    def sent(self, person, case, kind, text=""):
        """Forget the text that was sent, also where the same words were begun in another kind."""
        self.of(person, case, kind).delete()
        if text:
            self.filter(person=person, case=case, told__text=text).delete()

    def forgotten(self):
        """What nobody touched for thirty days."""
        return self.filter(kept_at__lt=now() - RESTS)


class UnsentText(Row):
    """A text somebody has begun and not sent (Entwurf): theirs alone, kept until it is sent or forgotten."""

    class Kind(models.TextChoices):
        MESSAGE = "message", gettext_lazy("Antwort")
        NOTE = "note", gettext_lazy("Interne Notiz")
        QUESTION = "question", gettext_lazy("Frage an die meldende Person")
        HANDOVER = "handover", gettext_lazy("Übergabe")

    person = models.ForeignKey(Person, models.CASCADE, related_name="unsent_texts")
    case = models.ForeignKey(Case, models.CASCADE, related_name="unsent_texts")
    kind = models.CharField(max_length=10, choices=Kind)
    told = models.JSONField()  # what stands in each field of the form
    seen = models.PositiveIntegerField()  # version of the case when it was begun
    kept_at = models.DateTimeField()

    objects = UnsentTextQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "case", "kind"], name="unsent_text_once_a_kind")]
        indexes = [models.Index(fields=["kept_at"], name="unsent_text_by_age")]
