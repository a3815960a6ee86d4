"""The stray cat from report to answer, told by programs alone: each person's program does its act."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.test import Client

from lotse.cases.by_link import code_for
from lotse.cases.models import Case, CaseTally, Leg
from lotse.cases.verifying import verify
from lotse.mailroom.models import Letter
from lotse.tenants.clock import moved_to

PLACE = {"lat": 50.9375, "lon": 6.96, "address": "Spielplatz Lindenweg"}
SHELTER_SAYS = "Kater, etwa 3 Jahre, nicht gechippt."
AHLERS_SAYS = "Gute Nachricht: Die Katze ist im Tierheim."


@pytest.fixture
def people(program, town):
    """The programs of everybody in the story who has an account."""
    cache.clear()
    return {who: program(getattr(town, who)) for who in ("ahlers", "oezdemir", "janssen", "engel", "lohse", "lueders")}


def done(answer, status=200):
    """The answer to a deed that must be done."""
    assert answer.status_code == status, answer.content
    return answer.json()


def refused(answer, status, code):
    """The answer to a deed that must not be done."""
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.content
    return answer.json()


def report(ahlers, answers, **more):
    """A report on the portal's way, with a pin."""
    body = {
        "service": "streunende-katze", "channel": "portal", "answers": answers, "place": PLACE,
        "text": "Sie sitzt seit gestern auf der Linde.",
    }  # fmt: skip
    return done(ahlers.post("/cases", body | more), 201)


def hand_over(ahlers, here, to, kind, question):
    """Frau Ahlers gives a packet away; it holds the matter, and nobody's name."""
    leg = done(ahlers.post(f"{here}/handovers", {"to": to, "kind": kind, "question": question}), 201)
    assert (leg["state"], bool(leg["hash"])) == ("offered", True)
    assert "ort" in leg["packet"]["facts"]
    assert not {"name", "email"} & leg["packet"]["facts"].keys()
    return f"/handovers/{leg['id']}"


def ask_for_a_trap(oezdemir, here, answers):
    """The Ordnungsamt asks the Bauhof: a child with its own clock, without which the case does not close."""
    body = {"service": "bauhof-unterstuetzung", "answers": answers, "required": True}
    trap = done(oezdemir.post(f"{here}/requests", body), 201)
    assert (trap["parent"], trap["state"]) == (here.split("/")[-1], "asked")
    assert trap["due_at"]
    return trap["number"]


def bring_the_trap(janssen, engel, number):
    """The Bauhof takes it, hours are missing, the management reserves some, the trap stands."""
    here = f"/requests/{number}"
    done(janssen.post(f"{here}/acceptance"))
    done(janssen.post(f"{here}/hours", {"hours": 2, "reason": "Die Kolonne fährt zweimal."}))
    assert done(engel.post(f"{here}/reservation", {"hours": 2}))["state"] == "reserved"
    done(janssen.post(f"/cases/{number}/closure", {"result": "erledigt", "answer": "Die Falle steht am Zaun."}))


def answer_by_link(code, words):
    """The shelter has no program: a mailed link and a code by telephone are its door."""
    mailed = Letter.objects.get(to_address="auftrag@tierheim.musterhafen.example").text
    path, shelter = "/auftrag/" + mailed.split("/auftrag/")[1].split()[0], Client()
    assert shelter.post(path, {"code": "000000" if code != "000000" else "111111"}).status_code == 422
    shelter.post(path, {"code": code})
    page = shelter.get(path).text
    assert "Katze einfangen." in page
    assert "Öztürk" not in page
    assert "Ihre Antwort" in shelter.post(path, {"ergebnis": "erledigt", "text": words}, follow=True).text


def decide_on_neutering(oezdemir, lohse, here):
    """He asks and may not decide; she pays, and says yes."""
    body = {"question": "Kastration: ja oder nein?", "deciders": ["lohse"], "cost": "120 €"}
    asked = done(oezdemir.post(f"{here}/approvals", body), 201)["id"]
    refused(oezdemir.post(f"/approvals/{asked}/decision", {"decision": "approve"}), 403, "may-not-vote")
    assert [each["id"] for each in lohse.get("/approvals").json()["items"]] == [asked]
    assert done(lohse.post(f"/approvals/{asked}/decision", {"decision": "approve"}))["state"] == "approved"


def ask_only_what_nobody_said(ahlers, here):
    """What the form said needs a reason to be asked again."""
    known = refused(
        ahlers.post(f"{here}/questions", {"text": "Wo ist die Katze?", "facts": ["ort"]}), 409, "already-known"
    )
    assert "ort" in known["facts"]
    why = {"text": "Ist sie noch dort?", "facts": ["ort"], "reason": "outdated"}
    assert not done(ahlers.post(f"{here}/questions", why), 201)["repeated"]
    assert ahlers.get(here).json()["status"] == "needs_you"


def lay_the_neighbours_report_beside(ahlers, here, neighbour):
    """A neighbour told of the same cat, around the corner: that report follows this one."""
    near = ahlers.get(f"{here}/duplicates").json()["items"]
    assert [each["number"] for each in near] == [neighbour]
    done(ahlers.post(f"/cases/{neighbour}/merge", {"into": here.split("/")[-1]}))


