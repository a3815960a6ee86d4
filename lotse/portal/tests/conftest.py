"""What the pages of one's own concern begin with."""

import pytest
from django.core.cache import cache

from lotse.cases.models import Case

from .journeys import send_the_cat


@pytest.fixture(autouse=True)
def _nobody_tried_before(db):
    cache.clear()


@pytest.fixture
def mine(client, town):
    """My case, open in my browser."""
    number, _code = send_the_cat(client)
    return Case.objects.get(number=number)
