"""Empty a mailbox (IMAP): store each mail first, move it away after, and come back for nothing twice.

The one place that knows imap-tools. A mail that breaks our reading is stored and parked like
any other, so it leaves the inbox too; one that the mailbox does not hand out stays, is named,
and holds up nobody.
"""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from imaplib import IMAP4
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import NAMESPACE_URL, UUID, uuid5

import structlog
from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.utils.translation import gettext as _

from lotse.channels.mail.receive import LARGEST, Received, receive
from lotse.mailroom.carrier import own_address
from lotse.mailroom.condition import note_emptied
from lotse.mailroom.models import raise_notice, settle

logger = structlog.get_logger()
AT_ONCE = 500  # one visit; the next one comes in a minute
TIMEOUT = 60
TAKEN = "$Lotse"  # the mark where a mail cannot be moved away
AT_HOME = ("localhost", "127.0.0.1", "::1")


class CannotFetch(Exception):
    """The mailbox cannot be opened, or our house cannot store; the mails wait where they are."""


@dataclass
class Visit:
    """What one visit brought, and a sentence for each mail that stayed behind."""

    received: list[Received] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def fetch() -> Visit:
    """Take everything out of the inbox; raises `CannotFetch` with a sentence."""
    if not settings.IMAP_URL:
        raise CannotFetch("Kein Postfach eingestellt. docs/operator.md erklärt LOTSE_IMAP_URL.")
    try:
        with _opened() as box:
            visit = _emptied(box)
    except (OSError, IMAP4.error, _refusals()) as reason:
        text = _("Das Postfach lässt sich nicht abholen: %(why)s") % {"why": str(reason)[:300]}
        raise_notice("mailbox_unreachable", mailbox_id(), text)
        raise CannotFetch(text) from reason
    settle("mailbox_unreachable", mailbox_id())
    note_emptied()
    return visit


def look_in() -> None:
    """Fetch as the clock does: only where a mailbox is set; what hinders is a notice, and tried again in a minute."""
    if not settings.IMAP_URL:
        return
    try:
        fetch()
    except CannotFetch as refusal:
        logger.warning("mailbox_not_fetched", why=str(refusal))


def mailbox_id() -> UUID:
    """Return what notices about this mailbox point at; the password in the address is no part of it."""
    place = urlsplit(settings.IMAP_URL)
    return uuid5(NAMESPACE_URL, f"imap://{place.username}@{place.hostname}{place.path}")


def _refusals() -> type[Exception]:
    from imap_tools.errors import ImapToolsError

    return ImapToolsError


@contextmanager
def _opened() -> Iterator[Any]:
    """Sign in, encrypted unless the server is this machine, and say goodbye whatever happens."""
    from imap_tools import MailBox, MailBoxStartTls, MailBoxUnencrypted

    place = urlsplit(settings.IMAP_URL)
    host = place.hostname or ""
    if place.scheme == "imaps":
        box: Any = MailBox(host, place.port or 993, timeout=TIMEOUT, ssl_context=ssl.create_default_context())
    elif host in AT_HOME:
        box = MailBoxUnencrypted(host, place.port or 143, timeout=TIMEOUT)
    else:
        box = MailBoxStartTls(host, place.port or 143, timeout=TIMEOUT, ssl_context=ssl.create_default_context())
    try:
        inbox = unquote(place.path.strip("/")) or "INBOX"
        box.login(unquote(place.username or ""), unquote(place.password or ""), initial_folder=inbox)
        yield box
    finally:
        with suppress(OSError, IMAP4.error, _refusals()):
            box.logout()


def _emptied(box: Any) -> Visit:
    """One mail after the other; what one of them does to us or to the server does not stop the next."""
    visit, done = Visit(), settings.IMAP_DONE
    uids = box.uids(f"UNDELETED UNKEYWORD {TAKEN}")[:AT_ONCE]
    if uids and not box.folder.exists(done):
        box.folder.create(done)
    for uid in uids:
        try:
            if _taken_in(box, uid, visit):
                _put_away(box, uid, done)
        except (IMAP4.abort, OSError):
            raise  # the connection is gone
        except (IMAP4.error, _refusals()) as reason:
            logger.warning("mail_not_fetched", uid=uid, reason=str(reason)[:200])
            visit.left.append(f"Die Nachricht {uid} ließ sich nicht abholen: {str(reason)[:200]}")
        except (DatabaseError, InterfaceError) as reason:
            raise CannotFetch(f"Die E-Mail ließ sich nicht speichern: {reason}") from reason
    return visit


def _taken_in(box: Any, uid: str, visit: Visit) -> bool:
    """Store one mail; False when somebody else has just moved it away."""
    size = _field(box, uid, "(RFC822.SIZE)")
    if size is None:
        return False
    if int(size.rpartition(b"RFC822.SIZE ")[2].split(b")")[0].split()[0]) > LARGEST:
        text = _("Eine E-Mail ist größer als 50 MB. Sie liegt ungelesen im Postfach, Ordner „%(folder)s“.")
        raise_notice("mail_too_large", uuid5(mailbox_id(), uid), text % {"folder": settings.IMAP_DONE})
        return True
    raw = _field(box, uid, "(BODY.PEEK[])")
    if raw is None:
        return False
    visit.received.append(receive(raw, settings.IMAP_MAILBOX or own_address()))
    return True


def _field(box: Any, uid: str, wanted: str) -> bytes | None:
    """What the server says of one message, as bytes: the library's own reading of a mail may break on it."""
    status, answer = box.client.uid("FETCH", uid, wanted)
    if status != "OK":
        raise IMAP4.error(f"{status} {answer!r}"[:200])
    parts = [one for one in answer if one is not None]
    if not parts:
        return None
    return parts[0][1] if isinstance(parts[0], tuple) else parts[0]


def _put_away(box: Any, uid: str, folder: str) -> None:
    """Move the mail out of the inbox; where that is refused, mark it, so that it is not fetched for ever."""
    try:
        box.move(uid, folder)
    except (IMAP4.error, _refusals()) as reason:
        logger.warning("mail_not_moved", uid=uid, reason=str(reason)[:200])
        box.client.uid("STORE", uid, "+FLAGS", f"({TAKEN})")
