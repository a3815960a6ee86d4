"""Two people at the same moment: one wins, the other reads who and when, and the timeline stays whole."""

import re
from functools import partial
from threading import Event
from uuid import uuid4

import pytest

from lotse.approvals.models import Ask
from lotse.approvals.refusals import VoteRefused
from lotse.cases.approving import ask_approval, vote
from lotse.cases.belonging import take_over_message
from lotse.cases.closing import close
from lotse.cases.handing_over import hand_over
from lotse.cases.models import Case, Leg
from lotse.cases.refusals import Refused
from lotse.cases.verifying import verify
from lotse.mailroom.models import Inbound
from lotse.people.models import Person, Team
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
REFUSALS = (Refused, VoteRefused)
ROUNDS = 3  # in `make proof` 200
WHO_AND_WHEN = re.compile(r"^(Frau Ahlers|Frau Lüders|Herr Özdemir|Herr Janssen) hat .*um \d\d:\d\d Uhr")


def race(*deeds):
    """Do the deeds at once; return the refusals, or None for a deed that was done."""
    given = at_once(*deeds, refusals=REFUSALS)
    return [each if isinstance(each, REFUSALS) else None for each in given]


def closing(case, login):
    """The deed of one person who closes a case they have opened on their own screen."""
    mine, person = Case.objects.get(pk=case.pk), Person.objects.get(login=login)
    return lambda: close(mine, "nicht_moeglich", f"Antwort von {login}.", by=person)


def handing(case, login, team):
    """The deed of one person who hands the case over."""
    mine, person = Case.objects.get(pk=case.pk), Person.objects.get(login=login)
    to = Team.objects.select_related("department").get(slug=team)
    return lambda: hand_over(mine, to, f"Frage von {login}.", by=person)


def the_loser_of(results):
    """One was done, one was refused; return the sentence the second person reads."""
    refused = [str(result) for result in results if result is not None]
    assert len(refused) == 1, results
    return refused[0]


def whole(case):
    return [str(finding) for finding in verify(case.number)]


def both_close(make_case, rounds):
    """Two people close the same case, so many times."""
    for _ in range(rounds):
        case = make_case("schlagloch")

        sentence = the_loser_of(race(closing(case, "ahlers"), closing(case, "lueders")))

        assert WHO_AND_WHEN.match(sentence), sentence
        assert case.entries.filter(kind="closed").count() == 1
        assert whole(case) == []


def both_hand_over(make_case, rounds):
    """Two people hand the same case to two teams."""
    for _ in range(rounds):
        case = make_case()
        pair = handing(case, "ahlers", "allgemeine-ordnung"), handing(case, "lueders", "strassenunterhaltung")

        sentence = the_loser_of(race(*pair))

        assert WHO_AND_WHEN.match(sentence), sentence
        assert case.legs.count() == 1
        assert whole(case) == []


def one_closes_one_hands_over(make_case, rounds):
    """One person closes while another hands over; return how often the closing came first."""
    closed = 0
    for _ in range(rounds):
        case = make_case()

        the_loser_of(race(closing(case, "ahlers"), handing(case, "lueders", "allgemeine-ordnung")))

        case.refresh_from_db()
        assert case.is_open == bool(case.legs.count())
        assert whole(case) == []
        closed += not case.is_open
    return closed


def both_answer(make_case, town, rounds):
    """Two people of the receiving team answer the same hand-over: accept twice, or accept and send back."""
    town.janssen.memberships.get_or_create(team=town.allgemeine_ordnung)
    for number in range(rounds):
        leg = hand_over(make_case(), town.allgemeine_ordnung, "Bitte einordnen.", by=town.ahlers)

        results = race(answering(leg, "oezdemir"), answering(leg, "janssen", back=number % 2))

        leg.refresh_from_db()
        if number % 2 and results == [None, None]:  # accepted first and returned after: both were allowed
            assert leg.state == "returned"
        else:
            assert WHO_AND_WHEN.match(the_loser_of(results))
        assert whole(leg.case) == []


