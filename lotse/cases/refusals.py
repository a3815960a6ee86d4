"""Why a deed on a case cannot be done now: each says in a German sentence what is wrong and what helps.

`code` is the stable name a program reads; the faces turn it into statuses in one table each.
"""

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from lotse.people.models import Person


def at_oclock(moment):
    """Return a moment as people say it: „um 10:12 Uhr“ today, else with the day."""
    local = timezone.localtime(moment)
    time = f"{local:%H:%M}"
    if local.date() == timezone.localdate():
        return _("um %(time)s Uhr") % {"time": time}
    return _("am %(day)s um %(time)s Uhr") % {"day": formats.date_format(local, "d.m.Y"), "time": time}


class Refused(Exception):
    """A deed that cannot be done; nothing was changed.

    `field` names what is wrong in what was told, as the faces' forms call it; empty where it is the deed as a whole.
    """

    code = "refused"

    def __init__(self, sentence="", *, field=""):
        super().__init__(sentence)
        self.field = field


class Incomplete(Refused):
    """Answers are missing or cannot be read: `problems` holds a German sentence by key."""

    code = "incomplete"

    def __init__(self, problems: dict[str, str]):
        super().__init__(" ".join(problems.values()))
        self.problems = problems


class NoSuchService(Refused):
    """The service takes no new cases now."""

    code = "service-not-open"


class AlreadyClosed(Refused):
    """Two agents may press at once: the row lock knows who was first."""

    code = "already-closed"

    def __init__(self, case):
        values = {"who": case.closed_by or _("Die meldende Person"), "when": at_oclock(case.closed_at)}
        super().__init__(_("%(who)s hat dieses Anliegen %(when)s abgeschlossen.") % values)


class OtherClosed(Refused):
    """Nothing is laid into a closed case: it is reopened first."""

    code = "other-closed"

    def __init__(self, case):
        sentence = _("%(number)s ist abgeschlossen. Nehmen Sie das Anliegen zuerst wieder auf.")
        super().__init__(sentence % {"number": case.number})


class Unmergeable(Refused):
    """Only reports of the same data circle are merged; applications never are (practice 1.21)."""

    code = "unmergeable"


class NotMerged(Refused):
    """Only a merged case can be taken apart."""

    code = "not-merged"

    def __init__(self, case):
        sentence = _("%(number)s ist mit keinem anderen Anliegen zusammengeführt.")
        super().__init__(sentence % {"number": case.number})


class FollowsAnother(Refused):
    """A merged case is not worked on alone: it is taken apart first."""

    code = "follows-another"

    def __init__(self, case):
        sentence = _("%(number)s gehört zu %(leading)s. Trennen Sie beide zuerst.")
        super().__init__(sentence % {"number": case.number, "leading": case.merged_into.number})


class NamesReporter(Refused):
    """Words for many must not say who reported it: each reader is a stranger to the others."""

    code = "names-reporter"

    def __init__(self, names):
        sentence = _("Im Text steht, wer das gemeldet hat: %(names)s. Nehmen Sie es heraus: Andere lesen den Text.")
        super().__init__(sentence % {"names": ", ".join(names)}, field="text")
        self.names = names


class AlreadyDecided(Refused):
    """Whether a mail belongs to another case was decided before, or was never asked."""

    code = "already-decided"

    def __init__(self, mail):
        if mail is None or mail.decided_by is None:
            super().__init__(_("Hier ist nicht zu klären, ob die Nachricht zu einem anderen Anliegen gehört."))
            return
        values = {"who": mail.decided_by, "when": at_oclock(mail.decided_at)}
        super().__init__(_("%(who)s hat %(when)s entschieden, wohin diese Nachricht gehört.") % values)


class NotClosed(Refused):
    """Only a closed case can be reopened."""

    code = "not-closed"

    def __init__(self, case):
        super().__init__(_("Das Anliegen %(number)s ist noch offen.") % {"number": case.number})


class AlreadyRated(Refused):
    """Whether it is solved is asked once after each closing."""

    code = "already-rated"

    def __init__(self, case):
        super().__init__(_("Ihre Antwort zu %(number)s haben wir schon. Danke.") % {"number": case.number})


