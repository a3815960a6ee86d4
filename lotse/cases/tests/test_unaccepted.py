"""A hand-over that nobody takes: its team's lead hears of it once, and the case says so."""

from datetime import timedelta

import pytest

from lotse.cases.handing_over import hand_over
from lotse.cases.leading import leads_of
from lotse.cases.models import Entry, Leg
from lotse.cases.unaccepted import tell_lead, tell_leads
from lotse.cases.watchdogs import look
from lotse.mailroom.models import Letter, Notice
from lotse.people.models import Absence, Deputy, Membership


@pytest.fixture
def lead(town):
    """Herr Janssen leads the team that is asked."""
    Membership.objects.filter(team=town.strassenunterhaltung).update(is_lead=False)
    Membership.objects.update_or_create(person=town.janssen, team=town.strassenunterhaltung, defaults={"is_lead": True})
    return town.janssen


@pytest.fixture
def waiting(make_case, town, lead, moment):
    """A leg whose time to be accepted is just over, long before it is due."""
    due = moment + timedelta(days=30)
    leg = hand_over(make_case(), town.strassenunterhaltung, "Falle?", kind="subtask", due=due, by=town.ahlers)
    Leg.objects.filter(pk=leg.pk).update(accept_by=moment - timedelta(minutes=1))
    leg.refresh_from_db()
    return leg


def test_one_that_fails_holds_up_none_of_the_others(waiting, make_case, town, moment, monkeypatch, caplog):
    other = hand_over(make_case(), town.strassenunterhaltung, "Und hier?", kind="subtask", by=town.ahlers)
    Leg.objects.filter(pk=other.pk).update(accept_by=moment)  # the other stands before it
    entries_of = Entry.objects.append_to.__func__

    def breaks_once(self, case, kind, **values):
        if case.pk == waiting.case_id:
            raise ValueError("broken row")
        return entries_of(self, case, kind, **values)

    monkeypatch.setattr(type(Entry.objects), "append_to", breaks_once)

    assert tell_leads() == 1
    assert Leg.objects.get(pk=other.pk).lead_told_at
    assert Leg.objects.get(pk=waiting.pk).lead_told_at is None
    assert "step failed" in caplog.text


def test_a_leg_says_until_when_it_must_be_taken(make_case, town, moment):
    far = hand_over(
        make_case(), town.strassenunterhaltung, "Falle?", kind="subtask", due=moment + timedelta(days=30),
        by=town.ahlers,
    )  # fmt: skip
    soon = hand_over(
        make_case(), town.strassenunterhaltung, "Falle?", kind="subtask", due=moment + timedelta(minutes=1),
        by=town.ahlers,
    )  # fmt: skip

    assert moment < far.accept_by < far.due_at
    assert soon.accept_by == soon.due_at


def test_the_lead_is_told_once_and_the_case_shows_it(waiting, lead):
    assert tell_leads() == 1
    assert tell_leads() == 0

    entry = waiting.case.entries.get(kind="unaccepted")
    letter = Letter.objects.get(entry=entry.pk)
    assert (letter.to, waiting.case.number in letter.text) == (lead, True)


def test_who_stands_in_for_an_absent_lead_is_told(waiting, lead, town, today):
    Absence.objects.create(person=lead, begins_on=today, ends_on=today)
    Deputy.objects.create(person=lead, deputy=town.brandt)

    tell_leads()

    assert Letter.objects.get(entry=waiting.case.entries.get(kind="unaccepted").pk).to == town.brandt
    assert leads_of(waiting.case, waiting.team, today) == [town.brandt]


def test_an_accepted_leg_is_nobodys_worry(waiting, town):
    stale = Leg.objects.get(pk=waiting.pk)
    waiting.accept(by=town.janssen)

    assert tell_lead(stale) is False
    assert not waiting.case.entries.filter(kind="unaccepted").exists()


def test_the_watchdog_looks_at_the_time_to_accept_not_at_the_due_time(waiting, town):
    look()
    assert Notice.objects.filter(kind="leg_waits", subject=waiting.case.pk, settled_at=None).exists()

    waiting.accept(by=town.janssen)
    look()
    assert not Notice.objects.filter(kind="leg_waits", subject=waiting.case.pk, settled_at=None).exists()
