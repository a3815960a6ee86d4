"""The worker goes on when the database was away, and ends when it is told to."""

import os
import signal

import pytest
from django.db import OperationalError

from lotse.jobs import worker


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
