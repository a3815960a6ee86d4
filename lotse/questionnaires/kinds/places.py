"""Kinds that are answered with a place: somewhere in town, or a postal address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from lotse.questionnaires import problems, tidy
from lotse.questionnaires.field import Part
from lotse.questionnaires.kinds.base import TYPED, Get, Kind, part_of, typed
from lotse.questionnaires.problems import Problem, gettext_noop

if TYPE_CHECKING:
    from lotse.questionnaires.field import Field

DEGREE = "^-?[0-9]{1,3}([.][0-9]+)?$"


class Place(Kind):
    """A place in words, or a point, or both: `{"text", "lat", "lon"}`; degrees as text, since hashes know no floats."""

    default_length = 300
    default_ask = "den Ort"

    def parts(self, field: Field) -> tuple[Part, ...]:
        words = Part(f"{field.key}-text", "text", gettext_noop("Adresse oder Ort beschreiben"),
                     "Sie brauchen die Karte nicht. Ein Straßenname genügt.", max_length=self.limit(field))  # fmt: skip
        point = (Part(f"{field.key}-lat", "hidden"), Part(f"{field.key}-lon", "hidden"))
        return (words, *point, *self._unknown_part(field))

    def from_form(self, field: Field, get: Get) -> Any:
        return {name: part_of(get, field, name) for name in ("text", "lat", "lon")}

    def to_form(self, field: Field, answer: Any) -> dict[str, Any]:
        told = answer if isinstance(answer, Mapping) else {}
        words = told.get("text", told.get(TYPED, ""))
        return {f"{field.key}-text": words} | {f"{field.key}-{name}": told.get(name, "") for name in ("lat", "lon")}

    def normal(self, field: Field, value: Any) -> Any:
        if not isinstance(value, (str, Mapping)):
            return typed(value)  # a bare number says no place
        told = value if isinstance(value, Mapping) else {"text": value}
        words = tidy.line(told.get("text") or told.get("address") or "")
        lat, lon = degree(told.get("lat"), 90), degree(told.get("lon"), 180)
        point = {"lat": lat, "lon": lon} if lat and lon else {}
        return ({"text": words} if words else {}) | point or None

    def problem(self, field: Field, answer: Any, today: date) -> Problem | None:
        return self.too_long(field, answer.get("text"))

    def text(self, field: Field, answer: Any) -> str:
        point = f"Punkt auf der Karte: {answer['lat']}, {answer['lon']}" if answer.get("lat") else ""
        words = answer.get("text", "")
        return f"{words} ({point})" if words and point else words or point

    def schema(self, field: Field) -> dict[str, Any]:
        degrees = {"type": ["string", "number"], "pattern": DEGREE}
        words = {"type": "string", "title": "Ort in Worten", "maxLength": self.limit(field)}
        told = {
            "type": "object",
            "properties": {
                "text": words,
                "lat": degrees | {"title": "Breite"},
                "lon": degrees | {"title": "Länge"},
            },
            "anyOf": [{"required": ["text"]}, {"required": ["lat", "lon"]}],
            "additionalProperties": False,
        }
        return {"anyOf": [words | {"minLength": 1}, told]}


def degree(value: Any, limit: int) -> str:
    """A degree as text with six decimals (a hand's breadth), or nothing."""
    if value is None or isinstance(value, bool):
        return ""
    written = tidy.line(value).replace(",", ".")
    if not re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{1,20})?", written, re.ASCII):
        return ""
    try:
        number = Decimal(written).quantize(Decimal("0.000001"))
    except InvalidOperation:
        return ""
    return format(number, "f") if abs(number) <= limit else ""


class Address(Kind):
    """A postal address: `{"street", "postcode", "town"}`."""

    person = True
    default_length = 100
    default_ask = "Ihre Anschrift"

    def parts(self, field: Field) -> tuple[Part, ...]:
        town = Part(f"{field.key}-town", "text", gettext_noop("Ort"), autocomplete="address-level2", max_length=100)
        street = Part(f"{field.key}-street", "text", gettext_noop("Straße und Hausnummer"),
                      autocomplete="street-address", max_length=100)  # fmt: skip
        postcode = Part(f"{field.key}-postcode", "text", gettext_noop("Postleitzahl"), autocomplete="postal-code",
                        inputmode="numeric", max_length=10, width=5)  # fmt: skip
        return (street, postcode, town, *self._unknown_part(field))

    def from_form(self, field: Field, get: Get) -> Any:
        return {name: part_of(get, field, name) for name in ("street", "postcode", "town")}

    def to_form(self, field: Field, answer: Any) -> dict[str, Any]:
        told = answer if isinstance(answer, Mapping) else {}
        pieces = {name: told.get(name, "") for name in ("street", "postcode", "town")}
        if TYPED in told:
            pieces["street"] = told[TYPED]
        return {f"{field.key}-{name}": piece for name, piece in pieces.items()}

    def normal(self, field: Field, value: Any) -> Any:
        if not isinstance(value, Mapping):
            return typed(value)
        pieces = {name: tidy.line(value.get(name) or "") for name in ("street", "postcode", "town")}
        return {name: piece for name, piece in pieces.items() if piece} or None

    def problem(self, field: Field, answer: Any, today: date) -> Problem | None:
        if not answer.get("street"):
            return Problem(problems.STREET_MISSING).at("street")
        if not re.fullmatch(r"[0-9]{5}", answer.get("postcode", "")):
            return Problem(problems.POSTCODE).at("postcode")
        if not answer.get("town"):
            return Problem(problems.TOWN_MISSING).at("town")
        return self.longest(field, answer, ("street", "town"))

    def text(self, field: Field, answer: Any) -> str:
        below = " ".join(filter(None, [answer.get("postcode"), answer.get("town")]))
        return ", ".join(filter(None, [answer.get("street"), below]))

    def schema(self, field: Field) -> dict[str, Any]:
        text = {"type": "string", "minLength": 1, "maxLength": self.limit(field)}
        return {
            "type": "object",
            "properties": {
                "street": text | {"title": "Straße und Hausnummer"},
                "postcode": {"type": "string", "pattern": "^[0-9]{5}$", "title": "Postleitzahl"},
                "town": text | {"title": "Ort"},
            },
            "required": ["street", "postcode", "town"],
            "additionalProperties": False,
        }
