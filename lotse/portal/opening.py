"""When somebody is there today (Öffnungszeiten), reckoned from the calendars."""

from datetime import datetime, timedelta

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lotse.calendars.town_days import town_days
from lotse.tenants.models import Town
from lotse.ui.templatetags.german import clock, near_day

LOOK_AHEAD_DAYS = 14


def opening(hours: str, at: datetime) -> str:
    """Say whether it is open now, until when, or when it opens next; nothing without hours."""
    if not hours:
        return ""
    calendar = town_days(Town.here().land).calendar(hours)
    today = localtime(at).date()
    for begins, ends in calendar.open_on(today):
        if begins <= at < ends:
            return _("Heute geöffnet bis %(time)s") % {"time": clock(ends)}
        if at < begins:
            return _("Heute wieder geöffnet ab %(time)s") % {"time": clock(begins)}
    for ahead in range(1, LOOK_AHEAD_DAYS):
        stretches = calendar.open_on(today + timedelta(days=ahead))
        if stretches:
            begins = stretches[0][0]
            return _("Geschlossen, wieder geöffnet am %(day)s ab %(time)s") % {
                "day": near_day(begins),
                "time": clock(begins),
            }
    return _("Zurzeit geschlossen")
