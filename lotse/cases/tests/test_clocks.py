"""Clocks of cases: they stand for a reason with a waiting party, run on by themselves, and can be reckoned again."""

from datetime import timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lotse.calendars.berlin import moment
from lotse.cases import stepping, watchdogs
from lotse.cases.closing import close, withdraw
from lotse.cases.handing_over import hand_over
from lotse.cases.hours import follow_hours
from lotse.cases.intake import open_case
from lotse.cases.models import Case, Clock, HoursChange
from lotse.cases.models.clock import free_days
from lotse.cases.refusals import UnknownValue
from lotse.cases.replaying import broken_clocks, differences
from lotse.cases.tests.histories import check_changed_hours, check_replay
from lotse.cases.verifying import verify
from lotse.cases.waiting import begin_periods, go_on, wait
from lotse.mailroom.models import Letter, Notice
from lotse.people.models import Absence, Deputy, Membership, Team
from lotse.tenants.clock import moved_to, now

pytestmark = pytest.mark.django_db


def result_of(case):
    return case.clocks.get(kind="result")


def test_a_question_to_the_citizen_stops_the_clock_and_the_answer_starts_it(make_case, town):
    with moved_to(moment("2026-10-06 09:00")):
        case = make_case()
    promised = result_of(case)
    with moved_to(moment("2026-10-07 10:00")):
        case.ask("Welche Farbe?", by=town.ahlers)
    standing = result_of(case)
    with moved_to(moment("2026-10-08 11:30")):
        case.hear("Grau.")

    running = result_of(case)
    calendar = free_days().calendar(running.hours)
    stood = calendar.open_seconds_between(moment("2026-10-07 10:00"), moment("2026-10-08 11:30"))
    assert (standing.state, standing.waits) == ("paused", ["question"])
    assert running.state == "running"
    assert calendar.open_seconds_between(promised.due_at, running.due_at) == stood > 0
    assert [event.kind for event in running.events.all()] == ["start", "pause", "resume"]


def test_a_job_for_the_bauhof_pauses_nothing_for_the_citizen(make_case, town):
    case = make_case()
    before = result_of(case).due_at

    leg = hand_over(case, town.strassenunterhaltung, "Falle?", kind="subtask", by=town.ahlers)

    assert (result_of(case).state, result_of(case).due_at) == ("running", before)
    assert leg.clocks.get().state == "running"


def test_a_clock_stands_only_as_its_agreement_says(make_case, town):
    case = make_case()

    with pytest.raises(UnknownValue):
        wait(case, "team", by=town.ahlers)
    wait(case, "authority", by=town.ahlers)
    assert result_of(case).state == "paused"
    go_on(case, "authority", by=town.ahlers)
    assert result_of(case).state == "running"
    assert [entry.data["event"] for entry in case.entries.filter(kind="clock")] == ["pause", "resume"]


def test_two_reasons_must_both_end(make_case, town):
    case = make_case()
    wait(case, "authority", by=town.ahlers)
    case.ask("Wann?", by=town.ahlers)

    case.hear("Gestern.")

    assert result_of(case).waits == ["authority"]


def test_a_legal_period_does_not_stand_by_a_click(make_case, town):
    case = make_case()
    case.edition.content["agreements"]["periods"] = [
        {"kind": "period", "amount": 3, "unit": "month", "starts": "completeness", "pauses": ["citizen"]}
    ]
    begin_periods(case, "completeness", by=town.ahlers)
    period = case.clocks.get(kind="period")

    case.ask("Wann?", by=town.ahlers)

    period.refresh_from_db()
    assert (period.state, period.pauses) == ("running", [])


def test_changed_hours_touch_only_open_clocks(make_case, town, work_off):
    with moved_to(moment("2026-10-06 09:00")):
        case, closed = make_case(), make_case()
    closed.clocks.all().stop(moment("2026-10-06 12:00"))
    before = {clock.pk: clock.due_at for clock in Clock.objects.all()}
    team = town.cat.owner

    team.hours = "Mo-Fr 10:00-12:00"
    team.save()
    follow_hours([team], at=moment("2026-10-07 09:00"))
    work_off()

    assert HoursChange.objects.get().clocks == 1
    moved = result_of(case)
    assert moved.due_at > before[moved.pk] - timedelta(days=1)
    assert moved.hours == "Mo-Fr 10:00-12:00"
    assert {c.pk: c.due_at for c in closed.clocks.all()} == {c.pk: before[c.pk] for c in closed.clocks.all()}
    assert list(broken_clocks()) == []
    case.refresh_from_db()
    assert case.due_at == min(clock.due_at for clock in case.clocks.all())


