"""Questions and pages that many forms share, written once."""

from typing import Any

Block = dict[str, Any]


def field(key: str, label: str, kind: str, **more: Any) -> Block:
    """One question."""
    return {"key": key, "label": label, "kind": kind, **more}


def options(*pairs: tuple[str, str]) -> list[Block]:
    """Answers to choose from: stable value and words."""
    return [{"value": value, "label": label} for value, label in pairs]


def page(key: str, title: str, *fields: Block, **more: Any) -> Block:
    """One page."""
    return {"key": key, "title": title, "fields": list(fields), **more}


def place(question: str, **more: Any) -> Block:
    """Where it is: in words or on the map."""
    return field("ort", "Ort", "place", question=question, required=True, ask="den Ort", **more)


def photo(question: str = "Haben Sie ein Foto?", **more: Any) -> Block:
    """A photo that shows the matter and no people."""
    hint = "Erlaubt sind Fotos bis 10 MB. Achten Sie darauf: keine Menschen, keine Kennzeichen."
    return field("foto", "Foto", "file", question=question, hint=hint, accept="photo", ask="ein Foto", **more)


def documents(key: str, label: str, hint: str, **more: Any) -> Block:
    """Papers that belong to an application."""
    return field(key, label, "file", accept="document", hint=hint, multiple=True, ask="die Unterlagen", **more)


def name(**more: Any) -> Block:
    """The name of the person who writes."""
    return field("name", "Name", "name", question="Ihr Name", ask="Ihren Namen", autocomplete="name", **more)


def contact(**more: Any) -> Block:
    """How we reach the person who writes."""
    words = {
        "question": "Wie erreichen wir Sie?",
        "hint": "Eine E-Mail-Adresse oder eine Telefonnummer genügt.",
        "ask": "Ihre E-Mail-Adresse oder Ihre Telefonnummer",
    }
    return field("kontakt", "E-Mail oder Telefon", "contact", **(words | more))


def for_whom(question: str = "Für wen melden Sie sich?", **more: Any) -> Block:
    """For oneself or for someone else."""
    return field("fuer_wen", "Für wen", "for_whom", question=question, **more)


def birthday(**more: Any) -> Block:
    """A day of birth."""
    return field(
        "geburtsdatum", "Geburtsdatum", "date", data_class="person", when="past", autocomplete="bday",
        question="Wann ist die Person geboren, um die es geht?", hint="Zum Beispiel: 9 10 1990",
        ask="an dem die Person geboren ist", **more,
    )  # fmt: skip


REPORT_CONTACT = page(
    "kontakt",
    "So erreichen wir Sie",
    name(),
    contact(),
    for_whom("Melden Sie das für sich selbst?"),
    intro="Sie können alles auf dieser Seite leer lassen. Den Stand sehen Sie dann mit Nummer und Code.",
)
APPLICANT = page(
    "kontakt",
    "So erreichen wir Sie",
    for_whom("Für wen ist der Antrag?", required=True),
    name(required=True),
    contact(required=True),
    field("anschrift", "Anschrift", "address", question="Ihre Anschrift", hint="Dorthin schicken wir Post."),
    intro="Wir schreiben Ihnen, sobald wir etwas brauchen oder entschieden haben.",
)
