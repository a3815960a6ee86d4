from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from lotse.cases.models import waiting
from lotse.catalogue.models import Service
from lotse.people.models import Membership, Person, Team
from lotse.tenants.models import Row


class SavedViewQuerySet(models.QuerySet):
    def of(self, person):
        """The views this person saved, and those colleagues share with a team of theirs."""
        teams = Membership.objects.filter(person=person.pk).values("team")
        return self.filter(Q(person=person.pk) | Q(team__in=teams)).select_related("service").order_by("name")


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

    @property
    def rule(self):
        """Which open cases this view shows, as a rule (see `cases.models.waiting`); the values are `said`."""
        asked = [
            (self.service_id, f"{{service_id}} = %({self._place}_service)s"),
            (self.status, f"{{status}} = %({self._place}_status)s"),
            (self.is_mine, "{assignee_id} = %(me)s"),
            (self.is_urgent, "{urgency} = 'high'"),
            (self.due == self.Due.OVERDUE, "{due_at} < %(now)s"),
            (self.due == self.Due.WEEK, "{due_at} < %(in_a_week)s"),
        ]
        return " and ".join([waiting.OPEN, *(rule for is_asked, rule in asked if is_asked)])

    @property
    def said(self):
        """The values that the rule names."""
        return {f"{self._place}_service": self.service_id, f"{self._place}_status": self.status}

    @property
    def _place(self):
        return f"v{self.pk.hex}"
