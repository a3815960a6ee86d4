"""A fact was wrong (Berichtigung, Art. 16 GDPR): it is put right in the case, and wherever it had travelled.

A packet stays as it was frozen: it is the proof of what somebody worked with. The correction is an addition to it,
with its day, and whoever holds the packet is told (Art. 19 GDPR, practice 1.8).
"""

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lotse.mailroom.models import post
from lotse.tenants.clock import now

from . import by_name
from .addresses import address_key
from .finding import make_findable
from .models import Case
from .reading import reading
from .refusals import Incomplete, UnknownValue
from .retelling import kept
from .still_open import unknown
from .telling_outside import ask_to_tell_what_is_right
from .verb import verb

CORRECTED = "corrected"


@verb
def correct(case: Case, key: str, said: str, *, by, reason="", seen=None):
    """Replace what we know under this key; the former words stay in the entry, the packets stay frozen.

    What nobody told yet is filled in.
    Raises NotAllowed, UnknownValue, Incomplete, ChangedMeanwhile.
    """
    case.must_be_carried_by(by)
    case.must_be_unchanged_since(seen)
    fact = reading(case, by).facts().filter(key=key).first()
    about = fact or unknown(case, key)  # what is known and did not reach this person is not theirs to write over
    if about is None:
        raise UnknownValue(_("Diese Angabe gibt es in dem Anliegen nicht."), field="fact")
    value, text, problem = case.edition.form.read_again(key, said, today=localdate(now()))
    if problem or not text:
        raise Incomplete({"text": str(problem) if problem else _("Schreiben Sie, wie es richtig ist.")})
    if fact is None:
        return case.learn(key, about.label, value, by=by, text=text, data_class=about.data_class)
    if text == fact.text:
        raise UnknownValue(_("Das steht schon so da."), field="text")
    legs = [leg for leg in case.legs.select_related("entry__content", "team__department", "accepted_by", "returned_by")
            if key in leg.packet.get("facts", {})]  # fmt: skip
    data = {"key": key, "legs": [str(leg.pk) for leg in legs]}
    words = {"text": f"{fact.label}: {text}", "label": fact.label, "value": text, "was": fact.text, "reason": reason}
    fact.value, fact.text = value, text
    if place := case.edition.form.place({key: value}):
        case.place_key = address_key(place["address"])
    entry = case.record(CORRECTED, by=by, data=data, content=words | {"told": kept([fact])})
    fact.save(update_fields=["value", "text"])
    make_findable(case)
    for leg in legs:
        _tell_the_holder(case, leg, entry)
    ask_to_tell_what_is_right(case)
    return entry


def corrections_of(leg, entries=None):
    """Return what was put right of this packet since it was frozen, oldest first; `entries` if they are at hand."""
    if entries is None:
        entries = leg.case.entries.filter(kind=CORRECTED).select_related("content")
    ours = [entry for entry in entries if entry.kind == CORRECTED and str(leg.pk) in entry.data["legs"]]
    return [
        {"key": entry.data["key"], "label": entry.words["label"], "value": entry.words["value"], "at": entry.at}
        for entry in ours
        if entry.words  # erased words are gone here, too
    ]


def _tell_the_holder(case, leg, entry):
    """Write that something in the packet was put right; the words themselves stay in the house."""
    event = _("Eine Angabe ist berichtigt")
    told = {"number": case.number, "guide": case.guide, "phone": leg.from_team.department.phone}
    if leg.team.kind == "outside":
        words = _(
            "Guten Tag,\n\nin Ihrem Auftrag %(number)s ist eine Angabe berichtigt worden. Solange der Auftrag offen "
            "ist, steht sie unter dem Link, den Sie haben. Sonst sagt %(guide)s sie Ihnen: Telefon %(phone)s."
        )
        if leg.team.department.email:
            post(leg.team.department.email, f"{event} [{case.number}]", words % told, about=case, entry=entry)
        return
    words = _("In einem Paket, das Ihr Team bekommen hat, ist eine Angabe berichtigt. Öffnen Sie %(number)s in Lotse.")
    worker = leg.accepted_by or leg.returned_by
    for reader in by_name.may_hear(case, [worker] if worker else leg.team.members.filter(is_active=True)):
        if reader.is_active and reader.email:
            post(reader.email, f"{event} [{case.number}]", words % told, to=reader, about=case, entry=entry, auto=True)
