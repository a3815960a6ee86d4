"""What the written contract promises programs, word by word."""

import pytest

from lotse.cases.handing_over import hand_over


@pytest.fixture
def ahlers(program, town):
    return program(town.ahlers)


@pytest.fixture
def here(make_case):
    return f"/cases/{make_case().number}"


def test_a_known_fact_may_be_asked_again_for_a_reason_in_own_words(ahlers, here):
    told = {"text": "Wo ist die Katze?", "facts": ["ort"], "reason": "Am Telefon klang es nach einem anderen Ort."}

    asked = ahlers.post(f"{here}/questions", told)

    assert (asked.status_code, asked.json()["reason"], asked.json()["repeated"]) == (201, "other", True)
    entry = ahlers.get(f"{here}/timeline").json()["items"][-1]
    assert (entry["kind"], entry["because"]) == ("question", told["reason"])
    assert entry["data"]["reason"] == "other"


def test_a_closed_case_asks_nothing(ahlers, here):
    ahlers.post(f"{here}/closure", {"result": "erledigt", "answer": "Die Katze ist zu Hause."})

    asked = ahlers.post(f"{here}/questions", {"text": "Sitzt sie noch dort?"})

    assert (asked.status_code, asked.json()["code"]) == (409, "already-closed")


def test_a_handover_says_from_whom_it_comes_wherever_it_is_read(ahlers, here):
    offered = ahlers.post(f"{here}/handovers", {"to": "ordnungsamt", "question": "Bitte einordnen."}).json()
    described = ahlers.client.get("/api/v1/openapi.json").json()["components"]["schemas"]

    for shown in (offered, ahlers.get(f"/handovers/{offered['id']}").json(), ahlers.get(here).json()["legs"][0]):
        assert shown["from"] == "telefon-empfang"
        assert "sender" not in shown
    for name in ("HandoverOut", "LegOut"):
        assert "from" in described[name]["properties"]
        assert "sender" not in described[name]["properties"]


def test_what_was_taken_back_is_withdrawn(ahlers, here):
    ended = ahlers.post(f"{here}/closure", {"result": "zurueckgezogen", "answer": "Sie haben es zurückgenommen."})

    assert (ended.status_code, ended.json()["status"], ended.json()["result"]) == (200, "withdrawn", "zurueckgezogen")


def test_after_returns_the_next_team_begins_with_its_first_step(ahlers, here, program, town):
    oezdemir = program(town.oezdemir)
    for _round in range(2):
        leg = ahlers.post(f"{here}/handovers", {"to": "ordnungsamt", "question": "Bitte einordnen."}).json()
        oezdemir.post(f"/handovers/{leg['id']}/return", {"reason": "Der Ort fehlt."})
    leg = ahlers.post(f"{here}/handovers", {"to": "ordnungsamt", "question": "Der Ort steht jetzt da."}).json()

    oezdemir.post(f"/handovers/{leg['id']}/acceptance")

    case = ahlers.get(here).json()
    assert (case["step"], case["phase"][:21]) == ("einordnen", "Das Ordnungsamt prüft")


def test_who_gave_advice_and_then_takes_the_case_has_not_decided_anything(ahlers, here, program, town):
    oezdemir = program(town.oezdemir)
    for kind in ("consult", "transfer"):
        told = {"to": "ordnungsamt", "kind": kind, "question": "Bitte einordnen."}
        leg = ahlers.post(f"{here}/handovers", told).json()
        oezdemir.post(f"/handovers/{leg['id']}/acceptance")

    assert ahlers.get(here).json()["step"] == "einordnen"


def test_a_name_goes_along_only_for_a_reason_and_the_answer_says_which_field(ahlers, here):
    told = {"to": "ordnungsamt", "question": "Bitte anrufen.", "facts": ["ort", "name"]}

    refused = ahlers.post(f"{here}/handovers", told)

    assert (refused.status_code, refused.json()["code"]) == (422, "incomplete")
    assert [error["field"] for error in refused.json()["errors"]] == ["reason"]
    assert ahlers.post(f"{here}/handovers", told | {"reason": "Ortstermin"}).status_code == 201


@pytest.mark.parametrize("kind", ["transfer", "consult", "subtask"])
def test_nobody_hands_a_case_to_the_team_that_has_it(ahlers, here, kind):
    told = {"to": "telefon-empfang", "kind": kind, "question": "Was nun?"}

    refused = ahlers.post(f"{here}/handovers", told)

    assert refused.status_code == 422
    assert "schon beim Team" in refused.json()["detail"]
    assert refused.json()["errors"][0]["field"] == "to"


