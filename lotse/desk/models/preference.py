from django.db import models
from django.utils.translation import gettext_lazy

from lotse.people.models import Person
from lotse.tenants.models import Row


class Preference(Row):
    """How one person wants their desk (Einstellungen)."""

    class News(models.TextChoices):
        AT_ONCE = "at_once", gettext_lazy("sofort, eine E-Mail je Anliegen")
        DAILY = "daily", gettext_lazy("einmal am Tag, morgens gesammelt")
        OFF = "off", gettext_lazy("gar nicht")

    person = models.OneToOneField(Person, models.CASCADE, related_name="preference")
    is_seen = models.BooleanField(default=True)  # whether colleagues see which case this person has open
    news = models.CharField(max_length=8, choices=News, default=News.OFF)

    @classmethod
    def of(cls, person):
        """What this person chose, or what holds for everybody who chose nothing."""
        return cls.objects.filter(person=person).first() or cls(person=person)
