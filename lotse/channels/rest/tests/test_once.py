"""Idempotency-Key: asked twice, done once."""

from datetime import timedelta

import pytest

from lotse.cases.models import Case
from lotse.people.jobs import forget_old_answers
from lotse.people.models import KeptAnswer
from lotse.tenants.clock import now


@pytest.fixture
def telling(cat_answers):
    return {"service": "streunende-katze", "answers": cat_answers, "text": "Sie ist noch da."}


def test_the_same_key_opens_one_case_and_gives_the_code_again(program, town, telling):
    ahlers = program(town.ahlers)

    first = ahlers.post("/cases", telling, **{"Idempotency-Key": "a1"})
    second = ahlers.post("/cases", telling, **{"Idempotency-Key": "a1"})

    assert first.content == second.content
    assert (first.status_code, second.status_code) == (201, 201)
    assert second["Idempotency-Replayed"] == "true"
    assert Case.objects.count() == 1


def test_the_same_key_with_other_words_is_refused(program, town, telling):
    ahlers = program(town.ahlers)
    ahlers.post("/cases", telling, **{"Idempotency-Key": "a1"})

    other = ahlers.post("/cases", telling | {"text": "Anders."}, **{"Idempotency-Key": "a1"})

    assert (other.status_code, other.json()["code"]) == (422, "key-used-before")


def test_two_programs_may_use_the_same_key(program, town, telling):
    answers = [program(town.ahlers).post("/cases", telling, **{"Idempotency-Key": "a1"}) for _ in range(2)]

    assert {answer.status_code for answer in answers} == {201}
    assert Case.objects.count() == 2


def test_a_refusal_is_an_answer_and_is_given_again(program, town, make_case):
    case, ahlers = make_case(), program(town.ahlers)
    asked = {"text": "Wo?", "facts": ["ort"]}

    here, key = f"/cases/{case.number}/questions", {"Idempotency-Key": "q"}
    first, second = (ahlers.post(here, asked, **key) for _ in range(2))

    assert (first.status_code, second.status_code) == (409, 409)
    assert first.content == second.content
    assert second["Content-Type"] == "application/problem+json"


def test_what_was_never_tried_is_not_kept(program, town):
    program(town.ahlers).post("/cases", {"service": 7}, **{"Idempotency-Key": "a1"})

    assert not KeptAnswer.objects.exists()


def test_a_key_holds_for_a_day(program, town, telling):
    ahlers = program(town.ahlers)
    ahlers.post("/cases", telling, **{"Idempotency-Key": "a1"})
    KeptAnswer.objects.update(kept_at=now() - timedelta(hours=25))

    again = ahlers.post("/cases", telling | {"text": "Anders."}, **{"Idempotency-Key": "a1"})

    assert again.status_code == 201
    KeptAnswer.objects.update(kept_at=now() - timedelta(hours=25))
    forget_old_answers()
    assert not KeptAnswer.objects.exists()


def test_whoever_reads_the_database_reads_no_kept_code(program, town, telling):
    answer = program(town.ahlers).post("/cases", telling, **{"Idempotency-Key": "a1"})

    kept = bytes(KeptAnswer.objects.get().body)
    assert answer.json()["code"].encode() not in kept
    assert b"number" not in kept


@pytest.mark.parametrize("key", ["", "x" * 256])
def test_a_key_has_a_length(program, town, telling, key):
    assert program(town.ahlers).post("/cases", telling, **{"Idempotency-Key": key}).status_code == 422


@pytest.mark.django_db(transaction=True)
def test_four_at_once_with_one_key_open_one_case(program, town, telling, at_once):
    ahlers = program(town.ahlers)

    answers = at_once(*[lambda: ahlers.post("/cases", telling, **{"Idempotency-Key": "same"})] * 4)

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert Case.objects.count() == 1
