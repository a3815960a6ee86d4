from typing import Any

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy

from lotse.people.models import Team
from lotse.tenants.models import Row


class ServiceQuerySet(models.QuerySet):
    def running(self):
        """Services with an edition for new cases now; its id is `edition_id`."""
        releases: Any = self.model._meta.get_field("releases").related_model
        releases = releases.objects.in_force().filter(service=OuterRef("pk"))
        newest = releases.order_by("-begins_at").values("edition")[:1]
        return self.annotate(edition_id=Subquery(newest)).exclude(edition_id=None)

    def for_citizens(self):
        return self.filter(audience=Service.Audience.CITIZEN)


class Service(Row):
    """What the town does for people, or one department for another (Dienst, Leistung)."""

    class Audience(models.TextChoices):
        CITIZEN = "citizen", gettext_lazy("Bürgerinnen und Bürger")
        INTERNAL = "internal", gettext_lazy("Kolleginnen und Kollegen")

    class Kind(models.TextChoices):
        REPORT = "report", gettext_lazy("Meldung")
        APPLICATION = "application", gettext_lazy("Antrag")
        NOTICE = "notice", gettext_lazy("Anzeige")
        BOOKING = "booking", gettext_lazy("Buchung")
        QUESTION = "question", gettext_lazy("Frage")
        COMPLAINT = "complaint", gettext_lazy("Beschwerde")
        REQUEST = "request", gettext_lazy("Interner Auftrag")

    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=150)
    owner = models.ForeignKey(Team, models.PROTECT, related_name="services")  # decides the matter
    intake = models.ForeignKey(Team, models.PROTECT, related_name="+")  # takes it in, gives the guide
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.CITIZEN)
    kind = models.CharField(max_length=12, choices=Kind)
    circle = models.CharField(max_length=20, default="general")  # data circle (Datenkreis)
    topic = models.SlugField(blank=True)
    leika = models.CharField(max_length=20, blank=True)
    yearly = models.PositiveIntegerField(default=0)  # how often a year; orders "often looked for"
    paused_at = models.DateTimeField(null=True, blank=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["title"]

    def __str__(self):
        return self.title

    def running(self):
        """Return the edition a new case gets, or None."""
        release = self.releases.in_force().select_related("edition").order_by("-begins_at").first()
        if release is None:
            return None
        release.edition.service = self
        return release.edition

    @property
    def is_internal(self):
        """Whether colleagues ask for it, and colleagues read what came out."""
        return self.audience == self.Audience.INTERNAL

    @property
    def is_open_circle(self):
        """Whether the citizen service may read the content of its cases (practice 1.11)."""
        return self.circle == "general"
