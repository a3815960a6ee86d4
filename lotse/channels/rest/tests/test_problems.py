import json
import re
from typing import get_args

import pytest
from pydantic import BaseModel, ValidationError

from lotse.approvals.refusals import VoteRefused
from lotse.cases import refusals
from lotse.channels.rest.api import api
from lotse.channels.rest.problems import PROBLEMS, SENTENCES, unfit


def all_refusals(kind=refusals.Refused):
    return {kind, *(below for child in kind.__subclasses__() for below in all_refusals(child))}


def test_every_refusal_of_the_house_has_its_place_in_the_table():
    assert {refusal.code for refusal in all_refusals() | all_refusals(VoteRefused)} <= PROBLEMS.keys()


HOSTILE = [
    "", "\x00", "a\x00b", "\ud800", "💥" * 3000, "\u202e", "../../etc", "%s%n", "'; drop table cases_case;--",
    "A\u030a" * 99, "\r\nBcc: x@example.org", "-1", "NaN", "\uffff", "０１２３",
]  # fmt: skip


@pytest.mark.parametrize("word", HOSTILE)
def test_no_word_breaks_the_door(program, town, make_case, word, cat_answers):
    ahlers, case = program(town.ahlers), make_case()
    here = f"/cases/{case.number}"
    told = {"service": "streunende-katze", "answers": cat_answers}

    answers = [
        ahlers.post("/cases", told | {"text": word, "subject": word[:200], "citizen": {"name": word[:100]}}),
        ahlers.post("/cases", told | {"answers": cat_answers | {"ort": word, "beschreibung": word, word: word}}),
        ahlers.post("/cases", told | {"citizen": {"email": word, "phone": word}}),
        ahlers.post("/cases", told | {"service": word, "channel": word}),
        ahlers.post(f"{here}/notes", {"text": word}),
        ahlers.post(f"{here}/questions", {"text": word, "facts": [word], "reason": word}),
        ahlers.post(f"{here}/handovers", {"to": word, "kind": "consult", "question": word, "facts": [word]}),
        ahlers.post(f"{here}/handovers", {"to": "bauhof", "kind": "subtask", "question": "Was?", "facts": [word]}),
        ahlers.post(f"{here}/closure", {"result": word, "answer": word}),
        ahlers.post(f"{here}/notes", {"text": "Gut."}, **{"Idempotency-Key": "k" + ascii(word)[1:-1]}),
    ]  # fmt: skip

    assert {answer.status_code for answer in answers} <= {201, 404, 409, 422}


BODIES = [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 5000, b'{"text": 1e999}', b'"x"', b"{}"]


@pytest.mark.parametrize("body", BODIES)
def test_no_body_breaks_the_door(program, town, make_case, body):
    ahlers, case = program(town.ahlers), make_case()

    for address in ("/cases", f"/cases/{case.number}/notes", f"/cases/{case.number}/handovers"):
        answer = ahlers.client.post(f"/api/v1{address}", body, content_type="application/json")
        assert answer.status_code in (400, 422)
        assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("value", [float("inf"), -1e308, 10**400, True, None, [], {}, [[[[[]]]]], {"a": {"b": [1.5]}}])
def test_no_value_breaks_a_form(program, town, value):
    answer = program(town.ahlers).post("/cases", {"service": "streunende-katze", "answers": {"ort": value, "x": value}})

    assert answer.status_code in (400, 422)


NOWHERE = [
    "/cases/2026-1",
    "/cases/x",
    "/cases/%00",
    "/handovers/x",
    "/handovers/%00",
    "/nirgends",
    "/",
    "/services/%00",
]


@pytest.mark.parametrize("address", NOWHERE)
def test_an_address_without_anything_is_404(program, town, address):
    assert program(town.ahlers).get(address).status_code == 404


def test_a_method_an_address_does_not_know_is_a_problem_too(program, town):
    answer = program(town.ahlers)("PUT", "/cases", {})

    assert (answer.status_code, answer.json()["code"]) == (405, "not-this-way")
    assert "GET" in answer["Allow"]


def test_answers_that_do_not_fit_the_form_are_named_field_by_field(program, town):
    answer = program(town.ahlers).post("/cases", {"service": "streunende-katze", "answers": {}})

    assert answer.status_code == 422
    assert answer.json()["title"] == "Angaben fehlen oder passen nicht."
    assert "answers.ort" in [error["field"] for error in answer.json()["errors"]]


