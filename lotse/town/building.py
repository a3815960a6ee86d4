"""Building the demo town: people, services, and what happened there."""

from .cast import settle
from .colleagues import arrive
from .ground import draw_map
from .history import CASES, live
from .services import open_services


def build(cases=CASES):
    """Build Musterhafen with so many told concerns into an empty house, in the transaction of the caller."""
    settle()
    arrive()
    draw_map()
    open_services()
    live(cases)
