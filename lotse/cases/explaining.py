"""Why a clock runs out just then: agreement, edition, hours, and every time it stood, as sentences to read aloud."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lotse.calendars.berlin import moment, on_our_clock
from lotse.calendars.reasons import why

from .models import PAUSE_REASONS, Clock


def explain(clock: Clock, days) -> list[str]:
    """Return the sentences; the clock's events are read once."""
    events = list(clock.events.all())
    told = _promise(clock, days, events)
    changed = False
    for event in events:
        sentence = _sentence(event)
        if sentence:
            told.append(_filled(sentence, event))
            changed = True
    if changed and clock.state == Clock.State.RUNNING:
        told.append(_("Jetzt fällig: %(due)s.") % {"due": _moment(clock.due_at)})
    return told


def _promise(clock, days, events):
    """What was promised when the clock began: a moment agreed by hand, else what the edition says."""
    by_hand = next((event.data["due"] for event in events if event.kind == "start" and event.data.get("due")), None)
    if by_hand:
        return [_("Vereinbart für diese Übergabe. Fällig: %(due)s.") % {"due": _moment(moment(by_hand))}]
    values = {"calendar": days.calendar(clock.hours), "rule": clock.rule or None}
    return [
        _("Zusage der Ausgabe %(edition)s.") % {"edition": clock.case.edition.number},
        why(clock.started_at, clock.amount, clock.unit, **values),
    ]


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
