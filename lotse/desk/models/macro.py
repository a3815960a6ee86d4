from datetime import timedelta

from django.db import models, transaction
from django.utils.timezone import localdate

from lotse.cases.models import Case
from lotse.knowledge.models import TextModule
from lotse.people.models import Team
from lotse.tenants.clock import now
from lotse.tenants.models import Row


class MacroQuerySet(models.QuerySet):
    def of(self, person):
        """The macros of this person's teams, by name."""
        found = self.filter(team__in=person.team_ids, retired_at=None)
        return found.select_related("team", "module", "handover_team").order_by("name")


class Macro(Row):
    """Several deeds in one (Makro): an answer, a follow-up, the urgency, and to whom the case is then handed over."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="macros")
    name = models.CharField(max_length=80)
    module = models.ForeignKey(TextModule, models.PROTECT, null=True, blank=True, related_name="macros")
    follow_up_in = models.PositiveSmallIntegerField(null=True, blank=True)  # days
    urgency = models.CharField(max_length=8, choices=Case.Urgency, blank=True)
    handover_team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    question = models.CharField(max_length=300, blank=True)  # what that team shall do
    retired_at = models.DateTimeField(null=True)

    objects = MacroQuerySet.as_manager()

    def __str__(self):
        return self.name

    @property
    def follow_up_on(self):
        """The day of the follow-up, if it is used today."""
        return localdate(now()) + timedelta(days=self.follow_up_in) if self.follow_up_in else None

    @transaction.atomic
    def use(self, case, text, *, by, seen=None):
        """Do all deeds or none. The hand-over is not among them: its packet needs a look of its own."""
        if self.module:
            case.tell(text, by=by, seen=seen)
        if self.follow_up_on:
            case.follow_up(self.follow_up_on, by=by)
        if self.urgency:
            case.must_be_carried_by(by)
            case.raise_urgency(self.urgency, by=by)
