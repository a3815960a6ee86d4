"""Reads the JSON of a form strictly: what we do not know is refused by its place and name."""

import re
from collections.abc import Mapping
from typing import Any

from lotse.questionnaires.conditions import ConditionRefused, fields_of
from lotse.questionnaires.field import DATA_CLASSES, Option
from lotse.questionnaires.kinds import KINDS

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
PAGE_KEY = re.compile(r"[a-z][a-z0-9_-]{0,39}")
MOST_PAGES, MOST_FIELDS, MOST_OPTIONS = 30, 200, 300
LONGEST = 4000

TEXT, FLAG, COUNT, LIST, OBJECT = str, bool, int, list, Mapping
FIELD = {
    "key": TEXT, "label": TEXT, "kind": TEXT, "question": TEXT, "ask": TEXT, "hint": TEXT, "required": FLAG,
    "data_class": TEXT, "options": LIST, "condition": OBJECT, "multiple": FLAG, "max_length": COUNT,
    "autocomplete": TEXT, "allow_unknown": FLAG, "when": TEXT, "minimum": COUNT, "maximum": COUNT,
    "decimals": COUNT, "unit": TEXT, "format": TEXT, "accept": TEXT, "max_files": COUNT, "max_bytes": COUNT,
}  # fmt: skip
PAGE = {"key": TEXT, "title": TEXT, "intro": TEXT, "fields": LIST, "condition": OBJECT, "ends": FLAG}
NOTICE = {"key": TEXT, "title": TEXT, "text": TEXT, "tone": TEXT, "condition": OBJECT, "page": TEXT,
          "service": TEXT, "phone": TEXT}  # fmt: skip
OPTION = {"value": TEXT, "label": TEXT, "hint": TEXT}
WORDS = {
    "when": ("any", "past", "future"),
    "format": ("", "postcode"),
    "accept": ("photo", "document"),
    "data_class": DATA_CLASSES,
}
TONES = ("info", "success", "warning", "danger")


class FormRefused(ValueError):
    """This form says something that we do not know; `place` says where."""

    def __init__(self, place: str, reason: str):
        super().__init__(f"{place}: {reason}")
        self.place, self.reason = place, reason


def read_form_content(content: Any) -> dict[str, list[dict[str, Any]]]:
    """Check the whole form and give its pages and notices with every property named."""
    _object("form", content, {"pages": LIST, "notices": LIST}, ("pages",))
    if not 1 <= len(content["pages"]) <= MOST_PAGES:
        raise FormRefused("form.pages", f"Ein Formular hat 1 bis {MOST_PAGES} Seiten.")
    asked: set[str] = set()
    pages = [_page(f"form.pages[{at}]", page, asked) for at, page in enumerate(content["pages"])]
    _once("form.pages", [page["key"] for page in pages])
    if len(asked) > MOST_FIELDS:
        raise FormRefused("form.pages", f"Ein Formular hat höchstens {MOST_FIELDS} Fragen.")
    notices = [_notice(f"form.notices[{at}]", each, asked, pages) for at, each in enumerate(content.get("notices", []))]
    _once("form.notices", [notice["key"] for notice in notices])
    return {"pages": pages, "notices": notices}


def _page(place: str, page: Any, asked: set[str]) -> dict[str, Any]:
    _object(place, page, PAGE, ("key", "title"))
    _key(place, page["key"], PAGE_KEY)
    _condition(place, page, asked)
    if not page.get("fields") and not page.get("ends"):
        raise FormRefused(f"{place}.fields", "Eine Seite ohne Fragen ist das Ende des Weges („ends“).")
    fields = [_field(f"{place}.fields[{at}]", field, asked) for at, field in enumerate(page.get("fields", []))]
    return dict(page) | {"fields": fields}


def _field(place: str, field: Any, asked: set[str]) -> dict[str, Any]:
    _object(place, field, FIELD, ("key", "label", "kind"))
    _key(place, field["key"], KEY)
    if field["key"] in asked:
        raise FormRefused(f"{place}.key", f"Den Schlüssel „{field['key']}“ gibt es zweimal.")
    if field["kind"] not in KINDS:
        raise FormRefused(f"{place}.kind", f"Die Art „{field['kind']}“ kennen wir nicht.")
    for name, allowed in WORDS.items():
        if field.get(name, allowed[0]) not in allowed:
            raise FormRefused(f"{place}.{name}", f"Das Wort „{field[name]}“ kennen wir nicht.")
    _condition(place, field, asked)
    asked.add(field["key"])
    options = _options(place, field)
    return dict(field) | {"data_class": _data_class(place, field), "options": options}


