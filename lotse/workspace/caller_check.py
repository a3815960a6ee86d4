"""Is the caller who they say? Two or three facts to compare before anything is told on the telephone.

The questions are chosen without showing an answer; what the house knows stands beside what was said only then.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from lotse.cases.models import Case
from lotse.people.models import Person

from .standing import reading_of

FEWEST, MOST, LONGEST = 2, 3, 120


@dataclass(frozen=True)
class Question:
    """What to ask, under a code for the journal, and what the house knows."""

    key: str
    label: str
    known: str

    def compared(self, said):
        """Lay both side by side; a machine says only whether they are the same, a person decides."""
        return {"label": self.label, "said": said, "known": self.known, "is_same": _plain(said) == _plain(self.known)}


def questions_for(case: Case, citizen: Person, person) -> list[Question]:
    """Return what to ask: how to reach the person, something of the matter, the name; fewer where less is known."""
    told = reading_of(case, person)
    facts = told.facts() if told else case.facts.all()
    matter = [
        Question(fact.key, fact.label, fact.text)
        for fact in facts
        if fact.data_class == "matter" and not fact.is_unknown and fact.text and len(fact.text) <= LONGEST
    ]
    contact = [
        Question(key, label, known)
        for key, label, known in (
            ("phone", _("Telefonnummer"), citizen.phone),
            ("email", _("E-Mail-Adresse"), citizen.email),
        )
        if known
    ]
    name = [Question("name", _("Vorname und Nachname"), citizen.name)] if citizen.name else []
    return [*contact[:1], *matter[:1], *name, *contact[1:], *matter[1:]][:MOST]


def _plain(text):
    return "".join(sign for sign in text.casefold() if sign.isalnum())
