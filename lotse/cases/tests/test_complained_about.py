"""A complaint about somebody who leads, stands in or guides: no mail, notice or figure of it ever reaches them."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from lotse.cases import stepping, unaccepted, watchdogs
from lotse.cases.correcting import correct
from lotse.cases.handing_over import hand_over
from lotse.cases.mending import notices_for
from lotse.cases.models import Case, Clock, Leg
from lotse.mailroom.models import Letter, Notice, raise_notice
from lotse.people.models import Absence, Deputy, Membership, Person
from lotse.tenants.clock import moved_to, now

MAILBOX = "vogt@musterhafen.example"


@pytest.fixture
def vogt(town):
    """Frau Vogt alone leads the team that decides complaints; a list at work carries her address, too."""
    Person.objects.filter(pk=town.vogt.pk).update(email=MAILBOX)
    Person.objects.create(login="vogt-alt", name="Zweitkonto", kind="staff", email=MAILBOX.upper())
    for login in ("lueders", "engel", "ahlers"):
        Person.objects.filter(login=login).update(email=f"{login}@musterhafen.example")
    town.vogt.refresh_from_db()
    return town.vogt


@pytest.fixture
def complaint(make_case, vogt):
    """A complaint about Frau Vogt herself; she also stands in for its guide."""
    case = make_case("beschwerde", barred=[vogt])
    Deputy.objects.create(person=case.guide, deputy=vogt)
    return case


def written_to(case):
    """To whom in the house the letters about this case went."""
    return {letter.to_address for letter in Letter.objects.filter(about=case.pk).exclude(to=case.citizen)}


def run_out(case):
    """Let every clock of the case run out, step by step, as the worker does."""
    last = max(clock.due_at for clock in case.clocks.all())
    with moved_to(last + timedelta(days=3)):
        while stepping.take_steps():
            pass
        watchdogs.look()


def seen_by(person):
    """The open notices this person finds, on their next visit."""
    return notices_for(Person.objects.get(pk=person.pk))


def test_a_complaint_about_the_only_one_who_takes_complaints_has_a_guide_above_them(complaint, vogt, town):
    assert (complaint.guide, complaint.guide_team) == (town.engel, town.buero_buergermeisterin)
    assert complaint in Case.objects.readable_by(Person.objects.get(pk=town.engel.pk))
    assert not Case.objects.visible_to(Person.objects.get(pk=vogt.pk)).exists()


def test_reminder_and_escalation_pass_by_whom_it_is_about_and_reach_the_next_lead_above(complaint, vogt, town):
    run_out(complaint)

    steps = [e.data["do"] for e in complaint.entries.filter(kind="clock") if e.data["event"] == "step"]
    assert {"remind", "escalate"} <= set(steps)
    assert MAILBOX not in {address.lower() for address in written_to(complaint)}
    assert written_to(complaint) == {town.engel.email}, "who manages the house leads above her"
    assert complaint in Case.objects.readable_by(Person.objects.get(pk=town.engel.pk))
    assert not seen_by(vogt).filter(subject=complaint.pk).exists()
    assert seen_by(town.engel).filter(subject=complaint.pk, kind="clock_over").exists()


def test_every_mail_about_it_says_the_number_alone(complaint, vogt):
    run_out(complaint)

    said = " ".join(
        f"{mail.subject} {mail.text}" for mail in Letter.objects.filter(about=complaint.pk, to__kind="staff")
    )
    assert complaint.number in said
    assert "Öztürk" not in said
    assert "Vogt" not in said
    assert complaint.subject not in said


def test_a_lead_who_is_named_hears_of_it_and_nobody_is_let_in_beside(make_case, vogt, town):
    case = make_case("beschwerde", barred=[town.oezdemir])

    run_out(case)

    assert vogt.email in written_to(case)
    assert case not in Case.objects.readable_by(Person.objects.get(pk=town.engel.pk))


def test_an_absent_lead_whose_deputy_it_is_about_leaves_it_to_the_next_lead(make_case, vogt, town, today):
    barred = town.brandt
    Person.objects.filter(pk=barred.pk).update(email="brandt@musterhafen.example")
    Absence.objects.create(person=vogt, begins_on=today - timedelta(days=1), ends_on=today + timedelta(days=99))
    Deputy.objects.create(person=vogt, deputy=barred)
    case = make_case("beschwerde", barred=[Person.objects.get(pk=barred.pk)])

    run_out(case)

    assert "brandt@musterhafen.example" not in written_to(case)
    assert town.engel.email in written_to(case)


def test_who_stands_in_for_the_lead_it_is_about_does_not_answer_for_them(complaint, vogt, town, today):
    Absence.objects.create(person=vogt, begins_on=today - timedelta(days=1), ends_on=today + timedelta(days=99))
    Deputy.objects.create(person=vogt, deputy=town.brandt)
    Person.objects.filter(pk=town.brandt.pk).update(email="brandt@musterhafen.example")
    Case.objects.filter(pk=complaint.pk).update(guide=None, guide_team=complaint.team)

    run_out(Case.objects.get(pk=complaint.pk))

    assert written_to(complaint) == {town.engel.email}, "the next one above"
    assert not complaint.involvements.filter(person=town.brandt).exists()
    assert complaint not in Case.objects.readable_by(Person.objects.get(pk=town.brandt.pk))


@pytest.fixture
def nobody_above(vogt):
    """Frau Vogt is the only lead of the house, away for months; Herr Brandt stands in for her."""
    Membership.objects.exclude(person=vogt).update(is_lead=False)
    Absence.objects.create(person=vogt, begins_on=localdate(), ends_on=localdate() + timedelta(days=99))
    brandt = Person.objects.get(login="brandt")
    Deputy.objects.create(person=vogt, deputy=brandt)
    return brandt


def test_a_notice_for_which_nobody_is_above_leaves_its_case_alone_and_is_the_front_offices(
    make_case, vogt, town, nobody_above
):
    case = make_case(barred=[vogt])
    notice = raise_notice("clock_soon", case.pk, "Eine Frist läuft bald ab.", owner=vogt.memberships.get().team)
    assert not seen_by(nobody_above).exists(), "they stand in for whom it is about"
    before = Case.objects.get(pk=case.pk).updated_at

    with moved_to(now() + timedelta(minutes=1)):
        watchdogs.lift()

    assert Case.objects.get(pk=case.pk).updated_at == before
    assert not seen_by(nobody_above).exists()
    assert not seen_by(vogt).exists()
    assert seen_by(town.ahlers).filter(pk=notice.pk).exists()


def test_a_notice_of_a_complaint_for_which_nobody_is_above_is_its_guides(make_case, vogt, town, nobody_above):
    case = make_case("beschwerde", barred=[vogt])
    Case.objects.filter(pk=case.pk).update(guide=town.engel)
    case.involvements.create(person=town.engel, role="named", since=now())
    notice = raise_notice("clock_soon", case.pk, "Eine Frist läuft bald ab.", owner=vogt.memberships.get().team)

    watchdogs.lift()

    finders = [each.login for each in Person.objects.filter(kind="staff") if notice in seen_by(each)]
    assert finders == [town.engel.login]


def test_a_hand_over_that_nobody_takes_is_laid_before_the_lead_above_whom_it_is_about(make_case, vogt, town):
    Membership.objects.filter(team=town.allgemeine_ordnung).update(is_lead=False)
    Membership.objects.update_or_create(person=town.oezdemir, team=town.allgemeine_ordnung, defaults={"is_lead": True})
    Person.objects.filter(pk=town.oezdemir.pk).update(email="oezdemir@musterhafen.example")
    case = make_case("beschwerde", barred=[Person.objects.get(pk=town.oezdemir.pk)])
    leg = hand_over(case, town.allgemeine_ordnung, "Stellungnahme?", kind="consult", by=vogt)
    leg.remind()
    Leg.objects.filter(pk=leg.pk).update(accept_by=now() - timedelta(minutes=1))

    unaccepted.tell_leads()

    assert "oezdemir@musterhafen.example" not in written_to(case)
    assert written_to(case), "somebody is told"
    assert not Case.objects.visible_to(Person.objects.get(pk=town.oezdemir.pk)).exists()


def test_a_correction_reaches_who_holds_the_packet_and_never_whom_it_is_about(complaint, vogt, town):
    Membership.objects.create(person=vogt, team=town.allgemeine_ordnung, is_lead=True)
    Person.objects.filter(pk=town.oezdemir.pk).update(email="oezdemir@musterhafen.example")
    hand_over(complaint, town.allgemeine_ordnung, "Stellungnahme?", kind="consult", by=town.engel)
    told = complaint.legs.get().packet["facts"]
    key = next(f.key for f in complaint.edition.form.fields if f.kind in ("text", "textarea") and f.key in told)
    Letter.objects.all().delete()

    correct(complaint, key, "Es war am Dienstag.", by=town.engel)

    assert written_to(complaint) == {"oezdemir@musterhafen.example"}


def test_a_notice_of_the_watchdogs_lies_with_somebody_who_may_see_it(complaint, vogt, town):
    Case.objects.filter(pk=complaint.pk).update(guide=None, guide_team=complaint.team)

    watchdogs.look()

    notice = Notice.objects.get(subject=complaint.pk, kind="no_person")
    assert notice.owner != complaint.team
    assert not seen_by(vogt).filter(pk=notice.pk).exists()
    assert any(seen_by(lead).filter(pk=notice.pk).exists() for lead in notice.owner.members.all())


def test_whom_a_report_of_every_circle_is_about_hears_nothing_of_it_either(make_case, vogt, town):
    case = make_case(barred=[vogt])
    Case.objects.filter(pk=case.pk).update(team=vogt.memberships.get().team)
    Clock.objects.filter(case=case).update(team=vogt.memberships.get().team)

    run_out(case)

    assert MAILBOX not in {address.lower() for address in written_to(case)}
    assert not seen_by(vogt).filter(subject=case.pk).exists()
