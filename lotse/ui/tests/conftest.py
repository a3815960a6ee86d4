import pytest


@pytest.fixture(autouse=True)
def _a_room_that_knows_no_town(settings):
    """Draw pages with the defaults of the room: the town around them is asked for elsewhere."""
    settings.UI_FRAME = None
