"""When one step of a round is decided: numbers in, an answer out.

A peer's tools count the first yes and let later refusals pass as yes, or never open the second step
(`docs/pitfalls.md` 31, 32). Here every vote is weighed anew by the one rule of its step.
"""

from django.utils.translation import gettext_lazy

ANY, ALL, N_OF_M, VETO = "any", "all", "n_of_m", "veto"
RULES = [
    (ANY, gettext_lazy("Eine Zusage genügt")),
    (ALL, gettext_lazy("Alle müssen zusagen")),
    (N_OF_M, gettext_lazy("Eine Mindestzahl muss zusagen")),
    (VETO, gettext_lazy("Wer bis zum Termin nicht widerspricht, stimmt zu")),
]


def outcome(rule, *, asked, yes, no, needed=1, is_over=False):
    """Return True for approved, False for refused, None while it is open.

    A step is refused as soon as it cannot be approved any more. With a veto one no ends it at once, and
    silence until its end (`is_over`) is consent.
    """
    if rule == VETO:
        return False if no else (True if is_over or yes == asked else None)
    wanted = {ANY: 1, ALL: asked, N_OF_M: needed}[rule]
    if yes >= wanted:
        return True
    return False if asked - no < wanted else None