def answering(leg, login, back=False):
    """The deed of one person who accepts a hand-over, or sends it back."""
    mine, person = Leg.objects.get(pk=leg.pk), Person.objects.get(login=login)
    return lambda: mine.send_back("falsches Team", by=person) if back else mine.accept(by=person)


def laying(case, into, login):
    """The deed of one person who takes a message to another case."""
    mine, there, person = Case.objects.get(pk=case.pk), Case.objects.get(pk=into.pk), Person.objects.get(login=login)
    return lambda: take_over_message(mine, there, by=person)


def both_lay(make_case, town, rounds):
    """Two people take a message to its case; then two take each of a pair to the other."""
    for number in range(rounds):
        one, other = make_case(by=town.ahlers), make_case(by=town.ahlers)
        for each, there in ((one, other), (other, one)):
            Inbound.objects.create(
                mailbox="a@musterhafen.example", raw=b"x", raw_hash=str(each.pk), size=1, proof="C",
                outcome="suggested", case=each.pk, suggests=there.pk,
            )  # fmt: skip
        crossing = laying(other, one, "lueders") if number % 2 else laying(one, other, "lueders")

        the_loser_of(race(laying(one, other, "ahlers"), crossing))

        closed = [case for case in (one, other) if not Case.objects.get(pk=case.pk).is_open]
        assert len(closed) == 1
        assert sum(case.entries.filter(kind="told").count() for case in (one, other)) == 1
        assert whole(one) == whole(other) == []


def test_a_deed_that_breaks_down_is_not_taken_for_one_that_was_done():
    with pytest.raises(ZeroDivisionError):
        race(lambda: 1 / 0, lambda: None)


def test_a_deed_that_comes_to_no_end_is_not_taken_for_one_that_was_done():
    end = Event()

    with pytest.raises(AssertionError, match=r"deeds \[1\] came to no end"):
        at_once(lambda: None, end.wait, within=0.2)

    end.set()


def test_a_message_is_taken_to_its_case_once(make_case, town):
    both_lay(make_case, town, ROUNDS)


def test_of_two_who_close_at_once_the_second_reads_who_and_when(make_case):
    both_close(make_case, ROUNDS)


def test_of_two_who_hand_over_at_once_the_second_reads_who_and_when(make_case):
    both_hand_over(make_case, ROUNDS)


def test_closing_and_handing_over_at_once_leaves_one_of_both(make_case):
    one_closes_one_hands_over(make_case, ROUNDS)


def test_a_hand_over_is_answered_once(make_case, town):
    both_answer(make_case, town, ROUNDS)


def test_numbers_taken_at_once_are_neither_doubled_nor_left_out(make_case, town):
    before = Case.objects.count()

    results = race(*[make_case] * 8)

    numbers = sorted(int(number.split("-")[1]) for number in Case.objects.values_list("number", flat=True))
    assert results == [None] * 8
    assert len(numbers) == before + 8
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    assert list(verify()) == []


def test_a_form_sent_twice_at_once_opens_one_case(make_case, town):
    for _ in range(ROUNDS):
        send = partial(make_case, submission=uuid4())

        one, other = at_once(send, send)

        assert one == other


def test_two_decide_at_once_where_one_is_enough_and_the_second_reads_who_did(make_case, town):
    for _ in range(ROUNDS):
        case = make_case(by=town.ahlers)
        round = ask_approval(case, "Kastration?", by=town.ahlers, steps=[Ask([town.oezdemir, town.janssen])])

        results = race(voting(case, round, "oezdemir"), voting(case, round, "janssen"))

        assert len([result for result in results if result is not None]) == 1, results
        round.refresh_from_db()
        assert round.votes.count() == 1
        assert list(case.entries.filter(kind="approval_decided").values_list("pk", flat=True)) != []
        assert not list(verify(case.number))


def voting(case, round, login):
    """The deed of one person who approves."""
    mine, person = Case.objects.get(pk=case.pk), Person.objects.get(login=login)
    return lambda: vote(mine, round, yes=True, by=person)
