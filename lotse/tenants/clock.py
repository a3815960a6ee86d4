"""The one clock of the house: Musterhafen's history moves it, everything else reads it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.utils import timezone

_ahead: ContextVar[timedelta] = ContextVar("ahead", default=timedelta(0))


def now() -> datetime:
    """Return the present moment in UTC, as every verb and every list reads it."""
    return timezone.now() + _ahead.get()


@contextmanager
def moved_to(moment: datetime) -> Iterator[None]:
    """Let the clock of this task show `moment` (aware) and run on from there."""
    token = _ahead.set(moment - timezone.now())
    try:
        yield
    finally:
        _ahead.reset(token)
