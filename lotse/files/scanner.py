"""Asks a virus scanner about bytes before they are kept: clamd, over the network or a socket of this machine.

`LOTSE_SCANNER` names it: `clamd://scanner.example:3310` or `clamd:///run/clamav/clamd.ctl`. Without it nothing is
asked, and `lotse doctor` says so. A scanner that should answer and does not keeps files out: nothing comes in unseen.
"""

import socket
import struct
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import structlog
from django.conf import settings

from lotse.files.refusals import Infected, NotScanned

PORT = 3310
PATIENCE = 20  # seconds for one step of the talk
PART = 1 << 16
LONGEST_ANSWER = 4096

logger = structlog.get_logger()


def check(path: Path, name: str) -> None:
    """Let the file pass, or raise `Infected` or `NotScanned`; without a scanner everything passes."""
    if not settings.SCANNER:
        return
    try:
        answer = _asked_about(path)
    except OSError as trouble:
        logger.warning("scanner_silent", reason=type(trouble).__name__)
        raise NotScanned(name=name) from trouble
    if answer.endswith(" FOUND"):
        logger.warning("file_infected", found=answer.removeprefix("stream: ").removesuffix(" FOUND")[:80])
        raise Infected(name=name)
    if answer != "stream: OK":
        logger.warning("scanner_unsure", answer=answer[:80])
        raise NotScanned(name=name)


def version() -> str | None:
    """Return what the scanner says it is, or None if it does not answer within a second."""
    try:
        with _connected(1) as line:
            line.sendall(b"zVERSION\0")
            return _answer(line) or None
    except OSError:
        return None


def address_problem(address: str) -> str:
    """Return why this is no address of a scanner, or nothing."""
    try:
        parts = urlsplit(address)
        is_one = parts.scheme == "clamd" and bool(parts.hostname or parts.path) and parts.port != 0
    except ValueError:
        is_one = False
    return "" if is_one or not address else "LOTSE_SCANNER beginnt mit clamd://, zum Beispiel clamd://127.0.0.1:3310."


def _asked_about(path: Path) -> str:
    with _connected(PATIENCE) as line, path.open("rb") as file:
        line.sendall(b"zINSTREAM\0")
        with suppress(BrokenPipeError, ConnectionResetError):  # it had enough of it: its answer says why
            while part := file.read(PART):
                line.sendall(struct.pack("!I", len(part)) + part)
            line.sendall(struct.pack("!I", 0))
        return _answer(line)


def _connected(patience: float) -> socket.socket:
    parts = urlsplit(settings.SCANNER)
    if parts.hostname:
        return socket.create_connection((parts.hostname, parts.port or PORT), timeout=patience)
    line = socket.socket(socket.AF_UNIX)
    try:
        line.settimeout(patience)
        line.connect(parts.path)
    except OSError:
        line.close()
        raise
    return line


def _answer(line: socket.socket) -> str:
    told = b""
    while b"\0" not in told and len(told) < LONGEST_ANSWER:
        part = line.recv(LONGEST_ANSWER)
        if not part:
            break
        told += part
    return told.partition(b"\0")[0].decode("utf-8", "replace").strip()
