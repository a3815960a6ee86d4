from django.db import models
from django.utils.translation import gettext_lazy

from lotse.tenants.models import Row


class Kind(models.TextChoices):
    """IT helps but never owns; outside bodies have no accounts."""

    BUSINESS = "business", gettext_lazy("Fachteam")
    IT = "it", "IT"
    OUTSIDE = "outside", gettext_lazy("Stelle außerhalb der Verwaltung")


class Department(Row):
    """A department (Fachbereich, Amt), or a body outside the house that works with it."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    short = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.BUSINESS)
    place = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    public_hours = models.TextField(blank=True)  # OpenStreetMap opening_hours: the door, appointments
    service_hours = models.TextField(blank=True)  # clocks count these
    on_call_hours = models.TextField(blank=True)  # runs on holidays too
    data_role = models.TextField(blank=True)  # outside bodies: Art. 28 GDPR or controller of their own

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def front(self):
        """The team that takes what is addressed to the department only."""
        return self.teams.filter(is_front=True).first()


class TeamQuerySet(models.QuerySet):
    def addressed(self, slug):
        """Return the team of this slug, or the front team of the department of this slug; None if nobody has it."""
        teams = self.select_related("department")
        own = teams.filter(slug=slug).first()
        return own or teams.filter(department__slug=slug, is_front=True).first()


class Team(Row):
    """A team of a department: what a case, a leg or a service belongs to."""

    slug = models.SlugField(unique=True)
    department = models.ForeignKey(Department, models.PROTECT, related_name="teams")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.BUSINESS)
    is_front = models.BooleanField(default=False)
    is_support = models.BooleanField(default=False)  # the citizen support team (Bürgerservice)
    heads = models.PositiveIntegerField(default=0)
    hours = models.TextField(blank=True)  # own service hours; empty: those of the department
    crews = models.TextField(blank=True)  # what its crews are called at the team's screen, one a line

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["id", "kind"], name="team_kind_can_be_referred_to"),
            models.UniqueConstraint(
                fields=["department"], condition=models.Q(is_front=True), name="team_front_once_a_department"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def crew_names(self):
        return self.crews.splitlines()

    @property
    def service_hours(self):
        """The hours in which this team's clocks run, as OpenStreetMap text."""
        return self.hours or self.department.service_hours
