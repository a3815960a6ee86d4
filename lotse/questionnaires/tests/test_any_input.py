"""Whatever people or machines send: nothing breaks, nothing is lost, one spelling."""

import json
import unicodedata
from datetime import date

import jsonschema_rs
from hypothesis import given, settings
from hypothesis import strategies as st

from lotse.questionnaires.kinds import KINDS
from lotse.questionnaires.tests.forms import ANSWERS, cat_form, one
from tests.shared import needs, told_by

LETTERS = "names/din91379/strings.json"
NAUGHTY = "unicode/big-list-of-naughty-strings/blns.json"
MANGLED = "unicode/ftfy-mojibake/cases.json"
TODAY = date(2026, 10, 12)
FORMS = {kind: one(kind, allow_unknown=True, required=True) for kind in KINDS}
SUBKEYS = ("text", "lat", "lon", "day", "month", "year", "about", "street", "postcode", "town", "name", "email",
           "phone", "whom", "role", "proof", "until", "mail_to", "unknown", "typed", "id", "size")  # fmt: skip
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40)
words = st.sampled_from(
    ["9", "10", "26", "31.6.26", "2026-10-09T18:30", "a", "unknown", "self", "other", "1.234,5", "@", "DE02"]
)
anything = st.recursive(
    scalars | words,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(SUBKEYS) | st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=8,
)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(sorted(KINDS)), anything)
def test_any_json_is_kept_or_left_out_but_never_breaks_the_form(kind, value):
    form = FORMS[kind]

    told = form.told({"key": value})

    assert form.told(told) == told
    json.dumps(told, allow_nan=False).encode()
    problems = form.check(told, today=TODAY)
    assert form.shown(told) or not told
    if not problems:
        jsonschema_rs.validator_for(form.json_schema()).validate(told)


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(sorted(set(KINDS) - {"file"})),
    st.dictionaries(
        st.sampled_from(["key", *(f"key-{name}" for name in SUBKEYS)]),
        st.lists(st.text(max_size=30) | words, max_size=2),
    ),
)
def test_any_post_is_read_and_comes_back_the_same(kind, raw):
    form = FORMS[kind]

    told = form.parse(raw)

    form.check(told, today=TODAY)
    assert form.parse(form.to_form(told, "seite")) == told


def without_control(text):
    """The same rule, written letter by letter."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(letter for letter in lines if letter in "\t\n" or not (ord(letter) < 32 or ord(letter) == 127))
    return unicodedata.normalize("NFC", kept).strip(" \t\n")


@given(st.text())
def test_text_keeps_every_letter_in_one_spelling(text):
    told = one("textarea").told({"key": text}).get("key", "")

    assert told == without_control(text) or not without_control(text).strip()


@needs(LETTERS)
def test_letters_and_names_of_the_register_survive():
    strings = told_by(LETTERS)
    form = one("name")

    for text in [
        each for group in strings.values() if isinstance(group, list) for each in group if isinstance(each, str)
    ]:
        assert form.told({"key": text})["key"] == unicodedata.normalize("NFC", text)
        assert form.check({"key": text}) == {}


@needs(NAUGHTY)
def test_naughty_strings_survive_as_text():
    form, told_at_all = one("textarea"), 0
    for text in told_by(NAUGHTY):
        told = form.told({"key": text}).get("key")
        if told is None:
            assert not text.strip()
            continue
        told_at_all += 1
        assert told == without_control(text)
    assert told_at_all > 100


@needs(MANGLED)
def test_mangled_text_is_kept_for_repair():
    for case in told_by(MANGLED):
        told = one("textarea", max_length=4000).told({"key": case["original"]})["key"]

        assert told == without_control(case["original"])


def test_good_answers_fit_the_schema_and_bad_ones_do_not():
    form = cat_form()
    schema = jsonschema_rs.validator_for(form.json_schema("Streunende Katze melden"))

    assert schema.is_valid(form.told(ANSWERS))
    assert not schema.is_valid(form.told(ANSWERS | {"zustand": "verletzt"}))
    assert not schema.is_valid(ANSWERS | {"betrag": 3})
    assert not schema.is_valid(ANSWERS | {"zustand": "müde"})
