"""A service's form on one page: every question with its controls, what stands in them and what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lotse.questionnaires import Form, drawing
from lotse.questionnaires.problems import Problem, said


@dataclass(frozen=True)
class Question(drawing.Question):
    """One question of the form."""

    @property
    def has_folded_told(self):
        """Whether something stands already in what matters only after a certain answer."""
        return any(control.value for control in self.folded)


CONTACT_FIELDS = {"name": "id_name", "contact": "id_email", "email": "id_email", "phone": "id_phone"}


def contact_questions(form: Form) -> dict[str, str]:
    """Return the questions that ask who writes, key to kind: the desk asks them once, beside the form."""
    first: dict[str, str] = {}
    for field in form.fields:
        if field.kind in CONTACT_FIELDS:
            first.setdefault(field.kind, field.key)
    return {key: kind for kind, key in first.items()}


def with_contact(form: Form, answers: Mapping[str, Any], contact: Mapping[str, str]) -> dict[str, Any]:
    """Return the answers with what was said about the person, under the form's own keys."""
    said = {"contact": contact["email"] or contact["phone"], **contact}
    return form.told({**answers, **{key: said[kind] for key, kind in contact_questions(form).items()}})


def pages_of(form: Form, answers: Mapping[str, Any], problems: Mapping[str, Problem]):
    """Return the pages of the form as (page, questions), without files and without who writes."""
    left_out = contact_questions(form)
    return [
        (
            page,
            [
                _question(form, page.key, field, answers, problems)
                for field in page.fields
                if field.kind != "file" and field.key not in left_out
            ],
        )
        for page in form.pages
    ]


def problems_shown(form: Form, pages, problems: Mapping[str, Problem]) -> list[tuple[str, str]]:
    """Return (anchor, sentence) of everything that is wrong, for the summary."""
    shown = [(each.anchor, each.error) for _page, questions in pages for each in questions if each.error]
    kinds = contact_questions(form)
    return shown + [(CONTACT_FIELDS[kinds[key]], said(problem, _)) for key, problem in problems.items() if key in kinds]


def _question(form, page, field, answers, problems):
    problem = problems.get(field.key)
    controls = drawing.controls_of(form, field, form.to_form(answers, page), problem)
    return Question(field, controls, said(problem, _) if problem else "", field.hint)
