"""What the cases hold of a person: their concerns with every word of them. Counting cards are not here on purpose."""

from django.db.models import Q
from django.utils.translation import gettext as _

from lotse.mailroom.models import Inbound, Letter, post
from lotse.people.models import LinkSession
from lotse.search.models import drop
from lotse.tenants.clock import now

from .models import (
    Attachment,
    Case,
    Content,
    Entry,
    Fact,
    InternalRequest,
    Involvement,
    Leg,
    Question,
    Task,
    TimeBooking,
)
from .reading import reading
from .telling_outside import ask_to_tell_to_erase
from .verb import verb

MODELS = [Case, Content, Entry, Fact, InternalRequest, Involvement, Leg, Question, Task, TimeBooking]


def disclose(person):
    """Return every concern of this person: facts, what was said, files by name (Art. 15 GDPR).

    What a fellow reporter wrote reached the case for the house alone; it is theirs, and in their disclosure.
    """
    concerns = [_told(case, person) for case in person.cases.select_related("service").order_by("opened_at")]
    return concerns + _booked(person)


def _booked(person):
    """The time a colleague booked: an item of the same list, one for each case."""
    rows = TimeBooking.objects.of(person).order_by("case__number", "on").values("case__number", "on", "minutes")
    return [{"number": row["case__number"], "booked_on": row["on"], "minutes": row["minutes"]} for row in rows]


def _told(case, person):
    entries = case.entries.filter(Q(content=None) | Q(content__of=person)).select_related("content")
    facts, files = reading(case, person).facts(), case.attachments.filter(entry__in=[entry.pk for entry in entries])
    return {
        "number": case.number,
        "service": case.service.title,
        "subject": case.subject,
        "opened_at": case.opened_at,
        "for_whom": case.for_whom,
        "reference": case.reference,
        "facts": [{"label": fact.label, "value": fact.text, "told_at": fact.told_at} for fact in facts],
        "timeline": [{"at": entry.at, "kind": entry.kind, "words": _spoken(entry)} for entry in entries],
        "files": list(files.values_list("file__name", flat=True)),
    }


def _spoken(entry):
    """The words of an entry; the values that it keeps of facts stand among the facts."""
    return {key: said for key, said in entry.words.items() if key != "told"}


def erase(person):
    """Take the words of this person's concerns; entries, their hashes and the counting cards stay."""
    for case in Case.objects.filter(pk__in=_theirs(person)).order_by("pk"):
        forget(case)
    _forget(Attachment.objects.filter(entry__content__of=person))  # what was taken over into somebody's case
    person.contents.filter(erased_at=None).update(body=None, salt="", erased_at=now())
    TimeBooking.objects.of(person).delete()  # the teams' tallies stay


def _bodies_with_a_packet(case):
    """The addresses of bodies outside the house to which something of this case went."""
    legs = case.legs.filter(team__kind="outside", entry__content__erased_at=None).exclude(team__department__email="")
    return sorted(set(legs.values_list("team__department__email", flat=True)))


def _holds_words(case):
    """Whether a packet that went outside is still there: what was erased before is told to nobody again."""
    return case.legs.filter(team__kind="outside", entry__content__erased_at=None).exists()


def _tell_to_erase(case, addresses):
    """Whoever holds a copy outside learns that it is to go there, too (Art. 19 GDPR); nobody is named."""
    words = _(
        "Guten Tag,\n\nzu Ihrem Auftrag %(number)s haben wir die persönlichen Angaben gelöscht (Art. 17 DSGVO). "
        "Löschen Sie auch, was Sie davon gespeichert oder gedruckt haben, soweit Sie es nicht aufbewahren müssen."
    )
    for address in addresses:
        event = _("Angaben sind gelöscht [%(number)s]") % {"number": case.number}
        post(address, event, words % {"number": case.number}, about=case)


def _theirs(person):
    """The ids of this person's concerns and of every request below one: what was packed travelled down with them."""
    found = layer = set(person.cases.values_list("pk", flat=True))
    while layer:
        layer = set(Case.objects.filter(parent__in=layer).values_list("pk", flat=True)) - found
        found = found | layer
    return found


def _forget(attachments):
    """Untie files, and delete those that lie in no other case."""
    for kept in list(attachments.select_related("file")):
        kept.delete()
        if not Attachment.objects.filter(file=kept.file_id).exists():
            kept.file.forget()


@verb
def forget(case):
    """Take every word of one case, and tell the bodies outside that hold a packet of it (Art. 19 GDPR).

    Art. 19 asks it for every erasure under Art. 17 (1): on demand, and at the end of the period, too, because what is
    needed no longer is erased under Art. 17 (1) (a). A mail or a call costs little, so none of it is out of proportion.
    """
    holders, was_packed = _bodies_with_a_packet(case), _holds_words(case)
    _empty(case)
    _tell_to_erase(case, holders)
    if was_packed:
        ask_to_tell_to_erase(case)


def _empty(case):
    """Take every word, also from the doors and shelves where copies of it lie."""
    Content.objects.filter(entry__case=case, erased_at=None).update(body=None, salt="", erased_at=now())
    case.facts.all().delete()
    _forget(case.attachments.all())
    drop("case", [case.pk])
    legs = case.legs.values("pk")
    LinkSession.objects.filter(Q(subject=case.pk) | Q(subject__in=legs)).delete()  # by mail, on paper, and its own
    Letter.objects.filter(about=case.pk).update(subject="", text="", headers={}, error="")
    Letter.objects.filter(about=case.pk).exclude(to__kind="staff").update(to_address="")
    mails = Inbound.objects.filter(Q(case=case.pk) | Q(suggests=case.pk))
    mails.update(raw=b"", sender="", subject="", message_id="", envelope_to="", reason="")
    case.subject, case.for_whom, case.code_hash, case.phase = case.service.title, None, "", ""
    case.leading_system = case.reference = ""
    case.lat, case.lon, case.place_key = None, None, ""
    case.record("erased", by=None)
