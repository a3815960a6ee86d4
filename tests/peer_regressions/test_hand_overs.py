"""What goes wrong with hand-overs at the peers (docs/pitfalls.md), and does not here."""

from datetime import timedelta

import pytest

from lotse.cases.by_link import code_for
from lotse.cases.handing_over import hand_over
from lotse.cases.leaving import release_work_of
from lotse.cases.models import Case
from lotse.cases.models.leg import LINK
from lotse.cases.reading import reading
from lotse.people.models import LinkSession, Membership
from lotse.tenants.clock import moved_to, now

pytestmark = pytest.mark.django_db


def test_19_the_clock_of_a_leg_does_not_begin_anew_when_a_colleague_takes_it(make_case, town):
    leg = hand_over(make_case(), town.strassenunterhaltung, "Falle?", kind="subtask", by=town.ahlers)
    before = leg.clocks.values("started_at", "due_at").get()

    with moved_to(now() + timedelta(hours=1)):
        leg.accept(by=town.janssen)

    assert leg.clocks.values("started_at", "due_at").get() == before


def test_42_whoever_leaves_the_team_is_no_longer_in_charge(make_case, town):
    case = make_case()
    Case.objects.filter(pk=case.pk).update(guide=town.ahlers, assignee=town.ahlers)
    Membership.objects.filter(person=town.ahlers, team=case.guide_team).delete()

    release_work_of(town.ahlers, by=None, left=[case.guide_team])

    case.refresh_from_db()
    assert case.assignee is None
    assert case.guide != town.ahlers


def test_43_who_handed_over_reads_on_the_old_assignee_is_gone_and_it_can_come_back(make_case, town):
    case = make_case()
    case.assign(town.ahlers, by=town.ahlers)
    leg = hand_over(case, town.allgemeine_ordnung, "Bitte einordnen.", by=town.ahlers)

    leg.accept(by=town.oezdemir)
    case.refresh_from_db()
    assert (case.team, case.assignee) == (town.allgemeine_ordnung, None)
    assert Case.objects.readable_by(town.ahlers).filter(pk=case.pk).exists()

    leg.send_back("Liegt beim Bauhof.", by=town.oezdemir)
    case.refresh_from_db()
    assert case.team == town.telefon_empfang
    assert reading(case, town.oezdemir).facts().filter(key="ort").exists()  # what the former team had


def test_43_ending_one_of_several_hand_overs_leaves_the_others(make_case, town):
    case = make_case()
    transfer = hand_over(case, town.allgemeine_ordnung, "Bitte einordnen.", by=town.ahlers)
    advice = hand_over(case, town.sportstaetten, "Was meinen Sie?", kind="consult", by=town.ahlers)
    work = hand_over(case, town.strassenunterhaltung, "Falle bringen.", kind="subtask", by=town.ahlers)
    transfer.accept(by=town.oezdemir)
    work.accept(by=town.janssen)

    work.finish("Steht.", by=town.janssen)

    states = dict(case.legs.values_list("kind", "state"))
    assert states == {"transfer": "accepted", "consult": "offered", "subtask": "done"}
    assert {clock.leg_id for clock in case.clocks.filter(kind="ola", stopped_at=None)} == {transfer.pk, advice.pk}
    case.refresh_from_db()
    assert case.team == town.allgemeine_ordnung
    assert reading(case, town.janssen).facts().filter(key="ort").exists()


def test_46_a_link_ends_with_its_work_opens_one_order_and_runs_out(make_case, town, client):
    legs = [hand_over(make_case(), town.tierheim, "Sichern?", kind="subtask", by=town.ahlers) for _ in range(2)]
    one, other = (LinkSession.objects.get(subject=leg.pk, purpose=LINK) for leg in legs)

    legs[0].send_back("Kein Platz.", by=town.ahlers)

    one.refresh_from_db()
    other.refresh_from_db()
    assert one.ended_at is not None
    assert other.ended_at is None
    with moved_to(other.expires_at + timedelta(seconds=1)):
        assert code_for(legs[1]) == ""
