"""What goes wrong with approvals at the peers (docs/pitfalls.md), and does not here."""

from lotse.approvals.models import Ask
from lotse.cases.approving import ask_approval, vote
from lotse.mailroom.models import Letter


def test_31_a_later_refusal_is_not_swallowed_by_an_earlier_yes(make_case, town):
    case = make_case()
    steps = [Ask([town.oezdemir, town.janssen], "all")]
    round = ask_approval(case, "Kastration?", by=town.ahlers, steps=steps)

    vote(case, round, yes=True, by=town.oezdemir)
    assert round.approved is None
    vote(case, round, yes=False, reason="Zu teuer.", by=town.janssen)

    assert round.approved is False


def test_32_the_second_step_is_asked_with_the_vote_that_ends_the_first(make_case, town):
    case = make_case()
    steps = [Ask([town.oezdemir]), Ask([town.lueders], "all")]
    round = ask_approval(case, "Kastration?", by=town.ahlers, steps=steps)
    assert not Letter.objects.filter(to=town.lueders, subject__contains="Freigabe").exists()

    vote(case, round, yes=True, by=town.oezdemir)

    assert round.step == 2
    assert Letter.objects.filter(to=town.lueders, subject__contains="Freigabe").exists()
