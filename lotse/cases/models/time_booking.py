from django.db import models
from django.db.models import Q

from lotse.people.models import Person, Team
from lotse.tenants.models import Row

from .case import Case
from .leg import Leg


class TimeBookingQuerySet(models.QuerySet):
    def of(self, person):
        """The person's own bookings; nobody reads those of another."""
        return self.filter(person=person)


class TimeBooking(Row):
    """How long somebody worked on a case (Zeitbuchung), for whichever of their teams.

    Read by that person alone, to put it right; everybody else reads what the team's tally sums up.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    leg = models.ForeignKey(Leg, models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on = models.DateField()
    minutes = models.PositiveIntegerField()

    objects = TimeBookingQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="time_booking_is_of_one_day", condition=Q(minutes__range=(1, 1440)))]
        indexes = [models.Index(fields=["person", "case"], name="time_booking_of_a_person")]
