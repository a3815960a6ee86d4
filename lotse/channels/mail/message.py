"""Reads one mail: `parse` takes any bytes and never raises."""

import re
from collections.abc import Callable, Collection
from dataclasses import replace

from lotse.channels.mail import auto, outlook, repairs
from lotse.channels.mail.addresses import NOBODY, first_sender, read_addresses
from lotse.channels.mail.attachments import as_attachments
from lotse.channels.mail.bodies import body_of
from lotse.channels.mail.dates import written_at
from lotse.channels.mail.headers import decoded, one_line, raw_text
from lotse.channels.mail.html import without_marks
from lotse.channels.mail.mail import Mail
from lotse.channels.mail.mime import Entity, entity
from lotse.channels.mail.parts import Part, read_parts
from lotse.channels.mail.reply import is_passed_on, reply_text

SENDERS = ("from", "reply-to", "return-path", "sender")
NO_MAIL = "Das ist keine E-Mail: Es stehen keine Kopfzeilen am Anfang."
UNREADABLE = "Diese E-Mail lässt sich nicht lesen. Das Original ist aufbewahrt."


def parse(raw: bytes, own: Collection[str] = (), is_ours: Callable[[str], object] = bool) -> Mail:
    """Read one mail; a loop shows itself by our addresses (`own`) or by our mark on a letter (`is_ours`)."""
    try:
        return _read(raw, own, is_ours)
    except Exception as reason:  # a poison mail must not stop the next one: it is kept and shown to a person
        return replace(_bare(raw), error=f"{UNREADABLE} ({type(reason).__name__})")


def _read(raw: bytes, own: Collection[str], is_ours: Callable[[str], object]) -> Mail:
    told = outlook.as_mail(raw) if outlook.is_saved_by_outlook(raw) else raw
    if told is None or not repairs.looks_like_mail(told):
        return _bare(raw)
    message = entity(repairs.in_order(told))
    parts = read_parts(message)
    hint = next((part.charset for part in parts if part.charset), None)
    body = body_of(parts)
    mail = _envelope(message, hint)
    kind = auto.kind_of(message, parts, mail.sender, own, is_ours, mail.reply_to)
    return replace(
        mail,
        text=without_marks(body.marked),
        reply_text=reply_text(body.answer, is_whole=is_passed_on(mail.subject or "")),
        html=body.is_html,
        attachments=tuple(as_attachments(body.files)),
        auto=kind,
        answerable=auto.may_be_answered(message, kind, mail.reply_to or mail.sender),
    )


def _envelope(message: Entity, hint: str | None) -> Mail:
    """Everything the headers say."""
    sender = first_sender([value for name in SENDERS for value in message.all(name)], hint)
    written_from = next(iter(read_addresses(message.get("from"), hint)), NOBODY)
    answer_to = next((one for one in read_addresses(message.get("reply-to"), hint) if one.usable), None)
    return Mail(
        message_id=_identity(message.get("message-id")),
        date=next((day for day in map(written_at, message.all("date")) if day), None),
        subject=one_line(decoded(message.get("subject") or "", hint)) or None,
        sender=sender or written_from,
        reply_to=answer_to,
        to=tuple(one for value in message.all("to") for one in read_addresses(value, hint)),
        cc=tuple(one for value in message.all("cc") for one in read_addresses(value, hint)),
        references=_identities(message),
        delivered_to=tuple(
            one.email
            for name in ("delivered-to", "x-original-to", "envelope-to")
            for value in message.all(name)
            for one in read_addresses(value)
            if one.email
        ),
        headers={name: raw_text(value)[:1_000] for name, value in reversed(message.fields[-400:])},
    )


def _identity(value: str | None) -> str | None:
    """The Message-ID with its brackets, as it goes into References."""
    text = one_line(raw_text(value or ""))[:998]
    found = re.search(r"<[^<>]{1,500}>", text)
    return (found[0].replace(" ", "") if found else text) or None


def _identities(message: Entity) -> tuple[str, ...]:
    """All messages this one follows, the nearest first; forwarded and branched threads name them only in References."""
    found = re.findall(r"<[^<>\s]{1,500}>", raw_text(message.get("in-reply-to") or ""))
    found += reversed(re.findall(r"<[^<>\s]{1,500}>", raw_text(message.get("references") or "")))
    return tuple(dict.fromkeys(found))[:200]


def _bare(raw: bytes) -> Mail:
    """Bytes that are no mail: kept as one file."""
    nameless = Part(Entity([], raw), "application/octet-stream", None, "attachment", "original.bin", False, False, raw)
    return Mail(error=NO_MAIL, attachments=tuple(as_attachments([nameless])) if raw else ())
