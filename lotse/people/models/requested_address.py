from django.db import models

from lotse.tenants.clock import now
from lotse.tenants.models import Row

from .person import Membership, Person
from .requested_membership import AT_WORK, LEADS


class RequestedAddressQuerySet(models.QuerySet):
    def answered_by(self, person):
        """Return what this person may answer: the lead of a team the account belongs to, or of the citizen service.

        Where nobody leads the citizen service at work, every lead of the business may. Nobody answers about
        themselves, nor what they asked for.
        """
        led = Membership.objects.filter(LEADS, person=person)
        if not person.is_staff_member or not led.exists():
            return self.none()
        open_to_me = self.exclude(person=person).exclude(asked_by=person)
        led_support = Membership.objects.filter(LEADS & AT_WORK, team__is_support=True)
        if led.filter(team__is_support=True).exists() or not led_support.exists():
            return open_to_me
        return open_to_me.filter(person__memberships__team__in=led.values("team")).distinct()


class RequestedAddress(Row):
    """Another mail address somebody entered for a colleague (beantragte Adresse).

    Links to an account go to its address: whoever enters one could let themselves in. Until a lead says yes,
    letters and links go where they went before.
    """

    person = models.OneToOneField(Person, models.CASCADE, related_name="requested_address")
    email = models.EmailField(max_length=254)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=now)

    objects = RequestedAddressQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at"]
