"""An application is taken back while other teams work on it."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from lotse.cases import watchdogs
from lotse.cases.by_link import code_for
from lotse.cases.closing import reopen, withdraw
from lotse.cases.handing_over import hand_over
from lotse.cases.models import Case, Clock, Leg, LegTally
from lotse.cases.refusals import AlreadyAnswered
from lotse.cases.replaying import broken_clocks
from lotse.cases.verifying import verify
from lotse.mailroom.models import Letter, Notice
from lotse.people.models import LinkSession, Person
from lotse.tenants.clock import moved_to, now


@pytest.fixture
def application(make_case, town):
    """With a question to the Bauhof and an order for the shelter; a job for the Baumpflege is done."""
    Person.objects.filter(pk=town.janssen.pk).update(email="janssen@musterhafen.example")
    Person.objects.filter(pk=town.brandt.pk).update(email="brandt@musterhafen.example")
    case = make_case("hundesteuer")
    hand_over(case, town.strassenunterhaltung, "Ist der Hund bekannt?", kind="consult", by=town.lohse)
    hand_over(case, town.tierheim, "Ist der Hund bei Ihnen?", kind="subtask", by=town.lohse)
    done = hand_over(case, town.baumpflege, "Welcher Baum?", kind="consult", by=town.lohse)
    done.accept(by=town.brandt)
    done.finish("Die Linde.", by=town.brandt)
    Letter.objects.all().delete()
    return case


def test_whoever_still_has_a_part_learns_that_it_is_over(application, town):
    withdraw(application)

    told = {letter.to_address for letter in Letter.objects.filter(subject__startswith="Nicht mehr nötig")}
    assert town.tierheim.department.email in told
    assert "janssen@musterhafen.example" in told
    assert "brandt@musterhafen.example" not in told


def test_the_link_of_a_body_outside_opens_nothing_any_more(application, town):
    leg = application.legs.get(team=town.tierheim)
    assert code_for(leg)

    withdraw(application)

    assert not code_for(leg)
    assert not LinkSession.objects.filter(subject=leg.pk, ended_at=None).exists()


def test_a_report_whose_work_goes_on_is_called_off_by_nobody(make_case, town):
    case = make_case()
    leg = hand_over(case, town.tierheim, "Sichern?", kind="subtask", by=town.ahlers)

    withdraw(case)

    assert case.is_open
    assert code_for(leg)
    assert not Letter.objects.filter(subject__startswith="Nicht mehr nötig").exists()


def test_what_was_called_off_says_so_and_nobody_answers_it_any_more(application, town):
    withdraw(application)

    leg = application.legs.get(team=town.strassenunterhaltung)
    assert (leg.state, leg.where_it_stands) == ("called_off", "nicht mehr nötig")
    assert LegTally.objects.get(leg=leg.pk).called_off_at == leg.called_off_at
    assert application.legs.get(team=town.baumpflege).state == "done"
    with pytest.raises(AlreadyAnswered, match="nicht mehr nötig"):
        leg.accept(by=town.janssen)
    with pytest.raises(AlreadyAnswered, match="nicht mehr nötig"):
        leg.send_back("Doch nicht.", by=town.janssen)


def test_a_withdrawn_case_that_goes_on_has_no_hand_over_without_a_clock_and_offers_it_anew(application, town):
    withdraw(application)

    reopen(application, "Sie überlegt es sich anders.", by=town.lohse)

    assert not application.legs.filter(state__in=Leg.OPEN).exists()
    assert application.clocks.open().filter(kind="result").exists()
    again = hand_over(application, town.strassenunterhaltung, "Ist der Hund bekannt?", kind="consult", by=town.lohse)
    assert again.clocks.open().exists()
    assert again in Leg.objects.filter(state="offered")
    with moved_to(now() + timedelta(days=30)):
        watchdogs.look()
    assert Notice.objects.filter(subject=application.pk, kind="leg_waits").exists()


def test_nothing_is_sent_outside_by_itself_when_a_withdrawn_case_goes_on(application, town):
    withdraw(application)
    Letter.objects.all().delete()

    reopen(application, "Sie überlegt es sich anders.", by=town.lohse)

    assert not Letter.objects.filter(to_address=town.tierheim.department.email).exists()
    assert not LinkSession.objects.filter(subject__in=application.legs.values("pk"), ended_at=None).exists()


@pytest.fixture
def handed_on(make_case, town):
    """An application that the Baumpflege has by a transfer; Herr Brandt works on it."""
    Person.objects.filter(pk=town.brandt.pk).update(email="brandt@musterhafen.example")
    case = make_case("hundesteuer")
    leg = hand_over(case, town.baumpflege, "Bitte übernehmen.", kind="transfer", by=town.lohse)
    leg.accept(by=town.brandt)
    case.assign(town.brandt, by=town.brandt)
    Letter.objects.all().delete()
    return case


def test_the_team_that_had_it_has_it_again_with_its_clock_and_is_told(handed_on, town):
    leg = handed_on.legs.get()
    was_due = leg.due_at
    withdraw(handed_on)
    assert leg.clocks.get().stopped_at

    with moved_to(now() + timedelta(days=40)):
        reopen(handed_on, "Sie überlegt es sich anders.", by=town.brandt)
        leg.refresh_from_db()

        assert (leg.state, handed_on.team, handed_on.assignee) == ("accepted", town.baumpflege, town.brandt)
        assert leg.due_at > was_due
        assert leg.clocks.get().state == Clock.State.RUNNING
        assert Letter.objects.filter(to_address="brandt@musterhafen.example", subject__startswith="Es geht").exists()
        leg.finish("Der Hund ist angemeldet.", by=town.brandt)


def test_replay_and_timeline_hold_after_a_withdrawal_and_a_reopening(handed_on, town):
    withdraw(handed_on)
    with moved_to(now() + timedelta(days=3)):
        reopen(handed_on, "Sie überlegt es sich anders.", by=town.brandt)

    assert list(verify(handed_on.number)) == []
    assert list(broken_clocks(handed_on.number)) == []


def test_what_lay_open_in_cases_withdrawn_before_is_called_off_too(application, town):
    withdraw(application)
    Leg.objects.exclude(state="done").update(state="offered", called_off_at=None)

    import_module("lotse.cases.migrations.0018_withdrawn_legs_are_called_off").call_off(apps, None)

    closed_at = Case.objects.get(pk=application.pk).closed_at
    told = set(application.legs.values_list("state", "called_off_at"))
    assert told == {("called_off", closed_at), ("done", None)}
