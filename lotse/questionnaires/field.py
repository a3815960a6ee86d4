"""A question (Frage) as a value."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lotse.questionnaires.problems import gettext_noop

UNKNOWN = "unknown"
UNKNOWN_LABEL = gettext_noop("Das weiß ich nicht")
DATA_CLASSES = ("matter", "picture", "person")


@dataclass(frozen=True)
class Option:
    """One of the answers to choose from."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True)
class Part:
    """One control of a question on the page; most questions have exactly one.

    `name` is the control's name in the posted form, `kind` one of text, textarea, number, email, tel,
    radio, checkboxes, select, checkbox, file, hidden. `only_with` names the radio value of the same question
    that makes this control matter; the page may hide it otherwise.
    """

    name: str
    kind: str
    label: str = ""
    hint: str = ""
    options: tuple[Option, ...] = ()
    autocomplete: str = ""
    inputmode: str = ""
    max_length: int = 0
    width: int = 0
    only_with: str = ""
    is_optional: bool = False  # one of several controls that may stay empty; the page marks it "(optional)"


@dataclass(frozen=True)
class Field:
    """A question with its wording, its kind and what its answer may be.

    `label` is short and stands beside the answer ("Zustand"); `question` is what people are asked
    ("Wie geht es der Katze?"); `ask` ends the sentence of an empty answer ("wie es der Katze geht").
    """

    key: str
    label: str
    kind: str
    question: str = ""
    ask: str = ""
    hint: str = ""
    required: bool = False
    data_class: str = "matter"
    options: tuple[Option, ...] = ()
    condition: Mapping[str, Any] | None = None
    multiple: bool = False
    max_length: int = 0
    autocomplete: str = ""
    allow_unknown: bool = False
    when: str = "any"
    minimum: int | None = None
    maximum: int | None = None
    decimals: int = 0
    unit: str = ""
    format: str = ""
    accept: str = "photo"
    max_files: int = 0
    max_bytes: int = 10_000_000

    def __post_init__(self):
        if not self.question:
            object.__setattr__(self, "question", self.label)

    @property
    def optional(self) -> bool:
        """May stay empty; the page marks it "(optional)"."""
        return not self.required

    @property
    def most_files(self) -> int:
        """How many files may be added."""
        return self.max_files or (5 if self.multiple else 1)

    @property
    def choices(self) -> tuple[Option, ...]:
        """All answers to choose from, "Das weiß ich nicht" included."""
        return (*self.options, Option(UNKNOWN, UNKNOWN_LABEL)) if self.allow_unknown else self.options


def is_empty(answer: Any) -> bool:
    """Nothing was said. A zero is an answer, blanks are not."""
    if isinstance(answer, str):
        return not answer.strip()
    return answer is None or (isinstance(answer, (list, tuple, dict)) and not answer)


def is_unknown(answer: Any) -> bool:
    """The person said that they do not know."""
    return answer == UNKNOWN or (isinstance(answer, Mapping) and answer.get(UNKNOWN) is True)
