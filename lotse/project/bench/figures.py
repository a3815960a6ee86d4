"""What is measured, and against which limit of the same run (docs/performance.md explains each line)."""

import json
import re
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lotse.cases.models import Case
from lotse.channels.mail.receive import receive
from lotse.people.models import ApiToken, Person
from lotse.search.models import found
from lotse.workspace.finding import MOST

from .parts import BARE, OURS, Web, cold_starts
from .visits import Asked, Timing, UnexpectedAnswer, Visitor, cases_named, taken_together, time_in_turn, weight
from .volume import RARE_WORD

TIMES = 60
CREATIONS, CLIENTS = 240, 8
MAILS = 120
SEARCHES = {"G3": RARE_WORD, "G4": "katze"}
AGENT = "ahlers"
WHO_ASKS = ("django_session", "people_")  # session and person with their teams, roles and deputies
MAILBOX = "buergerservice@musterhafen.example"


@dataclass(frozen=True)
class Figure:
    """One line: what was measured, how much, against what, and whether that is within the budget."""

    key: str
    what: str
    value: float
    unit: str
    limit: float | None = None  # the largest allowed; for speeds the smallest
    is_speed: bool = False
    queries: int | None = None
    size: int | None = None
    p95: float | None = None

    @property
    def is_kept(self) -> bool | None:
        """Whether the budget is kept; None where the budget is against another product, not against a limit."""
        if self.limit is None:
            return None
        return self.value >= self.limit if self.is_speed else self.value <= self.limit

    def as_json(self) -> dict:
        """Return the line for `--json`."""
        return asdict(self) | {"kept": self.is_kept}


class Bench:
    """The agent, a program with a token, and the bare limit, all asking servers of the same database."""

    def __init__(self, ours: Web, bare: Web):
        self.agent = Person.objects.get(login=AGENT)
        self.client = Client(HTTP_HOST="127.0.0.1")
        self.client.force_login(self.agent, backend="django.contrib.auth.backends.ModelBackend")
        cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in self.client.cookies.items())
        self.token = ApiToken.issue(self.agent)
        self.ours, self.bare = ours, bare
        self.desk = Visitor(ours.port, {"Cookie": cookies})
        self.rest = Visitor(ours.port, {"Authorization": f"Bearer {self.token}"})
        self.limit = Visitor(bare.port)

    def pages(self) -> dict[str, str]:
        """Return the addresses that are measured at few and at many cases."""
        return {
            "queue": "/arbeit/?ansicht=team",
            "case": f"/arbeit/a/{self._ten_entries().number}/",
            "api": "/api/v1/cases?limit=25",
        }

    def times(self) -> dict[str, Timing]:
        """Return how long the three pages of G2 take now, and the two bare limits beside them."""
        return time_in_turn(self._asked(), TIMES)

    def times_with_searches(self) -> dict[str, Timing]:
        """Return the same and how long the two searches take; raises UnexpectedAnswer when one shows too little."""
        for word in SEARCHES.values():
            self._check_search(word)
        searches = {key: Asked(self.desk, _search_path(word)) for key, word in SEARCHES.items()}
        return time_in_turn(self._asked() | searches, TIMES)

    def _asked(self) -> dict[str, Asked]:
        limits = {"list": Asked(self.limit, self.bare_path()), "page": Asked(self.limit, "/seite/")}
        ours = {key: Asked(self.rest if key == "api" else self.desk, path) for key, path in self.pages().items()}
        return limits | ours

    def queries(self, path: str, beside: tuple[str, ...] = ()) -> int:
        """Return how many statements a page costs, leaving out those that read these tables first."""
        with CaptureQueriesContext(connection) as asked:
            self.client.get(path)
        told = [each["sql"] for each in asked.captured_queries if each["sql"] not in ("BEGIN", "COMMIT")]
        first_read = [re.split(r"from ", sql, maxsplit=1, flags=re.IGNORECASE)[-1].lstrip('"') for sql in told]
        return sum(not table.startswith(beside) for table in first_read)

    def _check_search(self, word: str) -> None:
        there = Case.objects.wholly_read_by(self.agent).filter(pk__in=found("case", word)).count()
        shown = cases_named(self.desk, _search_path(word))
        if not 0 < min(there, MOST) <= shown:
            raise UnexpectedAnswer(f"„{word}“ steht in {there} Anliegen, die Suche zeigt {shown}.")

    def bare_path(self) -> str:
        """Return the address of the bare list of the agent's team."""
        return f"/liste/{self.agent.team_ids[0]}/"

    def _ten_entries(self) -> Case:
        """A case with ten entries that the agent reads without giving a reason."""
        readable = Case.objects.readable_by(self.agent)
        return readable.filter(version=10).first() or readable.order_by("-version")[0]


