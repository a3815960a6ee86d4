"""What is done later: the one adapter to Procrastinate.

`@job` marks a verb that may be done later, `later(case.remind)` writes it down in the
transaction of the caller: no commit, no job. `later(case.remind, at=monday)` waits until then.
`@every("*/5 * * * *")` marks a function that the clock starts; it lives in a room's `jobs.py`.
Names and ids travel, never personal words.
"""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from typing import Any

from django.apps import apps as rooms
from django.db import models, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

JOBS: set[str] = set()

# Eight tries over about a day: a mail server may be away for a night.
PATIENCE = RetryStrategy(max_attempts=8, wait=10, exponential_wait=5)


def job(verb):
    """Allow the verb to be done later; it must bear being done twice."""
    JOBS.add(verb.__qualname__)
    return verb


def later(verb: Callable, at: datetime | None = None, **values: Any) -> None:
    """Write down that this verb of this row is to be done after the commit, or at a moment."""
    row, name = _row_and_name(verb)
    if name not in JOBS:
        raise TypeError(f"{name} is not marked @job")
    do.configure(schedule_at=at).defer(room=row._meta.label, row=str(row.pk), verb=verb.__name__, values=values)


def _row_and_name(verb: Callable) -> tuple[models.Model, str]:
    row = getattr(verb, "__self__", None)
    if not isinstance(row, models.Model):
        raise TypeError(f"{verb!r} is no verb of a row")
    return row, verb.__func__.__qualname__  # type: ignore[attr-defined]


@app.task(name="lotse.do", retry=PATIENCE)
def do(room: str, row: str, verb: str, values: dict) -> None:
    """Do the verb in one transaction; a row that is gone has nothing left to do."""
    noun = rooms.get_model(room)
    deed = getattr(noun, verb, None)
    if getattr(deed, "__qualname__", None) not in JOBS:
        raise LookupError(f"{noun.__qualname__}.{verb} is no job")
    with transaction.atomic():
        found = noun._base_manager.filter(pk=row).first()
        if found:
            getattr(found, verb)(**values)


def every(cron: str, *, in_steps: bool = False) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Let the clock start this function in a transaction of its own (cron: minute hour day month weekday [second]).

    One that works `in_steps` commits each itself: it deals with the world outside (a mailbox), which
    may only be told what is certain.
    """

    def mark(deed: Callable[[], None]) -> Callable[[], None]:
        name = f"{deed.__module__}.{deed.__qualname__}"

        def on_the_clock(timestamp: int) -> None:
            with nullcontext() if in_steps else transaction.atomic():
                deed()

        app.periodic(cron=cron, periodic_id=name)(app.task(name=name, queueing_lock=name)(on_the_clock))
        return deed

    return mark
