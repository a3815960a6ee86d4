"""The worker goes on when the database was away, and ends when it is told to."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import OperationalError

from lotse.jobs import worker

ROOMS = Path(worker.__file__).parents[1]


@pytest.fixture
def days(monkeypatch):
    """What becomes of the work each time it begins; after the last the operator presses Ctrl-C."""
    told = []

    async def work_once():
        if not told:
            os.kill(os.getpid(), signal.SIGINT)
            return
        if reason := told.pop(0):
            raise reason

    monkeypatch.setattr(worker, "_work_while_the_database_is_there", work_once)
    monkeypatch.setattr(worker, "PAUSE_S", 0)
    return told


def test_a_worker_begins_again_when_the_database_was_away(days):
    days += [OperationalError("the server went away"), None, ConnectionResetError()]

    worker.work()

    assert days == []


def test_a_worker_does_not_hide_a_fault_of_the_program(days):
    days += [LookupError("no such table of jobs")]

    with pytest.raises(LookupError):
        worker.work()


CLOCKS = """
import django; django.setup()
import asyncio
from lotse.jobs import worker
asyncio.run = lambda work: work.close()
before = set(worker.app.tasks)
worker.work()
print(*sorted(set(worker.app.tasks) - before))
"""


def test_who_works_knows_what_the_clock_starts_and_nobody_else_reads_it():
    told = subprocess.run([sys.executable, "-c", CLOCKS], check=True, capture_output=True, text=True).stdout.split()

    marked = {
        f"lotse.{path.relative_to(ROOMS).with_suffix('').as_posix().replace('/', '.')}.{name}"
        for path in ROOMS.rglob("jobs.py")
        for name in re.findall(r"^@every\(.*\n(?:#.*\n)*def (\w+)", path.read_text(), re.MULTILINE)
    }
    assert len(marked) > 10
    assert set(told) == marked
