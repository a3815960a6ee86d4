"""The door for the town's mail server (LMTP, RFC 2033): 250 means that the mail lies in our database.

What could not be stored is answered with 451: the mail server keeps it and comes again. The
door stands on loopback; who may write to us is the mail server's affair.
"""

import asyncio
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import structlog
from aiosmtpd.lmtp import LMTP
from django.db import close_old_connections, connections

from lotse.channels.mail.receive import LARGEST, TooLarge, receive

logger = structlog.get_logger()
HOST = "127.0.0.1"
LONGEST_LINE = 16 * 1024 * 1024  # programs without line ends exist; what they send is no reason to lose it
HANDS = 2  # mails taken in at the same time
STORED = "250 2.0.0 angenommen"
NOT_STORED = "451 4.3.0 konnte nicht gespeichert werden, kommen Sie wieder"
TOO_LARGE = "552 5.3.4 zu gross, es gehen hoechstens 50 MB"


class Door(LMTP):
    """One connection of the mail server."""

    line_length_limit = LONGEST_LINE


class Porter:
    """Takes each mail in before it answers."""

    def __init__(self) -> None:
        self.hands = ThreadPoolExecutor(HANDS, thread_name_prefix="lmtp")

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Answer for every recipient of the mail, once it is stored."""
        loop = asyncio.get_running_loop()
        answer = await loop.run_in_executor(self.hands, take, envelope.original_content, envelope.rcpt_tos)
        return "\r\n".join([answer] * len(envelope.rcpt_tos))

    async def handle_exception(self, error: Exception) -> str:
        """Whatever else goes wrong: the mail server keeps the mail."""
        logger.error("lmtp_broken", reason=type(error).__name__)
        return NOT_STORED

    def close(self) -> None:
        """Finish what was begun, and give the database its connections back."""
        self.hands.shutdown(wait=True)


def take(raw: bytes, recipients: list[str]) -> str:
    """Store one mail for the first of our addresses it was brought for, and say what to answer."""
    close_old_connections()
    try:
        addresses = [address.encode("utf-8", "replace").decode() for address in recipients]
        receive(raw, addresses[0], addresses)
    except TooLarge:
        return TOO_LARGE
    except Exception as reason:  # whatever it was: the mail is not ours yet, and must not be lost
        logger.warning("mail_not_stored", reason=type(reason).__name__)
        return NOT_STORED
    finally:
        close_old_connections()
    return STORED


def serve(port: int, *, is_open: Callable[[], None] = lambda: None) -> None:
    """Open the door until SIGTERM or Ctrl-C; raises OSError when the port is taken."""
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(port, is_open))
    connections.close_all()


async def _serve(port: int, is_open: Callable[[], None]) -> None:
    porter, loop, end = Porter(), asyncio.get_running_loop(), asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, end.set)
    server = await loop.create_server(
        lambda: Door(porter, data_size_limit=LARGEST, enable_SMTPUTF8=True, ident="Lotse", timeout=300), HOST, port
    )
    is_open()
    async with server:
        await end.wait()
    porter.close()
