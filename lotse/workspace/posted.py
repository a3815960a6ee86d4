"""What the Poststelle knows of a case's timeline: how a letter fared, and which mail an entry came from."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, OuterRef
from django.db.models.functions import Cast, JSONObject
from django.utils.translation import gettext as _

from lotse.mailroom.models import Inbound, Letter

STATE = ("carried_by", "sent_at", "held_at", "failed_at", "returned_at", "error")
WRITTEN = ("message", "question")  # what would leave by mail if there were an address


def post_rows():
    """The letters and mails of a case as columns of its one statement."""
    entry = Cast("entry", CharField())
    letters = Letter.objects.filter(about=OuterRef("pk"), entry__isnull=False).order_by("created_at")
    mails = Inbound.objects.filter(case=OuterRef("pk"), entry__isnull=False).order_by("received_at")
    return {
        "letter_rows": ArraySubquery(letters.values(row=JSONObject(entry=entry, **{name: name for name in STATE}))),
        "mail_rows": ArraySubquery(mails.values(row=JSONObject(entry=entry, id=Cast("pk", CharField())))),
    }


def lay_beside(case, entries, *, with_mails):
    """Tell each entry the state of its letter, and the mail it came from where this person may open that."""
    letters = {row["entry"]: Letter(**{name: row[name] for name in STATE}) for row in case.letter_rows}
    lacks_address = not (case.service.is_internal or (case.citizen and case.citizen.email))
    mails = {row["entry"]: row["id"] for row in case.mail_rows} if with_mails else {}
    for entry in entries:
        entry.letter_words = _words(letters.get(str(entry.pk)), entry.kind in WRITTEN and lacks_address)
        entry.mail_id = mails.get(str(entry.pk), "")


def _words(letter, is_without_address):
    """Where the letter of an entry is, and why if it was held back; that there is none, where no address is known."""
    if letter is not None:
        return f"{letter.state.label}. {letter.why}" if letter.held_at and letter.why else letter.state.label
    return _("keine. Wir kennen keine Adresse.") if is_without_address else ""
