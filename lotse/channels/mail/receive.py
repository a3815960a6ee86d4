"""A mail comes in: stored first, judged second, then laid where it belongs. Nothing is dropped.

Every step is its own transaction: the original is safe before anybody reads it, and a mail
that breaks our reading is parked with a notice, so the next one is read.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

import structlog
from django.db import InterfaceError, OperationalError, transaction
from django.utils.translation import gettext as _

from lotse.cases.intake import Opened, open_case
from lotse.cases.merging import hear, living
from lotse.cases.models import Case, Entry
from lotse.catalogue.models import Service
from lotse.channels.mail.confirming import confirm, contact_of
from lotse.channels.mail.identity import identity
from lotse.channels.mail.keeping import keep_files
from lotse.channels.mail.mail import Mail
from lotse.channels.mail.matching import Match, answered_letter, best_match, is_the_citizen
from lotse.mailroom.carrier import own_address
from lotse.mailroom.models import Inbound, raise_notice
from lotse.mailroom.tokens import signed_letter, without_sign
from lotse.people.models import Person
from lotse.questionnaires import tidy
from lotse.tenants.clock import now

logger = structlog.get_logger()
SERVICE = "frage"
LARGEST = 50 * 1024 * 1024
LONGEST_TEXT = 200_000
AWAY = (OperationalError, InterfaceError)
PATIENCE = timedelta(hours=1)
OUTCOME = Inbound.Outcome
GIVEN_UP = re.compile(r"(?im)^action:\s*failed")


class TooLarge(Exception):
    """The mail is larger than the house keeps; the sender's mail server tells the sender."""


@dataclass(frozen=True)
class Received:
    """What became of a mail."""

    stored: UUID
    outcome: str
    case: str | None


def receive(raw: bytes, mailbox: str = "", envelope_to: Collection[str] = ()) -> Received:
    """Store a mail and lay it where it belongs; raises only if it could not be stored."""
    inbound, is_new = store(raw, mailbox, envelope_to)
    if not is_new and inbound.outcome:
        return _received(inbound, OUTCOME.DUPLICATE)
    try:
        return work_off(inbound)
    except AWAY:  # it lies in the house: `catch_up` goes on with it, and nobody need bring it again
        logger.warning("mail_waits", inbound=str(inbound.pk))
        return Received(inbound.pk, OUTCOME.PARKED, None)


def store(raw: bytes, mailbox: str = "", envelope_to: Collection[str] = ()) -> tuple[Inbound, bool]:
    """Keep the original, and say whether it is new; when this returns, the mail cannot be lost any more."""
    if len(raw) > LARGEST:
        raise TooLarge(f"Die E-Mail ist mit {len(raw) // 1_048_576} MB zu groß. Es gehen höchstens 50 MB.")
    mailbox = without_sign(mailbox or own_address()).strip().lower()[:254]
    message_id, fingerprint = identity(raw)
    return Inbound.store(mailbox, raw, message_id=message_id, raw_hash=fingerprint, envelope_to=envelope_to)


def catch_up() -> int:
    """Work off what was stored before a crash; returns how many there were."""
    waiting = Inbound.objects.waiting().filter(received_at__lt=now() - timedelta(minutes=2))[:200]
    return sum(_worked_off(inbound) for inbound in waiting)


def _worked_off(inbound: Inbound) -> bool:
    """Try once more; a mail that cannot be worked off within an hour is shown to a person."""
    try:
        work_off(inbound)
    except AWAY:
        logger.exception("mail_waits", inbound=str(inbound.pk))
        if inbound.received_at > now() - PATIENCE:
            return False
        with transaction.atomic():
            _park(inbound, _("Beim Einordnen ist etwas schiefgegangen."))
    return True