def look_after_the_rest(ahlers, lueders, here):
    """A colour is put right, a lamp becomes a concern of its own, a task is done by Frau Lüders."""
    right = done(ahlers.put(f"{here}/facts/aussehen", {"value": "grau getigert", "reason": "Anruf"}))
    assert right["facts"]["aussehen"]["value"] == "grau getigert"
    lamp = {"service": "strassenlaterne", "text": "Die Laterne dort ist aus.", "facts": ["ort"]}
    assert done(ahlers.post(f"{here}/split", lamp), 201)["code"]
    task = done(ahlers.post(f"{here}/tasks", {"text": "Nachbarn anrufen.", "to": "lueders", "required": True}), 201)
    assert done(lueders.patch(f"/tasks/{task['id']}", {"state": "done"}))["state"] == "done"


def close(ahlers, here, result, answer, **more):
    assert done(ahlers.post(f"{here}/closure", {"result": result, "answer": answer} | more))["status"] == "closed"


def test_the_stray_cat_goes_from_report_to_answer_and_back_through_programs(program, people, cat_answers, answers_of):
    ahlers, oezdemir, janssen, engel, lohse, lueders = people.values()
    neighbour = report(lueders, cat_answers, channel="phone", place=PLACE | {"lat": 50.938})["number"]
    contact = {"name": "Selin Öztürk", "email": "selin@example.org", "phone": "0221 4710 900"}
    opened = report(ahlers, cat_answers | {"aussehen": "grau"}, citizen=contact)
    number, here = opened["number"], f"/cases/{opened['number']}"
    case = Case.objects.get(number=number)
    citizen = program(case.citizen)
    assert (len(opened["code"]), opened["guide"]["login"], bool(opened["expected_at"])) == (8, "ahlers", True)

    ask_only_what_nobody_said(ahlers, here)
    lay_the_neighbours_report_beside(ahlers, here, neighbour)
    look_after_the_rest(ahlers, lueders, here)

    ladder = hand_over(ahlers, here, "bauhof", "consult", "Habt ihr eine Leiter?")
    assert done(janssen.post(f"{ladder}/return", {"reason": "Sie ist beim Sportplatz."}))["state"] == "returned"
    transfer = hand_over(ahlers, here, "ordnungsamt", "transfer", "Zuhause oder herrenlos?")
    refused(ahlers.post(f"{transfer}/acceptance"), 403, "not-yours")
    done(oezdemir.post(f"{transfer}/acceptance"))
    trap = ask_for_a_trap(oezdemir, here, answers_of("bauhof-unterstuetzung"))
    early = refused(ahlers.post(f"{here}/closure", {"result": "erledigt", "answer": "Fertig."}), 409, "missing")
    assert trap in str(early["missing"])
    bring_the_trap(janssen, engel, trap)

    order = hand_over(ahlers, here, "tierheim", "subtask", "Katze einfangen.")
    answer_by_link(code_for(Leg.objects.get(pk=order.split("/")[-1])), SHELTER_SAYS)
    assert SHELTER_SAYS in [entry["text"] for entry in ahlers.get(f"{here}/timeline", limit=100).json()["items"]]
    refused(oezdemir.post(f"{here}/messages", {"text": SHELTER_SAYS}), 403, "through-the-guide")
    done(ahlers.post(f"{here}/messages", {"text": AHLERS_SAYS}), 201)
    read = [entry["text"] for entry in citizen.get(f"{here}/timeline", limit=100).json()["items"]]
    assert AHLERS_SAYS in read
    assert not {SHELTER_SAYS, "Die Falle steht am Zaun."} & set(read)

    decide_on_neutering(oezdemir, lohse, here)
    done(oezdemir.post(f"{transfer}/result", {"text": "Herrenlos. Kastration ist freigegeben."}))
    to_all = {"to_others": "Die Katze ist versorgt."}
    close(ahlers, here, "kastriert_zurueckgesetzt", "Die Katze ist kastriert und wieder am Spielplatz.", **to_all)
    refused(ahlers.post(f"{here}/closure", {"result": "erledigt", "answer": "Noch einmal."}), 409, "already-closed")
    again = done(citizen.delete(f"{here}/closure", {"reason": "Heute sitzt dort eine zweite Katze."}))
    assert (again["status"], again["guide"]["login"]) == ("in_progress", "ahlers")
    close(ahlers, here, "im_tierheim", "Auch die zweite Katze ist versorgt.", **to_all)

    kinds = [entry["kind"] for entry in ahlers.get(f"{here}/timeline", limit=100).json()["items"]]
    assert kinds[:2] == ["opened", "question"]
    assert [kind for kind in kinds if kind in ("closed", "reopened")] == ["closed", "reopened", "closed"]
    assert CaseTally.objects.get(case=case.pk).reopenings == 1
    assert list(verify()) == []


def test_an_injured_cat_on_saturday_night_calls_out_whoever_is_on_call(people, cat_answers):
    ahlers, oezdemir = people["ahlers"], people["oezdemir"]
    saturday = datetime(2026, 12, 12, 22, 0, tzinfo=ZoneInfo("Europe/Berlin"))

    with moved_to(saturday):
        here = f"/cases/{report(ahlers, cat_answers | {'zustand': 'verletzt'})['number']}"
        (leg,) = oezdemir.get(here).json()["legs"]
        done(oezdemir.post(f"/handovers/{leg['id']}/acceptance"))
        done(oezdemir.post(f"/handovers/{leg['id']}/result", {"text": "Das Tier ist beim Tierarzt."}))

    assert (leg["to"], datetime.fromisoformat(leg["due"])) == ("bereitschaft", saturday + timedelta(minutes=30))
    entries = ahlers.get(f"{here}/timeline").json()["items"]
    assert "0221 4710 299" in next(entry["text"] for entry in entries if entry["kind"] == "on_call")
    assert entries[-1]["text"] == "Das Tier ist beim Tierarzt."
