"""Letters while the worker is killed: each leaves at least once, a second copy bears the same Message-ID."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest
from django.conf import settings as house_settings
from django.db import connection

from lotse.channels.mail.tests.sink import Sink
from lotse.mailroom.models import Letter, post

pytestmark = pytest.mark.django_db(transaction=True)
LETTERS = 1_000
KILLS = 8
PATIENCE = 240  # seconds for the last worker, which lives


class Cruel(Sink):
    """A mail server that takes each fiftieth mail and kills the worker before it can hear so."""

    def __init__(self):
        super().__init__()
        self.worker, self.kills = None, 0

    async def handle_DATA(self, server, session, envelope):
        said = await super().handle_DATA(server, session, envelope)
        if len(self.mails) % 50 == 0 and self.kills < KILLS:
            self.kill()
        return said

    def kill(self):
        """Pull the plug: no warning, nothing is finished."""
        if self.worker and self.worker.poll() is None:
            self.kills += 1
            os.killpg(self.worker.pid, signal.SIGKILL)


def worker(port):
    """The real worker in a process of its own, on this test's database."""
    told = connection.settings_dict
    options = told["OPTIONS"].get("options", "")
    url = f"host={told['HOST']} port={told['PORT'] or 5432} dbname={told['NAME']} user={told['USER']}"
    url += f" password={told['PASSWORD']}" if told["PASSWORD"] else ""
    environment = os.environ | {
        "LOTSE_DATABASE_URL": url + (f" options='{options}'" if options else ""),
        "LOTSE_OWNER_URL": "",
        "LOTSE_SECRET_KEY": house_settings.SECRET_KEY,
        "LOTSE_MAIL_URL": f"smtp://127.0.0.1:{port}",
        "LOTSE_MAIL_FROM": "buergerservice@musterhafen.example",
        "LOTSE_IMAP_URL": "",
    }
    words = [sys.executable, "-m", "lotse", "worker"]
    return subprocess.Popen(words, env=environment, start_new_session=True, stderr=subprocess.DEVNULL)


def waiting():
    return Letter.objects.filter(sent_at=None).count()


def test_letters_leave_at_least_once_however_often_the_worker_is_killed(town, proof, seed):
    chance = random.Random(seed)
    for number in range(LETTERS):
        post(f"person{number}@buerger.example", f"Nachricht {number}", "Guten Tag")
    with Cruel() as server:
        while server.kills < KILLS and waiting() > LETTERS // 20:
            server.worker = worker(server.port)
            _begun(server)
            _alive_for(server.worker, chance.uniform(0, 3))
            server.kill()
            server.worker.wait(10)
        server.worker = worker(server.port)
        server.kills, kills, began = KILLS, server.kills, time.monotonic()  # from here on it lives
        while waiting() and time.monotonic() - began < PATIENCE:
            time.sleep(1)
        server.worker.terminate()
        server.worker.wait(30)
        arrived = Counter((mail["Message-ID"], recipients[0]) for recipients, mail in server.mails)

    sent = set(Letter.objects.values_list("message_id", "to_address"))
    doubles = sum(arrived.values()) - len(arrived)
    proof(
        counts=f"{LETTERS} letters, {kills} x kill -9 of the worker",
        seed=seed,
        result=f"{len(arrived)} arrived, {doubles} a second time under the same Message-ID, {waiting()} left behind",
    )
    assert waiting() == 0
    assert set(arrived) == sent
    assert len({recipient for _, recipient in arrived}) == LETTERS
    assert 0 < doubles <= 2 * kills  # the worker does two jobs at a time


def _begun(server):
    """Wait until this worker's first letter has arrived: a machine under load takes its time to start."""
    before, until = len(server.mails), time.monotonic() + 60
    while len(server.mails) == before and time.monotonic() < until and server.worker.poll() is None:
        time.sleep(0.05)


def _alive_for(process, seconds):
    """Wait until the time is over or the process is gone."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        time.sleep(0.05)
