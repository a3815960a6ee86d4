"""Decisions through programs: asked, found by whom they ask, decided once, never by who asked."""

import re

import pytest

from lotse.cases.correcting import correct


@pytest.fixture
def asked(program, town, make_case):
    """Frau Ahlers asks whether the cat may be neutered; the answer of the door, and the address of the case."""
    case = make_case(by=town.ahlers)
    told = {"question": "Kastration: ja oder nein?", "deciders": ["lohse", "oezdemir"], "cost": "120 €"}
    answer = program(town.ahlers).post(f"/cases/{case.number}/approvals", told)
    assert answer.status_code == 201
    return answer.json() | {"case": case}


def test_who_is_asked_finds_the_question_and_decides_it(program, town, asked):
    lohse = program(town.lohse)

    waiting = lohse.get("/approvals").json()["items"]
    decided = lohse.post(f"/approvals/{asked['id']}/decision", {"decision": "approve", "reason": "Im Haushalt."})

    assert [(each["question"], each["cost"]) for each in waiting] == [("Kastration: ja oder nein?", "120 €")]
    assert lohse.get(f"/cases/{asked['number']}").status_code == 404
    assert decided.json()["state"] == "approved"
    assert [seat["said"] for seat in decided.json()["deciders"]] == ["approve", None]
    assert lohse.get("/approvals").json()["items"] == []
    mine = program(town.ahlers).get(f"/cases/{asked['number']}/approvals").json()["items"]
    assert [each["state"] for each in mine] == ["approved"]


def test_its_times_are_told_as_in_every_list(program, town, asked):
    listed = program(town.lohse).get("/approvals").json()["items"][0]

    assert asked["asked_at"] == listed["asked_at"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", asked["asked_at"])


def test_nobody_decides_what_they_asked(program, town, asked):
    ahlers = program(town.ahlers)

    own = ahlers.post(f"/approvals/{asked['id']}/decision", {"decision": "approve"})
    myself = ahlers.post(f"/cases/{asked['number']}/approvals", {"question": "Und ich?", "deciders": ["ahlers"]})

    assert (own.status_code, own.json()["code"]) == (403, "may-not-vote")
    assert (myself.status_code, myself.json()["code"]) == (422, "unaskable")


def test_a_refusal_says_why_and_is_the_last_word(program, town, asked):
    lohse, oezdemir = program(town.lohse), program(town.oezdemir)
    here = f"/approvals/{asked['id']}/decision"

    silent = lohse.post(here, {"decision": "refuse"})
    first = lohse.post(here, {"decision": "approve"})
    second = oezdemir.post(here, {"decision": "refuse", "reason": "Zu teuer."})

    assert (silent.status_code, silent.json()["code"]) == (422, "no-reason")
    assert first.status_code == 200
    assert (second.status_code, second.json()["code"]) == (409, "already-decided")


def test_a_question_about_something_else_by_now_is_void_and_stays_so(program, town, asked):
    correct(asked["case"], "ort", "Am Deich 3", by=town.ahlers)

    late = program(town.lohse).post(f"/approvals/{asked['id']}/decision", {"decision": "approve"})

    assert (late.status_code, late.json()["code"]) == (409, "content-changed")
    mine = program(town.ahlers).get(f"/cases/{asked['number']}/approvals").json()["items"]
    assert [each["state"] for each in mine] == ["void"]


def test_a_decision_of_others_is_not_there(program, town, asked):
    assert program(town.brandt).post(f"/approvals/{asked['id']}/decision", {"decision": "approve"}).status_code == 404
    assert program(town.demir).post(f"/approvals/{asked['id']}/decision", {"decision": "approve"}).status_code == 404


def test_who_does_not_exist_is_not_asked(program, town, asked):
    told = {"question": "Ja oder nein?", "deciders": ["niemand"]}

    answer = program(town.ahlers).post(f"/cases/{asked['number']}/approvals", told)

    assert answer.status_code == 422
    assert "niemand" in answer.json()["errors"][0]["message"]
