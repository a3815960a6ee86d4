from django.db import models

from lotse.jobs import job, later
from lotse.people.models import Team
from lotse.tenants.models import Row

from .clock import Clock, ClockEvent, free_days

BATCH = 200


class HoursChange(Row):
    """A team counts in other hours, or the town closes on other days (geänderte Servicezeiten).

    Only open clocks follow, from `at` on; what was spent before stays spent. Done later, some clocks at a time.
    """

    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    hours = models.TextField()
    at = models.DateTimeField()
    clocks = models.PositiveIntegerField(default=0)  # how many followed
    done_at = models.DateTimeField(null=True)

    @job
    def carry_out(self):
        """Let the next open clocks of the team follow; a clock that followed bears an event of this change."""
        if self.done_at:
            return
        told = {"change": str(self.pk)}
        followed = ClockEvent.objects.filter(kind="hours", data__change=told["change"]).values("clock")
        waiting = Clock.objects.open().filter(team=self.team, started_at__lte=self.at).exclude(pk__in=followed)
        clocks = list(waiting.exclude(kind__in=Clock.LEGAL).select_for_update(no_key=True, of=("self",))[:BATCH])
        days = free_days()
        for clock in clocks:
            clock.show(clock.watch(days).moved(self.at, days.calendar(self.hours)))
        Clock.objects.keep(clocks, "hours", self.at, None, days=days, hours=self.hours, **told)
        cases = [clock.case_id for clock in clocks]
        Clock.restate(cases)
        self.clocks += len(clocks)
        if len(clocks) == BATCH:
            later(self.carry_out)
        else:
            self.done_at = self.at
        self.save()
