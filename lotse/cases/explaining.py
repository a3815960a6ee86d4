"""Why a clock runs out just then: agreement, edition, hours, and every time it stood, as sentences to read aloud."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lotse.calendars.berlin import on_our_clock
from lotse.calendars.reasons import why

from .models import PAUSE_REASONS, Clock


def explain(clock: Clock, days) -> list[str]:
    """Return the sentences; the clock's events are read once."""
    calendar = days.calendar(clock.hours)
    values = {"calendar": calendar, "rule": clock.rule or None}
    told = [
        _("Zusage der Ausgabe %(edition)s.") % {"edition": clock.case.edition.number},
        why(clock.started_at, clock.amount, clock.unit, **values),
    ]
    changed = False
    for event in clock.events.all():
        sentence = _sentence(event)
        if sentence:
            told.append(_filled(sentence, event))
            changed = True
    if changed and clock.state == Clock.State.RUNNING:
        told.append(_("Jetzt fällig: %(due)s.") % {"due": _moment(clock.due_at)})
    return told


def _sentence(event):
    return {
        "pause": _("Seit %(at)s steht sie: %(reason)s."),
        "resume": _("Seit %(at)s läuft sie weiter."),
        "again": _("Seit %(at)s läuft sie wieder: Die Übergabe kam zurück."),
        "hours": _("Seit %(at)s gelten die Servicezeiten %(hours)s."),
    }.get(event.kind, "")


def _filled(sentence, event):
    reason = PAUSE_REASONS.get(event.data.get("reason"), ("", ""))[0]
    return sentence % {"at": _moment(event.at), "reason": reason, "hours": event.data.get("hours", "")}


def _moment(at):
    return date_format(on_our_clock(at), "l, j. F, H:i")