def test_a_version_that_never_was_is_no_version_anybody_read(ahlers, here):
    told = {"result": "erledigt", "answer": "Die Katze ist zu Hause."}

    refused = ahlers.post(f"{here}/closure", told | {"version": 99})

    assert (refused.status_code, refused.json()["code"]) == (409, "changed-meanwhile")


def test_a_case_taken_up_again_and_a_merged_one_say_where_they_stand(ahlers, here, make_case):
    other = f"/cases/{make_case().number}"
    told = {"result": "erledigt", "answer": "Die Katze ist zu Hause."}
    ahlers.post(f"{here}/closure", told)

    again = ahlers.delete(f"{here}/closure", {"reason": "Sie sitzt wieder da."}).json()
    merged = ahlers.post(f"{other}/merge", {"into": here.removeprefix("/cases/")}).json()

    assert again["phase"] == "Wir sehen uns Ihr Anliegen noch einmal an."
    assert "Wir bearbeiten beide zusammen" in merged["phase"]
    assert ahlers.delete(f"{other}/merge", {}).json()["phase"] == "Ihre Meldung ist da."


def test_an_accepted_transfer_that_comes_back_takes_its_words_along(ahlers, here, program, town):
    leg = ahlers.post(f"{here}/handovers", {"to": "ordnungsamt", "question": "Bitte einordnen."}).json()
    oezdemir = program(town.oezdemir)
    oezdemir.post(f"/handovers/{leg['id']}/acceptance")

    oezdemir.post(f"/handovers/{leg['id']}/return", {"reason": "Der Ort fehlt."})

    case = ahlers.get(here).json()
    assert (case["step"], case["phase"]) == (None, "Ihre Meldung ist da.")


@pytest.mark.parametrize("result", ["erledigt", "nicht_moeglich", "unbegruendet"])
def test_where_a_decision_is_owed_nothing_ends_without_its_notice(ahlers, make_case, town, result):
    here = f"/cases/{make_case('bewohnerparken').number}"
    told = {"result": result, "answer": "Der Ausweis liegt bei."}

    refused = ahlers.post(f"{here}/closure", told)

    assert (refused.status_code, refused.json()["code"]) == (409, "missing")
    assert "notice" in [item["kind"] for item in refused.json()["missing"]]


@pytest.mark.parametrize("result", ["zurueckgezogen", "abgegeben", "dublette"])
def test_where_nothing_is_decided_no_notice_is_owed(ahlers, make_case, result):
    here = f"/cases/{make_case('bewohnerparken').number}"

    assert ahlers.post(f"{here}/closure", {"result": result, "answer": "Wie besprochen."}).status_code == 200


@pytest.mark.parametrize(("wrong", "field"), [({"team": "nirgendwo"}, "team"), ({"date": "2099-01-01"}, "date")])
def test_a_notice_names_a_team_of_the_house_and_a_day_that_has_come(ahlers, make_case, wrong, field):
    here = f"/cases/{make_case('bewohnerparken').number}"
    notice = {"date": "2026-01-05", "team": "telefon-empfang", "notified_by": "post"} | wrong

    told = {"result": "erledigt", "answer": "Der Ausweis liegt bei.", "notice": notice}
    refused = ahlers.post(f"{here}/closure", told)

    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"].endswith(field)


def test_whoever_took_a_case_over_may_end_it_and_their_answer_is_the_result(ahlers, here, program, town):
    oezdemir, told = program(town.oezdemir), {"result": "erledigt", "answer": "Die Katze ist im Tierheim."}
    leg = ahlers.post(f"{here}/handovers", {"to": "ordnungsamt", "question": "Bitte einordnen."}).json()
    oezdemir.post(f"/handovers/{leg['id']}/acceptance")
    work = {"to": "bauhof", "kind": "subtask", "question": "Falle bringen."}
    trap = oezdemir.post(f"{here}/handovers", work).json()

    waits = oezdemir.post(f"{here}/closure", told)
    program(town.janssen).post(f"/handovers/{trap['id']}/return", {"reason": "Keine Falle frei."})
    guide = ahlers.post(f"{here}/closure", told)
    ended = oezdemir.post(f"{here}/closure", told)

    assert [item["id"] for item in waits.json()["missing"]] == [trap["id"]]
    assert [item["id"] for item in guide.json()["missing"]] == [leg["id"]]
    assert (ended.status_code, ended.json()["status"]) == (200, "closed")
    assert ahlers.get(f"/handovers/{leg['id']}").json()["state"] == "done"
    results = [each for each in ahlers.get(f"{here}/timeline").json()["items"] if each["kind"] == "result"]
    assert [each["text"] for each in results] == ["Die Katze ist im Tierheim."]


