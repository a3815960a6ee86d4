"""Where an agreement names no steps the house has its own: nobody's deadline passes without a word."""

from collections import Counter
from datetime import timedelta

import pytest

from lotse.calendars.berlin import moment
from lotse.cases import stepping
from lotse.cases.handing_over import hand_over
from lotse.cases.models import Leg
from lotse.cases.waiting import begin_periods
from lotse.mailroom.models import Letter, Notice
from lotse.people.models import Membership, Person
from lotse.tenants.clock import moved_to

MONDAY = moment("2026-10-05 09:00")


@pytest.fixture
def bauhof(town):
    """Herr Janssen leads, Frau Kran works there; both have a mailbox."""
    Person.objects.filter(pk=town.janssen.pk).update(email="janssen@musterhafen.example")
    kran = Person.objects.create(login="kran", name="Frau Kran", kind="staff", email="kran@musterhafen.example")
    Membership.objects.create(person=kran, team=town.strassenunterhaltung)
    return kran


def step_of(clock):
    return [(step["minutes"], step["do"]) for step in clock.steps]


def run(leg):
    """Take every step of this hand-over's clock, as the worker does, days after its end."""
    with moved_to(moment("2026-10-12 10:00")):
        leg.case.clocks.exclude(leg=leg).stop(MONDAY)
        while stepping.take_steps():
            pass


def written_to(leg):
    return set(Letter.objects.filter(about=leg.case_id, is_auto=True).values_list("to_address", flat=True))


def test_who_accepted_a_job_is_reminded_and_the_lead_learns_that_it_is_late(make_case, town, bauhof):
    with moved_to(MONDAY):
        leg = hand_over(make_case(), town.strassenunterhaltung, "Falle bringen.", kind="subtask", by=town.ahlers)
        leg.accept(by=bauhof)
    Letter.objects.all().delete()

    run(leg)

    assert step_of(leg.clocks.get()) == [(-120, "remind"), (0, "escalate")]
    assert [event.data["do"] for event in leg.clocks.get().events.filter(kind="step")] == ["remind", "escalate"]
    reminded, told = Letter.objects.filter(about=leg.case_id).order_by("created_at", "pk")[:2]
    assert (reminded.to, told.to) == (bauhof, town.janssen)
    owners = dict(Notice.objects.filter(subject=leg.case_id).values_list("kind", "owner"))
    assert owners == {"clock_soon": town.strassenunterhaltung.pk, "clock_over": town.strassenunterhaltung.pk}


def test_who_leads_a_team_that_took_nothing_is_not_told_twice(make_case, town, bauhof):
    with moved_to(MONDAY):
        leg = hand_over(make_case(), town.strassenunterhaltung, "Falle bringen.", kind="subtask", by=town.ahlers)
    Leg.objects.filter(pk=leg.pk).update(lead_told_at=MONDAY)
    Letter.objects.all().delete()

    run(leg)

    assert "Eine Zusage ist nicht gehalten" not in " ".join(Letter.objects.values_list("subject", flat=True))


def test_a_body_outside_is_the_guides_to_call(make_case, town, bauhof):
    Person.objects.filter(pk=town.ahlers.pk).update(email="ahlers@musterhafen.example")
    with moved_to(MONDAY):
        leg = hand_over(make_case(by=town.ahlers), town.tierheim, "Sichern?", kind="subtask", by=town.ahlers)
    Letter.objects.all().delete()

    run(leg)

    assert "ahlers@musterhafen.example" in written_to(leg)
    assert not Notice.objects.filter(subject=leg.case_id, owner=town.tierheim).exists()


def test_half_an_hour_on_call_begins_with_no_reminder(make_case, town):
    with moved_to(MONDAY):
        leg = hand_over(make_case(), town.strassenunterhaltung, "Sofort.", kind="subtask", by=town.ahlers,
                        due=MONDAY + timedelta(minutes=30))  # fmt: skip

    assert step_of(leg.clocks.get()) == [(0, "escalate")]


@pytest.mark.parametrize(("kind", "unit", "amount", "steps"), [
    ("period", "month", 3, ["remind", "escalate", "escalate", "urgent"]),
    ("deemed_approval", "month", 3, ["remind", "escalate", "urgent", "escalate"]),
    ("deemed_approval", "week", 3, ["escalate", "urgent", "escalate"]),  # two weeks before were the first days
    ("reminder_date", "week", 10, ["remind"]),
])  # fmt: skip
def test_legal_clocks_speak_up_before_it_is_too_late(make_case, town, kind, unit, amount, steps):
    case = make_case()
    case.edition.content["agreements"]["periods"] = [
        {"kind": kind, "amount": amount, "unit": unit, "rule": "bgb", "starts": "completeness"}
    ]

    begin_periods(case, "completeness", by=town.ahlers)

    clock = case.clocks.get(kind=kind)
    assert [step["do"] for step in clock.steps] == steps
    assert clock.next_step_at is not None
    assert clock.started_at < clock.next_step_at <= clock.due_at


@pytest.mark.parametrize("kind", ["period", "deemed_approval"])
def test_a_lead_reads_that_a_period_ends_soon_before_its_end_and_that_it_was_missed_after_it(make_case, town, kind):
    Person.objects.filter(memberships__is_lead=True, email="").update(email="leitung@musterhafen.example")
    with moved_to(MONDAY):
        case = make_case()
        case.edition.content["agreements"]["periods"] = [
            {"kind": kind, "amount": 3, "unit": "month", "rule": "bgb", "starts": "completeness"}
        ]
        begin_periods(case, "completeness", by=town.ahlers)
    case.clocks.exclude(kind=kind).stop(MONDAY)
    due = case.clocks.get(kind=kind).due_at

    with moved_to(due - timedelta(hours=20)):
        while stepping.take_steps():
            pass
    assert "Eine Zusage ist nicht gehalten" not in said_about(case)
    assert said_about(case)["Eine Frist läuft bald ab"] >= 1
    assert set(noticed(case)) == {"clock_soon", "clock_near"}
    assert "nicht gehalten" not in " ".join(noticed(case).values())

    with moved_to(due + timedelta(days=5)):
        while stepping.take_steps():
            pass
    assert said_about(case)["Eine Zusage ist nicht gehalten"] >= 1
    assert "nicht gehalten" in noticed(case)["clock_over"]
    steps = [e.data for e in case.entries.filter(kind="clock", data__do="escalate").order_by("seq")]
    assert [(step["minutes"] < 0, step["told"]) for step in steps] == [(True, True), (False, True)]


def said_about(case):
    subjects = Letter.objects.filter(about=case.pk, to__kind="staff").values_list("subject", flat=True)
    return Counter(subject.split(" [")[0] for subject in subjects)


def noticed(case):
    return dict(Notice.objects.filter(subject=case.pk).values_list("kind", "text"))


def test_an_agreement_that_names_its_steps_or_none_keeps_them(make_case, town):
    case = make_case()
    case.edition.content["agreements"]["leg"] = {"amount": 1, "unit": "workday", "steps": []}
    leg = hand_over(case, town.baumpflege, "Falle bringen.", kind="subtask", by=town.ahlers)

    assert leg.clocks.get().steps == []
