from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from lotse.catalogue.models import Service
from lotse.people.models import Person, Team
from lotse.tenants.clock import now
from lotse.tenants.models import Row


class SavedViewQuerySet(models.QuerySet):
    def of(self, person):
        """The views this person saved, and those colleagues share with a team of theirs."""
        return self.filter(Q(person=person) | Q(team__in=person.team_ids)).select_related("service").order_by("name")


class SavedView(Row):
    """A list somebody put together (eigene Ansicht): conditions only; which cases it shows, each one's rights say."""

    class Due(models.TextChoices):
        OVERDUE = "overdue", gettext_lazy("überfällig")
        WEEK = "week", gettext_lazy("fällig in 7 Tagen")

    person = models.ForeignKey(Person, models.CASCADE, related_name="saved_views")
    team = models.ForeignKey(Team, models.CASCADE, null=True, blank=True, related_name="+")  # shared with
    name = models.CharField(max_length=40)
    service = models.ForeignKey(Service, models.CASCADE, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=12, blank=True)
    is_mine = models.BooleanField(default=False)  # only what is assigned to whoever looks
    is_urgent = models.BooleanField(default=False)
    due = models.CharField(max_length=8, choices=Due, blank=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="saved_view_name_once")]

    def __str__(self):
        return self.name

    def of_cases(self, cases, person):
        """The open ones of these cases that this view shows to this person."""
        cases = cases.open()
        if self.service_id:
            cases = cases.filter(service=self.service_id)
        if self.status:
            cases = cases.filter(status=self.status)
        if self.is_mine:
            cases = cases.filter(assignee=person)
        if self.is_urgent:
            cases = cases.filter(urgency="high")
        if self.due:
            cases = cases.due_before(now() + timedelta(days=7 if self.due == self.Due.WEEK else 0))
        return cases
