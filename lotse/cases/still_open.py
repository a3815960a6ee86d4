"""What nobody told yet (Noch offen): the questions of the form without an answer, and who learns it later."""

from django.utils.timezone import localdate

from lotse.tenants.clock import now

NEVER_OPEN = {"file", "for_whom"}  # one is brought, the other says who is written to: neither is told in words
CONTACT = {"name", "contact", "email", "phone"}  # one way to a person is enough


def open_fields(case, facts):
    """Return the questions that the facts of the case lead to and that nobody answered; `facts` are all of them."""
    answers = {fact.key: fact.value for fact in facts}
    told = {fact.value for fact in facts if fact.data_class == "person" and isinstance(fact.value, str)}
    asked = case.edition.form.fields_for(answers)
    missing = [field for field in asked if field.key not in answers and field.kind not in NEVER_OPEN]
    return [field for field in missing if not (told and field.kind in CONTACT)]


def unknown(case, key):
    """Return the fact that nobody knew or the question nobody answered under this key; None if it is known."""
    if fact := case.facts.filter(key=key).first():
        return fact if fact.is_unknown else None
    return next(
        (field for field in case.edition.form.fields if field.key == key and field.kind not in NEVER_OPEN), None
    )


def learned_from(case, questions, text):
    """Yield what this answer tells of the one thing that each question asked for and nobody knew, for `learn`."""
    for key in [question.facts[0] for question in questions if len(question.facts) == 1]:
        about = unknown(case, key)
        if about is None:
            continue
        value, shown, problem = case.edition.form.read_again(key, text, today=localdate(now()))
        if shown and not problem:
            yield key, about.label, value, {"text": shown, "data_class": about.data_class}
