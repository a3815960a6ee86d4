from django.db import models
from django.db.models import Exists, OuterRef, Q

from lotse.people.models import Team
from lotse.tenants.clock import now
from lotse.tenants.models import Row


class NoticeQuerySet(models.QuerySet):
    def open(self):
        return self.filter(settled_at=None)

    def concerning(self, person):
        """What this person mends: as lead of the owning team; as Bürgerservice also what has no owner."""
        led = person.memberships.filter(is_lead=True).values("team")
        mine = Q(owner__in=led)
        if "support" in person.role_names:
            mine |= Q(owner=None) | Q(owner__in=person.team_ids)
        return self.filter(mine)


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
