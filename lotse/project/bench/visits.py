"""Asking pages over HTTP like a browser that keeps its connection, and timing the answers."""

import http.client
import re
import statistics
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from types import MappingProxyType

WARM_UP = 40  # each thread of a worker has its own connection, and each of those prepares its statements
PLAIN: Mapping[str, str] = MappingProxyType({})
Answer = tuple[int, bytes]
A_CASE = re.compile(r'href="/arbeit/a/([0-9]{4}-[0-9]{6,})/"')
OUR_OWN = re.compile(r'(?:href|src)="(/static/[^"]+)"')


@dataclass(frozen=True)
class Timing:
    """How long an answer took: the middle one and the one of the slowest twentieth, in milliseconds; its bytes."""

    p50: float
    p95: float
    size: int


class Visitor:
    """One client with one connection and its headers."""

    def __init__(self, port: int, headers: Mapping[str, str] | None = None):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.headers = {"Accept-Encoding": "gzip, br", "Accept-Language": "de"} | dict(headers or {})

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, headers: Mapping[str, str] = PLAIN
    ) -> Answer:
        """Return status and body as it came over the wire."""
        self.connection.request(method, path, body, self.headers | dict(headers))
        answer = self.connection.getresponse()
        return answer.status, answer.read()

    def begin_anew(self) -> None:
        """Take a new connection: the server lets go of one that was quiet for long."""
        self.connection.close()


@dataclass(frozen=True)
class Asked:
    """A page that is timed: who asks for it and where it is."""

    visitor: Visitor
    path: str

    def take(self) -> tuple[float, int]:
        """Return how many milliseconds the answer took and its bytes; raises UnexpectedAnswer when it is not there."""
        began = time.perf_counter()
        status, body = self.visitor.ask(self.path)
        took = (time.perf_counter() - began) * 1000
        if status != 200:
            raise UnexpectedAnswer(f"{self.path} antwortet mit {status}.")
        return took, len(body)


def time_in_turn(pages: Mapping[str, Asked], times: int) -> dict[str, Timing]:
    """Ask for all pages in turn, again and again: what else the machine does then meets each of them alike."""
    for asked in pages.values():
        asked.visitor.begin_anew()
    taken: dict[str, list[tuple[float, int]]] = {key: [] for key in pages}
    for turn in range(times + WARM_UP):
        for key, asked in pages.items():
            answer = asked.take()
            if turn >= WARM_UP:
                taken[key].append(answer)
    return {key: _timing(answers) for key, answers in taken.items()}


def _timing(answers: list[tuple[float, int]]) -> Timing:
    took = [ms for ms, _size in answers]
    return Timing(statistics.median(took), statistics.quantiles(took, n=20)[-1], answers[-1][1])


class UnexpectedAnswer(Exception):
    """A page that is measured did not come; the sentence says which."""


def taken_together(asked: Callable[[int], tuple[str, bytes | None]], count: int, clients: list[Visitor]) -> float:
    """Ask `count` times through all clients at once and return how many a second were answered.

    `asked` gives address and body of each; one with a body stores something, one without reads.
    """

    def work(place: int) -> None:
        for n in range(place, count, len(clients)):
            path, body = asked(n)
            method, good = ("GET", 200) if body is None else ("POST", 201)
            status, answer = clients[place].ask(path, method, body, {"Content-Type": "application/json"})
            if status != good:
                raise UnexpectedAnswer(f"{path} antwortet mit {status}: {answer[:200]!r}")

    began = time.perf_counter()
    with ThreadPoolExecutor(len(clients)) as pool:
        list(pool.map(work, range(len(clients))))
    return count / (time.perf_counter() - began)


def weight(visitor: Visitor, path: str) -> tuple[int, int]:
    """Return (requests, bytes on the wire) of a first visit: the page and what it loads from us."""
    visitor.begin_anew()
    _status, body = visitor.ask(path, headers={"Accept-Encoding": "identity"})
    _status, packed = visitor.ask(path)
    loads = sorted(set(OUR_OWN.findall(body.decode())))
    return 1 + len(loads), len(packed) + sum(len(visitor.ask(each)[1]) for each in loads)


def cases_named(visitor: Visitor, path: str) -> int:
    """Return how many cases a page names: a search that found nothing would be quick."""
    visitor.begin_anew()
    _status, body = visitor.ask(path, headers={"Accept-Encoding": "identity"})
    return len(set(A_CASE.findall(body.decode())))
