"""A service's form on one page: every question with its controls, what stands in them and what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lotse.questionnaires import Field, Form, Part
from lotse.questionnaires.problems import Problem


@dataclass(frozen=True)
class Control:
    """One input with what stands in it."""

    part: Part
    value: Any
    label: str

    @property
    def id(self):
        """The id of the input, or the stem of the ids to choose from."""
        return f"f-{self.part.name}"

    @property
    def kind(self):
        """How it is drawn: choose, checkbox, textarea, select, file, hidden or an input."""
        if self.part.kind in ("radio", "checkboxes"):
            return "choose"
        return self.part.kind if self.part.kind in ("checkbox", "textarea", "select", "file", "hidden") else "input"

    @property
    def type(self):
        """The type of the input."""
        return {"radio": "radio", "checkboxes": "checkbox", "email": "email", "tel": "tel"}.get(self.part.kind, "text")

    @property
    def choices(self):
        """What there is to choose from: id, value, label, whether chosen."""
        chosen = self.value if isinstance(self.value, list) else [self.value]
        return [
            (f"{self.id}-{at}", o.value, _(o.label), o.value in chosen)
            for at, o in enumerate(self.part.options, start=1)
        ]


@dataclass(frozen=True)
class Question:
    """One question of the form."""

    field: Field
    controls: tuple[Control, ...]
    error: str

    @property
    def id(self):
        """The stem of the ids of hint and error."""
        return f"f-{self.field.key}"

    @property
    def is_group(self):
        """Whether several controls, or a choice, stand under one question."""
        seen = [control for control in self.controls if control.kind != "hidden"]
        return len(seen) > 1 or seen[0].kind == "choose"

    @property
    def small(self):
        """Inputs that stand side by side: day, month, year."""
        return [control for control in self.controls if 0 < control.part.width <= 4]

    @property
    def others(self):
        """All other inputs, one below the other."""
        return [each for each in self.controls if each not in self.small and not each.part.only_with]

    @property
    def more(self):
        """What matters only after a certain answer."""
        return [control for control in self.controls if control.part.only_with]

    @property
    def has_more_told(self):
        """Whether something stands there already."""
        return any(control.value for control in self.more)

    @property
    def anchor(self):
        """Where the error summary leads."""
        first = next(control for control in self.controls if control.kind != "hidden")
        return f"{first.id}-1" if first.kind == "choose" else first.id

    @property
    def described_by(self):
        """The ids of hint and error."""
        return " ".join(filter(None, [self.field.hint and f"{self.id}-hinweis", self.error and f"{self.id}-fehler"]))


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
    return shown + [
        (CONTACT_FIELDS[kinds[key]], sentence(problem)) for key, problem in problems.items() if key in kinds
    ]


def sentence(problem: Problem) -> str:
    """The problem in the language of the page."""
    return _(problem.msgid).format(**problem.values)


def _question(form, page, field, answers, problems):
    filled = form.to_form(answers, page)
    parts = form.parts(field)
    is_alone = len([part for part in parts if part.kind != "hidden"]) == 1
    controls = tuple(
        Control(part, filled.get(part.name, ""), field.question if is_alone or not part.label else _(part.label))
        for part in parts
    )
    problem = problems.get(field.key)
    return Question(field, controls, sentence(problem) if problem else "")
