"""What every kind of question can do.

A kind never raises on what people typed: it keeps the words and says what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from lotse.questionnaires import problems, tidy
from lotse.questionnaires.field import UNKNOWN, UNKNOWN_LABEL, Option, Part, is_empty, is_unknown
from lotse.questionnaires.problems import Problem

if TYPE_CHECKING:
    from lotse.questionnaires.field import Field

Get = Callable[[str], list[str]]
TYPED = "typed"
CLAUSE = re.compile(
    r"(?:(?:ab|an|auf|aus|bei|bis|für|in|mit|seit|um|von|zu) )?"  # „seit wann“, „um wen“
    r"(?:was|we[rmn]|wessen|wie|wo\w*|wann|warum|welche\w*|ob)\b"
)


def typed(value: Any) -> dict[str, str]:
    """Keep what we could not read, in the words it came in."""
    return {TYPED: tidy.prose(value)}


class Kind:
    """One kind of question. Plain text of one line unless a subclass says otherwise."""

    person = False  # answers always belong to the data class "person"
    default_length = 200
    default_ask = ""
    control = "text"
    autocomplete = ""
    inputmode = ""
    unknown_as_option = False

    # from and to the page
    def parts(self, field: Field) -> tuple[Part, ...]:
        """The controls of this question."""
        return (self._control(field), *self._unknown_part(field))

    def from_form(self, field: Field, get: Get) -> Any:
        """Read the posted controls."""
        return _first(get(field.key))

    def to_form(self, field: Field, answer: Any) -> dict[str, Any]:
        """Give each control what was typed."""
        return {field.key: _plain(answer)}

    # the answer
    def normal(self, field: Field, value: Any) -> Any:
        """Tidy a value; what cannot be read stays as typed."""
        if isinstance(value, (Mapping, list, tuple)):
            return typed(value)
        return tidy.line(value) or None

    def problem(self, field: Field, answer: Any, today: date) -> Problem | None:
        """Say what is wrong with an answer that is there."""
        return self.too_long(field, answer)

    def empty(self, field: Field) -> Problem:
        """Say that the answer is missing."""
        return unanswered(field, problems.EMPTY_TEXT, problems.EMPTY_TEXT_PLAIN, self.default_ask)

    def text(self, field: Field, answer: Any) -> str:
        """The answer as people read it."""
        return str(answer)

    def schema(self, field: Field) -> dict[str, Any]:
        """The answer as JSON Schema."""
        return {"type": "string", "minLength": 1, "maxLength": self.limit(field)}

    # helpers of the kinds
    def limit(self, field: Field) -> int:
        """How many characters are allowed."""
        return field.max_length or self.default_length

    def too_long(self, field: Field, text: Any) -> Problem | None:
        """Say how long the text is and how long it may be."""
        if not isinstance(text, str) or len(text) <= self.limit(field):
            return None
        count, limit = problems.thousands(len(text)), problems.thousands(self.limit(field))
        return Problem(problems.TOO_LONG, count=count, limit=limit)

    def longest(self, field: Field, answer: Mapping[str, Any], names: tuple[str, ...]) -> Problem | None:
        """Complain about the first of several controls whose text is too long."""
        found = ((name, self.too_long(field, answer.get(name))) for name in names)
        return next((problem.at(name) for name, problem in found if problem), None)

    def _control(self, field: Field) -> Part:
        auto = field.autocomplete or self.autocomplete
        return Part(field.key, self.control, "", field.hint, (), auto, self.inputmode, self.limit(field))

    def _unknown_part(self, field: Field) -> tuple[Part, ...]:
        if not field.allow_unknown or self.unknown_as_option:
            return ()
        return (Part(f"{field.key}-unknown", "checkbox", UNKNOWN_LABEL, options=(Option("yes", UNKNOWN_LABEL),)),)


def unanswered(field: Field, pattern: str, plain: str, default_ask: str = "") -> Problem:
    """Say that a question has no answer: in the words of its `ask`; elsewhere by quoting the question."""
    is_asked = field.question.endswith("?")
    elsewhere = Problem(problems.EMPTY_ASKED if is_asked else plain, question=field.question, label=field.question)
    what = field.ask or default_ask
    if pattern == problems.EMPTY_TEXT and CLAUSE.match(what):
        pattern = problems.EMPTY_WORDS
    return Problem(pattern if what else plain, what=what, label=field.label, elsewhere=elsewhere)


def _first(values: list[str]) -> str:
    return values[0] if values else ""


def _plain(answer: Any) -> str:
    if isinstance(answer, Mapping):
        return str(answer.get(TYPED, ""))
    return "" if answer is None else str(answer)


def part_of(get: Get, field: Field, name: str) -> str:
    """The first value of one control of a question."""
    return _first(get(f"{field.key}-{name}"))


def read_form(kind: Kind, field: Field, get: Get) -> Any:
    """Read a question from the page; what was typed wins over a tick at "Das weiß ich nicht"."""
    answer = read(kind, field, kind.from_form(field, get))
    if answer is None and field.allow_unknown and part_of(get, field, UNKNOWN):
        return {UNKNOWN: True}
    return answer


def read(kind: Kind, field: Field, value: Any) -> Any:
    """Read a question from JSON: tidy, None when empty. Reading twice changes nothing."""
    if is_empty(value):
        return None
    if field.allow_unknown and isinstance(value, Mapping) and is_unknown(value):
        return UNKNOWN if kind.unknown_as_option else {UNKNOWN: True}
    if isinstance(value, Mapping) and set(value) == {TYPED}:
        return {TYPED: tidy.prose(value[TYPED])} if not is_empty(tidy.prose(value[TYPED])) else None
    answer = kind.normal(field, value)
    return None if is_empty(answer) else answer


def declined(kind: Kind, field: Field, answer: Any) -> bool:
    """Whether the person said that they do not know; the typed word "unknown" is a text like any other."""
    return field.allow_unknown and is_unknown(answer) and (kind.unknown_as_option or isinstance(answer, Mapping))


def find_problem(kind: Kind, field: Field, answer: Any, today: date) -> Problem | None:
    """Say what is wrong with an answer that is there; "Das weiß ich nicht" is never wrong."""
    if declined(kind, field, answer):
        return None
    if isinstance(answer, Mapping) and TYPED in answer:
        return Problem(problems.NOT_UNDERSTOOD, label=field.label)
    return kind.problem(field, answer, today)


def show(kind: Kind, field: Field, answer: Any) -> str:
    """The answer in German words."""
    if declined(kind, field, answer):
        return "weiß ich nicht"
    if isinstance(answer, Mapping) and TYPED in answer:
        return str(answer[TYPED])
    return kind.text(field, answer)