def test_a_due_time_that_does_not_follow_from_its_events_is_named(make_case):
    case = make_case()
    assert list(verify()) == []

    case.clocks.filter(kind="result").update(due_at=now() + timedelta(days=99))

    assert [finding.sentence for finding in verify(case.number)] == [
        "Die Uhr „Ergebnis“ folgt nicht aus ihrem Uhrenbuch: due_at."
    ]


def test_each_step_happens_once_and_never_at_midnight(make_case, town):
    with moved_to(moment("2026-10-06 09:00")):
        case = make_case()
    first = case.clocks.get(kind="first_answer")

    with moved_to(first.due_at.replace(hour=23)):
        assert stepping.take_steps() == 0
    with moved_to(first.due_at + timedelta(days=1)):
        assert stepping.take_steps() == 1
        assert stepping.take_steps() == 1
        assert stepping.take_steps() == 0

    assert [e.data["do"] for e in first.events.filter(kind="step")] == ["remind", "escalate"]
    assert set(Notice.objects.filter(subject=case.pk).values_list("kind", flat=True)) == {"clock_soon", "clock_over"}
    assert differences(Clock.objects.get(pk=first.pk), free_days()) == []


def test_an_injured_cat_on_saturday_night_goes_the_way_of_emergencies(town, cat_answers, work_off):
    with moved_to(moment("2026-12-12 22:00")):
        case = open_case(town.cat, cat_answers | {"zustand": "verletzt"}, channel="portal").case

    leg = case.legs.get()
    assert (leg.team.slug, leg.state, case.urgency) == ("bereitschaft", "offered", "high")
    assert leg.due_at == moment("2026-12-12 22:30")
    assert "0221 4710 299" in case.entries.get(kind="on_call").text
    assert not Notice.objects.filter(kind="emergency_way_missing").exists()


def test_on_call_also_runs_on_christmas_day(town, cat_answers):
    with moved_to(moment("2026-12-25 11:00")):
        case = open_case(town.cat, cat_answers | {"zustand": "verletzt"}, channel="portal").case

    assert case.legs.get().team.slug == "bereitschaft"


def test_without_a_team_on_call_the_house_says_that_the_way_is_missing(town, cat_answers):
    department = town.bereitschaft.department
    department.on_call_hours = ""
    department.save()

    with moved_to(moment("2026-12-12 22:00")):
        case = open_case(town.cat, cat_answers | {"zustand": "verletzt"}, channel="portal").case

    notice = Notice.objects.get(kind="emergency_way_missing", subject=case.pk)
    assert "Notweg fehlt" in notice.text
    assert not case.legs.exists()


def test_a_danger_at_night_whose_service_names_nobody_on_call_stands_in_the_notices(town, make_case):
    with moved_to(moment("2026-12-12 22:00")):
        case = make_case("schlagloch", answers={"gefahr": "yes"}, incomplete=True)
        watchdogs.look()
        is_open = Notice.objects.filter(kind="emergency_way_missing", subject=case.pk, settled_at=None).exists
        assert is_open()
        assert case.urgency == "high"

        close(case, "erledigt", "Die Stelle ist gesichert.", by=case.guide)
        watchdogs.look()
        assert not is_open()


def test_a_healthy_cat_on_saturday_night_waits_for_monday(town, cat_answers):
    with moved_to(moment("2026-12-12 22:00")):
        case = open_case(town.cat, cat_answers, channel="portal").case

    assert (case.urgency, case.legs.count()) == ("normal", 0)


def test_replaying_gives_what_is_stored_after_any_history(make_case):
    check_replay(make_case(), Random(20261012), 200)


def test_changed_hours_touch_only_open_clocks_of_their_team_after_any_history(make_case, town):
    follow, stand = check_changed_hours(make_case(), town.cat.owner, town.servicedesk, Random(20261012), 200)

    assert min(follow, stand) > 20


# --- watchdogs


def provoke_no_team(case, town):
    Case.objects.filter(pk=case.pk).update(team=None)


def provoke_no_person(case, town):
    Case.objects.filter(pk=case.pk).update(guide=None)


