import json
from hashlib import sha256

from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from lotse.people.models import Person, Team
from lotse.processes import Process
from lotse.questionnaires import Form
from lotse.tenants.clock import now
from lotse.tenants.models import Row

from .service import Service


def digest(content):
    """Return the hash an approval is bound to: SHA-256 over the sorted JSON."""
    return sha256(json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()


class Edition(Row):
    """A service as a whole bundle: text, form, steps, agreements, messages (Ausgabe).

    Inserted once, never changed: the serving database role has no UPDATE on this table.
    """

    service = models.ForeignKey(Service, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    edited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(default=now)
    published_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    published_for = models.ForeignKey(Team, models.PROTECT, related_name="+")
    publisher_kind = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="edition_number_once"),
            models.CheckConstraint(name="edition_needs_a_second_person", condition=~Q(published_by=F("edited_by"))),
            models.CheckConstraint(name="edition_is_published_by_the_business", condition=Q(publisher_kind="business")),
        ]

    def __str__(self):
        return f"{self.service.title}, Ausgabe {self.number}"

    @cached_property
    def form(self):
        """The form as values that check answers."""
        return Form.read(self.content["form"])

    @cached_property
    def process(self):
        """The steps of the service as a value."""
        return Process.read(self.content.get("steps", []))

    @property
    def agreements(self):
        return self.content.get("agreements", {})

    def periods(self, starts):
        """Return the legal periods that begin at `receipt`, `completeness` or `notification` (practice 1.4)."""
        return [period for period in self.agreements.get("periods", ()) if period.get("starts", "receipt") == starts]

    @property
    def results(self):
        """The closing results of this service: slug to label."""
        return {result["slug"]: result["label"] for result in self.content["results"]}

    @property
    def ordered_by(self):
        """Who orders an internal service, in words; empty: everybody in the house."""
        return self.content.get("ordered_by", "")

    @property
    def orderers(self):
        """Who may order an internal service, as a rule (ordering.py); empty: everybody in the house."""
        return self.content.get("orderers", {})

    def message(self, key):
        """Return the text the service owner wrote for this moment, or an empty string."""
        return self.content.get("messages", {}).get(key, "")


def ordered_in_words_alone():
    """Return the titles of running internal services that say who orders them, yet have no rule: everybody may."""
    running = Service.objects.running().filter(audience=Service.Audience.INTERNAL)
    worded = Edition.objects.filter(pk__in=running.values("edition_id")).select_related("service")
    return [each.service.title for each in worded.order_by("service__title") if each.ordered_by and not each.orderers]


class ReleaseQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=now()), begins_at__lte=now())


class Release(Row):
    """From when to when new cases get this edition (Freischaltung)."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="releases")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="releases")
    begins_at = models.DateTimeField(default=now)
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["service", "-begins_at"], name="release_newest")]
