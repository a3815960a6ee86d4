from django.db import models

from lotse.people.models import Person
from lotse.tenants.models import Row

from .step import RoundStep


class Approver(Row):
    """A seat in a step: who is asked to decide. A deputy may vote on it, and is then named beside."""

    step = models.ForeignKey(RoundStep, models.CASCADE, related_name="approvers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["step", "person"], name="approver_once_a_step")]
        indexes = [models.Index(fields=["person"], name="approver_of_a_person")]
