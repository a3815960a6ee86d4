import re

from django.db import models
from django.db.models.functions import Lower

from lotse.cases.models import Case
from lotse.cases.reading import reading
from lotse.people.models import Person
from lotse.tenants.clock import now
from lotse.tenants.models import Row

CALLED = re.compile(r"(?<![\w@])@([\w.-]{2,60})")


class MentionQuerySet(models.QuerySet):
    def unread_by(self, person):
        """Where this person was named and has not looked yet."""
        return self.filter(person=person, read_at=None)

    def call(self, case, text, *, by):
        """Tell those whom a note names by „@login“; return who was told, and who may not read it.

        Whoever may not read a case, or its notes, is not told of it: a name in a note opens no door.
        """
        logins = {login.rstrip(".-").lower() for login in CALLED.findall(text)}
        named = [
            person
            for person in Person.objects.alias(called=Lower("login")).filter(
                called__in=logins, kind="staff", is_active=True
            )
            if person != by
        ]
        told = [each for each in named if _may_read_notes(case, each)]
        self.bulk_create(self.model(person=each, case=case, by=by) for each in told)
        return told, [each for each in named if each not in told]


def _may_read_notes(case, person):
    return Case.objects.readable_by(person).filter(pk=case.pk).exists() and reading(case, person).reads_notes


class Mention(Row):
    """Somebody was named in a note (Erwähnung); gone from their list when they have looked."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="mentions")
    case = models.ForeignKey(Case, models.CASCADE, related_name="mentions")
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=now)
    read_at = models.DateTimeField(null=True)

    objects = MentionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "case"], condition=models.Q(read_at=None), name="mention_unread")]
