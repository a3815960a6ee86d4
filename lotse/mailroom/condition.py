"""How the mailroom is, for whoever watches over machines: moments and seconds, no word of any letter."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache

from lotse.tenants.clock import now

from .carrier import has_server
from .models import Letter

LATE = timedelta(minutes=15)
EMPTIED = "mailroom.emptied"


def condition() -> dict:
    """Say whether letters leave and the mailbox is emptied; what is not set up is not out of order."""
    last_sent = Letter.objects.last_gone()
    waiting = Letter.objects.waiting()
    oldest = waiting.order_by("created_at").values_list("created_at", flat=True).first()
    emptied: datetime | None = cache.get(EMPTIED) if settings.IMAP_URL else None
    return {
        "ok": not (has_server() and _is_stuck(waiting, last_sent)) and not _is_unopened(emptied),
        "configured": has_server(),
        "last_sent": last_sent and last_sent.isoformat(),
        "oldest_waiting_s": round((now() - oldest).total_seconds()) if oldest else None,
        "inbox": {"configured": bool(settings.IMAP_URL), "last_emptied": emptied and emptied.isoformat()},
    }


def note_emptied() -> None:
    """Note that the mailbox was opened and emptied just now."""
    cache.set(EMPTIED, now(), timeout=None)


def _is_stuck(waiting, last_sent: datetime | None) -> bool:
    """A letter waits for long and none left since it was written: one slow receiver alone is not our trouble."""
    late = waiting.filter(created_at__lt=now() - LATE)
    return (late.filter(created_at__gt=last_sent) if last_sent else late).exists()


def _is_unopened(emptied: datetime | None) -> bool:
    return bool(settings.IMAP_URL) and (emptied is None or now() - emptied > LATE)
