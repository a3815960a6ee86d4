"""Forms for services that nobody has written by hand yet: from what people bring and what we must know."""

import re
from typing import Any

from .blocks import APPLICANT, REPORT_CONTACT, contact, documents, field, for_whom, name, options, page, photo, place

LETTERS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
PLACES = ("ort", "adresse", "fundort", "karte", "mast", "spielplatz")
PAPERS = ("ausweis", "nachweis", "vollmacht", "plan", "vertrag", "bescheinigung", "urkunde", "schein", "zeugnis",
          "bestätigung", "original", "schreiben", "auszug", "anzeige der polizei", "versicherung", "protokoll",
          "einverständnis", "zustimmung", "abschrift", "anerkennung", "erlaubnis",
          "passfoto", "skizze", "vorlagen", "pass", "führerschein")  # fmt: skip


def key_of(words: str) -> str:
    """A stable key from German words."""
    plain = "".join(LETTERS.get(letter, letter) for letter in words.lower())
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:30].strip("_") or "angabe"


def is_paper(item: str) -> bool:
    """Whether people bring this as a paper."""
    return any(word in item.lower() for word in PAPERS)


def is_place(item: str) -> bool:
    """Whether this asks for a place in town."""
    return any(word in PLACES for word in re.findall(r"[a-zäöüß]+", item.lower()))


def citizen_form(row: dict[str, Any], kind: str) -> dict[str, Any]:
    """The form of a citizens' service from its row in the town's file."""
    items = [item for item in row["mitbringen"] if not item.endswith("ist nicht möglich")]
    told = [item for item in items if not is_paper(item) and not is_place(item) and "foto" not in item.lower()]
    asked = []
    if kind == "report" or any(is_place(item) for item in items if not is_paper(item)):
        asked.append(place("Wo ist es?"))
    if kind in ("report", "notice", "booking", "complaint"):
        asked.append(_what(kind))
    asked += [_item(item) for item in told]
    if kind == "report":
        asked.append(photo())
    papers = _papers(row, [item for item in items if is_paper(item)])
    pages = [page("angaben", "Ihre Angaben", *(asked or [_what(kind)]))]
    pages += [page("unterlagen", "Ihre Unterlagen", *papers)] if papers else []
    return {"pages": [*pages, _contact(kind)]}


def _what(kind: str) -> dict[str, Any]:
    question = {
        "report": "Was ist Ihnen aufgefallen?",
        "notice": "Was möchten Sie anzeigen?",
        "booking": "Was brauchen Sie?",
        "complaint": "Was ist passiert?",
    }.get(kind, "Was möchten Sie beantragen?")
    return field("beschreibung", "Beschreibung", "textarea", question=question, required=True, ask="eine Beschreibung",
                 max_length=4000)  # fmt: skip


def _item(item: str) -> dict[str, Any]:
    """One thing to know, asked in the words of the town's file."""
    label = item[0].upper() + item[1:]
    if "iban" in item.lower():
        return field("iban", "IBAN", "iban", required=True)
    return field(key_of(item), label[:80], "text", max_length=300)


def _papers(row: dict[str, Any], items: list[str]) -> list[dict[str, Any]]:
    """What belongs to it: said in person, sent as a copy online."""
    if not items:
        return []
    have = field(
        "vorhanden", "Unterlagen", "choices", question="Was haben Sie schon?",
        options=options(*((key_of(item), item[0].upper() + item[1:]) for item in items)),
        hint="Fehlt etwas? Schicken Sie trotzdem ab und reichen Sie es nach.",
    )  # fmt: skip
    copies = documents("kopien", "Kopien", "Fotos oder PDF bis 10 MB. Originale zeigen Sie, wenn wir danach fragen.")
    return [have] if row["persoenlich"] else [have, copies]


def _contact(kind: str) -> dict[str, Any]:
    if kind == "report":
        return REPORT_CONTACT
    if kind in ("application", "booking"):
        return APPLICANT
    return page("kontakt", "So erreichen wir Sie", for_whom(), name(required=kind == "notice"), contact())


def internal_form(row: dict[str, Any]) -> dict[str, Any]:
    """The form of an internal service: what the helping team needs to know."""
    asked = [_internal(item) for item in row["angaben"]]
    more = field("bemerkung", "Bemerkung", "textarea", question="Was sollen wir noch wissen?")
    return {"pages": [page("angaben", "Ihre Angaben", *asked, more, _attachment())]}


def _attachment() -> dict[str, Any]:
    return documents("anlagen", "Anlagen", "Fotos oder PDF bis 10 MB.")


def _internal(item: str) -> dict[str, Any]:
    label = item[0].upper() + item[1:]
    said = item.lower()
    if said.endswith("ja oder nein"):
        plain = label[: -len(" ja oder nein")]
        return field(key_of(plain), plain, "yes_no", required=True)
    if said in ("letzter tag", "beginn", "fälligkeit"):
        return field(key_of(item), label, "date", required=True)
    if said in ("name", "person", "zahlende person", "ansprechperson vor ort"):
        return field(key_of(item), label, "name", question=label, ask="den Namen", required=True)
    return field(key_of(item), label, "text", max_length=300, required=True)
