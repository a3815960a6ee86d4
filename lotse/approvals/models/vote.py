from django.db import models

from lotse.people.models import Person
from lotse.tenants.clock import now
from lotse.tenants.models import Row

from .approver import Approver
from .round import Round


class Vote(Row):
    """What one person said in a round, and why; never changed (docs/pitfalls.md 34)."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="votes")
    approver = models.OneToOneField(Approver, models.PROTECT, null=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    yes = models.BooleanField()
    reason = models.TextField(blank=True)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "by"], name="vote_once_a_round")]

    @property
    def instead_of(self):
        """Whom the voter stood in for, or None (in Vertretung für …)."""
        return self.approver.person if self.approver and self.approver.person_id != self.by_id else None
