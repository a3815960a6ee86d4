"""What may be wrong with an answer, in the words of the wording guide: what is wrong and how to put it right.

A sentence is kept as pattern and values, so that a face can say it in another language.
"""

from collections.abc import Callable
from typing import Any


def gettext_noop(text: str) -> str:
    """Mark a sentence for the translators; this room itself stays free of Django."""
    return text


class Problem(str):
    """A German sentence that still knows its pattern (`msgid`) and its values.

    `elsewhere` says the same where German grammar does not fit: a pattern with a piece of a German sentence in it
    (`ask`) is never translated. `part` names the one control of the question that is wrong, if it is known.
    """

    msgid: str
    values: dict[str, Any]
    elsewhere: "Problem | None" = None
    part: str = ""

    def __new__(cls, msgid: str, *, elsewhere: "Problem | None" = None, **values: Any) -> "Problem":
        problem = super().__new__(cls, msgid.format(**values))
        problem.msgid, problem.values, problem.elsewhere = msgid, values, elsewhere
        return problem

    def at(self, part: str) -> "Problem":
        """Say which control of the question is wrong."""
        self.part = part
        return self


def said(problem: str, translate: Callable[[str], str]) -> str:
    """Return the problem in the language of `translate`; a sentence that is no Problem is in it already."""
    if not isinstance(problem, Problem):
        return problem
    other = problem.elsewhere
    if other is None:
        return translate(problem.msgid).format(**problem.values)
    translated = translate(other.msgid)
    return str(problem) if translated == other.msgid else translated.format(**other.values)


# patterns with {what} take a piece of a German sentence: they are said in German only
EMPTY_ASKED = gettext_noop("Beantworten Sie diese Frage: „{question}“.")
EMPTY_TEXT = "Geben Sie {what} ein."
EMPTY_WORDS = "Schreiben Sie, {what}."  # where {what} is a clause: „was genau kaputt ist“
EMPTY_TEXT_PLAIN = gettext_noop("Füllen Sie „{label}“ aus.")
EMPTY_CHOICE = "Wählen Sie aus, {what}."
EMPTY_CHOICE_PLAIN = gettext_noop("Wählen Sie bei „{label}“ eine Antwort aus.")
EMPTY_DAY = "Geben Sie den Tag ein, {what}."
EMPTY_DAY_PLAIN = gettext_noop("Geben Sie bei „{label}“ einen Tag ein.")
EMPTY_FILE = "Fügen Sie {what} hinzu."
EMPTY_FILE_PLAIN = gettext_noop("Fügen Sie bei „{label}“ eine Datei hinzu.")
EMPTY_WHOM = gettext_noop("Wählen Sie aus, für wen Sie sich melden.")
EMPTY_WHOM_NAME = gettext_noop("Geben Sie den Namen der Person ein, für die Sie sich melden.")
EMPTY_WHOM_ROLE = gettext_noop("Wählen Sie aus, warum Sie für diese Person handeln.")
EMPTY_PERSON = gettext_noop("Geben Sie den Namen der Person ein.")

TOO_LONG = gettext_noop("Der Text ist zu lang ({count} Zeichen). Erlaubt sind {limit}.")
POSTCODE = gettext_noop("Die Postleitzahl hat 5 Ziffern.")
STREET_MISSING = gettext_noop("Geben Sie Straße und Hausnummer ein.")
TOWN_MISSING = gettext_noop("Geben Sie den Ort ein.")

NO_NUMBER = gettext_noop("Geben Sie eine Zahl ein. Beispiel: {example}")
WHOLE_NUMBER = gettext_noop("Geben Sie eine ganze Zahl ein. Beispiel: {example}")
TOO_SMALL = gettext_noop("Die Zahl ist zu klein. Die kleinste Zahl ist {limit}.")
TOO_LARGE = gettext_noop("Die Zahl ist zu groß. Die größte Zahl ist {limit}.")

