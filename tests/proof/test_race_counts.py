"""Two people at the same moment, many times: see test_two_at_once for what is asked each time."""

import pytest
from test_two_at_once import both_answer, both_close, both_hand_over, one_closes_one_hands_over

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 200


ONE_WINS = "one wins, the other reads who and when, every timeline is whole"


def test_two_people_close_at_once(make_case, proof):
    both_close(make_case, ROUNDS)

    proof(counts=f"{ROUNDS} races", result=ONE_WINS)


def test_two_people_hand_over_at_once(make_case, proof):
    both_hand_over(make_case, ROUNDS)

    proof(counts=f"{ROUNDS} races", result=ONE_WINS)


def test_one_closes_while_another_hands_over(make_case, proof):
    closed = one_closes_one_hands_over(make_case, ROUNDS)

    proof(counts=f"{ROUNDS} races", result=f"one wins ({closed} times the closing), every timeline is whole")


def test_two_people_answer_the_same_hand_over_at_once(make_case, town, proof):
    both_answer(make_case, town, ROUNDS)

    proof(counts=f"{ROUNDS} races", result="answered once, or accepted and then sent back; every timeline is whole")
