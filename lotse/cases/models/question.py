from django.db import models

from lotse.people.models import Person
from lotse.tenants.models import Row

from .case import Case
from .entry import Entry


class Question(Row):
    """What the house asks the citizen (Rückfrage), the facts it asks for, and why a known one is asked again."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="questions")
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="question")
    facts = models.JSONField(default=list)  # keys
    reason = models.CharField(max_length=20, blank=True)
    is_repeated = models.BooleanField(default=False)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answer = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["case", "answered_at"], name="question_open")]
