"""The questions of one form page as a template draws them: controls with what was typed and what is wrong."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lotse.portal import folding
from lotse.questionnaires import Field, Form, Part
from lotse.questionnaires.conditions import holds
from lotse.questionnaires.problems import Problem, megabytes
from lotse.ui.templatetags.german import sourced

CHOOSING = ("radio", "checkboxes")


def sentence(problem: str) -> str:
    """The problem in the language of the page."""
    return _(problem.msgid).format(**problem.values) if isinstance(problem, Problem) else problem


@dataclass(frozen=True)
class Choice:
    """One answer to choose from."""

    id: str
    value: str
    label: str
    hint: str
    is_chosen: bool

    @property
    def shown_label(self) -> object:
        """The label; on an English page marked as German unless it is one of ours."""
        return _said(self.label, _(self.label))


@dataclass(frozen=True)
class Control:
    """One input with what stands in it."""

    part: Part
    value: Any
    is_wrong: bool
    label: str
    hint: str
    optional: bool = False
    described_by: str = ""

    @property
    def id(self) -> str:
        """The id of the control, or of the first thing to choose."""
        return f"f-{self.part.name}-1" if self.part.kind in CHOOSING else f"f-{self.part.name}"

    @property
    def shown_label(self) -> object:
        """The label; on an English page marked as German unless it is one of ours."""
        return _said(self.label, _(self.label))

    @property
    def is_choice(self) -> bool:
        """Drawn as a list to choose from."""
        return self.part.kind in CHOOSING

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
    """One question of a page."""

    field: Field
    controls: tuple[Control, ...]
    error: str
    hint: str
    files: tuple[Mapping[str, Any], ...] = ()
    when: str = ""  # what must be answered on this page before the question comes, for the script
    is_asked: bool = True

    @property
    def id(self) -> str:
        """The stem of all ids of this question."""
        return f"f-{self.field.key}"

    @property
    def anchor(self) -> str:
        """Where the line of the error summary leads: the first control."""
        return next(control.id for control in self.controls if control.part.kind != "hidden")

    @property
    def is_group(self) -> bool:
        """Several controls, or a list to choose from, stand in one fieldset."""
        seen = [control for control in self.controls if control.part.kind != "hidden"]
        return len(seen) > 1 or seen[0].is_choice

    @property
    def described_by(self) -> str:
        """The ids of hint and error, for those who listen to the page."""
        ids = [f"{self.id}-hinweis" if self.hint else "", f"{self.id}-fehler" if self.error else ""]
        return " ".join(filter(None, ids))

    @property
    def small(self) -> tuple[Control, ...]:
        """Inputs that stand side by side: day, month, year."""
        return tuple(control for control in self.controls if 0 < control.part.width <= 4)

    @property
    def others(self) -> tuple[Control, ...]:
        """All other inputs, one below the other."""
        return tuple(c for c in self.controls if c not in self.small and c not in self.folded)

    @property
    def folded(self) -> tuple[Control, ...]:
        """What only those need who act for somebody else."""
        return self.controls[1:] if self.field.kind == "for_whom" else ()

    @property
    def folds_when(self) -> str:
        """The answer that asks for the details about another person."""
        return json.dumps(folding.condition_for_another(self.field)) if self.folded else ""

    @property
    def is_unfolded(self) -> bool:
        """Whether somebody acts for another, as far as we know."""
        return bool(self.folded) and self.controls[0].value == folding.OTHER

    @property
    def block(self) -> str:
        """The name by which the page tells that this question could be seen."""
        return folding.block(self.field)


def questions_of(form: Form, page: str, answers: Mapping[str, Any], problems: Mapping[str, str]) -> list[Question]:
    """The questions of a page; those that wait for another answer of the same page are there, but folded away."""
    filled = form.to_form(answers, page)
    drawn = (_question(form, field, answers, filled, problems.get(field.key)) for field in form.page(page).fields)
    return [question for question in drawn if question.is_asked or question.when]


def _question(form: Form, field: Field, answers: Mapping[str, Any], filled: dict, problem: str | None) -> Question:
    error = sentence(problem) if problem else ""
    hint = _hint(field)
    described = " ".join(
        filter(None, [f"f-{field.key}-hinweis" if hint else "", f"f-{field.key}-fehler" if error else ""])
    )
    parts = form.parts(field)
    alone = len([part for part in parts if part.kind != "hidden"]) == 1
    controls = tuple(
        Control(
            part=part, value=filled.get(part.name, ""), is_wrong=bool(error), described_by=described,
            label=part.label if part.label and not alone else field.question,
            hint="" if part.hint == field.hint else _(part.hint), optional=alone and field.optional,
        )
        for part in parts
    )  # fmt: skip
    cards = answers.get(field.key)
    files = tuple(cards) if field.kind == "file" and isinstance(cards, list) else ()
    waits_for = folding.condition_of(form, field, answers)
    when = json.dumps(waits_for) if waits_for and "is" not in waits_for else ""
    is_asked = bool(error) or holds(field.condition, form.told(answers))
    return Question(field, controls, error, hint, files, when, is_asked)


def _said(source: str, translated: str) -> object:
    return sourced(source) if source == translated else translated


def _hint(field: Field) -> str:
    if field.kind == "file" and "MB" not in field.hint:
        kinds = _("JPG, PNG oder HEIC") if field.accept == "photo" else _("PDF, JPG oder PNG")
        size = _("%(kinds)s, höchstens %(size)s") % {"kinds": kinds, "size": megabytes(field.max_bytes)}
        return f"{field.hint} {size}".strip()
    if field.kind in ("date", "datetime"):
        return field.hint or _("Zum Beispiel: 9 10 2026")
    return field.hint