def figures_of(bench: Bench, before: dict[str, Timing]) -> Iterator[Figure]:
    """Measure everything at the size the town has now; `before` are the times at 1,000 cases."""
    now = bench.times_with_searches()
    lists, page, paths = now["list"], now["page"], bench.pages()
    yield Figure("B1", "bloße Liste mit 25 Zeilen", lists.p50, "ms", size=lists.size, p95=lists.p95)
    yield Figure("B2", "bloße Liste aus dem Gedächtnis", page.p50, "ms", size=page.size, p95=page.p95)
    yield _against("G1", "Ansicht mit 25 Anliegen", now["queue"], lists, 4, bench.queries(paths["queue"]))
    for key, told in (("queue", "Ansicht"), ("case", "Anliegen"), ("api", "erste Seite der Schnittstelle")):
        yield Figure(f"G2 {key}", f"{told}: so oft wie bei 1.000 Anliegen", _grown(key, now, before), "x", 1.3)
    for key, told, most in (("G3", "einem seltenen Wort", 6), ("G4", "einem häufigen Wort", 7)):
        queries = bench.queries(_search_path(SEARCHES[key]))
        yield _against(key, f"Suche nach {told}", now[key], lists, most, queries)
    yield _against("G5", "Anliegen mit 10 Einträgen", now["case"], page, 8, bench.queries(paths["case"]))
    asked = bench.queries(paths["case"], beside=WHO_ASKS)
    yield Figure("G5 asked", "Abfragen eines Anliegens neben Sitzung und Person", asked, "", 6)
    yield from _speeds(bench)
    yield _against("G8", "25 Anliegen über die Schnittstelle", now["api"], lists, 6, None)
    asked, size = weight(bench.desk, paths["queue"])
    yield Figure("G9 cold", "erster Besuch der Ansicht", size / 1000, "kB", 155)
    yield Figure("G9 asked", "Anfragen des ersten Besuchs", asked, "", 8)
    yield Figure("G9 warm", "weiterer Besuch der Ansicht", now["queue"].size / 1000, "kB", 20)
    starts = cold_starts((OURS, BARE))
    yield Figure("G10 start", "Start des Webservers", starts[OURS], "s", 2 * starts[BARE])
    yield Figure("G10 memory", "Speicher (PSS)", bench.ours.memory_mb(), "MB", 1.9 * bench.bare.memory_mb())


def _search_path(word: str) -> str:
    return f"/arbeit/suche/?q={word}"


def _grown(key: str, now: dict[str, Timing], before: dict[str, Timing]) -> float:
    """How often its own time at few cases a page takes; each in bare pages of its moment, between which minutes lie."""
    return (now[key].p50 / now["page"].p50) / (before[key].p50 / before["page"].p50)


def _against(key: str, what: str, timing: Timing, limit: Timing, most: float, queries: int | None) -> Figure:
    return Figure(
        key, what, timing.p50, "ms", most * limit.p50, queries=queries, size=timing.size, p95=timing.p95
    )  # fmt: skip


def _speeds(bench: Bench) -> Iterator[Figure]:
    path = bench.bare_path()
    bare = taken_together(lambda n: (path, None), 4 * CREATIONS, [Visitor(bench.bare.port) for _ in range(CLIENTS)])
    yield Figure("B3", f"bloße Liste, {CLIENTS} zugleich", bare, "je Sekunde", is_speed=True)
    clients = [Visitor(bench.ours.port, bench.rest.headers) for _ in range(CLIENTS)]
    speed = taken_together(_concern, CREATIONS, clients)
    yield Figure("G6", f"Anliegen eröffnen, {CLIENTS} zugleich", speed, "je Sekunde", 0.4 * bare, is_speed=True)
    began = time.perf_counter()
    for n in range(MAILS):
        receive(_mail(n), MAILBOX)
    yield Figure("G7", "E-Mail wird Anliegen", MAILS / (time.perf_counter() - began), "je Sekunde", is_speed=True)


def _concern(n: int) -> tuple[str, bytes]:
    told = {
        "service": "frage",
        "channel": "phone",
        "subject": f"Frage {n}",
        "answers": {"frage": "Wann hat das Rathaus offen?"},
        "citizen": {"name": f"Person {n}", "email": f"person{n}@example.org"},
    }
    return "/api/v1/cases", json.dumps(told).encode()


def _mail(n: int) -> bytes:
    lines = (
        f"From: Person {n} <person{n}@example.org>", f"To: {MAILBOX}",
        f"Subject: Frage {n}", f"Message-ID: <{n}.{time.time_ns()}@example.org>",
        "Date: Mon, 23 Nov 2026 09:00:00 +0100", "", "Guten Tag, wann hat das Rathaus offen?",
    )  # fmt: skip
    return "\r\n".join(lines).encode()