def work_off(inbound: Inbound) -> Received:
    """Decide about one stored mail, once; whatever goes wrong with it is shown to a person."""
    try:
        with transaction.atomic():
            row, twin = _locked(inbound)
            if row.outcome:  # another delivery of the same mail was faster
                return _received(row, OUTCOME.DUPLICATE)
            if twin:
                row.sender, row.subject, row.auto = twin.sender, twin.subject, twin.auto
                row.decided(OUTCOME.DUPLICATE, case=twin.case, entry=twin.entry)
            else:
                _decide(row, read(row))
            inbound = row
    except AWAY:
        raise  # the database, not the mail: it waits, stored
    except Exception:
        logger.exception("mail_not_read", inbound=str(inbound.pk))
        with transaction.atomic():
            _park(inbound, _("Beim Einordnen ist etwas schiefgegangen."))
    return _received(inbound, inbound.outcome)


def _locked(inbound: Inbound) -> tuple[Inbound, Inbound | None]:
    """Hold the mail and its copies for other addresses of ours; return it, and the copy that became a case."""
    same = Inbound.objects.filter(message_id=inbound.message_id, raw_hash=inbound.raw_hash).light().order_by("pk")
    copies = list(same.select_for_update(no_key=True, of=("self",)))
    row = next(one for one in copies if one.pk == inbound.pk)
    return row, next((one for one in copies if one.case and one.pk != row.pk), None)


def read(inbound: Inbound) -> Mail:
    """The stored mail as a value; our own post is known by our signature and by its address."""
    from lotse.channels.mail.message import parse  # with all patterns of reading: the web rarely reads one

    mail = parse(bytes(inbound.raw), own={inbound.mailbox, own_address().lower()}, is_ours=signed_letter)
    return replace(_plain(mail), delivered_to=(*mail.delivered_to, *inbound.envelope_to.split("\n")))


def _plain(mail: Mail) -> Mail:
    """Return the mail with its words as the house keeps them: one spelling a letter, nothing that cannot be shown."""
    text, reply = (words and tidy.prose(words) for words in (mail.text, mail.reply_text))
    name = mail.sender.name and tidy.line(mail.sender.name)
    subject = mail.subject and tidy.line(mail.subject)
    return replace(mail, subject=subject, text=text, reply_text=reply, sender=replace(mail.sender, name=name))


def _decide(inbound: Inbound, mail: Mail) -> None:
    """First the machines, then the answers, then what is new (the order is the protection)."""
    inbound.sender, inbound.auto = (mail.sender.email or "")[:254].lower(), mail.auto
    inbound.subject = (mail.subject or "")[:250]
    if mail.error:
        _park(inbound, mail.error)
    elif mail.auto == "own_loop":
        inbound.decided(OUTCOME.IGNORED, _("Unsere eigene E-Mail kam zurück."))
    elif mail.auto.startswith("bounce"):
        _take_return(inbound, mail)
    elif mail.auto == "auto_reply":
        _take_machine_answer(inbound, mail)
    elif mail.auto == "bulk":
        _park(inbound, _("Eine Rundmail oder Werbung."))
    else:
        match = best_match(mail)
        if match and match.is_certain(mail):
            _take_answer(inbound, mail, match)
        else:
            _open(inbound, mail, match)


def _take_answer(inbound: Inbound, mail: Mail, match: Match) -> None:
    """Somebody writes again: into the same case, open or closed."""
    case = match.case
    entry = lay_to(case, mail, is_heard=match.is_the_citizens_word(mail))
    letter = match.letter and match.letter.pk
    inbound.decided(OUTCOME.REPLY, case=case.pk, entry=entry.pk, proof=match.proof, letter=letter)


def lay_to(case: Case, mail: Mail, *, is_heard: bool, by: Person | None = None) -> Entry:
    """Write what is new in the mail onto the timeline of a case; return the entry.

    Only the citizen is heard; anybody else's words are a note for the house, which answers no question.
    """
    kept, words = keep_files(mail), (mail.reply_text or mail.text or mail.subject or "")[:LONGEST_TEXT]
    if not (is_heard and is_the_citizen(case, mail)):  # our sign proves the case and not the person
        words = _("Von %(sender)s:") % {"sender": mail.sender.email or _("unbekannt")} + f"\n\n{words}"
    if is_heard:
        entry = hear(case, words, files=kept.files, channel="mail")
    else:
        entry = case.note(words, by=None, files=kept.files)
    if by:
        case.note(_("Die E-Mail lag in der Poststelle und wurde von Hand zugeordnet."), by=by)
    if kept.told:
        case.note(kept.told, by=None)
    if living(case).closed_at:
        text = _("Zu einem abgeschlossenen Anliegen kam eine E-Mail.")
        raise_notice("answer_after_closing", case.pk, text, owner=case.guide_team)
    return entry