class AlreadyHandedOver(Refused):
    """The case waits for somebody's answer already; the second person reads who and when."""

    code = "already-handed-over"

    def __init__(self, leg):
        super().__init__(
            _(
                "%(who)s hat dieses Anliegen %(when)s an %(team)s übergeben. "
                "Warten Sie auf die Antwort, oder fragen Sie dort nach."
            )
            % {"who": leg.offered_by, "when": at_oclock(leg.offered_at), "team": leg.team.name}
        )
        self.leg = leg


class AlreadyAnswered(Refused):
    """The leg was accepted, returned, done or called off before."""

    code = "already-answered"

    def __init__(self, leg):
        if leg.called_off_at:
            sentence = _("Diese Übergabe ist seit %(when)s nicht mehr nötig. Sie brauchen nichts zu tun.")
            super().__init__(sentence % {"when": at_oclock(leg.called_off_at)})
            return
        who, when = leg.answered_by_whom
        super().__init__(
            _("%(who)s hat diese Übergabe %(when)s schon beantwortet.") % {"who": who, "when": at_oclock(when)}
        )


class RequestAnswered(Refused):
    """The internal request was answered in this way before, or waits for nothing of the kind."""

    code = "request-answered"

    def __init__(self, request):
        sentence = _("Der Auftrag %(number)s ist schon weiter: %(state)s. Laden Sie die Seite neu.")
        super().__init__(sentence % {"number": request.case.number, "state": request.get_state_display()})


class TaskEnded(Refused):
    """The task was done or dropped before."""

    code = "task-ended"

    def __init__(self, task):
        values = {"who": task.done_by or task.dropped_by, "when": at_oclock(task.done_at or task.dropped_at)}
        super().__init__(_("%(who)s hat diese Aufgabe %(when)s beendet.") % values)


class NotAccepted(Refused):
    """A result needs an accepted leg."""

    code = "not-accepted"

    def __init__(self, leg):
        super().__init__(_("Nehmen Sie die Übergabe zuerst an. Dann tragen Sie das Ergebnis ein."))


class NotYours(Refused):
    """Only the receiving team answers an offer."""

    code = "not-yours"

    def __init__(self, leg):
        super().__init__(_("Diese Übergabe beantwortet das Team %(team)s.") % {"team": leg.team.name})


class AlreadyKnown(Refused):
    """The citizen has told this before: `facts` are shown instead of asking again (P2)."""

    code = "already-known"

    def __init__(self, facts):
        labels = ", ".join(fact.label for fact in facts)
        sentence = _("Das wissen wir schon: %(labels)s. Nennen Sie einen Grund, wenn Sie trotzdem fragen.")
        super().__init__(sentence % {"labels": labels})
        self.facts = list(facts)


class ThroughTheGuide(Refused):
    """What a department answers reaches the citizen through the guide (architecture 5)."""

    code = "through-the-guide"

    def __init__(self, case):
        guide = case.guide
        sentence = _("Nachrichten gehen über %(guide)s. Tragen Sie Ihr Ergebnis ein, dann liest %(guide)s es.")
        super().__init__(sentence % {"guide": guide})


class NotAllowed(Refused):
    """This person may read the case, yet this deed is somebody else's."""

    code = "not-allowed"


class ReasonNeeded(Refused):
    """This goes along for a reason only, and none was given."""

    code = "incomplete"


class Missing(Refused):
    """What must be done before the case can close: `items` with a text and, where there is one, an id."""

    code = "missing"

    def __init__(self, items):
        super().__init__(_("Es fehlt noch: %(items)s.") % {"items": "; ".join(item["text"] for item in items)})
        self.items = items


class UnknownValue(Refused):
    """A reason, result, team or key that this service does not know; `allowed` lists those it does."""

    code = "unknown-value"

    def __init__(self, sentence, allowed=(), *, field=""):
        super().__init__(sentence, field=field)
        self.allowed = list(allowed)


class ChangedMeanwhile(Refused):
    """Somebody changed the case after this person read it; both texts are kept."""

    code = "changed-meanwhile"

    def __init__(self, entry):
        who: Person | str = entry.by or "Lotse"
        super().__init__(
            _("%(who)s hat %(when)s auch etwas geändert. Ihr Text ist noch da. Vergleichen Sie beide.")
            % {"who": who, "when": at_oclock(entry.at)}
        )
        self.entry = entry
