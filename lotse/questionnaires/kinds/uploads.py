"""The kind that is answered with a file. Only its card stands in the answer; the files room keeps the file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from lotse.questionnaires import problems, tidy
from lotse.questionnaires.field import Part
from lotse.questionnaires.kinds.base import Get, Kind, unanswered
from lotse.questionnaires.problems import Problem

if TYPE_CHECKING:
    from lotse.questionnaires.field import Field

CARD = ("id", "name", "type")


class File(Kind):
    """Photos or documents: a list of `{"id", "name", "size", "type"}`."""

    def parts(self, field: Field) -> tuple[Part, ...]:
        return (Part(field.key, "file", "", field.hint), *self._unknown_part(field))

    def from_form(self, field: Field, get: Get) -> Any:
        return get(field.key)

    def to_form(self, field: Field, answer: Any) -> dict[str, Any]:
        return {}

    def normal(self, field: Field, value: Any) -> Any:
        cards = [value] if isinstance(value, Mapping) else value if isinstance(value, (list, tuple)) else []
        return [_card(card) for card in cards if isinstance(card, Mapping) and card.get("id")]

    def problem(self, field: Field, answer: Any, today: date) -> Problem | None:
        if len(answer) > field.most_files:
            return Problem(problems.TOO_MANY_FILES, count=len(answer), limit=field.most_files)
        for card in answer:
            if card["size"] > field.max_bytes:
                return size_problem(field, card["size"])
        return None

    def empty(self, field: Field) -> Problem:
        return unanswered(field, problems.EMPTY_FILE, problems.EMPTY_FILE_PLAIN)

    def text(self, field: Field, answer: Any) -> str:
        return ", ".join(f"{card['name'] or 'Datei'} ({problems.megabytes(card['size'])})" for card in answer)

    def schema(self, field: Field) -> dict[str, Any]:
        card = {name: {"type": "string"} for name in CARD} | {"size": {"type": "integer", "minimum": 0}}
        item = {"type": "object", "properties": card, "required": ["id"], "additionalProperties": False}
        return {"type": "array", "items": item, "minItems": 1, "maxItems": field.most_files}


def size_problem(field: Field, size: int) -> Problem:
    """Say how big the file is and how big it may be, before anything is stored."""
    pattern = problems.PHOTO_TOO_BIG if field.accept == "photo" else problems.DOCUMENT_TOO_BIG
    return Problem(pattern, size=problems.megabytes(size), limit=problems.megabytes(field.max_bytes))


def _card(card: Mapping[str, Any]) -> dict[str, Any]:
    size = card.get("size")
    words = {name: tidy.line(card.get(name) or "")[:255] for name in CARD}
    return words | {"size": size if isinstance(size, int) and not isinstance(size, bool) and size >= 0 else 0}
