from datetime import timedelta

from django.db import models
from django.db.models import Q

from lotse.cases.models import Case
from lotse.people.models import Person
from lotse.tenants.clock import now
from lotse.tenants.models import Row

BEAT = timedelta(seconds=15)
LASTS = timedelta(seconds=40)  # two beats may be lost


class PresenceQuerySet(models.QuerySet):
    def here(self):
        """Who gave a sign of life a moment ago."""
        return self.filter(until__gt=now())

    def others(self, person):
        """Who else is here, for this person to know; those first who write."""
        return self.here().exclude(person=person).order_by("-is_writing", "person__name")

    def beat(self, person, case, *, is_writing):
        """Say that this person looks at this case; with it goes every sign that is over, of whoever it was."""
        self.filter(Q(until__lte=now()) | Q(person=person) & ~Q(case=case)).delete()
        sign = self.model(person=person, case=case, until=now() + LASTS, is_writing=is_writing)
        self.bulk_create([sign], update_conflicts=True, unique_fields=["person", "case"],
                         update_fields=["until", "is_writing"])  # fmt: skip

    def gone(self):
        """Signs that are over."""
        return self.filter(until__lte=now())


class Presence(Row):
    """Who looks at a case just now (liest mit). It lives for 40 seconds, has no beginning, and leaves no trace."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, related_name="presences")
    is_writing = models.BooleanField(default=False)
    until = models.DateTimeField(db_index=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "case"], name="presence_once")]
