"""What a service promises and costs, in the words of the town."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from lotse.ui.templatetags.german import sourced

PROMISES = ("first_answer", "result")


def glance(offer):
    """The rows of „Auf einen Blick“."""
    content = offer.content
    agreements = content.get("agreements", {})
    rows = [
        (_("Kosten"), fee(content.get("fee"))),
        (_("Erste Antwort"), promised(agreements.get("first_answer"))),
        (_("Ergebnis"), promised(agreements.get("result"))),
        (_("Termin"), sourced((content.get("appointment") or {}).get("text", ""))),
        (_("Gesetzliche Frist"), sourced(agreements.get("legal") or "")),
        (_("Entscheidet"), sourced(offer.decides)),
    ]
    return [(label, text) for label, text in rows if text]


def fee(value):
    """The fee as text; nothing to pay is said as well."""
    return sourced(_text(value)) or _("kostenfrei")


def _text(value):
    if isinstance(value, dict):
        value = value.get("text")
    return value if isinstance(value, str) else ""


def promised(agreement):
    """Write „innerhalb von 8 Öffnungsstunden“, or what the town says instead."""
    if agreement and agreement.get("text"):
        return sourced(agreement["text"])
    return _within(agreement)


def _within(agreement):
    """The span alone, for a place inside a sentence."""
    if not agreement:
        return ""
    n = int(agreement.get("amount", 0))
    units = {
        "min": ngettext("%(n)s Minute", "%(n)s Minuten", n),
        "h": ngettext("%(n)s Öffnungsstunde", "%(n)s Öffnungsstunden", n),
        "workday": ngettext("%(n)s Arbeitstag", "%(n)s Arbeitstagen", n),
        "werktag": ngettext("%(n)s Werktag", "%(n)s Werktagen", n),
        "day": ngettext("%(n)s Tag", "%(n)s Tagen", n),
        "week": ngettext("%(n)s Woche", "%(n)s Wochen", n),
        "month": ngettext("%(n)s Monat", "%(n)s Monaten", n),
        "h_durchlaufend": ngettext("%(n)s Stunde", "%(n)s Stunden", n),
    }
    return _("innerhalb von %(span)s") % {"span": units.get(agreement.get("unit"), "%(n)s") % {"n": n}}


def in_the_towns_language():
    """A sentence the town wrote is filled in its own language, whatever the page speaks."""
    return override(settings.LANGUAGE_CODE)


def next_in_general(offer):
    """What happens after sending, with spans instead of dates, as the steps of a page."""
    with in_the_towns_language():
        lines = [_filled(line["text"], offer, {}) for line in offer.text.get("next", [])]
    return [{"title": line, "note": "", "state": "open", "is_source": True} for line in lines]


def next_with_dates(offer, dates):
    """The same for one concern: `dates` are the promised moments in words, by promise."""
    return [_filled(line["text"], offer, dates) for line in offer.text.get("next", [])]


def _filled(text, offer, dates):
    agreements = offer.content.get("agreements", {})
    for promise in PROMISES:
        span = _within(agreements.get(promise))
        if dates.get(promise):
            text = text.replace(f"{{{promise}}}", dates[promise])
        else:
            text = text.replace(f"Bis {{{promise}}}", span[:1].upper() + span[1:]).replace(f"{{{promise}}}", span)
    return text
