"""Telling those who are asked, by mail without any content; the page shows the words."""

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lotse.mailroom.models import post
from lotse.people.models import Absence, Person
from lotse.tenants.clock import now


def tell(round, *, again=False):
    """Write to everybody of the present step who has not voted, and to the deputies of those who are away."""
    today = localdate(now())
    waiting = Person.objects.filter(
        pk__in=round.present_step.approvers.filter(vote=None).values("person"), is_active=True
    )
    away = Absence.objects.filter(person__in=waiting, begins_on__lte=today, ends_on__gte=today).values("person")
    deputies = Person.objects.filter(stands_in__person__in=away, is_active=True).exclude(pk=round.asked_by_id)
    subject = _("Freigabe wartet noch: %(title)s") if again else _("Freigabe wartet: %(title)s")
    words = _("Sie sind um eine Entscheidung gebeten. Lesen und entscheiden Sie hier: %(link)s")
    link = f"{settings.SITE_URL}/arbeit/freigaben/{round.pk}/"
    for reader in {*waiting, *deputies}:
        if reader.email:
            post(reader.email, subject % {"title": round.title}, words % {"link": link}, to=reader, auto=True)
