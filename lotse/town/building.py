"""Building the demo town: people, services, and what happened there."""

from .cast import settle
from .colleagues import arrive
from .ground import draw_map
from .history import CASES, live, untold
from .services import open_services


def build(cases=CASES, tell=untold):
    """Build Musterhafen with so many told concerns into an empty house, in the transaction of the caller.

    `tell(step, done, of)` hears in German which step begins, and of the long one how many of how many are done.
    """
    tell("Fachbereiche, Teams und Menschen ziehen ein")
    settle()
    arrive()
    tell("Die Karte der Stadt wird gezeichnet")
    draw_map()
    tell("Dienste werden freigeschaltet, mit Formularen und Fristen")
    open_services()
    live(cases, tell=tell)
