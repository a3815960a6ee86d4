"""The stray cat from report to answer, told by programs alone."""


def test_the_stray_cat_goes_from_report_to_answer_and_back_through_programs(program, town, cat_answers):
    ahlers, oezdemir, janssen = program(town.ahlers), program(town.oezdemir), program(town.janssen)

    told = {
        "service": "streunende-katze", "channel": "portal", "answers": cat_answers,
        "citizen": {"name": "Selin Öztürk", "email": "selin@example.org", "phone": "0221 4710 900"},
        "text": "Sie sitzt seit gestern auf der Linde.",
    }  # fmt: skip
    opened = ahlers.post("/cases", told)
    assert opened.status_code == 201
    number, here = opened.json()["number"], f"/cases/{opened.json()['number']}"
    assert len(opened.json()["code"]) == 8
    assert opened.json()["guide"] == {"login": "ahlers", "name": "Frau Ahlers"}
    assert opened.json()["expected_at"]
    assert number in opened.json()["url"]

    known = ahlers.post(f"{here}/questions", {"text": "Wo ist die Katze?", "facts": ["ort"]})
    assert known.status_code == 409
    assert known.json()["type"].endswith("already-known")
    assert "ort" in known.json()["facts"]
    again = ahlers.post(f"{here}/questions", {"text": "Ist sie noch dort?", "facts": ["ort"], "reason": "outdated"})
    assert again.status_code == 201
    assert not again.json()["repeated"]
    assert ahlers.get(here).json()["status"] == "needs_you"

    advice = _offer(ahlers, here, "ordnungsamt", "consult", "Wer fängt die Katze ein?")
    work = _offer(ahlers, here, "bauhof", "subtask", "Leiter an die Linde stellen.")
    assert "ort" in advice["packet"]["facts"]
    assert "email" not in advice["packet"]["facts"]
    assert ahlers.post(f"/handovers/{advice['id']}/acceptance").status_code == 403
    assert oezdemir.post(f"/handovers/{advice['id']}/acceptance").json()["state"] == "accepted"
    assert oezdemir.post(f"/handovers/{advice['id']}/result", {"text": "Das Tierheim kommt."}).json()["state"] == "done"

    returned = janssen.post(f"/handovers/{work['id']}/return", {"reason": "Die Leiter ist beim Sportplatz."})
    assert returned.json()["state"] == "returned"
    transfer = _offer(ahlers, here, "ordnungsamt", "transfer", "Bitte einfangen lassen.")
    too_early = ahlers.post(f"{here}/closure", {"result": "erledigt", "answer": "Die Katze ist im Tierheim."})
    assert too_early.status_code == 409
    assert too_early.json()["type"].endswith("missing")
    assert [item["id"] for item in too_early.json()["missing"]] == [transfer["id"]]

    oezdemir.post(f"/handovers/{transfer['id']}/acceptance")
    oezdemir.post(f"/handovers/{transfer['id']}/result", {"text": "Die Katze ist im Tierheim."})
    closed = ahlers.post(f"{here}/closure", {"result": "erledigt", "answer": "Die Katze ist im Tierheim."})
    assert closed.status_code == 200
    assert closed.json()["status"] == "closed"
    twice = ahlers.post(f"{here}/closure", {"result": "erledigt", "answer": "Noch einmal."})
    assert (twice.status_code, twice.json()["code"]) == (409, "already-closed")

    opened_again = ahlers.delete(f"{here}/closure", {"reason": "Sie sitzt wieder auf der Linde."})
    assert (opened_again.status_code, opened_again.json()["status"]) == (200, "in_progress")
    assert opened_again.json()["guide"]["login"] == "ahlers"
    last = ahlers.post(f"{here}/closure", {"result": "erledigt", "answer": "Jetzt ist sie vermittelt."})
    assert last.json()["status"] == "closed"

    entries = ahlers.get(f"{here}/timeline", limit=100).json()["items"]
    kinds = [entry["kind"] for entry in entries]
    assert kinds[:3] == ["opened", "question", "offered"]
    assert kinds[-3:] == ["closed", "reopened", "closed"]
    assert entries[0]["text"] == "Sie sitzt seit gestern auf der Linde."


def _offer(program, here, to, kind, question):
    answer = program.post(f"{here}/handovers", {"to": to, "kind": kind, "question": question})
    assert answer.status_code == 201, answer.content
    assert answer.json()["state"] == "offered"
    assert answer.json()["hash"]
    return answer.json()
