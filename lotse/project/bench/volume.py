"""Any number of cases by bulk loading: copies of lived ones, each with a whole chain of its own."""

import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, models, transaction
from django.utils.timezone import localtime

from lotse.cases.chain import entry_hash
from lotse.cases.models import (
    Case,
    CaseTally,
    Clock,
    Content,
    DailyHead,
    Entry,
    Fact,
    Involvement,
    Leg,
    NumberSeries,
    Question,
)
from lotse.people.models import Person
from lotse.search.models import Page
from lotse.tenants.ids import uuid7

SEED = 20261123
AT_ONCE = 2_000  # cases written by one COPY per table
OF_THE_CASE = (Entry, Fact, Involvement, Leg, Clock, Question)  # parents before children
LATER_BY_ENTRY = (Content,)
BY_ID = (CaseTally,)
RARE_WORD = "zwergspitzhundekot"  # in one of RARE_EVERY cases, for the search that finds little
RARE_EVERY = 20_000
MOST_DAYS_BACK = 900

Rows = dict[type[models.Model], list[Any]]  # plain values by column, for each table


def fill(count: int, say: Callable[[int], None] = lambda done: None) -> None:
    """Add `count` cases to the town that already lived through some; `say` is told how many are there.

    Does nothing in a town where nothing happened yet. Each is a copy of a case without files: new ids, number, days
    and hashes, the same people of the house, a citizen of its own. Days go back beyond the sealed ones, so a signed
    day stays as it was signed.
    """
    choice = random.Random(SEED)
    patterns = _patterns()
    numbers = _Numbers()
    before = _first_sealed_day()
    done = 0
    while patterns and done < count:
        rows: Rows = defaultdict(list)
        portion = min(AT_ONCE, count - done)
        for n in range(done, done + portion):
            pattern = patterns[n % len(patterns)]
            _copy(pattern, choice, numbers, before, rows, is_rare=n % RARE_EVERY == 0)
        with transaction.atomic():
            for model in (Person, Case, *OF_THE_CASE, *LATER_BY_ENTRY, *BY_ID, Page):
                _write(model, rows[model])
            numbers.store()
        done += portion
        say(done)


def settle_down() -> None:
    """Let PostgreSQL look at what it holds now, as its own care would after a while."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _patterns() -> list[Rows]:
    """Every case that was lived through, with all its rows as plain values."""
    cases = Case.objects.filter(attachments=None, children=None, parent=None).order_by("number")
    return [_pattern(values) for values in cases.values().iterator()]


def _pattern(values: Any) -> Rows:
    pk = values["id"]
    rows: Rows = {Case: [values], Person: list(Person.objects.filter(pk=values["citizen_id"]).values())}
    for model in OF_THE_CASE:
        rows[model] = list(model._default_manager.filter(case=pk).values())
    rows[Entry].sort(key=lambda row: row["seq"])
    rows[Content] = list(Content.objects.filter(entry__case=pk).values())
    rows[CaseTally] = list(CaseTally.objects.filter(case=pk).values())
    rows[Page] = list(Page.objects.filter(kind="case", subject=pk).values())
    return rows


def _first_sealed_day() -> date | None:
    return DailyHead.objects.order_by("on").values_list("on", flat=True).first()


class _Numbers:
    """The numbers of each year, given on without a gap."""

    def __init__(self) -> None:
        self.last = dict(NumberSeries.objects.values_list("year", "last"))

    def next(self, at: datetime) -> str:
        year = localtime(at).year
        self.last[year] = self.last.get(year, 0) + 1
        return f"{year}-{self.last[year]:06d}"

    def store(self) -> None:
        for year, last in self.last.items():
            NumberSeries.objects.update_or_create(year=year, defaults={"last": last})


def _copy(pattern: Rows, choice, numbers: _Numbers, before: date | None, into: Rows, *, is_rare: bool) -> None:
    """Add the rows of one more case to `into`."""
    values = pattern[Case][0]
    back = timedelta(days=choice.randrange(MOST_DAYS_BACK), seconds=choice.randrange(36_000))
    if before and localtime(values["opened_at"]).date() >= before:
        back += timedelta(days=(localtime(values["opened_at"]).date() - before).days + 1)
    new = _Renewal(pattern, back)
    number = numbers.next(values["opened_at"] - back)
    rows = {model: [new.row(row) for row in found] for model, found in pattern.items()}
    rows[Case][0] |= {"number": number, "submission": None, "code_hash": ""}
    rows[Case][0]["head_hash"] = _chained(rows[Entry])
    for page in rows[Page]:
        page["words"] += f" {RARE_WORD}" * is_rare
    for model, found in rows.items():
        into[model] += found


def _chained(entries: list[Any]) -> str:
    """Give every entry its hash and return the last one."""
    head = ""
    for row in entries:
        row["hash"] = head = entry_hash(head, Entry(**row))
    return head


class _Renewal:
    """New ids for all rows of one case, wherever the old ones are named, and all its times moved back."""

    def __init__(self, pattern: Rows, back: timedelta):
        self.back = back
        self.ids = {row["id"]: uuid7() for found in pattern.values() for row in found}
        self.spellings = {str(old): str(new) for old, new in self.ids.items()}

    def row(self, row: dict[str, Any]) -> dict[str, Any]:
        return {name: self._value(name, value) for name, value in row.items()}

    def _value(self, name: str, value: Any) -> Any:
        if isinstance(value, datetime):
            return value - self.back
        if isinstance(value, date):
            return value - timedelta(days=self.back.days)
        if isinstance(value, dict) and name == "data":
            return {key: self._spelled(each) for key, each in value.items()}
        try:
            return self.ids.get(value, value)
        except TypeError:  # lists and dicts are no ids
            return value

    def _spelled(self, value: Any) -> Any:
        return self.spellings.get(value, value) if isinstance(value, str) else value


def _write(model: type[models.Model], rows: list[dict[str, Any]]) -> None:
    """Write rows by COPY, each column in the database's own spelling."""
    if not rows:
        return
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    order = f"COPY {quote(model._meta.db_table)} ({columns}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(order) as copy:
        for row in rows:
            copy.write_row(list(_spelled_for_the_database(fields, row)))


def _spelled_for_the_database(fields, row: dict[str, Any]) -> Iterator[Any]:
    for field in fields:
        value = row[field.attname]
        is_json = isinstance(field, models.JSONField) and value is not None
        yield json.dumps(value, ensure_ascii=False) if is_json else value
