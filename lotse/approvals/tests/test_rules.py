import pytest

from lotse.approvals.rules import outcome


@pytest.mark.parametrize("rule, asked, needed, yes, no, is_over, result", [
    ("any", 3, 1, 0, 0, False, None),
    ("any", 3, 1, 1, 2, False, True),
    ("any", 3, 1, 0, 3, False, False),
    ("all", 3, 1, 2, 0, False, None),
    ("all", 3, 1, 3, 0, False, True),
    ("all", 3, 1, 2, 1, False, False),
    ("n_of_m", 3, 2, 1, 1, False, None),
    ("n_of_m", 3, 2, 2, 1, False, True),
    ("n_of_m", 3, 2, 1, 2, False, False),
    ("veto", 3, 1, 2, 0, False, None),
    ("veto", 3, 1, 0, 0, True, True),
    ("veto", 3, 1, 2, 1, False, False),
])  # fmt: skip
def test_a_step_is_decided_as_soon_as_nothing_can_change_it(rule, asked, needed, yes, no, is_over, result):
    assert outcome(rule, asked=asked, needed=needed, yes=yes, no=no, is_over=is_over) is result
