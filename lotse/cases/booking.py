"""Booking time on a case: summed up for the team, seen by the person alone (P12, practice 1.1).

It is no verb of the case on purpose: a line in the timeline would tell everybody how long whom took what.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Sum
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lotse.tenants.clock import now

from .models import Case, HoursTally, TimeBooking
from .refusals import NotAllowed, UnknownValue

SMALLEST = 5  # people of a unit whose sum is shown
BACK = timedelta(days=90)


@transaction.atomic
def book(case: Case, minutes: int, *, by, team, leg=None, on=None) -> TimeBooking:
    """Book time of one's own for a team of one's own; the team's tally grows by it. Raises NotAllowed, UnknownValue."""
    today = localdate(now())
    on = on or today
    if not by.is_member_of(team):
        raise NotAllowed(_("Sie gehören nicht zum Team %(team)s.") % {"team": team.name}, field="team")
    if not Case.objects.readable_by(by).filter(pk=case.pk).exists():
        raise NotAllowed(_("Zeit bucht, wer an dem Anliegen arbeitet."))
    if leg is not None and (leg.case_id, leg.team_id) != (case.pk, team.pk):
        raise UnknownValue(_("Diese Übergabe gehört nicht zu Ihrem Team."), field="leg")
    if not 1 <= minutes <= 1440:
        raise UnknownValue(_("Buchen Sie zwischen 1 Minute und 24 Stunden."), field="hours")
    if not today - BACK <= on <= today:
        raise UnknownValue(_("Buchen Sie Zeit der letzten 90 Tage."), field="on")
    booking = TimeBooking.objects.create(case=case, leg=leg, team=team, person=by, on=on, minutes=minutes)
    _count(booking, minutes)
    return booking


@transaction.atomic
def take_back(booking: TimeBooking, *, by):
    """Delete a booking of one's own; the tally shrinks by it. Raises NotAllowed."""
    held = TimeBooking.objects.of(by).select_for_update(no_key=True, of=("self",)).filter(pk=booking.pk).first()
    if held is None:
        raise NotAllowed(_("Das ist keine Buchung von Ihnen."))
    _count(held, -held.minutes)
    held.delete()


def _count(booking, minutes):
    which = {"team": booking.team_id, "service": booking.case.service.slug, "month": booking.on.replace(day=1)}
    HoursTally.objects.bulk_create([HoursTally(**which)], ignore_conflicts=True)
    HoursTally.objects.filter(**which).update(minutes=F("minutes") + minutes)


def minutes_by_service(team, month) -> dict[str, int]:
    """Return what the team booked in the month of this day, by service; nothing where the team is too small."""
    if team.heads < SMALLEST:
        return {}
    booked = HoursTally.objects.filter(team=team.pk, month=month.replace(day=1), minutes__gt=0)
    return dict(booked.order_by("-minutes", "service").values_list("service", "minutes"))


def minutes_of(team, month) -> int | None:
    """Return what the team booked in the month of this day; None where it is too small to be shown."""
    if team.heads < SMALLEST:
        return None
    booked = HoursTally.objects.filter(team=team.pk, month=month.replace(day=1))
    return booked.aggregate(n=Sum("minutes"))["n"] or 0
