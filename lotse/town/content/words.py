"""Words that depend on the kind of a service: verbs, messages, what happens next, how long we keep it."""

from typing import Any

KINDS = {
    "meldung": "report",
    "antrag": "application",
    "anzeige": "notice",
    "buchung": "booking",
    "frage": "question",
    "beschwerde": "complaint",
    "intern": "request",
}
NOUNS = {
    "report": "Meldung",
    "application": "Antrag",
    "notice": "Anzeige",
    "booking": "Anfrage",
    "question": "Frage",
    "complaint": "Nachricht",
    "request": "Auftrag",
}
MASCULINE = ("application", "request")
UNITS = {"workday": ("Arbeitstag", "en"), "month": ("Monat", "en"), "day": ("Tag", "en"), "week": ("Woche", "n")}
COMMON_RESULTS = (
    ("erledigt", "erledigt"),
    ("nicht_moeglich", "nicht möglich, der Grund steht in der Antwort"),
    ("unbegruendet", "geprüft, es bleibt wie es ist"),
    ("zurueckgezogen", "zurückgezogen"),
    ("abgegeben", "an die zuständige Stelle abgegeben"),
    ("dublette", "mit einer anderen Meldung zusammen bearbeitet"),
)
RETURN_REASONS = ["Eine Angabe fehlt", "Ein anderes Team ist zuständig", "Nicht im Stadtgebiet", "Termin nicht möglich"]
ARCHIVE = "Danach bieten wir die Akte dem Stadtarchiv an und löschen sie."
PERIODS: dict[str, tuple[int, str]] = {
    "question": (1, "Wir löschen Ihre Angaben 1 Jahr nach der Antwort."),
    "report": (2, f"Wir bewahren den Vorgang 2 Jahre nach dem Abschluss auf. {ARCHIVE}"),
    "booking": (2, f"Wir bewahren den Vorgang 2 Jahre nach dem Abschluss auf. {ARCHIVE}"),
    "complaint": (3, f"Wir bewahren den Vorgang 3 Jahre nach dem Abschluss auf. {ARCHIVE}"),
    "notice": (5, f"Wir bewahren den Vorgang 5 Jahre nach dem Abschluss auf. {ARCHIVE}"),
    "application": (10, f"Wir bewahren den Vorgang 10 Jahre nach dem Abschluss auf. {ARCHIVE}"),
    "request": (2, f"Wir bewahren den Auftrag 2 Jahre nach dem Abschluss auf. {ARCHIVE}"),
}


def yours(kind: str, case: str = "nominative") -> str:
    """Ihre Meldung, Ihr Antrag; in the accusative: Ihre Meldung, Ihren Antrag."""
    ending = ("en" if case == "accusative" else "") if kind in MASCULINE else "e"
    return f"Ihr{ending} {NOUNS[kind]}"


def submit_verb(kind: str) -> str:
    """The words on the button that sends it."""
    return f"{NOUNS[kind]} absenden"


def duration(period: dict[str, Any]) -> str:
    """How long it takes, in words people use: eight hours of service are a working day to them."""
    if period.get("text"):
        return period["text"]
    amount, unit = period["amount"], period["unit"]
    if unit in ("h", "min"):
        amount, unit = -(-amount // 8) if unit == "h" else 1, "workday"
    one, ending = UNITS[unit]
    return f"Ergebnis meist innerhalb von {amount} {one if amount == 1 else one + ending}"


def messages(kind: str) -> dict[str, str]:
    """What we write at each turn. Placeholders in braces are filled when the message is sent."""
    return {
        "received": f"{yours(kind)} ist da.",
        "confirmation": f"{yours(kind)} ist da. Bis {{first_answer}} sagen wir Ihnen, wie es weitergeht.",
        "handover": "Ihr Anliegen ist jetzt bei: {team}. Ihre nötigen Angaben sind dabei. "
        "Sie müssen nichts noch einmal erzählen.",
        "question": "Wir brauchen noch etwas von Ihnen, damit es weitergeht.",
        "answer": "{guide} hat Ihnen geantwortet.",
        "closing": "Ihr Anliegen ist abgeschlossen: {result}.",
        "reopened": "Wir kümmern uns wieder um Ihr Anliegen. Ihre Ansprechperson bleibt {guide}.",
        "withdrawn": "Sie haben Ihr Anliegen zurückgezogen. Wir bestätigen Ihnen das.",
        "passed_on": "Zuständig ist {body}. Wir haben alles dorthin gegeben. Ihr Eingangsdatum bleibt.",
    }


def next_steps(kind: str, decides: str) -> list[dict[str, str]]:
    """What happens after sending; `by` names the agreement whose date is shown."""
    noun = yours(kind, "accusative")
    return [
        {"text": "Sie bekommen sofort eine Nummer und einen Code.", "by": ""},
        {"text": "Bis {first_answer} antwortet Ihnen Ihre Ansprechperson.", "by": "first_answer"},
        {"text": f"{decides} bearbeitet {noun}.", "by": ""},
        {"text": "Bis {result} erfahren Sie das Ergebnis.", "by": "result"},
    ]
