from datetime import datetime, timedelta

import pytest

from lotse.cases.closing import close, reopen
from lotse.cases.handing_over import hand_over
from lotse.cases.models import Case
from lotse.catalogue.models import Service


def test_without_a_token_nothing_is_told(program, town, client):
    answer = client.get("/api/v1/cases")

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer.json()["title"] == "Der Schlüssel fehlt oder gilt nicht."


def test_a_token_taken_back_opens_nothing(program, town, moment):
    ahlers = program(town.ahlers)
    town.ahlers.api_tokens.update(revoked_at=moment)

    assert ahlers.get("/cases").status_code == 401


def test_a_session_is_no_token(program, town, client):
    client.force_login(town.ahlers, backend="django.contrib.auth.backends.ModelBackend")

    assert client.get("/api/v1/cases").status_code == 401


def test_a_token_for_reading_changes_nothing(program, town, make_case):
    case = make_case()
    reader = program(town.ahlers, scope="read")

    assert reader.get(f"/cases/{case.number}").status_code == 200
    assert reader.post(f"/cases/{case.number}/notes", {"text": "Gelesen."}).json()["code"] == "read-only"


def test_another_departments_case_is_not_there(program, town, make_case):
    case = make_case()
    brandt = program(town.brandt)

    assert brandt.get(f"/cases/{case.number}").status_code == 404
    assert brandt.get(f"/cases/{case.number}/timeline").status_code == 404
    assert brandt.post(f"/cases/{case.number}/notes", {"text": "Hallo."}).status_code == 404
    assert brandt.get("/cases").json()["items"] == []


def test_it_sees_no_case(program, town, make_case):
    case = make_case()

    assert program(town.cetin).get(f"/cases/{case.number}").status_code == 404


def test_the_citizen_service_sees_a_walled_case_from_outside_only(program, town, make_case):
    case = make_case()
    Case.objects.filter(pk=case.pk).update(circle="tax", guide_team=None, guide=town.lohse, team=town.steuern)
    case.involvements.update(team=town.steuern)
    ahlers = program(town.ahlers)

    outside = ahlers.get(f"/cases/{case.number}").json()

    assert outside["guide"]["login"] == "lohse"
    assert outside["subject"] == case.service.title
    assert (outside["facts"], outside["legs"], outside["clocks"], outside["links"]) == ({}, [], [], [])
    assert ahlers.get(f"/cases/{case.number}/timeline").status_code == 404
    assert ahlers.get("/cases", q="Stadtpark").json()["items"] == []
    assert [item["subject"] for item in ahlers.get("/cases").json()["items"]] == [case.service.title]


def test_a_department_with_a_leg_reads_the_matter_and_not_the_citizens_address(program, town, make_case):
    case = make_case()
    hand_over(case, to=town.allgemeine_ordnung, question="Was tun?", kind="consult", by=town.ahlers)

    facts = program(town.oezdemir).get(f"/cases/{case.number}").json()["facts"]

    assert "ort" in facts
    assert not {"name", "email", "phone", "kontakt"} & facts.keys()


def test_a_former_team_reads_what_it_was_given_and_nothing_later(program, town, make_case):
    case = make_case()
    leg = hand_over(case, to=town.allgemeine_ordnung, question="Was tun?", kind="consult", by=town.ahlers)
    leg.send_back("Das macht das Tierheim.", by=town.oezdemir)
    case.note("Später dazugekommen.", by=town.ahlers)

    texts = [entry["text"] for entry in program(town.oezdemir).get(f"/cases/{case.number}/timeline").json()["items"]]

    assert "Was tun?" in texts
    assert "Später dazugekommen." not in texts