NO_DATE = gettext_noop("Geben Sie Tag, Monat und Jahr ein. Beispiel: 9.10.2026")
NO_SUCH_DAY = gettext_noop("Den {day}. {month} gibt es nicht. Prüfen Sie Tag und Monat.")
NO_SUCH_LEAP_DAY = gettext_noop("Den 29. Februar {year} gibt es nicht. Prüfen Sie Tag und Jahr.")
NO_SUCH_MONTH = gettext_noop("Den Monat {month} gibt es nicht. Das Jahr hat 12 Monate.")
NO_SUCH_YEAR = gettext_noop("Prüfen Sie das Jahr. Schreiben Sie es mit 4 Ziffern, zum Beispiel 2026.")
IN_THE_FUTURE = "Das Datum liegt in der Zukunft. Geben Sie den Tag ein, {what}."
IN_THE_FUTURE_PLAIN = gettext_noop("Das Datum liegt in der Zukunft. Prüfen Sie Tag, Monat und Jahr.")
IN_THE_PAST = "Das Datum ist schon vorbei. Geben Sie den Tag ein, {what}."
IN_THE_PAST_PLAIN = gettext_noop("Das Datum ist schon vorbei. Prüfen Sie Tag, Monat und Jahr.")
NO_TIME = gettext_noop("Geben Sie die Uhrzeit mit Stunde und Minute ein. Beispiel: 14:30")

MAIL_WITHOUT_AT = gettext_noop("In der E-Mail-Adresse fehlt das @-Zeichen. Beispiel: name@example.org")
MAIL_WITH_SPACE = gettext_noop("In der E-Mail-Adresse steht ein Leerzeichen. Beispiel: name@example.org")
MAIL_TWO_AT = gettext_noop("In der E-Mail-Adresse steht das @-Zeichen zweimal. Beispiel: name@example.org")
MAIL_HALF = gettext_noop("Die E-Mail-Adresse ist nicht vollständig. Beispiel: name@example.org")
PHONE_SHORT = gettext_noop("Die Telefonnummer ist zu kurz. Beispiel: 0221 4710 100")
PHONE_LONG = gettext_noop("Die Telefonnummer ist zu lang. Beispiel: 0221 4710 100")
NO_CONTACT = gettext_noop("Geben Sie eine E-Mail-Adresse oder eine Telefonnummer ein. Beispiel: name@example.org")
IBAN_LETTERS = gettext_noop("Die IBAN beginnt mit 2 Buchstaben und 2 Ziffern. Beispiel: DE02 1203 0000 0000 2020 51")
IBAN_LENGTH = gettext_noop("Die IBAN hat in Deutschland 22 Zeichen. Sie haben {count} eingegeben.")
IBAN_SUM = gettext_noop("In der IBAN stimmt eine Stelle nicht. Vergleichen Sie sie mit Ihrer Karte.")

OUTSIDE = gettext_noop(
    "Die Markierung liegt nicht in {town}. Setzen Sie sie neu, oder nehmen Sie sie weg: Worte genügen."
)
NOT_ON_MAP = gettext_noop("Die Markierung auf der Karte fehlt. Beschreiben Sie den Ort mit Worten.")
PHOTO_TOO_BIG = gettext_noop("Das Foto ist zu groß ({size}). Erlaubt sind höchstens {limit}.")
DOCUMENT_TOO_BIG = gettext_noop("Die Datei ist zu groß ({size}). Erlaubt sind höchstens {limit}.")
TOO_MANY_FILES = gettext_noop("Sie haben {count} Dateien hinzugefügt. Erlaubt sind höchstens {limit}.")
NO_SUCH_OPTION = gettext_noop("Diese Antwort steht bei „{label}“ nicht zur Wahl. Wählen Sie eine der Antworten aus.")
NOT_UNDERSTOOD = gettext_noop("Diese Angabe bei „{label}“ können wir nicht lesen. Geben Sie sie noch einmal ein.")


def thousands(number: int) -> str:
    """Write a number as people here read it: 2.130."""
    return f"{number:,}".replace(",", ".")


def megabytes(size: int) -> str:
    """Write a file's size as people know it: 18 MB, 2,1 MB, 340 KB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 1_000_000:.1f}".removesuffix(".0").replace(".", ",") + " MB"
