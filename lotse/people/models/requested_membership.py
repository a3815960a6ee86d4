from django.db import models
from django.db.models import Q

from lotse.tenants.clock import now
from lotse.tenants.models import Row

from .person import Membership, Person
from .team import Kind, Team

LEADS = Q(is_lead=True, team__kind=Kind.BUSINESS)
AT_WORK = Q(person__is_active=True)


class RequestedMembershipQuerySet(models.QuerySet):
    def answered_by(self, person):
        """Return what this person may answer: the lead of the team, or of the citizen service.

        Where nobody of them is at work, every lead of the business may. Nobody answers about themselves.
        """
        led = Membership.objects.filter(LEADS, person=person)
        if not person.is_staff_member or not led.exists():
            return self.none()
        open_to_me = self.exclude(person=person).exclude(asked_by=person)
        if led.filter(team__is_support=True).exists():
            return open_to_me
        at_work = Membership.objects.filter(LEADS & AT_WORK)
        mine = Q(team__in=led.values("team"))
        if not at_work.filter(team__is_support=True).exists():
            mine |= ~Q(team__in=at_work.values("team"))
        return open_to_me.filter(mine)


class RequestedMembership(Row):
    """Somebody was put down for a team of the business (beantragte Mitgliedschaft).

    It gives no right until a lead says yes: rights are read from `Membership` alone.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="requested_memberships")
    team = models.ForeignKey(Team, models.CASCADE, related_name="requested_memberships")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=now)

    objects = RequestedMembershipQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at"]
        constraints = [models.UniqueConstraint(fields=["person", "team"], name="membership_requested_once")]