def test_the_receiver_alone_answers_a_hand_over(program, town, make_case):
    case = make_case()
    leg = hand_over(case, to=town.allgemeine_ordnung, question="Was tun?", kind="consult", by=town.ahlers)

    assert program(town.ahlers).post(f"/handovers/{leg.pk}/acceptance").json()["code"] == "not-yours"
    assert program(town.brandt).post(f"/handovers/{leg.pk}/acceptance").status_code == 404
    too_early = program(town.oezdemir).post(f"/handovers/{leg.pk}/result", {"text": "Fertig."})
    assert too_early.json()["code"] == "not-accepted"


def test_a_department_writes_to_the_citizen_through_the_guide(program, town, make_case):
    case = make_case()
    hand_over(case, to=town.allgemeine_ordnung, question="Was tun?", kind="consult", by=town.ahlers)

    answer = program(town.oezdemir).post(f"/cases/{case.number}/messages", {"text": "Wir kommen."})

    assert (answer.status_code, answer.json()["code"]) == (403, "through-the-guide")


def test_a_citizen_sees_the_own_case_and_its_public_words_alone(program, town, make_case, cat_answers):
    demir = program(town.demir)
    other = make_case()
    number = demir.post("/cases", {"service": "streunende-katze", "answers": cat_answers}).json()["number"]
    case = Case.objects.get(number=number)
    case.note("Nur für das Haus.", by=town.ahlers)
    case.ask("Welche Farbe hat sie?", by=town.ahlers)

    assert [item["number"] for item in demir.get("/cases").json()["items"]] == [number]
    assert demir.get(f"/cases/{other.number}").status_code == 404
    assert demir.get(f"/cases/{number}").json()["legs"] == []
    kinds = [entry["kind"] for entry in demir.get(f"/cases/{number}/timeline").json()["items"]]
    assert kinds == ["opened", "question"]
    assert demir.post(f"/cases/{number}/messages", {"text": "Sie ist grau."}).json()["kind"] == "answer"
    assert demir.post(f"/cases/{number}/notes", {"text": "Ich auch."}).status_code == 404


@pytest.fixture
def demirs_case(town, make_case):
    """What Herr Demir asked for; he reads it with a program of his own."""
    case = make_case()
    Case.objects.filter(pk=case.pk).update(citizen=town.demir)
    return Case.objects.get(pk=case.pk)


def test_a_hand_over_the_citizen_is_not_told_of_shows_nowhere(program, town, demirs_case):
    demir, before = program(town.demir), Case.objects.get(pk=demirs_case.pk)
    leg = hand_over(
        demirs_case, to=town.allgemeine_ordnung, question="Was tun?", by=town.ahlers, inform=False,
        due=before.due_at - timedelta(minutes=1),
    )  # fmt: skip
    leg.accept(by=town.oezdemir)

    seen, timeline = demir.get(f"/cases/{before.number}").json(), demir.get(f"/cases/{before.number}/timeline").json()

    assert [clock["kind"] for clock in seen["clocks"] if clock["handover"]] == []
    assert datetime.fromisoformat(seen["due_at"]) == before.due_at
    assert seen["phase"] == before.phase
    assert [entry["kind"] for entry in timeline["items"]] == ["opened"]
    listed = demir.get("/cases").json()["items"]
    assert [datetime.fromisoformat(item["due_at"]) for item in listed] == [before.due_at]


def test_a_hand_over_the_citizen_is_told_of_shows_its_clock(program, town, demirs_case):
    leg = hand_over(demirs_case, to=town.allgemeine_ordnung, question="Was tun?", by=town.ahlers)

    clocks = program(town.demir).get(f"/cases/{demirs_case.number}").json()["clocks"]

    assert str(leg.pk) in [clock["handover"] for clock in clocks]


def test_a_team_with_a_leg_reads_no_clock_of_other_hand_overs(program, town, make_case):
    case = make_case()
    own = hand_over(case, to=town.allgemeine_ordnung, question="Was tun?", kind="consult", by=town.ahlers)
    hand_over(case, to=town.strassenunterhaltung, question="Falle?", kind="consult", by=town.ahlers)

    clocks = program(town.oezdemir).get(f"/cases/{case.number}").json()["clocks"]

    assert {clock["handover"] for clock in clocks} == {None, str(own.pk)}


