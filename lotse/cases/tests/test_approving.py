from datetime import timedelta

import pytest

from lotse.approvals.jobs import remind
from lotse.approvals.models import Ask, Round
from lotse.approvals.refusals import AlreadyDecided, ContentChanged, MayNotVote, NoReason, Unaskable
from lotse.cases.approving import ask_approval, over_in_silence, take_back, vote
from lotse.cases.closing import close
from lotse.cases.models import Case
from lotse.cases.refusals import Missing, NotAllowed
from lotse.cases.verifying import verify
from lotse.mailroom.models import Letter
from lotse.people.models import Deputy
from lotse.tenants.clock import now


def asked(case, town, *steps, **more):
    steps = steps or (Ask([town.oezdemir]),)
    return ask_approval(case, "Kastration: ja oder nein?", by=town.ahlers, steps=list(steps), cost="120 €", **more)


def test_an_approval_is_asked_voted_and_decided_in_the_timeline(make_case, town):
    case = make_case()
    round = asked(case, town)

    assert vote(case, round, yes=True, by=town.oezdemir) is None

    kinds = list(case.entries.filter(kind__startswith="approval").values_list("kind", flat=True))
    assert kinds == ["approval_asked", "approval_voted", "approval_decided"]
    assert round.approved
    assert not list(verify(case.number))


def test_nobody_approves_what_they_asked_for_not_even_as_deputy(make_case, town):
    case = make_case()
    Deputy.objects.create(person=town.oezdemir, deputy=town.ahlers)
    round = asked(case, town)

    with pytest.raises(MayNotVote):
        vote(case, round, yes=True, by=town.ahlers)
    with pytest.raises(Unaskable):
        asked(make_case(), town, Ask([town.ahlers]))


def test_a_deputy_votes_and_is_named_as_one(make_case, town):
    case = make_case()
    Deputy.objects.create(person=town.oezdemir, deputy=town.janssen)
    round = asked(case, town)

    vote(case, round, yes=True, by=town.janssen)

    assert round.votes.get().instead_of == town.oezdemir
    assert case.entries.get(kind="approval_voted").data["to"] == str(town.oezdemir.pk)


def test_a_refusal_says_why(make_case, town):
    case = make_case()
    round = asked(case, town)

    with pytest.raises(NoReason):
        vote(case, round, yes=False, by=town.oezdemir)
    case = Case.objects.get(pk=case.pk)
    vote(case, round, yes=False, reason="Zu teuer.", by=town.oezdemir)

    assert round.approved is False
    assert case.entries.get(kind="approval_voted").text == "Zu teuer."
    assert round.votes.get().reason == ""


def test_what_changed_after_asking_is_not_approved(make_case, town):
    case = make_case()
    round = asked(case, town)

    case.learn("zustand", "Zustand", "verletzt", by=town.ahlers)

    round.refresh_from_db()
    assert round.voided_because == "changed"
    with pytest.raises(AlreadyDecided):
        vote(case, round, yes=True, by=town.oezdemir)


def test_a_change_nobody_announced_voids_the_round_at_the_vote(make_case, town):
    case = make_case()
    round = asked(case, town)
    case.facts.filter(data_class="matter").update(value="anders")

    assert isinstance(vote(case, round, yes=True, by=town.oezdemir), ContentChanged)

    round.refresh_from_db()
    assert not round.is_open
    assert case.entries.filter(kind="approval_voided").exists()
    assert not round.votes.exists()


def test_a_case_does_not_close_while_others_decide(make_case, town):
    case = make_case()
    round = asked(case, town)

    with pytest.raises(Missing) as missing:
        close(case, "nicht_moeglich", "Vorbei.", by=town.ahlers)
    assert [item["id"] for item in missing.value.items] == [str(round.pk)]

    case = Case.objects.get(pk=case.pk)
    take_back(case, round, by=town.ahlers)
    close(case, "nicht_moeglich", "Vorbei.", by=town.ahlers)


def test_silence_until_the_day_is_consent_only_where_it_was_asked_so(make_case, town, monkeypatch):
    veto, plain = make_case(), make_case()
    day = now() + timedelta(days=1)
    silent = asked(veto, town, Ask([town.oezdemir, town.janssen], "veto"), due_at=day)
    other = asked(plain, town, due_at=day)
    Round.objects.update(due_at=now() - timedelta(minutes=1))

    over_in_silence()

    silent.refresh_from_db()
    other.refresh_from_db()
    assert (silent.approved, other.approved) == (True, None)


def test_who_has_not_voted_is_reminded_once(make_case, town):
    round = asked(make_case(), town, due_at=now() + timedelta(hours=5))
    before = Letter.objects.filter(to=town.oezdemir).count()

    remind()
    remind()

    assert Letter.objects.filter(to=town.oezdemir).count() == before + 1
    assert not Letter.objects.filter(text__contains="Kastration").exists()
    round.refresh_from_db()
    assert round.reminded_at


def test_only_who_carries_the_case_asks(make_case, town):
    with pytest.raises(NotAllowed):
        ask_approval(make_case(), "Darf das?", by=town.brandt, steps=[Ask([town.oezdemir])])
