"""What cannot be reckoned, said in words the person can act on."""

from django.utils.translation import gettext_lazy as _


class CannotReckon(ValueError):
    """A deadline or office hours that nobody could keep; `str()` is the sentence to show."""

    sentence = _("Diese Frist lässt sich nicht berechnen.")

    def __init__(self, **values: object):
        super().__init__(values)
        self.values = values

    def __str__(self) -> str:
        return str(self.sentence) % self.values


class HoursNotUnderstood(CannotReckon):
    """The text is no `opening_hours`; says where reading stopped."""

    sentence = _(
        "Die Zeiten „%(text)s“ sind ab „%(rest)s“ nicht lesbar. "
        "So sind sie lesbar: „Mo-Fr 08:00-12:00,13:00-16:00; Mi 08:00-12:00; 24. Dez geschlossen“."
    )


class HoursMissing(CannotReckon):
    """Service time was asked for, but no hours were named."""

    sentence = _("Für diese Einheit zählen Servicezeiten. Nennen Sie die Zeiten, zum Beispiel „Mo-Fr 08:00-16:00“.")


class SunDecides(CannotReckon):
    """Sunrise and sunset differ every day and place."""

    sentence = _("Zeiten nach dem Sonnenstand (sunrise, sunset) ergeben keine feste Frist. Nennen Sie Uhrzeiten.")


class EndIsOpen(CannotReckon):
    """`18:00+` does not say when the door closes."""

    sentence = _("Ein offenes Ende (+) ergibt keine feste Frist. Nennen Sie, wann geschlossen wird.")


class HoursUnsure(CannotReckon):
    """`unknown` or a remark leaves open whether somebody is there."""

    sentence = _(
        "„unknown“ und Zusätze in Anführungszeichen lassen offen, ob geöffnet ist. "
        "Nennen Sie nur Zeiten, in denen sicher gearbeitet wird."
    )


class SchoolHolidays(CannotReckon):
    """`SH` needs a school calendar, which we do not keep."""

    sentence = _("Schulferien (SH) kennt dieser Kalender nicht. Nennen Sie die einzelnen Tage.")


class HolidayRuleUnclear(CannotReckon):
    """`PH` mixed with months, weeks or an offset."""

    sentence = _(
        "Die Feiertage (PH) stehen hier neben Monaten, Wochen oder Verschiebungen. "
        "Schreiben Sie für sie einen eigenen Teil, zum Beispiel „PH 09:00-12:00“."
    )


class NeverOpen(CannotReckon):
    """A year without one open minute: counting would not end."""

    sentence = _("In diesen Zeiten ist 366 Tage lang keine Minute geöffnet. So läuft keine Frist ab.")


class AmountTooSmall(CannotReckon):
    """Nothing, or less, was asked for."""

    sentence = _("Eine Frist dauert mindestens 1. Angegeben ist %(amount)s.")


class TooFar(CannotReckon):
    """The end lies beyond what can be planned."""

    sentence = _("Diese Frist reicht weiter als bis zum Jahr %(year)s. So weit rechnet der Kalender nicht.")


class TooEarly(CannotReckon):
    """The start lies before today's Länder and their holidays."""

    sentence = _("Der Beginn liegt vor dem Jahr %(year)s. So weit zurück rechnet der Kalender nicht.")


class UnknownLand(CannotReckon):
    """No Land has this code."""

    sentence = _("Das Land „%(land)s“ ist nicht bekannt. Bekannt sind: %(known)s.")


class UnknownUnit(CannotReckon):
    """No deadline is counted like this."""

    sentence = _("Die Einheit „%(unit)s“ ist nicht bekannt. Bekannt sind: %(known)s.")


class UnknownRule(CannotReckon):
    """No rule has this name."""

    sentence = _("Die Regel „%(rule)s“ ist nicht bekannt. Bekannt sind: %(known)s.")


class UnknownCalendar(CannotReckon):
    """Nobody keeps hours under this name."""

    sentence = _(
        "Zeiten unter dem Namen „%(name)s“ gibt es nicht. "
        "Nennen Sie einen Fachbereich oder ein Team, zum Beispiel „bauhof“ oder „bauhof.publikumszeiten“."
    )


class NoTime(CannotReckon):
    """The start is no day and no time of day."""

    sentence = _("„%(text)s“ ist kein Zeitpunkt. So ist er lesbar: 2026-03-06T15:00 oder 2026-03-06.")
