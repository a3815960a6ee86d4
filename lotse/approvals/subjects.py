"""The only port of the house: rooms above say what they let approve.

A vote is given in one place for everything, yet what follows is a verb of the room that asked.
Each asks here under its name, in its `apps.py`; `grep -rn SUBJECTS` shows them all.
"""

from typing import Protocol


class Subject(Protocol):
    """What a room must answer about the things it lets approve."""

    keeps_words: bool  # whether the room that asked keeps the reasons of votes itself

    def content_hash(self, round) -> str:
        """Return the hash of what stands now where this round asked about."""

    def decided(self, round, *, by) -> None:
        """Go on in the transaction of the vote."""


SUBJECTS: dict[str, Subject] = {}
