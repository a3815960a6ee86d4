"""The history of Musterhafen holds on whatever day and at whatever hour somebody first starts it."""

from datetime import timedelta
from random import Random

import pytest

from lotse.cases.models import Case
from lotse.cases.verifying import verify
from lotse.tenants.clock import moved_to, now
from lotse.town.colleagues import arrive
from lotse.town.history import live

pytestmark = [pytest.mark.proof, pytest.mark.django_db]
DAYS, CASES = 8, 300


def test_the_history_holds_on_any_day_it_is_told(town, seed, proof):
    arrive()
    chance, told = Random(seed), 0
    for _ in range(DAYS):
        with moved_to(now() + timedelta(days=chance.randint(0, 365), minutes=chance.randint(0, 1440))):
            told += live(CASES, seed=chance.randint(1, 10**6))

    assert Case.objects.count() == told > DAYS * CASES
    assert list(verify()) == []
    proof(counts=f"{DAYS} days and hours, {told} cases", result="every one told to its end, all timelines whole")