def test_an_unknown_value_names_those_that_are_known(program, town, make_case):
    case = make_case()

    answer = program(town.ahlers).post(f"/cases/{case.number}/closure", {"result": "verschwunden", "answer": "Weg."})

    assert answer.status_code == 422
    assert "erledigt" in answer.json()["allowed"]


def test_whoever_read_an_older_version_is_told(program, town, make_case):
    case, ahlers = make_case(), program(town.ahlers)
    seen = ahlers.get(f"/cases/{case.number}").json()["version"]
    case.note("Inzwischen.", by=town.lueders)

    answer = ahlers.post(f"/cases/{case.number}/messages", {"text": "Wir kümmern uns.", "version": seen})

    assert (answer.status_code, answer.json()["code"]) == (409, "changed-meanwhile")


def test_a_place_beside_the_answers_answers_the_question_for_the_place(program, town, cat_answers):
    answers = {key: value for key, value in cat_answers.items() if key != "ort"}
    place = {"lat": 50.9375, "lon": 6.9603, "address": "Gärtnerweg 4"}

    opened = program(town.ahlers).post("/cases", {"service": "streunende-katze", "answers": answers, "place": place})

    assert opened.status_code == 201
    fact = program(town.ahlers).get(f"/cases/{opened.json()['number']}").json()["facts"]["ort"]
    assert fact["value"]["text"] == "Gärtnerweg 4"
    assert fact["value"]["lat"] == "50.937500"


def test_a_failure_of_ours_leaves_nothing_and_tells_nothing(program, town, make_case, monkeypatch):
    case = make_case()
    monkeypatch.setattr("lotse.channels.rest.conversation.entry_of", lambda entry: 1 / 0)

    answer = program(town.ahlers).post(f"/cases/{case.number}/notes", {"text": "Geht das?"})

    assert answer.status_code == 500
    assert "ZeroDivision" not in answer.text
    assert case.entries.count() == 1


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "application/xml"])
def test_a_request_that_is_too_large_is_told_so(program, town, settings, kind):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024**2

    answer = program(town.ahlers).client.post("/api/v1/cases", b"x" * 1024**2 + b"x", content_type=kind)

    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")
    assert answer.json()["detail"] == "Erlaubt sind 1 MB. Dateien nimmt diese Schnittstelle nicht an."


def asked_of_programs():
    """Every shape that an address of ours reads, with those inside it."""
    views = [view for _, router in api._routers for view in router.path_operations.values()]
    waiting = [model for view in views for operation in view.operations for model in operation.models]
    found = {}
    while waiting:
        model = waiting.pop()
        if isinstance(model, type) and issubclass(model, BaseModel) and model not in found:
            found[model] = model.__name__
            waiting += [field.annotation for field in model.model_fields.values()]
        waiting += get_args(model)
    return list(found)


WRONG = [
    None, True, [], {}, "", "x", "x" * 30_000, "\ud800", 1.5, -1, 10**400, float("nan"), float("inf"), [None], [[]],
    {"": {}}, ["x"] * 300, "2026-13-45", "2026-03-06", "2026-03-06T10:00", "9" * 400, 1e300, "a@b",
]  # fmt: skip
ENGLISH = re.compile(r"\b(should|must|input|valid|value|string|the|is|than|or|a)\b")


@pytest.mark.parametrize("model", asked_of_programs(), ids=lambda model: model.__name__)
def test_whatever_does_not_fit_is_told_in_german_and_names_the_field(model):
    for field in model.model_fields:
        for wrong in WRONG:
            try:
                model.model_validate({field: wrong})
            except ValidationError as refused:
                for error in refused.errors():
                    assert error["type"] in SENTENCES, error
                    told = json.loads(unfit([error]).content)["errors"][0]
                    assert not ENGLISH.search(told["message"]), told
                    assert "[" not in told["field"], told


def test_a_value_outside_a_list_is_answered_once_with_the_whole_list(program, town):
    answer = program(town.ahlers).get("/cases", status="erledigt")

    known = "'received', 'in_progress', 'needs_you', 'passed_on', 'closed', 'withdrawn' oder 'open'"
    assert answer.json()["errors"] == [{"field": "status", "message": f"Erlaubt sind: {known}."}]
