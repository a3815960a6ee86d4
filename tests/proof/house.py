"""A house of its own for cruel proofs: a PostgreSQL that forces everything out, the real web and worker."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from test_demo import free_port

from lotse.project.postgres import OWNER, Server

PATIENCE = 120  # seconds for a start on a loaded machine
AWAY = (URLError, ConnectionError, TimeoutError, OSError)


class House:
    """Musterhafen with few cases; its parts can be killed and started one by one."""

    def __init__(self, folder, postgres=None):
        self.folder, self.port = folder, free_port()
        self.database = Server(postgres or folder / "postgres")
        self.database.start()
        self.env = {name: value for name, value in os.environ.items() if not name.startswith("LOTSE_")} | {
            "LOTSE_DATA": str(folder),
            "LOTSE_SECRET_KEY": "a key of the proof alone, long enough for everything",
            "LOTSE_DATABASE_URL": self.database.url(),
            "LOTSE_OWNER_URL": self.database.url(OWNER),
            "LOTSE_URL": f"http://127.0.0.1:{self.port}",
            "LOTSE_DEMO_CASES": "10",
        }
        self.command("prepare")
        self.parts = {}

    def command(self, *words):
        """Run one command of `lotse` to its end and return what it printed; raises CalledProcessError."""
        done = subprocess.run(
            [sys.executable, "-m", "lotse", *words], env=self.env, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stdout[-500:] + done.stderr[-2000:]
        return done.stdout

    def ask(self, statement):
        """Return the rows of one statement as the role that set up the database."""
        return self.database.ask(statement, "lotse")

    def start(self, part):
        """Start the web server or the worker in a group of processes of its own."""
        words = [sys.executable, "-m", "lotse", part, *(["--port", str(self.port)] if part == "serve" else [])]
        with (self.folder / "parts.log").open("ab") as log:
            self.parts[part] = subprocess.Popen(words, env=self.env, stdout=log, stderr=log, start_new_session=True)

    def kill(self, part):
        """Pull the plug of one part and of all it started."""
        os.killpg(self.parts[part].pid, signal.SIGKILL)
        self.parts[part].wait(20)

    def is_up(self):
        """Whether the web answers that its database is there."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return answer.status == 200
        except AWAY:
            return False

    def wait_until_up(self):
        assert wait_for(self.is_up, PATIENCE), (self.folder / "parts.log").read_text()[-3000:]

    def crash_the_database(self):
        """Do what `pg_ctl restart -m immediate` does: no farewell, then a recovery from the log, at the same place."""
        server, socket = self.database, self.database.socket
        os.kill(_postmaster(server), signal.SIGQUIT)
        server.process.wait(30)
        server._new_socket_folder = lambda: socket
        server.start()

    def stop(self):
        for part in self.parts.values():
            part.terminate()
        for name, part in self.parts.items():
            try:
                part.wait(30)
            except subprocess.TimeoutExpired:
                self.kill(name)
        self.database.stop()


def _postmaster(server):
    return int((server.home / "postmaster.pid").read_text().splitlines()[0])


@contextmanager
def house(**places):
    """Lend a house for one proof and leave nothing of it."""
    folder = Path(tempfile.mkdtemp(prefix="lotse-proof-"))
    folder.chmod(0o711)
    lent = House(folder, **places)
    try:
        yield lent
    finally:
        lent.stop()
        shutil.rmtree(folder, ignore_errors=True)


def wait_for(what, seconds):
    """Ask until it is so; return whether it came to be in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if what():
            return True
        time.sleep(0.1)
    return False


class Client:
    """A program that opens cases, and repeats each with the same key until it has its 201."""

    def __init__(self, house, secret, name, answers):
        self.house, self.secret, self.name, self.answers = house, secret, name, answers
        self.numbers, self.repeats, self.strange = {}, 0, []

    def open_one(self, n, until):
        """Open the case with this key; nothing is noted unless the answer came."""
        key = f"{self.name}-{n}"
        while time.monotonic() < until:
            status, told = self.call({"service": "streunende-katze", "answers": self.answers, "text": key}, key)
            if status == 201:
                self.numbers[key] = told["number"]
                return
            self.repeats += 1
            if status not in (0, 500, 502, 503):
                self.strange.append((status, told))
                return
            time.sleep(0.2)

    def call(self, body, key):
        """Return status and answer; status 0 when nobody answered."""
        headers = {
            "Authorization": f"Bearer {self.secret}", "Content-Type": "application/json", "Idempotency-Key": key,
        }  # fmt: skip
        asked = Request(f"http://127.0.0.1:{self.house.port}/api/v1/cases", json.dumps(body).encode(), headers)
        try:
            with urlopen(asked, timeout=30) as answer:
                return answer.status, json.load(answer)
        except HTTPError as refused:
            return refused.code, refused.read().decode(errors="replace")
        except (*AWAY, ValueError):
            return 0, None


class Crowd:
    """Clients that open cases side by side, from threads of this process."""

    def __init__(self, house, count, answers):
        secret = house.command("token", "create", "ahlers").split()[-1]
        self.clients = [Client(house, secret, f"client{n}", answers) for n in range(count)]

    def begin(self, each, seconds):
        """Let each client open so many cases (None: as many as it can) until the time is over."""
        until = time.monotonic() + seconds
        hands = ThreadPoolExecutor(len(self.clients))
        self.at_work = [hands.submit(self._work, client, each, until) for client in self.clients]
        hands.shutdown(wait=False)

    def _work(self, client, each, until):
        n = 0
        while (each is None or n < each) and time.monotonic() < until:
            client.open_one(n, until)
            n += 1

    def is_busy(self):
        return not all(one.done() for one in self.at_work)

    def finish(self):
        for one in self.at_work:
            one.result()  # a client that broke down has not shown that the house stands
        return {key: number for client in self.clients for key, number in client.numbers.items()}

    @property
    def repeats(self):
        return sum(client.repeats for client in self.clients)

    @property
    def strange(self):
        return [answer for client in self.clients for answer in client.strange]


def whole_after(house, acknowledged, before):
    """Assert that what was acknowledged is there exactly once, the numbers run on, and every chain holds."""
    rows = house.ask("select number from cases_case order by number")
    numbers = [number for (number,) in rows if number not in before]
    assert len(set(acknowledged.values())) == len(acknowledged)  # no number was given to two
    assert set(acknowledged.values()) <= set(numbers)
    ours = sorted(int(number.partition("-")[2]) for number in numbers)
    assert ours == list(range(ours[0], ours[0] + len(ours)))
    house.command("case", "verify")
    return numbers
