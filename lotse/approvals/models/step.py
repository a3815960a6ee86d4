from django.db import models
from django.db.models import Count, Q

from lotse.tenants.models import Row

from ..rules import ANY, RULES, outcome
from .round import Round


class RoundStep(Row):
    """One step of a round (Freigabe-Schritt): its people decide by its rule before the next one is asked."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    rule = models.CharField(max_length=8, choices=RULES, default=ANY)
    needed = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["round", "position"], name="round_step_once")]

    def outcome(self, *, is_over=False):
        """Return what the votes of this step say by now."""
        said = {"asked": Count("pk"), "yes": Count("pk", Q(vote__yes=True)), "no": Count("pk", Q(vote__yes=False))}
        counts = self.approvers.aggregate(**said)
        return outcome(self.rule, needed=self.needed, is_over=is_over, **counts)
