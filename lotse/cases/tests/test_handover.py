from datetime import timedelta

import pytest

from lotse.cases.handing_over import hand_over
from lotse.cases.models import Case
from lotse.cases.refusals import (
    AlreadyAnswered,
    AlreadyHandedOver,
    NotAccepted,
    NotAllowed,
    NotYours,
    ReasonNeeded,
    UnknownValue,
)


def test_a_handover_carries_a_frozen_packet_and_a_clock(make_case, town):
    case = make_case()

    leg = hand_over(case, town.allgemeine_ordnung, "Bitte einordnen.", by=town.ahlers)
    case.learn("ort", "Ort", {"text": "Marktplatz"}, text="Marktplatz", by=town.ahlers)

    assert leg.packet["facts"]["ort"]["value"] == "Stadtpark"
    assert not {"name", "email", "phone", "kontakt"} & leg.packet["facts"].keys()
    assert leg.clocks.get().due_at == leg.due_at
    assert case.guide == town.ahlers


def test_facts_about_the_person_travel_only_with_a_reason(make_case, town):
    case = make_case()

    with pytest.raises(ReasonNeeded):
        hand_over(case, town.allgemeine_ordnung, "Bitte anrufen.", facts=["name"], by=town.ahlers)

    leg = hand_over(
        case, town.allgemeine_ordnung, "Bitte anrufen.", facts=["name"], reason="Ortstermin", by=town.ahlers
    )
    assert leg.packet["facts"]["name"]["value"] == "Selin Öztürk"


def test_a_name_never_goes_outside(make_case, town):
    with pytest.raises(NotAllowed):
        hand_over(make_case(), town.tierheim, "Sichern?", kind="subtask", facts=["name"], reason="egal", by=town.ahlers)


def test_a_transfer_makes_the_receiver_responsible_once_it_accepts(make_case, town):
    case = make_case()
    leg = hand_over(case, town.allgemeine_ordnung, "Bitte einordnen.", by=town.ahlers)
    assert case.team == town.telefon_empfang

    leg.accept(by=town.oezdemir)

    assert case.team == town.allgemeine_ordnung
    assert case.guide == town.ahlers


def test_a_return_keeps_the_reason_and_the_case_where_it_was(make_case, town):
    case = make_case()
    leg = hand_over(case, town.allgemeine_ordnung, "Bitte einordnen.", by=town.ahlers)

    leg.send_back("Ort unklar", by=town.oezdemir)

    assert (leg.state, case.team) == ("returned", town.telefon_empfang)
    assert case.entries.get(kind="returned").text == "Ort unklar"
    assert not case.clocks.filter(leg=leg, stopped_at=None).exists()


def test_an_accepted_transfer_that_comes_back_has_a_team_again(make_case, town):
    case = make_case()
    leg = hand_over(case, town.allgemeine_ordnung, "Bitte einordnen.", by=town.ahlers)
    leg.accept(by=town.oezdemir)

    leg.send_back("nicht Stadtgebiet", by=town.oezdemir)

    assert case.team == town.telefon_empfang


def test_a_team_that_returns_one_of_two_orders_goes_on_with_the_other(make_case, town):
    case = make_case()
    first = hand_over(case, town.strassenunterhaltung, "Falle bringen.", kind="subtask", by=town.ahlers)
    first.accept(by=town.janssen)
    second = hand_over(case, town.strassenunterhaltung, "Zaun flicken.", kind="subtask", by=town.ahlers)

    second.send_back("nicht unser Zaun", by=town.janssen)
    assert case.left_by(town.janssen) is None
    case.note("Falle steht.", by=town.janssen)
    first.send_back("keine Falle da", by=town.janssen)

    assert case.left_by(town.janssen) == first.returned_at


def test_only_the_receiver_answers(make_case, town):
    leg = hand_over(make_case(), town.allgemeine_ordnung, "Bitte einordnen.", by=town.ahlers)

    with pytest.raises(NotYours):
        leg.accept(by=town.janssen)


def test_a_result_needs_acceptance_and_comes_once(make_case, town):
    leg = hand_over(make_case(), town.strassenunterhaltung, "Falle bringen.", kind="subtask", by=town.ahlers)
    with pytest.raises(NotAccepted):
        leg.finish("Steht.", by=town.janssen)

    leg.accept(by=town.janssen)
    leg.finish("Steht.", by=town.janssen)

    with pytest.raises(AlreadyAnswered):
        leg.finish("Steht wirklich.", by=town.janssen)


def test_two_people_handing_over_at_once_the_second_reads_who(make_case, town):
    case = make_case()
    other = Case.objects.get(pk=case.pk)
    hand_over(case, town.allgemeine_ordnung, "Bitte einordnen.", by=town.ahlers)

    with pytest.raises(AlreadyHandedOver) as refused:
        hand_over(other, town.strassenunterhaltung, "Bitte räumen.", by=town.lueders)

    assert "Frau Ahlers" in str(refused.value)
    assert "Allgemeine Ordnung" in str(refused.value)


def test_several_teams_help_at_the_same_time(make_case, town):
    case = make_case()
    hand_over(case, town.allgemeine_ordnung, "Bitte einordnen.", by=town.ahlers)

    hand_over(case, town.strassenunterhaltung, "Falle bringen.", kind="subtask", by=town.ahlers)

    assert case.legs.filter(state="offered").count() == 2


def test_an_outside_body_is_never_responsible(make_case, town):
    with pytest.raises(UnknownValue):
        hand_over(make_case(), town.tierheim, "Übernehmen?", by=town.ahlers)


def test_the_guide_writes_down_what_an_outside_body_said(make_case, town):
    case = make_case()
    leg = hand_over(case, town.tierheim, "Sichern?", kind="subtask", by=town.ahlers)
    leg.accept(by=town.ahlers)

    leg.finish("Katze ist gesichert.", by=town.ahlers)

    assert leg.state == "done"


def test_a_due_time_may_be_agreed(make_case, town, moment):
    due = moment + timedelta(days=3)

    leg = hand_over(make_case(), town.strassenunterhaltung, "Falle?", kind="subtask", due=due, by=town.ahlers)

    assert leg.due_at == due


def test_a_fact_that_says_the_citizens_name_stays_here_unless_it_is_chosen_and_then_it_is_said(make_case, town):
    case = make_case(contact={"name": "Emil Lindner"}, by=town.ahlers)
    case.learn("schule", "Fahrschule", "Fahrschule Lindner", by=town.ahlers)

    with pytest.raises(NotAllowed, match="Lindner"):
        hand_over(case, town.tierheim, "Bitte nehmen.", kind="subtask", facts=["schule"], by=town.ahlers)
    packet = hand_over(case, town.tierheim, "Bitte nehmen.", kind="subtask", by=town.ahlers).packet

    assert "schule" not in packet["facts"]
    assert "ort" in packet["facts"]


def test_a_case_is_not_handed_to_the_team_that_has_it(make_case, town):
    case = make_case()

    with pytest.raises(UnknownValue, match="schon beim Team Telefon und Empfang"):
        hand_over(case, case.team, "Bitte übernehmen.", by=town.ahlers)

    assert not case.legs.exists()
