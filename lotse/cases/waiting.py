"""Waiting for somebody and going on: a clock stands only for a reason that names who is waited for."""

from django.utils.translation import gettext as _

from .models import PAUSE_REASONS, WAITING_PARTIES, Case, Clock
from .models.clock import free_days
from .refusals import AlreadyClosed, UnknownValue
from .verb import verb


@verb
def wait(case: Case, reason: str, *, by):
    """Let the clocks stand whose agreement says so for the party of this reason; an open question does it itself.

    Raises AlreadyClosed, NotAllowed, UnknownValue: also when no clock may stand for this.
    """
    _refuse(case, reason, by)
    party = PAUSE_REASONS[reason][1]
    standing = case.clocks.open().filter(pauses__contains=party).exclude(waits__contains=reason)
    if not standing.exists():
        sentence = _("Keine Frist darf anhalten, solange wir auf %(party)s warten: So ist es zugesagt.")
        raise UnknownValue(sentence % {"party": WAITING_PARTIES[party]}, field="wait")
    entry = case.record("clock", by=by, data={"event": "pause", "reason": reason, "party": party})
    case.clocks.pause(reason, entry.at, entry=entry)
    return entry


@verb
def go_on(case: Case, reason: str, *, by):
    """The wait is over: the clocks that stood for this reason run on, due later by the open time they stood."""
    _refuse(case, reason, by)
    if not case.clocks.open().filter(waits__contains=reason).exists():
        raise UnknownValue(_("Aus diesem Grund steht keine Frist."), field="wait")
    entry = case.record("clock", by=by, data={"event": "resume", "reason": reason})
    case.clocks.resume(reason, entry.at, entry=entry)
    return entry


def _refuse(case, reason, by):
    case.must_be_carried_by(by)
    if not case.is_open:
        raise AlreadyClosed(case)
    if reason not in PAUSE_REASONS or reason == "question":
        raise UnknownValue(_("Wählen Sie aus, worauf gewartet wird."), set(PAUSE_REASONS) - {"question"}, field="wait")


@verb
def begin_periods(case: Case, starts: str, *, by, at=None):
    """The documents are complete (`completeness`) or the decision was notified (`notification`): its periods begin.

    `at` is the moment the law counts from, now by default. A period begins once.
    """
    case.must_be_carried_by(by)
    periods = periods_to_begin(case, starts)
    if not periods:
        sentence = _("Damit beginnt bei diesem Anliegen keine gesetzliche Frist, oder sie läuft schon.")
        raise UnknownValue(sentence, field="wait")
    entry = case.record("clock", by=by, data={"event": "start", "starts": starts})
    owner, days = case.service.owner, free_days()
    clocks = [
        Clock.wound(case, period["kind"], period, owner.service_hours, at or entry.at, days=days, team=owner)
        for period in periods
    ]
    return Clock.objects.begin(clocks, entry=entry)


def periods_to_begin(case, starts):
    """The legal periods of this case that begin at `completeness` or `notification` and did not begin yet."""
    begun = set(case.clocks.values_list("kind", flat=True))
    return [period for period in case.edition.periods(starts) if period["kind"] not in begun]
