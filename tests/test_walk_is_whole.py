"""Every address is opened by the walk for accessibility, is reached by doing something, or is no page."""

import pytest

from tests.rights import ALL, ROLES, expected
from tests.walk import NEVER, STATES, who_opens, why_never


@pytest.mark.parametrize("key", ALL)
def test_an_address_is_walked_or_said_to_be_no_page(key):
    found = [bool(who_opens(key)), key in STATES, bool(why_never(key))]

    assert sum(found) == 1, f"{key}: nobody of VISITORS opens it. Say in tests/walk.py how it is reached, or why never."


def test_nothing_is_left_over_in_the_lists_of_the_walk():
    assert (STATES.keys() | NEVER.keys()) <= ALL.keys()


def test_what_is_called_a_deed_is_opened_by_nobody(capsys):
    deeds = [key for key in ALL if why_never(key).startswith("a deed") and "GET" in ALL[key].answers]

    for key in deeds:
        assert not [role for role in ROLES if expected(key, "GET", role, "open") == 200], key

    with capsys.disabled():
        reasons = sorted({why_never(key) for key in ALL} - {""})
        print("".join(f"\n  no page: {why} ({sum(why_never(key) == why for key in ALL)})" for why in reasons))
