"""One run of the benchmark: a scratch town, filled, served and measured, and removed again."""

import json
import os
import platform
import sys
import tempfile
from pathlib import Path

from lotse.project.installation import Installation
from lotse.project.postgres import OWNER, Server

FEW = 1_000


def run(cases: int, as_json: bool) -> int:
    """Measure at `cases` cases and print the figures; 1 when a budget is not kept."""
    with tempfile.TemporaryDirectory(prefix="lotse-bench-") as folder:
        house = Installation(Path(folder) / "town")
        house.prepare()
        with Server(house.postgres) as server:
            os.environ.update(
                LOTSE_DATA=str(house.data), LOTSE_SECRET_KEY=house.secret_key(), LOTSE_DEMO="1",
                LOTSE_DATABASE_URL=server.url(OWNER), LOTSE_OWNER_URL=server.url(OWNER), LOTSE_LOG_LEVEL="ERROR",
            )  # fmt: skip
            os.environ.pop("LOTSE_MAIL_URL", None)
            return _measure(house, server, cases, as_json)


def _measure(house: Installation, server: Server, cases: int, as_json: bool) -> int:
    import django

    django.setup()
    from django.db import connections

    from lotse.project.demo_town import prepare
    from lotse.project.telling import Telling

    from .parts import BARE, web

    load = os.getloadavg()[0]
    _say("Eine Stadt zum Messen wird gebaut …")
    prepare(house.data, Telling(sys.stderr))
    os.environ["LOTSE_DATABASE_URL"] = server.url()  # served with the rights a served town has
    try:
        with web() as ours, web(BARE) as bare:
            figures = _figures(ours, bare, cases)
    finally:
        connections.close_all()
    _print(figures, cases, as_json, (load, os.getloadavg()[0]))
    return 1 if any(figure.is_kept is False for figure in figures) else 0


def _figures(ours, bare, cases: int) -> list:
    from lotse.cases.models import Case

    from .figures import Bench, figures_of
    from .volume import fill, settle_down

    fill(max(0, FEW - Case.objects.count()))
    settle_down()
    bench = Bench(ours, bare)
    before = bench.times()
    fill(max(0, cases - Case.objects.count()), lambda done: _say(f"{done} Anliegen eingespielt", again=True))
    settle_down()
    _say("Gemessen wird …")
    return list(figures_of(bench, before))


def _say(line: str, *, again: bool = False) -> None:
    if sys.stderr.isatty():
        print(f"\r{line}" if again else line, end="" if again else "\n", file=sys.stderr, flush=True)


def _print(figures: list, cases: int, as_json: bool, loads: tuple[float, float]) -> None:
    if as_json:
        told = {"cases": cases, "machine": f"{platform.machine()}, {os.cpu_count()} CPU", "load": loads}
        print(json.dumps(told | {"figures": [figure.as_json() for figure in figures]}, ensure_ascii=False, indent=1))
        return
    print(f"Last der Maschine zu Beginn und Ende: {loads[0]:.1f}, {loads[1]:.1f}")
    for figure in figures:
        bound = "mindestens" if figure.is_speed else "höchstens"
        limit = "" if figure.limit is None else f"{bound} {figure.limit:.1f}"
        verdict = {True: "gehalten", False: "NICHT gehalten", None: ""}[figure.is_kept]
        queries = "" if figure.queries is None else f"{figure.queries} Abfragen"
        print(
            f"{figure.key:<11}{figure.what:<48}{figure.value:>9.1f} {figure.unit:<12}{limit:<18}{verdict:<16}{queries}"
        )
