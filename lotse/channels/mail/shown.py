"""Whom a mail and a letter are shown to: whoever reads the case; the Bürgerservice what belongs to none yet."""

from django.conf import settings
from django.db.models import Q, QuerySet

from lotse.cases.models import Case
from lotse.mailroom.models import Inbound, Letter
from lotse.people.models import Person


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


def has_open_words(letter: Letter) -> bool:
    """Whether staff may read the letter itself: only in a demo, where nobody else can.

    A real letter holds the citizen's code and link, which are nobody's but theirs.
    """
    return bool(settings.UI_DEMO) and letter.carried_by == Letter.Carrier.NOBODY
