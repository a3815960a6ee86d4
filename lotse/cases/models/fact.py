from django.db import models
from django.db.models.functions import MD5

from lotse.people.models import Person
from lotse.questionnaires.field import is_empty, is_unknown
from lotse.tenants.clock import now
from lotse.tenants.models import Row

from .case import Case


class Fact(Row):
    """What was told once (Angabe), under its stable key, with the label as shown."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="facts")
    key = models.CharField(max_length=80)
    label = models.CharField(max_length=200)
    value = models.JSONField()
    text = models.TextField()  # as shown to people
    data_class = models.CharField(max_length=10, default="matter")  # matter, picture, person
    position = models.PositiveSmallIntegerField(default=0)
    told_at = models.DateTimeField(default=now)
    told_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["position", "told_at"]
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="fact_told_once")]
        indexes = [models.Index(MD5("text"), "case", condition=models.Q(key="ort"), name="fact_at_a_place")]

    @property
    def is_unknown(self):
        """„Das weiß ich nicht“ is an answer, yet asking again is no repetition."""
        return is_empty(self.value) or is_unknown(self.value)
