"""A question as controls with what stands in them: what every page draws alike, in its own words and look."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lotse.questionnaires.field import Field, Part
from lotse.questionnaires.form import Form

CHOOSING = ("radio", "checkboxes")


@dataclass(frozen=True)
class Choice:
    """One answer to choose from."""

    id: str
    value: str
    label: str
    hint: str
    is_chosen: bool


@dataclass(frozen=True)
class Control:
    """One input with what stands in it; `is_alone` when the question has no other one."""

    part: Part
    value: Any
    label: str
    hint: str
    is_alone: bool
    is_wrong: bool

    @property
    def id(self) -> str:
        """The id of the input, or of the first thing to choose: where the error summary leads."""
        return f"f-{self.part.name}-1" if self.is_choice else f"f-{self.part.name}"

    @property
    def is_choice(self) -> bool:
        """Drawn as a list to choose from."""
        return self.part.kind in CHOOSING

    @property
    def type(self) -> str:
        """The type of the HTML input; days and numbers are typed as text."""
        return {"checkboxes": "checkbox", "number": "text", "date": "text"}.get(self.part.kind, self.part.kind)

    @property
    def choices(self) -> list[Choice]:
        """What there is to choose from."""
        chosen = self.value if isinstance(self.value, list) else [self.value]
        return [
            Choice(f"f-{self.part.name}-{at}", option.value, option.label, option.hint, option.value in chosen)
            for at, option in enumerate(self.part.options, start=1)
        ]


@dataclass(frozen=True)
class Question:
    """One question with its controls; `error` and `hint` are sentences for the page, or empty."""

    field: Field
    controls: tuple[Control, ...]
    error: str
    hint: str

    @property
    def id(self) -> str:
        """The stem of the ids of hint and error."""
        return f"f-{self.field.key}"

    @property
    def seen(self) -> list[Control]:
        """The controls people see."""
        return [control for control in self.controls if control.part.kind != "hidden"]

    @property
    def anchor(self) -> str:
        """Where the line of the error summary leads: the wrong control, or the first one of a wrong group."""
        return next((control.id for control in self.seen if control.is_wrong), self.seen[0].id)

    @property
    def is_group(self) -> bool:
        """Whether several controls, or a list to choose from, stand in one fieldset."""
        return len(self.seen) > 1 or self.seen[0].is_choice

    @property
    def described_by(self) -> str:
        """The ids of hint and error, for those who listen to the page."""
        ids = [f"{self.id}-hinweis" if self.hint else "", f"{self.id}-fehler" if self.error else ""]
        return " ".join(filter(None, ids))

    @property
    def small(self) -> list[Control]:
        """Inputs that stand side by side: day, month, year."""
        return [control for control in self.controls if 0 < control.part.width <= 4]

    @property
    def is_small_wrong(self) -> bool:
        """Whether the error belongs to the inputs side by side and stands below them, not below what follows."""
        return any(control.is_wrong for control in self.small)

    @property
    def folded(self) -> list[Control]:
        """What matters only after a certain answer to the same question."""
        return [control for control in self.controls if control.part.only_with]

    @property
    def others(self) -> list[Control]:
        """All other inputs, one below the other."""
        return [control for control in self.controls if control not in self.small and not control.part.only_with]


def controls_of(form: Form, field: Field, filled: Mapping[str, Any], problem: str | None) -> tuple[Control, ...]:
    """Return the controls of a question; `filled` is what stands in the page by name (see Form.to_form).

    A control is wrong if it is known to be the one; else the group is, whose error stands in the fieldset.
    """
    parts = form.parts(field)
    wrong = _wrong_of(field, parts, problem)
    is_alone = len([part for part in parts if part.kind != "hidden"]) == 1
    return tuple(
        Control(
            part,
            filled.get(part.name, ""),
            label=field.question if is_alone or not part.label else part.label,
            hint="" if part.hint == field.hint else part.hint,
            is_alone=is_alone,
            is_wrong=part.name == wrong,
        )
        for part in parts
    )


def _wrong_of(field: Field, parts: tuple[Part, ...], problem: str | None) -> str:
    """Return the name of the control that is wrong: the one the problem names, or the only one to fill in."""
    if not problem:
        return ""
    if named := getattr(problem, "part", ""):
        return f"{field.key}-{named}"
    filled_in = [part.name for part in parts if part.kind not in ("hidden", "checkbox", *CHOOSING)]
    return filled_in[0] if len(filled_in) == 1 else ""