def _open(inbound: Inbound, mail: Mail, match: Match | None) -> None:
    """A new case; if it perhaps belongs to another, the guide reads which."""
    service = Service.objects.filter(slug=SERVICE).first()
    if service is None or service.running() is None:
        _park(inbound, _("Der Dienst „Eine Frage stellen“ ist nicht eingerichtet."))
        return
    opened = new_case(inbound, mail, service)
    if match:
        opened.case.note(_("Gehört vielleicht zu %(number)s.") % {"number": match.case.number}, by=None)
    confirm(mail, opened)
    inbound.decided(
        OUTCOME.SUGGESTED if match else OUTCOME.NEW_CASE,
        case=opened.case.pk,
        entry=first_entry(opened.case),
        proof=match.proof if match else "",
        suggests=match and match.case.pk,
    )


def first_entry(case: Case) -> UUID:
    """Return the entry in which a case was told."""
    return case.entries.order_by("seq").values_list("pk", flat=True)[0]


def new_case(inbound: Inbound, mail: Mail, service: Service, by: Person | None = None) -> Opened:
    """Open a case with the words and files of a mail; it counts from the day the mail came."""
    kept = keep_files(mail)
    opened = open_case(
        service, {}, channel="mail", by=by, contact=contact_of(mail), subject=mail.subject or _("E-Mail ohne Betreff"),
        text=(mail.text or "")[:LONGEST_TEXT], received_at=inbound.received_at, files=kept.files,
        incomplete=True, confirm=False,
    )  # fmt: skip
    if kept.told:
        opened.case.note(kept.told, by=None)
    return opened


def _take_machine_answer(inbound: Inbound, mail: Mail) -> None:
    """An automatic answer is noted where it belongs; it reopens nothing and gets no answer."""
    match = best_match(mail)
    if match is None or not match.is_certain(mail):
        _park(inbound, _("Eine automatische Antwort, die zu keinem Anliegen gehört."))
        return
    told = {"text": (mail.reply_text or mail.subject or "")[:2_000]}
    entry = match.case.note(_("Automatische Antwort:\n%(text)s") % told, by=None)
    inbound.decided(OUTCOME.REPLY, case=match.case.pk, entry=entry.pk, proof=match.proof)


def _take_return(inbound: Inbound, mail: Mail) -> None:
    """A letter of ours could not be delivered: the letter knows it, and the guide reads it on the case."""
    enclosed = [part.content[:20_000].decode("ascii", "replace") for part in mail.attachments[:5]]
    letter = answered_letter(mail, beside=tuple(line for part in enclosed for line in part.split("\n")[:200]))
    if letter is None:
        _park(inbound, _("Eine Unzustellbarkeitsmeldung, die zu keinem Brief gehört."))
        return
    why = (mail.text or mail.subject or "")[:2_000]
    for_good = mail.auto == "bounce_permanent"
    entry = None
    if for_good or any(GIVEN_UP.search(part) for part in enclosed):
        letter.came_back(for_good=for_good, why=why)
        case = Case.objects.filter(pk=letter.about).first() if letter.about else None
        entry = case and case.note(_("Unsere E-Mail kam als unzustellbar zurück."), by=None)
    else:
        letter.is_late(why)
    inbound.decided(OUTCOME.REPLY, case=letter.about, entry=entry.pk if entry else None, letter=letter.pk, proof="A")


def _park(inbound: Inbound, reason: str) -> None:
    """Lay it where people look, with the reason."""
    inbound.decided(OUTCOME.PARKED, reason)
    raise_notice("mail_parked", inbound.pk, _("Eine E-Mail wartet auf einen Blick. %(why)s") % {"why": reason})


def _received(inbound: Inbound, outcome: str) -> Received:
    number = Case.objects.filter(pk=inbound.case).values_list("number", flat=True).first() if inbound.case else None
    return Received(inbound.pk, outcome, number)
