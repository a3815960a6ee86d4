"""What the clock starts in this room."""

from datetime import timedelta

from django.db.models import Q

from lotse.jobs import every
from lotse.tenants.clock import now

from .models import Round
from .telling import tell

BATCH = 200
BEFORE = timedelta(days=1)
WITHOUT_A_DAY = timedelta(days=2)


@every("5 7 * * *")
def remind():
    """Remind once in each step: a day before its time, or two days after the question."""
    at = now()
    soon = Q(due_at__lte=at + BEFORE) | Q(due_at=None, asked_at__lte=at - WITHOUT_A_DAY)
    rounds = Round.objects.open().filter(soon, reminded_at=None, steps__isnull=False).distinct().values("pk")
    for round in Round.objects.filter(pk__in=rounds[:BATCH]).select_for_update(no_key=True, of=("self",)):
        tell(round, again=True)
        round.reminded_at = at
        round.save(update_fields=["reminded_at"])
