"""Kinds that are answered by choosing: one, several, yes or no."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from lotse.questionnaires import problems, tidy
from lotse.questionnaires.field import UNKNOWN, UNKNOWN_LABEL, Option, Part
from lotse.questionnaires.kinds.base import Get, Kind, typed, unanswered
from lotse.questionnaires.problems import Problem, gettext_noop

if TYPE_CHECKING:
    from lotse.questionnaires.field import Field

MOST_RADIOS = 7
YES_NO = (Option("yes", gettext_noop("Ja")), Option("no", gettext_noop("Nein")))


class Choice(Kind):
    """One of several answers, kept as its stable value."""

    unknown_as_option = True

    def options(self, field: Field) -> tuple[Option, ...]:
        """The answers to choose from."""
        return field.choices

    def parts(self, field: Field) -> tuple[Part, ...]:
        options = self.options(field)
        kind = "radio" if len(options) <= MOST_RADIOS else "select"
        return (Part(field.key, kind, "", field.hint, options),)

    def normal(self, field: Field, value: Any) -> Any:
        if isinstance(value, (Mapping, list, tuple)):
            return typed(value)
        return self.known(field, tidy.line(value)[:200]) or None

    def known(self, field: Field, said: str) -> str:
        """The stable value, also when somebody sent the words of the answer."""
        words = {option.label.casefold(): option.value for option in self.options(field)}
        return words.get(said.casefold(), said)

    def problem(self, field: Field, answer: Any, today: date) -> Problem | None:
        if answer in {option.value for option in self.options(field)}:
            return None
        return Problem(problems.NO_SUCH_OPTION, label=field.label)

    def empty(self, field: Field) -> Problem:
        return unanswered(field, problems.EMPTY_CHOICE, problems.EMPTY_CHOICE_PLAIN)

    def text(self, field: Field, answer: Any) -> str:
        return {option.value: option.label for option in self.options(field)}.get(answer, str(answer))

    def schema(self, field: Field) -> dict[str, Any]:
        return {"oneOf": [{"const": option.value, "title": option.label} for option in self.options(field)]}


class YesNo(Choice):
    """Yes or no, kept as "yes" and "no"."""

    def options(self, field: Field) -> tuple[Option, ...]:
        return (*YES_NO, Option(UNKNOWN, UNKNOWN_LABEL)) if field.allow_unknown else YES_NO

    def normal(self, field: Field, value: Any) -> Any:
        if isinstance(value, bool):
            return "yes" if value else "no"
        return super().normal(field, value)


class Choices(Choice):
    """Several answers at once, in the order of the form."""

    def parts(self, field: Field) -> tuple[Part, ...]:
        return (Part(field.key, "checkboxes", "", field.hint, self.options(field)),)

    def from_form(self, field: Field, get: Get) -> Any:
        return get(field.key)

    def to_form(self, field: Field, answer: Any) -> dict[str, Any]:
        return {field.key: [answer] if isinstance(answer, str) else list(answer or ())}

    def normal(self, field: Field, value: Any) -> Any:
        if isinstance(value, Mapping):
            return typed(value)
        values = [value] if not isinstance(value, (list, tuple)) else value
        told: set[str] = {
            self.known(field, tidy.line(each)[:200]) for each in values if not isinstance(each, (Mapping, list, tuple))
        } - {""}
        known = [option.value for option in field.options]
        if field.allow_unknown and UNKNOWN in told and not told.intersection(known):
            return UNKNOWN
        told.discard(UNKNOWN if field.allow_unknown else "")
        return [value for value in known if value in told] + sorted(told.difference(known))

    def problem(self, field: Field, answer: Any, today: date) -> Problem | None:
        if set(answer) <= {option.value for option in self.options(field)}:
            return None
        return Problem(problems.NO_SUCH_OPTION, label=field.label)

    def text(self, field: Field, answer: Any) -> str:
        if isinstance(answer, str):
            return super().text(field, answer)
        return ", ".join(Choice.text(self, field, each) for each in answer)

    def schema(self, field: Field) -> dict[str, Any]:
        items = {"oneOf": [{"const": option.value, "title": option.label} for option in field.options]}
        several = {"type": "array", "items": items, "uniqueItems": True, "minItems": 1}
        return {"anyOf": [several, {"const": UNKNOWN, "title": UNKNOWN_LABEL}]} if field.allow_unknown else several
