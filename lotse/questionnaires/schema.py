"""Writes a form as JSON Schema 2020-12."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from lotse.questionnaires.field import UNKNOWN, UNKNOWN_LABEL, Field
from lotse.questionnaires.kinds import KINDS

if TYPE_CHECKING:
    from lotse.questionnaires.form import Page

UNKNOWN_ANSWER = {
    "type": "object",
    "title": UNKNOWN_LABEL,
    "properties": {UNKNOWN: {"const": True}},
    "required": [UNKNOWN],
    "additionalProperties": False,
}


def schema_of(pages: Iterable[Page], title: str) -> dict[str, Any]:
    """An object with one property a question; questions with a condition are required only if it is met."""
    listed = [(page, field) for page in pages for field in page.fields]
    by_key = {field.key: field for _, field in listed}
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title or "Angaben",
        "type": "object",
        "properties": {field.key: field_schema(field) for field in by_key.values()},
        "required": [f.key for page, f in listed if f.required and not (f.condition or page.condition)],
        "additionalProperties": False,
    }
    sometimes = [(page, field) for page, field in listed if field.required and (field.condition or page.condition)]
    rules = [_rule(page, field, by_key) for page, field in sometimes]
    return schema | ({"allOf": rules} if rules else {})


def field_schema(field: Field) -> dict[str, Any]:
    """One question with its German title."""
    words = {"title": field.label} | ({"description": field.question} if field.question != field.label else {})
    kind = KINDS[field.kind]
    told = kind.schema(field)
    if field.allow_unknown and not kind.unknown_as_option:
        told = {"anyOf": [told, UNKNOWN_ANSWER]}
    return words | told | {"x-kind": field.kind, "x-data-class": field.data_class}


def _rule(page: Page, field: Field, by_key: Mapping[str, Field]) -> dict[str, Any]:
    conditions = [condition_schema(each, by_key) for each in (page.condition, field.condition) if each]
    return {"if": {"allOf": conditions}, "then": {"required": [field.key]}}


def condition_schema(condition: Mapping[str, Any], by_key: Mapping[str, Field]) -> dict[str, Any]:
    """A condition as a schema of all answers."""
    if "all" in condition:
        return {"allOf": [condition_schema(each, by_key) for each in condition["all"]]}
    if "any" in condition:
        return {"anyOf": [condition_schema(each, by_key) for each in condition["any"]]}
    if "not" in condition:
        return {"not": condition_schema(condition["not"], by_key)}
    key = condition["field"]
    if "told" in condition:
        told = {"required": [key]}
        return told if condition["told"] else {"not": told}
    return {"required": [key], "properties": {key: _answer_in(by_key[key], condition["in"])}}


def _answer_in(field: Field, values: list[str]) -> dict[str, Any]:
    if field.kind == "choices":
        return {"anyOf": [{"contains": {"enum": values}}, {"enum": values}]}
    if field.kind == "for_whom":
        return {"properties": {"whom": {"enum": values}}}
    if UNKNOWN in values:
        return {"anyOf": [{"enum": values}, UNKNOWN_ANSWER]}
    return {"enum": values}
