"""Questions that come only after a certain answer on the same page (Nachfragen).

With JavaScript they unfold at once. Without it the page comes back with them as soon as the answer is there.
Each stands in a block that tells with the form whether it was shown, so that nobody is asked what they never saw
and nobody is sent back to what they left empty on purpose.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from lotse.questionnaires import Field, Form
from lotse.questionnaires.conditions import fields_of, holds

SHOWN = "gezeigt"  # the control that names the blocks people could see
OTHER = "other"

Condition = Mapping[str, Any]


def condition_of(form: Form, field: Field, answers: Mapping[str, Any]) -> Condition | None:
    """When the question comes, as far as this page decides; what other pages decide is settled already."""
    return _settled(field.condition, {each.key for each in _page_of(form, field)}, answers)


def condition_for_another(field: Field) -> Condition:
    """When somebody acts for another, the details about that person come."""
    return {"field": field.key, "in": [OTHER]}


def never_shown(form: Form, page: str, answers: Mapping[str, Any], shown: Iterable[str]) -> list[Field]:
    """The questions these answers ask for now, although they were not on the page that came back."""
    seen = set(shown)
    asked = form.fields_for(answers, page)
    return [field for field in asked if _comes_late(form, field, answers) and block(field) not in seen]


def block(field: Field) -> str:
    """The name of the block a question stands in."""
    return field.key


def _comes_late(form: Form, field: Field, answers: Mapping[str, Any]) -> bool:
    answer = answers.get(field.key)
    if field.kind == "for_whom":
        told = answer if isinstance(answer, Mapping) else {}
        return told.get("whom") == OTHER and not (told.get("name") or told.get("role"))
    return answer is None and _depends_on_this_page(form, field)


def _depends_on_this_page(form: Form, field: Field) -> bool:
    here = {each.key for each in _page_of(form, field)}
    return bool(field.condition) and not fields_of(field.condition).isdisjoint(here)


def _page_of(form: Form, field: Field) -> tuple[Field, ...]:
    return next(page.fields for page in form.pages if field in page.fields)


def _settled(condition: Condition | None, here: set[str], answers: Mapping[str, Any]) -> Condition | None:
    """The condition with every part that asks about another page replaced by its outcome."""
    if not condition:
        return None
    if fields_of(condition).isdisjoint(here):
        return {"is": holds(condition, answers)}
    for word in ("all", "any"):
        if word in condition:
            return {word: [_settled(part, here, answers) for part in condition[word]]}
    if "not" in condition:
        return {"not": _settled(condition["not"], here, answers)}
    return condition