def test_an_answer_nobody_asked_for_is_named_and_not_dropped(ahlers, cat_answers):
    told = {"service": "streunende-katze", "answers": cat_answers | {"farbe_der_augen": "grün"}}

    refused = ahlers.post("/cases", told)

    assert (refused.status_code, refused.json()["code"]) == (422, "incomplete")
    assert [error["field"] for error in refused.json()["errors"]] == ["answers.farbe_der_augen"]


def test_a_place_in_words_keeps_the_point_that_comes_with_it(ahlers, cat_answers):
    place = {"lat": 50.94, "lon": 6.95, "address": "Marktplatz"}
    told = {"service": "streunende-katze", "answers": cat_answers | {"ort": "Marktplatz, beim Brunnen"}, "place": place}

    number = ahlers.post("/cases", told).json()["number"]

    fact = ahlers.get(f"/cases/{number}").json()["facts"]["ort"]["value"]
    assert fact == {"text": "Marktplatz, beim Brunnen", "lat": "50.940000", "lon": "6.950000"}


def test_the_schema_says_that_a_place_may_be_told_in_words(ahlers):
    form = ahlers.get("/services/streunende-katze").json()["form"]

    kinds = {each.get("type") for each in form["properties"]["ort"]["anyOf"]}
    assert {"string", "object"} <= kinds | {
        inner.get("type") for each in form["properties"]["ort"]["anyOf"] for inner in each.get("anyOf", ())
    }


def test_a_question_may_be_told_as_text_alone(ahlers):
    opened = ahlers.post("/cases", {"service": "frage", "text": "Wann hat der Wertstoffhof offen?"})

    assert opened.status_code == 201
    facts = ahlers.get(f"/cases/{opened.json()['number']}").json()["facts"]
    assert facts["frage"]["value"] == "Wann hat der Wertstoffhof offen?"


def test_a_case_may_be_filed_although_something_is_missing(ahlers):
    told = {"service": "streunende-katze", "text": "Eine Katze sitzt auf der Linde."}

    assert ahlers.post("/cases", told).status_code == 422
    assert ahlers.post("/cases", told | {"incomplete": True}).status_code == 201


def test_times_have_one_precision_wherever_they_are_told(ahlers, here):
    known = ahlers.post(f"{here}/questions", {"text": "Wo?", "facts": ["ort"]}).json()["facts"]["ort"]["told_at"]
    case, note = ahlers.get(here).json(), ahlers.post(f"{here}/notes", {"text": "Ruft zurück."}).json()
    entry = ahlers.get(f"{here}/timeline").json()["items"][0]

    moments = [known, case["facts"]["ort"]["told_at"], case["created_at"], note["at"], entry["at"]]
    assert {len(moment) for moment in moments} == {len("2026-03-06T15:00:00.000+00:00")}
    assert known == case["facts"]["ort"]["told_at"]


def test_the_description_says_that_a_request_may_be_too_large(ahlers):
    described = ahlers.client.get("/api/v1/openapi.json").json()["paths"]

    assert "413" in described["/api/v1/cases"]["post"]["responses"]
    assert "413" not in described["/api/v1/cases"]["get"]["responses"]


def test_a_program_reads_to_whom_a_hand_over_was_passed_on(program, make_case, town):
    case = make_case()
    first = hand_over(case, town.allgemeine_ordnung, "Bitte entscheiden.", by=town.ahlers)
    first.accept(by=town.oezdemir)
    onward = program(town.oezdemir).post(
        f"/cases/{case.number}/handovers", {"to": "hausdienste", "question": "Eher bei Ihnen."}
    )
    onward = f"/handovers/{onward.json()['id']}"
    hochbau = program(town.hochbau)

    assert hochbau.post(f"{onward}/acceptance").status_code == 200
    passed = program(town.oezdemir).get(f"/handovers/{first.pk}").json()
    legs = program(town.ahlers).get(f"/cases/{case.number}").json()["legs"]
    assert (passed["state"], passed["passed_on"]) == ("done", "hausdienste")
    assert {leg["to"]: leg["state"] for leg in legs} == {"allgemeine-ordnung": "done", "hausdienste": "accepted"}

    assert hochbau.post(f"{onward}/return", {"reason": "Nicht unser Haus."}).status_code == 200
    again = program(town.oezdemir).get(f"/handovers/{first.pk}").json()
    assert (again["state"], again["passed_on"], again["done_at"]) == ("accepted", None, None)
    assert again["due"] >= passed["due"]
    kinds = [entry["kind"] for entry in program(town.ahlers).get(f"/cases/{case.number}/timeline").json()["items"]]
    assert kinds[-2:] == ["returned", "runs_again"]
