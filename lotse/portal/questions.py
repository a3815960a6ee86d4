"""The questions of one form page as the portal draws them: which are folded away, which files are there already."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lotse.portal import folding
from lotse.questionnaires import Field, Form, drawing
from lotse.questionnaires.conditions import holds
from lotse.questionnaires.problems import Problem, megabytes, said


@dataclass(frozen=True)
class Question(drawing.Question):
    """One question of a page."""

    files: tuple[Mapping[str, Any], ...] = ()
    when: str = ""  # what must be answered on this page before the question comes, for the script
    is_asked: bool = True

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


def questions_of(form: Form, page: str, answers: Mapping[str, Any], problems: Mapping[str, Problem]) -> list[Question]:
    """The questions of a page; those that wait for another answer of the same page are there, but folded away."""
    filled = form.to_form(answers, page)
    drawn = (_question(form, field, answers, filled, problems.get(field.key)) for field in form.page(page).fields)
    return [question for question in drawn if question.is_asked or question.when]


def _question(form: Form, field: Field, answers: Mapping[str, Any], filled: dict, problem: Problem | None) -> Question:
    cards = answers.get(field.key)
    waits_for = folding.condition_of(form, field, answers)
    return Question(
        field,
        drawing.controls_of(form, field, filled, problem),
        error=said(problem, _) if problem else "",
        hint=_hint(field),
        files=tuple(cards) if field.kind == "file" and isinstance(cards, list) else (),
        when=json.dumps(waits_for) if waits_for and "is" not in waits_for else "",
        is_asked=bool(problem) or holds(field.condition, form.told(answers)),
    )


def _hint(field: Field) -> str:
    if field.kind == "file" and "MB" not in field.hint:
        kinds = _("JPG, PNG oder HEIC") if field.accept == "photo" else _("PDF, JPG oder PNG")
        size = _("%(kinds)s, höchstens %(size)s") % {"kinds": kinds, "size": megabytes(field.max_bytes)}
        return f"{field.hint} {size}".strip()
    if field.kind in ("date", "datetime"):
        return field.hint or _("Zum Beispiel: 9 10 2026")
    return field.hint