def _data_class(place: str, field: Mapping[str, Any]) -> str:
    """Who may see the answer: named, or the careful choice for its kind."""
    person = KINDS[field["kind"]].person
    if person and field.get("data_class", "person") != "person":
        raise FormRefused(f"{place}.data_class", f"Angaben der Art „{field['kind']}“ gehören immer zur Person.")
    if field["kind"] == "file":
        return field.get("data_class") or ("picture" if field.get("accept", "photo") == "photo" else "person")
    return field.get("data_class") or ("person" if person else "matter")


def _options(place: str, field: Mapping[str, Any]) -> tuple[Option, ...]:
    needs = field["kind"] in ("choice", "choices")
    if needs != bool(field.get("options")):
        words = "braucht Antworten zur Wahl." if needs else "hat keine Antworten zur Wahl."
        raise FormRefused(f"{place}.options", f"Die Art „{field['kind']}“ {words}")
    if len(field.get("options", [])) > MOST_OPTIONS:
        raise FormRefused(f"{place}.options", f"Eine Frage hat höchstens {MOST_OPTIONS} Antworten zur Wahl.")
    for at, option in enumerate(field.get("options", [])):
        _object(f"{place}.options[{at}]", option, OPTION, ("value", "label"))
        _key(f"{place}.options[{at}]", option["value"], re.compile(r"[a-z0-9][a-z0-9_-]{0,39}"))
    _once(f"{place}.options", [option["value"] for option in field.get("options", [])])
    return tuple(Option(**option) for option in field.get("options", []))


def _notice(place: str, notice: Any, asked: set[str], pages: list[dict[str, Any]]) -> dict[str, Any]:
    _object(place, notice, NOTICE, ("key", "text"))
    _key(place, notice["key"], PAGE_KEY)
    _condition(place, notice, asked)
    if notice.get("tone", "info") not in TONES:
        raise FormRefused(f"{place}.tone", f"Das Wort „{notice['tone']}“ kennen wir nicht.")
    if notice.get("page", "") not in {"", *(page["key"] for page in pages)}:
        raise FormRefused(f"{place}.page", f"Die Seite „{notice['page']}“ gibt es nicht.")
    return dict(notice)


def _condition(place: str, thing: Mapping[str, Any], asked: set[str]) -> None:
    """A condition may only look back at what was already asked."""
    if not thing.get("condition"):
        return
    try:
        unknown = fields_of(thing["condition"]) - asked
    except ConditionRefused as refused:
        raise FormRefused(f"{place}.condition", str(refused)) from refused
    if unknown:
        names = ", ".join(sorted(unknown))
        raise FormRefused(f"{place}.condition", f"Vorher wurde nicht gefragt nach: {names}.")


def _object(place: str, thing: Any, known: Mapping[str, type], needed: tuple[str, ...]) -> None:
    """An object with known properties of the right type, the needed ones not empty."""
    if not isinstance(thing, Mapping):
        raise FormRefused(place, "Hier steht kein Objekt.")
    for name, value in thing.items():
        if name not in known:
            raise FormRefused(place, f"Das Merkmal „{name}“ kennen wir nicht.")
        if value is None and known[name] is not TEXT:
            continue
        if not isinstance(value, known[name]) or (known[name] is COUNT and isinstance(value, bool)):
            raise FormRefused(f"{place}.{name}", "Der Wert hat die falsche Art.")
        if isinstance(value, str) and len(value) > LONGEST:
            raise FormRefused(f"{place}.{name}", f"Der Text ist länger als {LONGEST} Zeichen.")
    for name in needed:
        if not thing.get(name):
            raise FormRefused(place, f"Das Merkmal „{name}“ fehlt.")


def _key(place: str, key: str, pattern: re.Pattern[str]) -> None:
    if not pattern.fullmatch(key):
        raise FormRefused(f"{place}.key", f"„{key}“ ist kein Schlüssel (kleine Buchstaben, Ziffern).")


def _once(place: str, keys: list[str]) -> None:
    for key in keys:
        if keys.count(key) > 1:
            raise FormRefused(place, f"Den Schlüssel „{key}“ gibt es zweimal.")
