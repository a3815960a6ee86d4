"""To which case does a mail belong, and how well is that proven?

A: it answers a letter that we signed. B: it names a mail we know. C: its subject holds a number.
A proves the case; B and C only together with a sender who takes part in it: whoever quotes a
number on a bus must not read or write in a neighbour's case.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lotse.cases.models import Case
from lotse.channels.mail.message import Mail
from lotse.mailroom.models import Inbound, Letter
from lotse.mailroom.tokens import signed_letter

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
    email = (mail.sender.email or "").lower()
    if not email:
        return False
    if case.citizen and case.citizen.email.lower() == email:
        return True
    return Letter.objects.to_mailbox(email).filter(about=case.pk).exists()


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
