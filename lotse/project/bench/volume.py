"""Any number of cases by bulk loading: copies of lived ones, each with a whole chain of its own."""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import connection, models, transaction
from django.utils.timezone import localtime

from lotse.cases.models import Case, DailyHead, NumberSeries
from lotse.search.models import Page, put

from .pattern import TABLES, Pattern, columns_of
from .unhindered import unhindered

SEED = 20261123
AT_ONCE = 2_000  # cases written by one COPY per table
RARE_WORD = "zwergspitzhundekot"  # in RARE_TOGETHER of RARE_EVERY cases, for the search that finds little
RARE_EVERY, RARE_TOGETHER = 9_973, 5  # a prime and several: copies of different cases, not all behind a wall
MOST_DAYS_BACK = 900


def fill(count: int, say: Callable[[int], None] = lambda done: None) -> None:
    """Add `count` cases to the town that already lived through some; `say` is told how many are there.

    Does nothing in a town where nothing happened yet. Each is a copy of a case without files: new ids, number, days
    and hashes, the same people of the house, a citizen of its own. Days go back beyond the sealed ones, so a signed
    day stays as it was signed.
    """
    patterns = _patterns()
    if not patterns or not count:
        return
    with unhindered(TABLES):
        rare = _load(patterns, count, say)
    for page in Page.objects.filter(kind="case", subject__in=Case.objects.filter(number__in=rare).values("pk")):
        put("case", page.subject, page.title, f"{page.words} {RARE_WORD}")


def settle_down() -> None:
    """Let PostgreSQL look at what it holds now, as its own care would after a while."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _load(patterns: list[Pattern], count: int, say: Callable[[int], None]) -> list[str]:
    """Write the copies and return the numbers of those that are to have the rare word."""
    choice, numbers, sealed = random.Random(SEED), _Numbers(), _first_sealed_day()
    rare = []
    for begin in range(0, count, AT_ONCE):
        lines: dict[type[models.Model], list[str]] = {model: [] for model in TABLES}
        for n in range(begin, min(begin + AT_ONCE, count)):
            pattern = patterns[n % len(patterns)]
            back = _back(pattern.opened_at, choice, sealed)
            number = numbers.next(pattern.opened_at - back)
            rare += [number] if n % RARE_EVERY < RARE_TOGETHER else []
            for model, written in pattern.copy(number, back).items():
                lines[model].append(written)
        with transaction.atomic():
            for model, portion in lines.items():
                _write(model, "".join(portion))
            numbers.store()
        say(n + 1)
    return rare


def _patterns() -> list[Pattern]:
    """Every case there is that has no files; not those with the rare word, or it would soon be common."""
    rare = Page.objects.filter(kind="case", words__contains=RARE_WORD).values("subject")
    cases = Case.objects.filter(attachments=None, children=None, parent=None).exclude(pk__in=rare).order_by("number")
    return [Pattern(pk, opened_at) for pk, opened_at in cases.values_list("pk", "opened_at")]


def _first_sealed_day() -> date | None:
    return DailyHead.objects.order_by("on").values_list("on", flat=True).first()


def _back(opened_at: datetime, choice: random.Random, sealed: date | None) -> timedelta:
    """Return how much earlier than the lived one a copy happened."""
    back = timedelta(days=choice.randrange(MOST_DAYS_BACK), seconds=choice.randrange(36_000))
    opened_on = localtime(opened_at).date()
    return back + timedelta(days=(opened_on - sealed).days + 1) if sealed and opened_on >= sealed else back


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


def _write(model: type[models.Model], lines: str) -> None:
    """Write rows by COPY, each column in the database's own spelling."""
    order = f"copy {model._meta.db_table} ({columns_of(model)}) from stdin"
    with connection.cursor() as cursor, cursor.copy(order) as copy:
        copy.write(lines)
