"""Internal requests through programs: asked from a case, accepted, short of hours, reserved, done."""

import pytest

from lotse.people.models import Membership


@pytest.fixture
def here(town, make_case):
    """The address of a case that Frau Ahlers carries."""
    return f"/cases/{make_case(by=town.ahlers).number}"


@pytest.fixture
def trap(town, answers_of):
    """What is asked of the Bauhof, complete; the Ordnungsamt orders it, where Frau Ahlers works, too."""
    Membership.objects.create(person=town.ahlers, team=town.fundbuero)
    return {"service": "bauhof-unterstuetzung", "answers": answers_of("bauhof-unterstuetzung")}


@pytest.fixture
def asked(program, town, here, trap):
    """A required trap from the Bauhof."""
    answer = program(town.ahlers).post(f"{here}/requests", trap | {"required": True})
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_the_case_waits_for_what_it_asked_for(program, town, here, asked):
    ahlers, janssen = program(town.ahlers), program(town.janssen)
    assert (asked["state"], asked["from"], asked["to"]) == ("asked", "fundbuero", "strassenunterhaltung")
    assert asked["due_at"]
    too_early = ahlers.post(f"{here}/closure", {"result": "erledigt", "answer": "Fertig."})
    assert asked["number"] in str(too_early.json()["missing"])

    accepted = janssen.post(f"/requests/{asked['number']}/acceptance")
    done = janssen.post(f"/cases/{asked['number']}/closure", {"result": "erledigt", "answer": "Die Falle steht."})

    assert accepted.json()["state"] == "accepted"
    assert done.status_code == 200
    assert ahlers.get(f"{here}/requests").json()["items"][0]["closed_at"]
    assert ahlers.post(f"{here}/closure", {"result": "erledigt", "answer": "Fertig."}).status_code == 200


def test_hours_are_missing_and_the_management_reserves_them_without_reading(program, town, asked):
    here, engel = f"/requests/{asked['number']}", program(town.engel)

    short = program(town.janssen).post(f"{here}/hours", {"hours": 1.5, "reason": "Die Kolonne fährt zweimal."})
    given = engel.post(f"{here}/reservation", {"hours": 2})
    again = engel.post(f"{here}/reservation", {"hours": 2})

    assert (short.json()["state"], short.json()["missing_hours"]) == ("short", 1.5)
    assert (given.json()["state"], given.json()["reserved_hours"]) == ("reserved", 2)
    assert (again.status_code, again.json()["code"]) == (409, "request-answered")
    assert engel.get(f"/cases/{asked['number']}").status_code == 404


def test_only_the_serving_team_answers_and_strangers_find_nothing(program, town, asked):
    here = f"/requests/{asked['number']}"

    assert program(town.ahlers).post(f"{here}/acceptance").status_code == 403
    assert program(town.brandt).post(f"{here}/acceptance").status_code == 404
    assert program(town.brandt).post(f"{here}/reservation", {"hours": 1}).status_code == 404
    assert program(town.demir).post(f"{here}/acceptance").status_code == 404


def test_what_the_other_department_needs_to_know_is_asked_for_by_name(program, town, here, trap):
    ahlers = program(town.ahlers)

    empty = ahlers.post(f"{here}/requests", trap | {"answers": {}})
    strange = ahlers.post(f"{here}/requests", {"service": "streunende-katze"})
    wrong_team = ahlers.post(f"{here}/requests", trap | {"team": "servicedesk"})

    assert "answers.ort" in [error["field"] for error in empty.json()["errors"]]
    assert [answer.status_code for answer in (empty, strange, wrong_team)] == [422, 422, 422]


def test_who_may_not_order_a_service_is_told_who_does(program, town, here, answers_of):
    told = {"service": "bauhof-unterstuetzung", "answers": answers_of("bauhof-unterstuetzung")}

    refused = program(town.ahlers).post(f"{here}/requests", told)

    assert refused.status_code == 403
    assert "Ordnungsamt, Grünflächen, Sport, Standesamt" in refused.json()["detail"]
    assert program(town.ahlers).get(f"{here}/requests").json()["items"] == []


def test_a_fact_that_goes_along_answers_the_same_question_there(program, town, here, trap):
    ahlers = program(town.ahlers)
    del trap["answers"]["ort"]

    asked = ahlers.post(f"{here}/requests", trap | {"facts": ["ort"]})

    assert asked.status_code == 201
    known = ahlers.get(here).json()["facts"]["ort"]["value"]
    child = program(town.janssen).get(f"/cases/{asked.json()['number']}").json()
    assert child["facts"]["ort"]["value"] == known


def test_the_same_request_is_asked_once(program, town, here, trap):
    ahlers = program(town.ahlers)

    first = ahlers.post(f"{here}/requests", trap, **{"Idempotency-Key": "falle-1"})
    second = ahlers.post(f"{here}/requests", trap, **{"Idempotency-Key": "falle-1"})

    assert second["Idempotency-Replayed"] == "true"
    assert second.json() == first.json()
    assert len(ahlers.get(f"{here}/requests").json()["items"]) == 1


def test_a_request_goes_back_and_is_asked_once_more(program, town, here, asked):
    there, janssen, ahlers = f"/requests/{asked['number']}", program(town.janssen), program(town.ahlers)

    back = janssen.post(f"{there}/return", {"reason": "Termin nicht möglich", "text": "Wann seid ihr da?"}).json()
    assert (back["state"], back["return_reason"]) == ("returned", "Termin nicht möglich")
    assert ahlers.get(f"{here}/requests").json()["items"][0]["state"] == "returned"
    assert janssen.post(f"{there}/acceptance").status_code == 409
    assert janssen.post(f"{there}/renewal", {"text": "Am Montag."}).status_code == 403
    assert ahlers.post(f"{there}/renewal", {"text": "Am Montag."}).json()["state"] == "asked"

    freely = janssen.post(f"{there}/return", {"reason": "Die Falle ist verliehen."}).json()
    assert (freely["state"], freely["return_reason"]) == ("returned", "")
    assert program(town.brandt).post(f"{there}/return", {"reason": "Nein."}).status_code == 404


def test_who_asks_may_say_how_many_hours_it_takes(program, town, here, trap, asked):
    assert asked["estimated_hours"] == 0

    estimated = program(town.ahlers).post(f"{here}/requests", trap | {"hours": 2.5})

    assert (estimated.status_code, estimated.json()["estimated_hours"]) == (201, 2.5)
    assert program(town.ahlers).post(f"{here}/requests", trap | {"hours": 0}).status_code == 422


def test_who_asked_takes_it_back(program, town, here, asked):
    there = f"/requests/{asked['number']}"

    assert program(town.janssen).delete(there, {"reason": "Nein."}).status_code == 403
    assert program(town.brandt).delete(there, {"reason": "Nein."}).status_code == 404
    taken_back = program(town.ahlers).delete(there, {"reason": "Sie ist gefangen."}).json()
    assert (taken_back["state"], bool(taken_back["closed_at"])) == ("withdrawn", True)
    assert program(town.ahlers).get(f"{here}/requests").json()["items"][0]["state"] == "withdrawn"

    assert program(town.ahlers).delete(there, {"reason": "Sie ist gefangen."}).status_code == 409
    assert program(town.ahlers).post(f"{here}/closure", {"result": "erledigt", "answer": "Ja."}).status_code == 200
