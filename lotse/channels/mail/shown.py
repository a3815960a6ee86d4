"""Whom a mail and a letter are shown to: whoever reads the case; the Bürgerservice what belongs to none yet."""

import re

from django.conf import settings
from django.db.models import Q, QuerySet

from lotse.cases.models import Case
from lotse.mailroom.models import Inbound, Letter
from lotse.people.models import Person

A_LINK = re.compile(r"https?://\S+")
A_CODE = re.compile(r"(\bcode\b[^:\n]{0,40}: ?)\S+", re.IGNORECASE)  # as letters name it: „Ihr Code: …“


def mails_for(person: Person) -> QuerySet[Inbound]:
    """The mails this person may read, with their originals."""
    mine = Q(case__in=_whole(person))
    if person.has_role("support"):
        mine |= Q(case=None)
    return Inbound.objects.filter(mine)


def letters_for(person: Person) -> QuerySet[Letter]:
    """The letters this person may see of: to citizens, and their own."""
    mine = Q(about__in=_whole(person)) | Q(to=person)
    if person.has_role("support"):
        mine |= Q(about=None) & ~Q(to__kind=Person.Kind.STAFF)
    return Letter.objects.filter(mine)


def _whole(person: Person) -> QuerySet:
    """The cases of which nothing is held back: a mail and an address are more than what was packed for a team."""
    return Case.objects.wholly_read_by(person).values("pk")


def words_for(letter: Letter, person: Person) -> str:
    """The words of a letter that this person may read; none outside a demo, where only its receiver reads it.

    The code and the link are keys to a concern: they are the receiver's alone, in a demo too (architecture 12). Whoever
    has no mail gets a new code by a deed of its own, which the timeline tells.
    """
    if not settings.UI_DEMO or letter.carried_by != Letter.Carrier.NOBODY:
        return ""
    return letter.text if letter.to_id == person.pk else without_keys(letter.text)


def without_keys(text: str) -> str:
    """Say where a code or a link stands, and not which."""
    return A_CODE.sub(r"\1[Code]", A_LINK.sub("[Link]", text))
