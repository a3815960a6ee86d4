"""The laws of clocks over ten thousand histories by chance, of values (tests/test_clock_laws.py) and stored ones."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import seed as drawn_from
from hypothesis import strategies as st
from test_clock_laws import CALENDARS, MINUTE, amounts, check_laws, histories, small, starts, walked

from lotse.cases.tests.histories import check_changed_hours, check_replay
from lotse.cases.timekeeping import begun

LAWS, WALKS = 10_000, 300


def by_chance(seed, count):
    """Draw so many examples, the same for the same seed."""
    quiet = settings(max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    return lambda test: quiet(drawn_from(seed)(test))


def test_pausing_never_shortens_and_moves_the_end_by_exactly_the_open_time(seed, proof):
    lived = []

    @by_chance(seed, LAWS)
    @given(starts, amounts, st.sampled_from(CALENDARS), histories)
    def law(start, amount, calendar, history):
        check_laws(start, amount, calendar, history)
        lived.append(len(history))

    law()

    assert len(lived) >= LAWS * 0.9
    proof(counts=f"{len(lived)} histories with {sum(lived)} pauses, 4 calendars", seed=seed, result="0 broken")


def test_walking_minute_by_minute_comes_to_the_same_end(seed, proof):
    walks = []

    @by_chance(seed, WALKS)
    @given(starts, st.integers(1, 300), st.sampled_from(CALENDARS), small)
    def same(start, minutes, calendar, history):
        watch, at = begun(start, minutes, "min", calendar), start
        for running, standing in history:
            stops = at + running * MINUTE
            at = stops + standing * MINUTE
            watch = watch.paused(stops, "question").resumed(at, "question")
        assert watch.due_at == walked(start, minutes, calendar, history)
        walks.append(minutes)

    same()

    assert len(walks) >= WALKS * 0.9
    proof(counts=f"{len(walks)} histories, walked minute by minute", seed=seed, result="0 differences")


@pytest.mark.django_db
def test_replaying_gives_what_is_stored_after_any_history(seed, proof, make_case):
    check_replay(make_case(), Random(seed), LAWS)

    proof(counts=f"{LAWS} histories of stored clocks", seed=seed, result="0 differences")


@pytest.mark.django_db
def test_changed_hours_touch_only_open_clocks_of_their_team(seed, proof, make_case, town):
    follow, stand = check_changed_hours(make_case(), town.cat.owner, town.servicedesk, Random(seed), LAWS)

    proof(counts=f"{LAWS} histories: {follow} open ones of the team, {stand} others", seed=seed, result="0 broken")
