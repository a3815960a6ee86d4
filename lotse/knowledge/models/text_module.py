import re

from django.db import models

from lotse.people.models import Team
from lotse.tenants.clock import now
from lotse.tenants.models import Row

PLACEHOLDERS = ("name", "nummer", "dienst", "ansprechperson", "telefon", "team", "ich")
SPOT = re.compile(r"\{(\w+)\}")


def unknown_placeholders(text):
    """Return the words in braces that nothing fills, in their order."""
    return [word for word in dict.fromkeys(SPOT.findall(text)) if word not in PLACEHOLDERS]


class TextModuleQuerySet(models.QuerySet):
    def of(self, person):
        """What the teams of this person know how to say, by title."""
        return self.filter(team__in=person.team_ids, retired_at=None).select_related("team").order_by("title")


class TextModule(Row):
    """A text a team uses again and again (Textbaustein); retired ones stay for those who look back."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="text_modules")
    title = models.CharField(max_length=80)
    text = models.TextField()
    changed_at = models.DateTimeField(default=now)
    retired_at = models.DateTimeField(null=True)

    objects = TextModuleQuerySet.as_manager()

    def __str__(self):
        return self.title

    def filled(self, values):
        """Return the text with what is known in its places; what is not known stays in braces, to be seen."""
        return SPOT.sub(lambda spot: values.get(spot[1]) or spot[0], self.text)
