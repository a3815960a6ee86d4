"""A lived case as text, with a slot at each of its ids and moments: filling the slots gives one more case.

Written as rows of values, one copy cost ten times as much work.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection, models

from lotse.cases.chain import told_of
from lotse.cases.models import Case, CaseTally, Clock, Content, Entry, Fact, Involvement, Leg, Question
from lotse.people.models import Person
from lotse.search.models import Page
from lotse.tenants.ids import uuid7

# table -> which of its rows belong to a case; parents before children
TABLES: dict[type[models.Model], str] = {
    Person: "id = (select citizen_id from cases_case where id = %s)",
    Case: "id = %s",
    Entry: "case_id = %s order by seq",
    Fact: "case_id = %s",
    Involvement: "case_id = %s",
    Leg: "case_id = %s",
    Clock: "case_id = %s",
    Question: "case_id = %s",
    Content: "entry_id in (select id from cases_entry where case_id = %s)",
    CaseTally: '"case" = %s',
    Page: "kind = 'case' and subject = %s",
}
NOTHING = r"\N"
AN_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Column = tuple[type[models.Model], str]
OWN: dict[Column, str] = {
    (Person, "login"): NOTHING,
    (Person, "password"): "",
    (Person, "email"): "%(number)s@buerger.example",
    (Case, "number"): "%(number)s",
    (Case, "submission"): NOTHING,
    (Case, "code_hash"): "",
}


def columns_of(model: type[models.Model]) -> str:
    """Return the columns as COPY names them."""
    return ", ".join(connection.ops.quote_name(str(field.column)) for field in _fields(model))


def _fields(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if not field.generated]


class Pattern:
    """One case to copy: new ids wherever the old ones are named, all times moved back, a chain of its own."""

    def __init__(self, pk: UUID, opened_at: datetime):
        self.opened_at = opened_at
        self.moments: dict[str, datetime] = {}
        self.days: dict[str, date] = {}
        rows = {model: list(_rows(model, pk)) for model in TABLES}
        self.ids = {row[0]: f"i{n}" for n, row in enumerate(row for found in rows.values() for row in found)}
        self.chain = [(f"h{entry.seq}", self._told(entry)) for entry in Entry.objects.filter(case=pk).order_by("seq")]
        self.lines = {model: "".join(self._line(model, row) for row in found) for model, found in rows.items()}

    def copy(self, number: str, back: timedelta) -> dict[type[models.Model], str]:
        """Return the lines of one more case for each table, as COPY reads them."""
        values = {slot: str(uuid7()) for slot in self.ids.values()} | {"number": number}
        for slot, moment in self.moments.items():
            values[slot] = (moment - back).isoformat()
        for slot, day in self.days.items():
            values[slot] = (day - timedelta(days=back.days)).isoformat()
        head = ""
        for slot, told in self.chain:
            values[slot] = head = sha256((head + told % values).encode()).hexdigest()
        return {model: lines % values for model, lines in self.lines.items()}

    def _told(self, entry: Entry) -> str:
        told = self._with_new_ids(told_of(entry).decode().replace("%", "%%"))
        return told.replace(entry.at.isoformat(), self._moment(entry.at), 1)  # ids, then the moment, then data

    def _line(self, model: type[models.Model], row: list[str]) -> str:
        names = [field.attname for field in _fields(model)]
        own: dict[Column, str] = OWN | {(Case, "head_hash"): f"%({self.chain[-1][0]})s"}
        if model is Entry:
            own |= {(Entry, "hash"): f"%(h{row[names.index('seq')]})s"}
        cells = zip(_fields(model), row, strict=True)
        return (
            "\t".join(
                text if text in ("", NOTHING) else own.get((model, field.attname), self._cell(field, text))
                for field, text in cells
            )
            + "\n"
        )

    def _cell(self, field: Any, text: str) -> str:
        text = text.replace("%", "%%")
        if text == NOTHING or field.attname == "body":  # the words stay as they are: their hash is kept
            return text
        if isinstance(field, models.DateTimeField):
            return self._moment(datetime.fromisoformat(text))
        if isinstance(field, models.DateField):
            slot = f"d{text}"
            self.days[slot] = date.fromisoformat(text)
            return f"%({slot})s"
        return self._with_new_ids(text)

    def _moment(self, moment: datetime) -> str:
        slot = f"t{moment.timestamp():.6f}"
        self.moments[slot] = moment
        return f"%({slot})s"

    def _with_new_ids(self, text: str) -> str:
        return AN_ID.sub(lambda found: f"%({self.ids[found[0]]})s" if found[0] in self.ids else found[0], text)


def _rows(model: type[models.Model], pk: UUID) -> Iterator[list[str]]:
    """Give the rows that belong to a case, each cell as COPY writes it."""
    order = f"copy (select {columns_of(model)} from {model._meta.db_table} where {TABLES[model]}) to stdout"  # noqa: S608 - our own words
    with connection.cursor() as cursor, cursor.copy(order, [pk]) as copy:
        for line in b"".join(copy).decode().splitlines():
            yield line.split("\t")
