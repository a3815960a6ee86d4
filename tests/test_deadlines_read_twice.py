"""The deadline rules, read a second time by somebody who had not seen the first: both must agree."""

import os

import pytest
from oracle_deadline import due, examples

from lotse.calendars.berlin import moment
from lotse.calendars.deadlines import due_at
from lotse.calendars.holidays import Holidays
from lotse.calendars.hours import Calendar

COUNT = int(os.environ.get("LOTSE_DEADLINE_CASES", "300"))


@pytest.mark.parametrize("seed", range(1, COUNT // 100 + 1))
def test_both_readings_of_the_deadline_rules_agree(seed):
    for case in examples(100, seed=seed):
        calendar = Calendar(case["hours"], Holidays(case["land"]))

        found = due_at(moment(case["start"]), case["amount"], case["unit"], rule=case["rule"], calendar=calendar)

        assert found.isoformat() == due(**case).isoformat(), case
