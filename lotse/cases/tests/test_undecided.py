"""A decision that is overdue: the lead of whoever asked learns it once, and the watchdogs show it until it is over."""

from datetime import timedelta

import pytest

from lotse.approvals.models import Ask
from lotse.cases import undecided, watchdogs
from lotse.cases.approving import ask_approval, take_back, vote
from lotse.mailroom.models import Letter, Notice
from lotse.tenants.clock import moved_to, now


@pytest.fixture
def asked(make_case, town):
    case = make_case()
    due = now() + timedelta(days=1)
    return case, ask_approval(case, "Kastration?", by=town.ahlers, steps=[Ask([town.oezdemir])], due_at=due)


def test_the_lead_of_whoever_asked_is_told_once(asked, town):
    case, _round = asked

    with moved_to(now() + timedelta(days=2)):
        assert (undecided.tell_leads(), undecided.tell_leads()) == (1, 0)

    entry = case.entries.get(kind="approval_overdue")
    letter = Letter.objects.get(entry=entry.pk)
    assert letter.to == town.lueders
    assert "Kastration" not in letter.subject + letter.text


def test_before_its_day_and_after_an_answer_nobody_is_told(asked, town):
    case, round = asked
    assert undecided.tell_leads() == 0

    vote(case, round, yes=True, by=town.oezdemir)

    with moved_to(now() + timedelta(days=2)):
        assert undecided.tell_leads() == 0


def test_it_stands_among_the_notices_until_it_is_over(asked, town):
    case, round = asked
    with moved_to(now() + timedelta(days=2)):
        watchdogs.look()
        notice = Notice.objects.open().get(kind="approval_waits")
        assert (notice.subject, notice.owner) == (case.pk, town.telefon_empfang)

        take_back(case, round, by=town.ahlers)
        watchdogs.look()

    assert not Notice.objects.open().filter(kind="approval_waits").exists()