def test_why_the_house_opened_a_case_again_stays_in_the_house(program, town, demirs_case):
    close(demirs_case, "freigaenger_keine_massnahme", "Die Katze wohnt nebenan.", by=town.ahlers)
    reopen(demirs_case, "Herr Demir hat sich beim Chef beschwert.", by=town.ahlers)

    timeline = program(town.demir).get(f"/cases/{demirs_case.number}/timeline").json()["items"]

    assert [(entry["kind"], entry["text"]) for entry in timeline][-1] == ("reopened", "")
    staff = program(town.ahlers).get(f"/cases/{demirs_case.number}/timeline").json()["items"]
    assert staff[-1]["text"] == "Herr Demir hat sich beim Chef beschwert."


def test_a_citizen_reads_why_they_opened_their_own_case_again(program, town, demirs_case):
    close(demirs_case, "freigaenger_keine_massnahme", "Die Katze wohnt nebenan.", by=town.ahlers)
    reopen(demirs_case, "Sie sitzt wieder da.")

    timeline = program(town.demir).get(f"/cases/{demirs_case.number}/timeline").json()["items"]

    assert timeline[-1]["text"] == "Sie sitzt wieder da."


def test_a_citizen_does_not_open_what_colleagues_ask_each_other(program, town):
    demir = program(town.demir)

    assert "it-neuer-mitarbeiter" not in [item["slug"] for item in demir.get("/services", limit=100).json()["items"]]
    assert demir.get("/services/it-neuer-mitarbeiter").status_code == 404
    assert demir.post("/cases", {"service": "it-neuer-mitarbeiter"}).status_code == 422


def test_whoever_takes_it_in_at_the_counter_becomes_the_guide_and_a_program_does_not(program, town, cat_answers):
    told = {"service": "streunende-katze", "answers": cat_answers}

    at_the_counter = program(town.lueders).post("/cases", told | {"channel": "counter"}).json()
    by_program = program(town.lueders).post("/cases", told | {"channel": "portal"}).json()

    assert at_the_counter["guide"]["login"] == "lueders"
    assert by_program["guide"]["login"] == "ahlers"


def test_a_paused_service_says_so(program, town, moment, cat_answers):
    Service.objects.filter(slug="streunende-katze").update(paused_at=moment)

    answer = program(town.ahlers).post("/cases", {"service": "streunende-katze", "answers": cat_answers})

    assert (answer.status_code, answer.json()["code"]) == (409, "service-not-open")


def test_the_responsible_team_reads_what_was_packed_for_it_and_no_words_of_the_citizen(program, town, make_case):
    case = make_case(text="Ich bin Selin Öztürk.")
    hand_over(case, to=town.allgemeine_ordnung, question="Was tun?", by=town.ahlers).accept(by=town.oezdemir)
    case.tell("Guten Tag, Frau Öztürk.", by=town.ahlers)

    whole = program(town.oezdemir).get(f"/cases/{case.number}").json()
    timeline = program(town.oezdemir).get(f"/cases/{case.number}/timeline").json()["items"]

    assert "ort" in whole["facts"]
    assert not {"name", "email", "phone", "kontakt"} & whole["facts"].keys()
    assert [entry["kind"] for entry in timeline] == ["offered", "accepted"]


def test_whoever_a_complaint_by_a_program_names_never_sees_it(program, town):
    told = {"anliegen_art": "person", "wer": "Frau Vogt", "verhalten": "Unhöflich am Schalter."}

    opened = program(town.ahlers).post("/cases", {"service": "beschwerde", "answers": told, "channel": "phone"})

    case = Case.objects.get()
    assert opened.status_code == 201, opened.json()
    assert case.guide != town.vogt
    assert program(town.vogt).get(f"/cases/{case.number}").status_code == 404
    assert not case.involvements.filter(person=town.vogt, role="named").exists()
