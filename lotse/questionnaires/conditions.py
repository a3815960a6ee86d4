"""Conditions (Bedingungen) of pages, questions, notices and steps: a small structure, never a program.

`{"field": "zustand", "in": ["verletzt"]}`, `{"field": "name", "told": true}`, joined by
`{"all": [...]}`, `{"any": [...]}`, `{"not": {...}}`.
"""

from collections.abc import Mapping
from typing import Any

from lotse.questionnaires.field import UNKNOWN, is_empty, is_unknown

DEEPEST = 8


class ConditionRefused(ValueError):
    """The condition says something that we do not know."""


def holds(condition: Mapping[str, Any] | None, answers: Mapping[str, Any]) -> bool:
    """Whether the condition is met by these answers; no condition is always met."""
    if not condition:
        return True
    if "all" in condition:
        return all(holds(each, answers) for each in condition["all"])
    if "any" in condition:
        return any(holds(each, answers) for each in condition["any"])
    if "not" in condition:
        return not holds(condition["not"], answers)
    answer = answers.get(condition["field"])
    if "told" in condition:
        return condition["told"] is not is_empty(answer)
    return not said(answer).isdisjoint(condition["in"])


def said(answer: Any) -> set[str]:
    """The words of an answer that a condition can ask for."""
    if is_empty(answer):
        return set()
    if is_unknown(answer):
        return {UNKNOWN}
    if isinstance(answer, Mapping):
        return {str(answer["whom"])} if "whom" in answer else set()
    if isinstance(answer, (list, tuple)):
        return {each for each in answer if isinstance(each, str)}
    return {str(answer)}


def fields_of(condition: Any, depth: int = 0) -> set[str]:
    """The questions that a condition asks about. Refuses what it cannot read."""
    if not isinstance(condition, Mapping) or depth > DEEPEST:
        raise ConditionRefused("Eine Bedingung ist ein Objekt mit höchstens 8 Ebenen.")
    names = set(condition)
    if len(names) == 1 and names <= {"all", "any"}:
        parts = condition[names.pop()]
        if not isinstance(parts, list) or not parts:
            raise ConditionRefused("„all“ und „any“ brauchen eine Liste von Bedingungen.")
        return set().union(*(fields_of(part, depth + 1) for part in parts))
    if names == {"not"}:
        return fields_of(condition["not"], depth + 1)
    _refuse_unless_leaf(condition, names)
    return {condition["field"]}


def _refuse_unless_leaf(condition: Mapping[str, Any], names: set[str]) -> None:
    """A leaf names one field and either its values or whether it was told."""
    if not isinstance(condition.get("field"), str):
        raise ConditionRefused("Die Bedingung nennt kein Feld.")
    values = condition.get("in")
    if names == {"field", "in"} and isinstance(values, list) and all(isinstance(v, str) for v in values) and values:
        return
    if names == {"field", "told"} and isinstance(condition["told"], bool):
        return
    raise ConditionRefused("Die Bedingung braucht „in“ mit einer Liste von Texten oder „told“ mit true oder false.")
