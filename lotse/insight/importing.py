"""Reading an event log in: streamed into the database, whole or not at all, people only as pseudonyms."""

import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import blake2b
from typing import Any

from django.db import connection, transaction
from django.db.models import Count

from lotse.catalogue.models import Service
from lotse.insight.models import EventLog, LogEvent
from lotse.insight.refusals import CannotRead, UnknownService, readable
from lotse.insight.told import EmptyCase, Event, moment
from lotse.tenants.ids import uuid7

LONGEST = {"activity": 500, "group": 200, "lifecycle": 60, "channel": 100, "resource": 500, "time": 60}
CALLED = {
    "activity": "Der Name des Schrittes", "group": "Der Name der Gruppe", "lifecycle": "Der Zustand",
    "channel": "Der Kanal", "resource": "Der Name der Person", "time": "Die Zeitangabe",
}  # fmt: skip
COLUMNS = ("id", "log_id", "case", "position", "at", "activity", "lifecycle", "resource", "group", "channel")


@transaction.atomic
def import_log(
    told: Iterable[Event | EmptyCase], *, name: str, service: str | None = None, is_baseline: bool = False
) -> EventLog:
    """Read the log in under its name; one that stood there before is replaced. Raises CannotRead."""
    log = EventLog(name=uuid7().hex, service=_service(service), is_baseline=is_baseline)
    log.save(force_insert=True)
    intake = _Intake(log)
    _copy(intake.rows(told))
    if not intake.position:
        raise CannotRead("In der Datei steht kein einziges Ereignis.")
    log.first, log.without_time = intake.first, intake.without_time
    log.event_count, log.empty_cases = intake.position, intake.empty
    log.cases = intake.empty + log.events.aggregate(n=Count("case", distinct=True))["n"]
    log.take_the_name(checked_name(name))
    return log


def checked_name(name: str) -> str:
    """Return the name a log may stand under, or refuse it."""
    name = unicodedata.normalize("NFC", name.encode(errors="replace").decode()).strip()
    if not name or len(name) > 200 or not name.isprintable():
        raise CannotRead("Der Name des Protokolls braucht 1 bis 200 Zeichen ohne Zeilenumbruch.")
    return name


def _service(slug: str | None) -> Service | None:
    if slug is None:
        return None
    found = Service.objects.filter(slug=slug.replace("\0", "")).first()
    if found is None:
        raise UnknownService(slug)
    return found


def _copy(rows: Iterable[tuple]) -> None:
    """Write the rows by COPY: a million of them in seconds, one at a time in memory."""
    quote = connection.ops.quote_name
    columns = ", ".join(quote(name) for name in COLUMNS)
    with connection.cursor() as cursor:
        sql = f"copy {quote(LogEvent._meta.db_table)} ({columns}) from stdin"
        with cursor.copy(sql) as into:
            for row in rows:
                into.write_row(row)


class _Intake:
    """Turns what a file tells into rows, and counts; its key for pseudonyms lives as long as the import."""

    def __init__(self, log: EventLog):
        self.log = log
        self.key = secrets.token_bytes(32)
        self.position, self.empty, self.without_time = 0, 0, 0
        self.earliest: datetime | None = None
        self.first = ""

    def rows(self, told: Iterable[Event | EmptyCase]) -> Iterator[tuple[Any, ...]]:
        """Yield one row an event."""
        for event in told:
            if isinstance(event, EmptyCase):
                self.empty += 1
            else:
                yield self._row(event)

    def _row(self, event: Event) -> tuple[Any, ...]:
        for field, most in LONGEST.items():
            if len(getattr(event, field) or "") > most:
                raise CannotRead(f"{CALLED[field]} ist länger als {most} Zeichen.", event.line)
        self.position += 1
        case = event.case if isinstance(event.case, int) else self._pseudonym("case", event.case)
        resource = self._pseudonym("resource", event.resource) if event.resource else None
        return (
            uuid7(), self.log.pk, case, self.position, self._moment(event), event.activity,
            event.lifecycle, resource, event.group, event.channel,
        )  # fmt: skip

    def _moment(self, event: Event) -> datetime | None:
        if not event.time.strip():
            self.without_time += 1
            return None
        try:
            at = moment(event.time)
        except ValueError:
            told = f"„{readable(event.time)}“ ist keine Zeit, die wir lesen können."
            sentence = f"{told} Gut ist zum Beispiel 2026-03-06T15:00:00+01:00."
            raise CannotRead(sentence, event.line) from None
        if self.earliest is None or at < self.earliest:
            self.earliest, self.first = at, event.time
        return at

    def _pseudonym(self, kind: str, name: str) -> int:
        """Return a number for a name that nobody can lead back, and that is another one in the next log."""
        digest = blake2b(name.encode(errors="replace"), digest_size=8, key=self.key, person=kind.encode()).digest()
        return int.from_bytes(digest, "big", signed=True)
