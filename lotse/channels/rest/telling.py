"""What a program told of a new case, as answers to the questions of the service's form."""

from collections.abc import Mapping

from ninja.errors import ValidationError

from lotse.questionnaires import Form
from lotse.questionnaires.field import is_empty, is_unknown

DEGREES = ("lat", "lon")


def answers_told(form: Form, answers, *, place=None, text="") -> dict:
    """Return the answers with place and text where these answer a question of the form.

    Raises ValidationError for a key the form does not ask for: nothing that was told is dropped in silence.
    """
    if strangers := form.strangers(answers):
        sentence = {"error": "Danach fragt das Formular nicht."}
        raise ValidationError([{"type": "value_error", "loc": ("answers", key), "ctx": sentence} for key in strangers])
    told = dict(answers) | (_place_answer(form, answers, place) if place else {})
    return told | (_own_words(form, told, text) if text else {})


def _place_answer(form, answers, place):
    """The place answers the form's question for one; words that were told there stay, and get its point."""
    key = next((field.key for field in form.fields if field.kind == "place"), None)
    if key is None:
        return {}
    said = answers.get(key)
    if is_unknown(said):
        return {}
    said = {} if is_empty(said) else dict(said) if isinstance(said, Mapping) else {"text": said}
    point = {} if said.get("lat") and said.get("lon") else {name: place[name] for name in DEGREES if name in place}
    return {key: {"text": place["address"]} | said | point}


def _own_words(form, answers, text):
    """The text answers the first required question for a longer text that nothing else answered."""
    lacking = form.missing(answers)
    key = next((field.key for field in form.fields if field.kind == "textarea" and field.key in lacking), None)
    return {key: text} if key else {}