def provoke_guide_absent(case, town):
    Deputy.objects.filter(person=case.guide).delete()
    Absence.objects.create(person=case.guide, begins_on=now().date(), ends_on=now().date() + timedelta(days=2))


def provoke_leg_waits(case, town):
    leg = hand_over(case, town.strassenunterhaltung, "Falle?", kind="subtask", by=town.ahlers)
    type(leg).objects.filter(pk=leg.pk).update(due_at=now() - timedelta(minutes=1))


def provoke_clock_stands(case, town):
    wait(case, "authority", by=town.ahlers)
    case.clocks.filter(state="paused").update(paused_at=now() - timedelta(days=15))


def provoke_letter_waits(case, town):
    Letter.objects.filter(about=case.pk).update(created_at=now() - timedelta(hours=1))


HAZARDS = {
    "no_team": (provoke_no_team, lambda case, town: Case.objects.filter(pk=case.pk).update(team=town.telefon_empfang)),
    "no_person": (provoke_no_person, lambda case, town: Case.objects.filter(pk=case.pk).update(guide=town.ahlers)),
    "guide_absent": (provoke_guide_absent, lambda case, town: Absence.objects.all().delete()),
    "leg_waits": (provoke_leg_waits, lambda case, town: case.legs.get().accept(by=town.janssen)),
    "clock_stands": (provoke_clock_stands, lambda case, town: go_on(case, "authority", by=town.ahlers)),
    "letter_waits": (provoke_letter_waits, lambda case, town: Letter.objects.update(sent_at=now())),
}


@pytest.mark.parametrize("kind", HAZARDS)
def test_each_hazard_is_raised_with_an_owner_and_taken_down(kind, make_case, town):
    case = make_case(by=town.ahlers)
    provoke, mend = HAZARDS[kind]
    watchdogs.look()
    assert not Notice.objects.open().filter(kind=kind).exists()

    provoke(case, town)
    watchdogs.look()
    watchdogs.look()

    notice = Notice.objects.open().get(kind=kind)
    assert notice.subject == case.pk
    assert notice.owner or kind == "letter_waits"
    mend(case, town)
    watchdogs.look()
    notice.refresh_from_db()
    assert notice.settled_at


def test_a_team_in_which_nobody_works_is_as_good_as_none(make_case, town):
    case = make_case(by=town.ahlers)
    hand_over(case, town.strassenunterhaltung, "Bitte übernehmen.", by=town.ahlers).accept(by=town.janssen)
    watchdogs.look()
    assert not Notice.objects.open().filter(kind="no_team").exists()

    Membership.objects.filter(team=town.strassenunterhaltung).delete()
    watchdogs.look()

    notice = Notice.objects.open().get(kind="no_team")
    assert (notice.subject, notice.owner) == (case.pk, town.telefon_empfang)


def test_in_musterhafen_every_team_has_somebody_at_work(town):
    staffed = Membership.objects.filter(person__is_active=True).values("team")

    assert not Team.objects.exclude(kind="outside").exclude(pk__in=staffed).exists()


def test_nobody_is_sent_after_a_hand_over_of_what_was_withdrawn(make_case, town):
    case = make_case("hundesteuer")
    leg = hand_over(case, town.strassenunterhaltung, "Ist der Hund bekannt?", kind="consult", by=town.lohse)
    type(leg).objects.filter(pk=leg.pk).update(accept_by=now() - timedelta(minutes=1))
    watchdogs.look()
    assert Notice.objects.open().filter(kind="leg_waits").exists()

    withdraw(case)
    watchdogs.look()

    assert not Notice.objects.open().filter(kind="leg_waits").exists()


def test_a_deputy_who_is_away_too_stands_in_for_nobody(make_case, town):
    case = make_case(by=town.ahlers)
    Deputy.objects.get_or_create(person=case.guide, deputy=town.lueders)
    days = {"begins_on": now().date(), "ends_on": now().date() + timedelta(days=2)}
    Absence.objects.create(person=case.guide, **days)
    watchdogs.look()
    assert not Notice.objects.open().filter(kind="guide_absent").exists()

    Absence.objects.create(person=town.lueders, **days)
    watchdogs.look()

    assert Notice.objects.open().get(kind="guide_absent").subject == case.pk


def test_a_watchdog_asks_no_more_for_more_cases(make_case, town):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            watchdogs.look()
        return len(captured)

    make_case(by=town.ahlers)
    few = asked()
    for _ in range(4):
        make_case(by=town.ahlers)

    assert asked() == few
