"""Days and states as staff read them all day."""

from datetime import timedelta

from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lotse.tenants.clock import now
from lotse.ui.templatetags.german import clock, tiny_day

SOON = timedelta(hours=24)
CLOCKS = {
    "first_answer": gettext_lazy("1. Antwort"),
    "result": gettext_lazy("Ergebnis"),
    "ola": gettext_lazy("Übergabe"),
    "period": gettext_lazy("Gesetzliche Frist"),
    "reminder_date": gettext_lazy("Merkdatum"),
    "deemed_approval": gettext_lazy("Fiktion: gilt danach als genehmigt"),
}
REASONS_TO_OPEN = {
    "call": gettext_lazy("Die meldende Person ruft an"),
    "visit": gettext_lazy("Die meldende Person ist hier"),
    "deputy": gettext_lazy("Ich vertrete die Ansprechperson"),
    "quality": gettext_lazy("Die Teamleitung hat mich gebeten"),
}


def due_words(due_at):
    """Say how near a due time is: („fällig morgen, 11 Uhr“, kind of the mark)."""
    if due_at is None:
        return "", ""
    at = now()
    if due_at <= at:
        return _("überfällig seit %(span)s") % {"span": _span(at - due_at)}, "bad"
    words = _("fällig %(when)s") % {"when": _when(due_at)}
    return words, "soon" if due_at - at < SOON else ""


def day_words(on):
    """Say how near a day is: („fällig heute“, kind of the mark)."""
    if on is None:
        return "", ""
    days = (on - localdate(now())).days
    if days < 0:
        span = ngettext("%(n)d Tag", "%(n)d Tagen", -days) % {"n": -days}
        return _("überfällig seit %(span)s") % {"span": span}, "bad"
    when = {0: _("heute"), 1: _("morgen")}.get(days) or tiny_day(on)
    return _("fällig %(when)s") % {"when": when}, "" if days else "soon"


def by_when(due_at):
    """Write „heute, 16 Uhr“, „morgen, 11 Uhr“ or „Di., 13.10., 11 Uhr“."""
    return _when(due_at)


def _when(moment):
    days = (localtime(moment).date() - localtime(now()).date()).days
    day = {-1: _("gestern"), 0: _("heute"), 1: _("morgen")}.get(days) or tiny_day(moment)
    return f"{day}, {clock(moment)}"


def _span(span):
    hours = int(span.total_seconds() // 3600)
    if hours < 1:
        return _("wenigen Minuten")
    if hours < 48:
        return ngettext("%(n)d Stunde", "%(n)d Stunden", hours) % {"n": hours}
    return ngettext("%(n)d Tag", "%(n)d Tagen", hours // 24) % {"n": hours // 24}


def span_words(amount, unit):
    """Write an agreement: „8 Servicestunden“, „1 Arbeitstag“."""
    one, many = UNITS.get(unit, (unit, unit))
    return f"{amount} {one if amount == 1 else many}"


UNITS = {
    "min": (gettext_lazy("Minute"), gettext_lazy("Minuten")),
    "h": (gettext_lazy("Servicestunde"), gettext_lazy("Servicestunden")),
    "h_durchlaufend": (gettext_lazy("Stunde"), gettext_lazy("Stunden")),
    "workday": (gettext_lazy("Arbeitstag"), gettext_lazy("Arbeitstagen")),
    "werktag": (gettext_lazy("Werktag"), gettext_lazy("Werktagen")),
    "day": (gettext_lazy("Tag"), gettext_lazy("Tagen")),
    "week": (gettext_lazy("Woche"), gettext_lazy("Wochen")),
    "month": (gettext_lazy("Monat"), gettext_lazy("Monaten")),
}


def question_words(case):
    """What a question in this case is called: of an internal request it goes to the team that asked."""
    if case.service.is_internal:
        return _("Frage an das Team, das gefragt hat")
    return _("Frage an die meldende Person")
