from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate

from lotse.people.models import Absence, Membership, Team
from lotse.tenants.clock import now
from lotse.tenants.models import Row


class NoticeQuerySet(models.QuerySet):
    def open(self):
        return self.filter(settled_at=None)

    def concerning(self, person):
        """What this person mends: as lead of the owning team, or who stands in for one who is away; as anybody of a
        team that nobody leads; as Bürgerservice also what has no owner, or one in which nobody works."""
        at_work = Membership.objects.filter(person__is_active=True)
        of_owner = at_work.filter(team=OuterRef("owner"))
        mine = Q(owner__in=_led_by(person))
        mine |= Q(~Exists(of_owner.filter(is_lead=True)), owner__in=person.team_ids)
        if "support" in person.role_names:
            mine |= Q(owner=None) | Q(owner__in=person.team_ids) | Q(~Exists(of_owner))
        return self.filter(mine)


def _led_by(person):
    """The teams this person leads today, also for a lead who is away."""
    today = localdate(now())
    away = Absence.objects.filter(begins_on__lte=today, ends_on__gte=today).values("person")
    leads = Q(person=person) | Q(person__in=person.acts_for_ids) & Q(person__in=away)
    return Membership.objects.filter(leads, is_lead=True).values("team")


class Notice(Row):
    """Something that needs a person's eye and has an owner until it is settled (Hinweis)."""

    kind = models.CharField(max_length=40)
    subject = models.UUIDField(db_index=True)  # a row of any room: a letter, a mail that came in, a case
    text = models.TextField()
    owner = models.ForeignKey(Team, models.PROTECT, null=True, related_name="notices")  # None: the Bürgerservice
    raised_at = models.DateTimeField(default=now)
    settled_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject"], condition=Q(settled_at=None), name="notice_open_once")
        ]

    def __str__(self):
        return self.text


def raise_notice(kind, subject, text, *, owner=None):
    """Show this to its owner until it is settled; raising it again while it is open changes nothing."""
    values = {"text": text, "owner": owner}
    return Notice.objects.get_or_create(kind=kind, subject=subject, settled_at=None, defaults=values)[0]


def settle(kind, subject):
    """Take the notice down: what it said is no longer so."""
    return Notice.objects.filter(kind=kind, subject=subject, settled_at=None).update(settled_at=now())


AT_ONCE = 1_000  # notices one run raises; the next minute raises the rest


def watch(kind, found, text, *, raises=True):
    """Raise a notice for each new row of a hazard and take down those that are over; return how many are new.

    `found` is a query with `hazard` (the subject) and `owner_team`: what is in danger now.
    Two reads and two writes, however many cases there are. `raises` False only takes down what other deeds raised.
    """
    is_open = Notice.objects.filter(kind=kind, settled_at=None)
    is_open.exclude(subject__in=found.values("hazard")).update(settled_at=now())
    if not raises:
        return 0
    known = is_open.filter(subject=OuterRef("hazard"))
    new = dict(found.exclude(Exists(known)).values_list("hazard", "owner_team")[:AT_ONCE])
    notices = [Notice(kind=kind, subject=subject, text=text, owner_id=owner) for subject, owner in new.items()]
    return len(Notice.objects.bulk_create(notices, ignore_conflicts=True))
