"""One installation in one folder: its secret key, its database, and who may start that.

`lock` belongs to whoever started the database. Others that come meanwhile hold `users` together, and
the starter of a single command waits for them before it stops; the demo does not wait.
"""

import fcntl
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from lotse.project.postgres import OWNER, Server, address, running

OURS = (
    "postgres",
    "postgres.unfinished",
    "files",
    "database.log",
    "database.socket",
    "lotse.log",
    "secret_key",
    "logins.json",
    "address",
    "backups",
)


class NoInstallation(Exception):
    """There is nothing to work with; the sentence says what to do."""


class Installation:
    """What lies in the folder that `--data` names."""

    def __init__(self, data: Path):
        self.data = data
        self.postgres = data / "postgres"
        self.is_embedded = not os.environ.get("LOTSE_DATABASE_URL")

    def exists(self) -> bool:
        """Whether a database was laid here."""
        return (self.postgres / "PG_VERSION").exists()

    def prepare(self) -> None:
        """Make the folder; an account without rights must be able to walk through it to its own data."""
        if not self.data.exists():
            self.data.mkdir(parents=True)
            self.data.chmod(0o711 if os.geteuid() == 0 else 0o700)

    def secret_key(self) -> str:
        """Return the key that signs sessions: made once, readable by us alone."""
        path = self.data / "secret_key"
        if not path.exists():
            write_private(path, secrets.token_urlsafe(48))
        return path.read_text().strip()

    def serves_at(self, address: str) -> None:
        """Note where this house answers, for commands that know only its folder."""
        (self.data / "address").write_text(address)

    def _say_where_it_serves(self) -> None:
        with suppress(FileNotFoundError):
            os.environ.setdefault("LOTSE_URL", (self.data / "address").read_text().strip())

    def begin_anew(self) -> None:
        """Remove what Lotse made in this folder and nothing else."""
        for name in OURS:
            path = self.data / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    @contextmanager
    def opened(self, *, as_owner: bool = False, may_create: bool = False) -> Iterator[None]:
        """Let one command work: on the database that runs, or on one started for it and stopped after."""
        self._say_where_it_serves()
        if not self.is_embedded:
            _use(os.environ.get("LOTSE_OWNER_URL") if as_owner else None)
            yield
            return
        if not may_create and not self.exists():
            raise NoInstallation(f"In {self.data} ist noch nichts eingerichtet. „lotse demo“ oder „lotse init“ tut es.")
        self.prepare()
        os.environ.setdefault("LOTSE_SECRET_KEY", self.secret_key())
        role = OWNER if as_owner else "lotse_app"
        while True:
            if lock := self.take_lock():
                with lock, Server(self.postgres) as server:
                    _use(server.url(role), server.url(OWNER))
                    try:
                        yield
                    finally:
                        self._wait_for_users()
                return
            with (self.data / "users").open("a") as users:
                fcntl.flock(users, fcntl.LOCK_SH)
                if socket := self._socket_of_the_running():
                    _use(address(socket, role), address(socket, OWNER))
                    yield
                    return

    def take_lock(self, name: str = "command") -> IO | None:
        """Return the lock of whoever may start the database, with our name in it; None when another holds it."""
        lock = (self.data / "lock").open("a")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            return None
        lock.truncate(0)
        lock.write(name)
        lock.flush()
        return lock

    def is_held_by_a_demo(self) -> bool:
        """Whether the lock, when it is held, is held by a demo."""
        return (self.data / "lock").read_text() == "demo"

    def _wait_for_users(self) -> None:
        with (self.data / "users").open("a") as users:
            fcntl.flock(users, fcntl.LOCK_EX)

    def _socket_of_the_running(self) -> Path | None:
        """Return where the database answers, or None when its starter has gone meanwhile."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if found := running(self.postgres):
                return found[1]
            if lock := self.take_lock():
                lock.close()
                return None
            time.sleep(0.1)
        raise NoInstallation(f"Die Datenbank in {self.data} startet gerade und wird nicht fertig.")


def _use(url: str | None, owner_url: str | None = None) -> None:
    if url:
        os.environ["LOTSE_DATABASE_URL"] = url
    if owner_url:
        os.environ["LOTSE_OWNER_URL"] = owner_url


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    half = path.with_name(path.name + ".half")
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    half.replace(path)
