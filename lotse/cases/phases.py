"""What a citizen reads of where it stands when no step says it: in German, as all words of an edition."""

from django.utils.translation import gettext_noop

THERE = gettext_noop("Ihr Anliegen ist da.")
AGAIN = gettext_noop("Wir sehen uns Ihr Anliegen noch einmal an.")
TOGETHER = gettext_noop("Zu dieser Stelle gab es schon eine Meldung. Wir bearbeiten beide zusammen.")
TAKEN_BACK = gettext_noop("Das Anliegen ist zurückgezogen.")
# how editions begin (lotse/town/content/words.py): known here so that a letter in another language can say it
ARRIVED = (
    gettext_noop("Ihre Meldung ist da."),
    gettext_noop("Ihr Antrag ist da."),
    gettext_noop("Ihre Anzeige ist da."),
    gettext_noop("Ihre Anfrage ist da."),
    gettext_noop("Ihre Frage ist da."),
    gettext_noop("Ihre Nachricht ist da."),
    gettext_noop("Ihr Auftrag ist da."),
)


def at_first(edition) -> str:
    """Return what is read as long as no step has begun."""
    return edition.message("received") or THERE
