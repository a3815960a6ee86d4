"""`lotse demo`: database, web and worker as one thing that starts together and ends together.

The supervisor holds the lock of the installation. A child that dies ends the others; each child
asks the kernel to be ended when the supervisor is gone, so that nothing outlives even a kill -9.
"""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from urllib.request import urlopen

from lotse.project.installation import Installation
from lotse.project.postgres import OWNER, NotStarted, Server
from lotse.project.serving import is_free

START_S = 60


class Stopped(BaseException):
    """Somebody asked us to stop."""


def run(data: Path, port: int, fresh: bool) -> int:
    """Start Musterhafen, print where it is, stay until Ctrl-C; return the exit code."""
    if not is_free("127.0.0.1", port):
        raise SystemExit(f"Anschluss {port} ist belegt. Nehmen Sie einen anderen, zum Beispiel: PORT={port + 1}")
    house = Installation(data)
    house.prepare()
    lock = _lock(house)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    demo = Demo(house, port)
    try:
        if fresh:
            house.begin_anew()
        demo.start()
        return demo.stay()
    except Stopped:
        return 0
    except (NotStarted, ChildFailed) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        demo.stop()
        lock.close()


def state_of_the_program() -> str:
    """Return what changes when the database must be looked at again: migrations, ours and others'."""
    state = sha256()
    for path in sorted(Path(__file__).parents[1].glob("*/migrations/*.py")):
        state.update(path.read_bytes())
    for package in ("django", "procrastinate", "django-allauth"):
        state.update(version(package).encode())
    return state.hexdigest()


def _stop(number, frame):
    raise Stopped


def _lock(house: Installation):
    until = time.monotonic() + 15  # a single command may just be at work
    while time.monotonic() < until:
        if lock := house.take_lock("demo"):
            return lock
        if house.is_held_by_a_demo():
            break
        time.sleep(0.2)
    raise SystemExit(f"In {house.data} läuft schon eine Demo.")


class ChildFailed(Exception):
    """A part of the demo ended by itself; the sentence says which."""


class Demo:
    """The parts of a running demo."""

    def __init__(self, house: Installation, port: int):
        self.house, self.port = house, port
        self.address = f"http://127.0.0.1:{port}"
        self.server: Server | None = None
        self.children: dict[str, subprocess.Popen] = {}

    def start(self) -> None:
        """Start the database, bring it up to date, build the town on first use, then serve."""
        began = time.monotonic()
        print("Musterhafen startet …", flush=True)
        owner = app = os.environ.get("LOTSE_DATABASE_URL", "")
        if self.house.is_embedded:
            if not self.house.postgres.exists():
                print("  Die Datenbank wird angelegt …", flush=True)
            self.server = Server(self.house.postgres)
            self.server.start()
            app, owner = self.server.url(), self.server.url(OWNER)
        self.house.serves_at(self.address)
        self.env = os.environ | {
            "LOTSE_DATA": str(self.house.data),
            "LOTSE_SECRET_KEY": self.house.secret_key(),
            "LOTSE_DATABASE_URL": app,
            "LOTSE_OWNER_URL": os.environ.get("LOTSE_OWNER_URL") or owner,
            "LOTSE_URL": self.address,
            "LOTSE_DEMO": "1",
            "LOTSE_PHONE": os.environ.get("LOTSE_PHONE") or "0221 4710 100",
        }
        note, state = self.house.data / "prepared", state_of_the_program()
        if not note.exists() or note.read_text() != state:
            self._do("prepare")
            note.write_text(state)
        self._launch("Webserver", "serve", "--port", str(self.port))
        self._launch("Aufträge", "worker")
        self._wait_for_the_web()
        self._welcome(time.monotonic() - began)

    def stay(self) -> int:
        """Watch over the children until one ends or somebody stops us."""
        while True:
            self._notice_the_dead()
            time.sleep(0.2)

    def stop(self) -> None:
        """End web and worker, then the database; without it they can finish nothing and are not waited for."""
        for child in self.children.values():
            child.terminate()
        until = time.monotonic() + (1 if self._database_is_dead() else 15)
        for child in self.children.values():
            with suppress(subprocess.TimeoutExpired):
                child.wait(max(0.1, until - time.monotonic()))
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)  # whatever it started and left
        if self.server:
            self.server.stop()

    def _do(self, name: str) -> None:
        """Run one command to its end."""
        self._launch(name, name)
        if self.children[name].wait():
            raise ChildFailed(f"„lotse {name}“ ist nicht gelungen. {self._log_says()}")
        del self.children[name]

    def _launch(self, name: str, *words: str) -> None:
        command = ["setpriv", "--pdeathsig", "TERM", sys.executable, "-m", "lotse", *words]
        command += ["--data", str(self.house.data)]
        with (self.house.data / "lotse.log").open("a") as log:
            child = subprocess.Popen(command, env=self.env, stderr=log, start_new_session=True)  # noqa: S603 - our words
        self.children[name] = child

    def _notice_the_dead(self) -> None:
        for name, child in self.children.items():
            if child.poll() is not None:
                raise ChildFailed(
                    f"{name} hat sich beendet (Code {child.returncode}). Die Demo hört auf. {self._log_says()}"
                )
        if self._database_is_dead():
            raise ChildFailed("Die Datenbank hat sich beendet. Die Demo hört auf.")

    def _database_is_dead(self) -> bool:
        return bool(self.server and self.server.process and self.server.process.poll() is not None)

    def _log_says(self) -> str:
        return f"Das Protokoll sagt mehr: {self.house.data / 'lotse.log'}"

    def _wait_for_the_web(self) -> None:
        until = time.monotonic() + START_S
        while time.monotonic() < until:
            self._notice_the_dead()
            with suppress(OSError), urlopen(f"{self.address}/healthz", timeout=2):  # noqa: S310 - our own address
                return
            time.sleep(0.1)
        raise ChildFailed("Der Webserver antwortet nicht.")

    def _welcome(self, took: float) -> None:
        print(f"\nMusterhafen ist da ({took:.1f} s):\n")
        print(f"  für Bürgerinnen und Bürger   {self.address}/")
        print(f"  für die Verwaltung           {self.address}/arbeit/")
        logins = self.house.data / "logins.json"
        if logins.exists():
            print(f"\n  {'Anmelden als':<52}Passwort")
            for person in json.loads(logins.read_text()):
                print(f"  {person['login']:<12} {person['title']:<38} {person['password']}")
        print(f"\nDaten und Protokoll liegen in {self.house.data}. Strg-C beendet alles.", flush=True)
