"""To which case does a mail belong, and how well is that proven?

A: it answers a letter that we signed. B: it names a mail we know. C: its subject holds a number.
A proves the case; B and C only together with a sender who takes part in it: whoever quotes a
number on a bus must not read or write in a neighbour's case.

That a mail belongs to a case does not make it the citizen's word: colleagues and bodies outside get
letters about a case, too, and what they answer is for the house.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models.functions import Lower

from lotse.cases.models import Case
from lotse.channels.mail.mail import Mail
from lotse.mailroom.models import Inbound, Letter
from lotse.mailroom.tokens import signed_letter
from lotse.people.models import Department, Person

NUMBER = re.compile(r"\b(20\d\d-\d{6})\b")


@dataclass(frozen=True)
class Match:
    """A case a mail may belong to, and why we think so."""

    case: Case
    proof: str
    letter: Letter | None = None

    def is_certain(self, mail: Mail) -> bool:
        """Whether the mail may be laid to the case without a person looking at it."""
        return self.proof == "A" or takes_part(self.case, mail)

    def is_the_citizens_word(self, mail: Mail) -> bool:
        """Whether the citizen is heard: the letter answered went to them, or, without one, they wrote themselves.

        A fellow reporter's letter is about their own report, which leads to this case only later.
        """
        if self.letter is None:
            return is_the_citizen(self.case, mail)
        is_theirs = self.letter.to_id is not None and self.letter.to_id == self.case.citizen_id
        return is_theirs and not is_of_the_house(self.case, mail)


def best_match(mail: Mail) -> Match | None:
    """The best proven case; a certain one before one that is only likely."""
    found = list(_matches(mail))
    return next((match for match in found if match.is_certain(mail)), found[0] if found else None)


def answered_letter(mail: Mail, *, beside: tuple[str, ...] = ()) -> Letter | None:
    """The letter of ours a mail answers or returns, by our signature alone."""
    places = [*(one.email or "" for one in (*mail.to, *mail.cc)), *mail.delivered_to, *mail.references, *beside]
    letters = [letter for letter in map(signed_letter, places) if letter]
    return Letter.objects.filter(pk__in=letters[:20]).order_by("-created_at").first() if letters else None


def takes_part(case: Case, mail: Mail) -> bool:
    """The sender is the citizen of the case, or somebody we wrote to about it."""
    if is_the_citizen(case, mail):
        return True
    email = _sender(mail)
    return bool(email) and Letter.objects.to_mailbox(email).filter(about=case.pk).exists()


def is_the_citizen(case: Case, mail: Mail) -> bool:
    """The mail comes from the address of the citizen of the case."""
    email = _sender(mail)
    return bool(email) and case.citizen is not None and case.citizen.email.lower() == email


def is_of_the_house(case: Case, mail: Mail) -> bool:
    """A colleague or a body outside writes; whoever opened the case from that address is its citizen all the same."""
    email = _sender(mail)
    if not email or is_the_citizen(case, mail):
        return False
    staff = Person.objects.alias(mailbox=Lower("email")).filter(kind=Person.Kind.STAFF, mailbox=email)
    return staff.exists() or Department.objects.filter(email__iexact=email).exists()


def _sender(mail: Mail) -> str:
    return (mail.sender.email or "").lower()


def _matches(mail: Mail) -> Iterator[Match]:
    """Candidates, the best proof first."""
    letter = answered_letter(mail)
    if letter and (case := _case(pk=letter.about)):
        yield Match(case, "A", letter)
    if mail.references:
        known = Inbound.objects.filter(message_id__in=mail.references, case__isnull=False).values_list(
            "case", flat=True
        )
        for pk in dict.fromkeys(known[:20]):
            if case := _case(pk=pk):
                yield Match(case, "B")
    for number in dict.fromkeys(NUMBER.findall(mail.subject or "")):
        if case := _case(number=number):
            yield Match(case, "C")


def _case(**which) -> Case | None:
    return Case.objects.filter(**which).select_related("citizen", "guide", "guide_team").first()
