"""Fifty agents at once on forty views of a large town (G14): nobody gets an error, and lists stay quick."""

import os
import random
import statistics
import time
from functools import partial
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from lotse.cases.models import Case
from lotse.desk.models import SavedView
from lotse.people.models import Person
from lotse.project.bench.parts import web
from lotse.project.bench.visits import Asked, Visitor, time_in_turn
from lotse.project.bench.volume import fill, settle_down
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
CASES = int(os.environ.get("LOTSE_CROWD_CASES", "100000"))
SECONDS = int(os.environ.get("LOTSE_CROWD_SECONDS", "60"))
AGENTS, VIEWS = 50, 40
PAUSE_S = (10, 30)  # between two looks at a list, as somebody reads


@pytest.fixture
def served(monkeypatch, tmp_path):
    """Lotse's own web server on the database of this test."""
    db = connection.settings_dict
    who = quote(db["USER"]) + (f":{quote(db['PASSWORD'])}" if db["PASSWORD"] else "")
    url = f"postgresql://{who}@/{db['NAME']}?host={quote(db['HOST'], safe='')}&port={db['PORT'] or 5432}"
    monkeypatch.setenv("LOTSE_DATABASE_URL", url)
    monkeypatch.setenv("LOTSE_SECRET_KEY", settings.SECRET_KEY)
    monkeypatch.setenv("LOTSE_DATA", str(tmp_path))
    monkeypatch.setenv("LOTSE_DEMO", "1")  # without https, as on this machine
    monkeypatch.setenv("LOTSE_LOG_LEVEL", "ERROR")
    with web() as server:
        yield server


def visitor(server, person):
    """Somebody of the town with a browser of their own."""
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    return Visitor(server.port, {"Cookie": cookies})


def work(visitor, views, chance, until, took, wrong):
    """Look at one list after another, and ask for news in between."""
    time.sleep(chance.uniform(0, PAUSE_S[1]))  # they do not all come through the door at once
    while time.monotonic() < until:
        visitor.begin_anew()
        began = time.perf_counter()
        status, _body = visitor.ask(f"/arbeit/?ansicht={chance.choice(views)}")
        took.append((time.perf_counter() - began) * 1000)
        news, _body = visitor.ask("/arbeit/neues/?seit=1")
        wrong.extend(each for each in (status, news) if each != 200)
        time.sleep(chance.uniform(*PAUSE_S))


def test_fifty_agents_on_forty_views_get_no_error_and_quick_lists(make_case, town, served, proof, seed):
    for slug in ("streunende-katze", "frage", "schlagloch", "beschwerde"):
        make_case(slug)
    fill(CASES - Case.objects.count())
    settle_down()
    chance = random.Random(seed)
    staff = list(Person.objects.filter(kind="staff", is_active=True, memberships__isnull=False).distinct())
    team = town.ahlers.teams.first()
    built_in = [
        "mir",
        "begleite",
        "antwort",
        "wiedervorlage",
        "neu",
        "heute",
        "ueberfaellig",
        "uebergaben",
        "arbeit",
        "team",
    ]
    saved = []
    for n in range(VIEWS - len(built_in)):
        asked = {"service": town.cat if n % 2 else None, "is_urgent": n % 3 == 0, "due": "" if n % 5 else "week"}
        saved.append(SavedView.objects.create(person=town.ahlers, team=team, name=f"Ansicht {n}", **asked))
    views = [*built_in, *(f"eigene-{view.pk.hex}" for view in saved)]
    alone = visitor(served, town.ahlers)
    sample = {view: Asked(alone, f"/arbeit/?ansicht={view}") for view in chance.sample(views, 8)}
    idle = statistics.median(timing.p50 for timing in time_in_turn(sample, 2).values())
    crowd = [visitor(served, staff[n % len(staff)]) for n in range(AGENTS)]
    took, wrong, until = [], [], time.monotonic() + SECONDS

    at_once(
        *[partial(work, each, views, random.Random(seed + n), until, took, wrong) for n, each in enumerate(crowd)],
        within=3 * SECONDS + 60,
    )

    slow = statistics.quantiles(took, n=20)[-1]
    proof(
        counts=f"{AGENTS} agents, {VIEWS} views, {CASES} cases, {SECONDS} s, {len(took)} lists",
        seed=seed,
        result=f"{len(wrong)} errors; a list alone {idle:.0f} ms, slowest twentieth in the crowd {slow:.0f} ms",
    )
    assert wrong == []
    assert slow < 4 * idle
