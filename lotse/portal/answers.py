"""What somebody told, in the language of the page: days and plain choices in it, the town's own words as German.

The case keeps answers in German words (questionnaires); only here, where they are read, they are said anew.
"""

import json
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext, gettext_noop

from lotse.questionnaires import Field, Form
from lotse.questionnaires.kinds.days import ABOUT
from lotse.ui.templatetags.german import long_day, said, sourced

CHOSEN = ("yes_no", "for_whom")
DAYS = ("date", "datetime")
UNKNOWN = gettext_noop("weiß ich nicht")


def in_words(field: Field | None, answer: Any, text: str) -> object:
    """Return an answer as this page says it; `text` are its German words, `answer` what they stand for."""
    if _is_german() or not text:
        return text
    if text == UNKNOWN:
        return said(text)
    if field is None:
        return text
    if field.kind in DAYS:
        return _day(answer, text)
    return said(text) if field.options or field.kind in CHOSEN else text  # what was typed is in the citizen's own words


def facts_in_words(form: Form, facts) -> list[tuple[object, object]]:
    """Return label and value of what a case knows."""
    fields = {field.key: field for field in form.fields}
    return [(sourced(fact.label), in_words(fields.get(fact.key), fact.value, fact.text)) for fact in facts]


def told_in_words(form: Form, words: dict) -> list:
    """Return label and value of what an entry tells, whose keys and values are kept beside its words."""
    rows, kept = words.get("facts", []), words.get("told", [])
    if _is_german() or len(kept) != len(rows):
        return rows
    fields = {field.key: field for field in form.fields}
    return [
        (label, in_words(fields.get(key), json.loads(value), text))
        for (label, text), (key, value, _class) in zip(rows, kept, strict=True)
    ]


def _is_german() -> bool:
    return (get_language() or "de").startswith("de")


def _day(answer: Any, text: str) -> object:
    """A day, with about when; what is no day stays as it was told."""
    told = answer if isinstance(answer, dict) else {"day": answer}
    try:
        day = long_day(date.fromisoformat(str(told.get("day", ""))))
    except ValueError:
        return text
    about = told.get("about", "")
    words = {option.value: gettext(option.label).partition(" (")[0] for option in ABOUT}
    return ", ".join(filter(None, [day, "" if about == "unknown" else words.get(about, about)]))
