"""Tasks, corrections and second concerns through programs."""

import pytest

from lotse.cases.handing_over import hand_over


@pytest.fixture
def case(town, make_case):
    return make_case(by=town.ahlers)


@pytest.fixture
def here(case):
    return f"/cases/{case.number}"


def test_a_required_task_keeps_the_case_open_until_it_is_done(program, town, here):
    ahlers = program(town.ahlers)
    task = ahlers.post(f"{here}/tasks", {"text": "Nachbarn anrufen.", "to": "lueders", "required": True})
    assert (task.status_code, task.json()["state"], task.json()["to"]["login"]) == (201, "open", "lueders")
    assert ahlers.post(f"{here}/closure", {"result": "erledigt", "answer": "Fertig."}).status_code == 409

    done = program(town.lueders).patch(f"/tasks/{task.json()['id']}", {"state": "done"})
    again = ahlers.patch(f"/tasks/{task.json()['id']}", {"state": "done"})

    assert done.json()["state"] == "done"
    assert (again.status_code, again.json()["code"]) == (409, "task-ended")
    assert [each["state"] for each in ahlers.get(f"{here}/tasks").json()["items"]] == ["done"]
    assert ahlers.post(f"{here}/closure", {"result": "erledigt", "answer": "Fertig."}).status_code == 200


def test_a_task_is_dropped_for_a_reason_and_strangers_find_none(program, town, here):
    ahlers = program(town.ahlers)
    task = f"/tasks/{ahlers.post(f'{here}/tasks', {'text': 'Schild abnehmen.'}).json()['id']}"

    assert program(town.brandt).patch(task, {"state": "done"}).status_code == 404
    assert program(town.demir).patch(task, {"state": "done"}).status_code == 404
    assert ahlers.patch(task, {"state": "dropped"}).status_code == 422
    assert ahlers.patch(task, {"state": "dropped", "reason": "Es ist schon weg."}).json()["state"] == "dropped"
    assert ahlers.patch("/tasks/keine", {"state": "done"}).status_code == 404
    assert ahlers.post(f"{here}/tasks", {"text": "x", "to": "niemand"}).status_code == 422


def test_a_team_with_a_part_of_the_work_reads_its_own_tasks_only(program, town, case, here):
    hand_over(case, town.strassenunterhaltung, "Falle bringen.", kind="subtask", by=town.ahlers)
    ahlers, janssen = program(town.ahlers), program(town.janssen)
    ahlers.post(f"{here}/tasks", {"text": "Nachbarn anrufen."})
    ahlers.post(f"{here}/tasks", {"text": "Falle leeren.", "to": "janssen"})

    assert [each["text"] for each in janssen.get(f"{here}/tasks").json()["items"]] == ["Falle leeren."]


def test_what_was_wrong_is_put_right_and_whoever_holds_the_packet_reads_it(program, town, case, here):
    leg = hand_over(case, town.strassenunterhaltung, "Falle bringen.", kind="subtask", facts=["ort"], by=town.ahlers)
    ahlers = program(town.ahlers)

    right = ahlers.put(f"{here}/facts/ort", {"value": "Am Deich 3", "reason": "Anruf"})
    same = ahlers.put(f"{here}/facts/ort", {"value": "Am Deich 3"})
    unknown = ahlers.put(f"{here}/facts/gibt-es-nicht", {"value": "x"})

    assert right.json()["facts"]["ort"]["value"]["text"] == "Am Deich 3"
    assert (same.status_code, unknown.status_code) == (422, 422)
    packet = program(town.janssen).get(f"/handovers/{leg.pk}").json()
    assert [(each["key"], each["value"]) for each in packet["corrections"]] == [("ort", "Am Deich 3")]
    assert program(town.janssen).put(f"{here}/facts/ort", {"value": "Woanders"}).status_code == 403


def test_two_concerns_in_one_become_two_and_nothing_is_told_again(program, town, here):
    ahlers = program(town.ahlers)

    second = ahlers.post(f"{here}/split", {"service": "schlagloch", "text": "Dort ist ein Loch.", "facts": ["ort"]})

    assert second.status_code == 201
    assert second.json()["code"]
    assert "ort" in ahlers.get(f"/cases/{second.json()['number']}").json()["facts"]
    assert ahlers.get(f"{here}/timeline").json()["items"][-1]["kind"] == "split"
