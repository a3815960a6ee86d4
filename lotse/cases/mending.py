"""Before whom a notice about a case is laid: never before whoever may not see it (architecture 11 e)."""

from django.db.models import Exists, OuterRef, Q

from lotse.catalogue.circles import NAMED_PERSONS_ONLY
from lotse.mailroom.models import Notice

from .models import Case, Involvement
from .telling_outside import KINDS


def notices_for(person):
    """Return the open notices this person is to mend, as a queryset.

    Of a confidential case, and of one about somebody whom they stand in for, only what they may see; and of the
    cases they guide also what no team may see, and whom to tell outside the house. What no lead of its owner may see
    of a confidential case is for all who are named there.
    """
    of_case = Case.objects.filter(pk=OuterRef("subject"))
    is_about = Involvement.objects.filter(case=OuterRef("subject"), role="barred", person__in=person.acts_for_ids)
    is_secret = Exists(of_case.filter(circle__in=NAMED_PERSONS_ONLY)) | Exists(is_about)
    unseen = is_secret & ~Exists(Case.objects.visible_to(person).filter(pk=OuterRef("subject")))
    guided = Case.objects.filter(guide__in=person.acts_for_ids)
    nobodys = Q(owner=None, subject__in=guided.open().filter(circle__in=NAMED_PERSONS_ONLY).values("pk"))
    named = Involvement.objects.filter(case=OuterRef("subject"), role="named", until=None)
    leads = named.filter(person__memberships__team=OuterRef("owner"), person__memberships__is_lead=True)
    is_named = Exists(named.filter(person__in=person.acts_for_ids))
    named_ones = is_named & ~Exists(leads.filter(person__is_active=True))
    to_tell = Q(kind__in=KINDS, subject__in=guided.values("pk"))
    mine = Notice.objects.concerning(person) | Notice.objects.filter(nobodys | named_ones | to_tell)
    return mine.open().exclude(unseen)
