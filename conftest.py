"""What every test stands on: a PostgreSQL of its own, and the cast of Musterhafen.

The test run starts the wheel's PostgreSQL once (`.test-postgres/`, or a temporary folder when
another run of this checkout uses it) and stops it at the end. `LOTSE_DATABASE_URL` names another
server; its role must be allowed to create databases. `LOTSE_POSTGRES_PROGRAMS` names the programs
of another PostgreSQL to start.
"""

import fcntl
import os
import shutil
import subprocess
import tempfile
import time
from hashlib import sha256
from pathlib import Path

import pytest

HERE = Path(__file__).parent
KEEPS = "LOTSE_TEST_KEEPS"  # set for the other processes: the server is ours, the town may be kept in it
# what these first build takes half a minute: one process does it once, for all of them
TOGETHER = {"tests/test_demo.py", "tests/test_circles.py"}


class TestDatabase:
    """The PostgreSQL of this test run."""

    def __init__(self):
        from lotse.project.postgres import Server

        self.home = HERE / self._name()
        self.home.mkdir(exist_ok=True)
        self.is_temporary = False
        self.lock = (self.home / "lock").open("w")
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.home, self.is_temporary = Path(tempfile.mkdtemp(prefix="lotse-test-")), True
        self.server = Server(self.home / "postgres", fast=True)
        self.server.start()
        self.server.allow_test_databases()

    @staticmethod
    def _name():
        """One folder for each PostgreSQL: no version reads another's data."""
        other = os.environ.get("LOTSE_POSTGRES_PROGRAMS", "")
        return f".test-postgres{sha256(other.encode()).hexdigest()[:6]}" if other else ".test-postgres"

    def stop(self):
        self.server.stop()
        self.lock.close()
        if self.is_temporary:
            shutil.rmtree(self.home, ignore_errors=True)


def pytest_configure(config):
    """Start the database in the first process; the others of pytest-xdist inherit its address."""
    is_first = not hasattr(config, "workerinput")
    if is_first and not os.environ.get("LOTSE_DATABASE_URL") and not config.option.collectonly:
        from lotse.project.postgres import OWNER

        config.lotse_database = TestDatabase()
        os.environ["LOTSE_DATABASE_URL"] = config.lotse_database.server.url(OWNER)
        os.environ[KEEPS] = "1"
    _use(os.environ.get("LOTSE_OWNER_URL") or os.environ.get("LOTSE_DATABASE_URL"))


def _use(url):
    from django.conf import settings

    from lotse.project.settings import database

    if url:
        settings.DATABASES["default"].update(database(url) | {"CONN_MAX_AGE": 0})
    # the test server hands out files under their own names, also where they were collected with hashes
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}


def pytest_collection_modifyitems(items):
    """A test that opens a page in a browser belongs to `make browser`."""
    for item in items:
        if {"page", "browser"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Give the whole of a file in TOGETHER to one process, the others test by test; the longest part goes first.

    It replaces marks of groups: pytest 9 no longer writes them into a test's name, where pytest-xdist 3 reads them.
    """
    from xdist.scheduler import LoadScopeScheduling

    class TogetherOrAlone(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            file = nodeid.split("::", 1)[0]
            return file if file in TOGETHER else nodeid

    return TogetherOrAlone(config, log) if config.getvalue("dist") == "loadscope" else None


PROOFS = pytest.StashKey[list]()


@pytest.fixture
def proof(request):
    """Note what a large count gave: `proof(counts="2,000 cases, 20 clients", seed=7, result="none lost")`."""
    began = time.monotonic()

    def note(*, counts, result, seed="none"):
        name = request.node.name.removeprefix("test_").replace("_", " ")
        lines = request.config.stash.setdefault(PROOFS, [])
        lines.append(f"| {name} | {counts} | {seed} | {time.monotonic() - began:.0f} s | {result} |")

    return note


def pytest_sessionfinish(session):
    """Write what the proofs gave into the file that LOTSE_PROOF names, between its two marks."""
    target, lines = os.environ.get("LOTSE_PROOF"), session.config.stash.get(PROOFS, [])
    if not target or not lines:
        return
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=HERE, capture_output=True, text=True).stdout
    begin, end = "<!-- make proof -->", "<!-- end of make proof -->"
    table = "\n".join(["| what | counts | seed | took | result |", "|---|---|---|---|---|", *sorted(lines)])
    said = f"{begin}\nCommand `make proof`, commit `{commit.strip() or 'unknown'}`.\n\n{table}\n{end}"
    path = HERE / target
    text = path.read_text("utf-8") if path.exists() else "# Proofs\n\n"
    before, _, rest = text.partition(begin)
    path.write_text(before + said + (rest.partition(end)[2] or "\n"), "utf-8")


def pytest_unconfigure(config):
    """Stop the database that this run started."""
    if hasattr(config, "lotse_database"):
        config.lotse_database.stop()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, django_db_modify_db_settings):
    """Open this process's database with Musterhafen in it; what a test commits is taken back when it ends."""
    from django.db import connection
    from django.test import TransactionTestCase

    from tests.kept_town import Town, open_database

    with django_db_blocker.unblock():
        name = connection.settings_dict["NAME"]
        open_database(is_kept=bool(os.environ.get(KEEPS)))
        town = Town()
    emptied, TransactionTestCase._fixture_teardown = (
        TransactionTestCase._fixture_teardown,
        lambda _test: town.put_back(),
    )
    yield
    TransactionTestCase._fixture_teardown = emptied
    with django_db_blocker.unblock():
        connection.creation.destroy_test_db(name, verbosity=0)


@pytest.fixture(autouse=True)
def _begins_in_german():
    """Speak German: a page that a test before asked for in English leaves its thread in English."""
    from django.conf import settings
    from django.utils.translation import activate

    activate(settings.LANGUAGE_CODE)


@pytest.fixture
def serving_role(db):
    """Act, until the test's end, with the rights of the role that serves the web."""
    from django.db import connection

    from lotse.project.grants import APP

    with connection.cursor() as cursor:
        cursor.execute(f"set local role {APP}")


@pytest.fixture
def command(db, capsys):
    """Run one command of `lotse` on this test's database and return what it printed."""
    from lotse.project.cli import all_commands

    def run(*words):
        args = all_commands().parser.parse_args(list(words))
        args.run(args)
        return capsys.readouterr().out

    return run


@pytest.fixture
def work_off(db):
    """Do what was left for later, in this transaction, as the worker would; return how many jobs that were."""
    import json

    from django.db import connection

    from lotse.jobs import do

    def run():
        with connection.cursor() as cursor:
            cursor.execute(
                "update procrastinate_jobs set status = 'doing' where status = 'todo' and task_name = 'lotse.do'"
                " and (scheduled_at is null or scheduled_at <= now()) returning id, args"
            )
            jobs = sorted(cursor.fetchall())
        for _, values in jobs:
            do.func(**(json.loads(values) if isinstance(values, str) else values))
        return len(jobs)

    return run


@pytest.fixture
def at_once():
    """Do deeds at the same moment, each with a connection of its own; see `tests/at_once.py`."""
    from tests.at_once import at_once

    return at_once


@pytest.fixture
def town(db):
    """Musterhafen's people and teams as attributes, and the services that tests name most."""
    from lotse.catalogue.models import Service
    from lotse.town.cast import cast

    people = cast()
    people.cat = Service.objects.get(slug="streunende-katze")
    return people


@pytest.fixture
def moment():
    """The moment at which a test looks at its watch."""
    from lotse.tenants.clock import now

    return now()


@pytest.fixture
def today(moment):
    """The day of the test in Musterhafen."""
    from django.utils.timezone import localdate

    return localdate(moment)


@pytest.fixture
def cat_answers():
    """What a citizen tells about a stray cat, complete."""
    from lotse.town.told import told

    return told("streunende-katze")


@pytest.fixture
def answers_of(town):
    """What is told of any service, complete: `answers_of("it-stoerung")`."""
    from lotse.town.told import told

    return told


@pytest.fixture
def make_case(town):
    """Open a case with good defaults; the one special value of a test is said in the test."""
    from lotse.cases.intake import open_case
    from lotse.catalogue.models import Service
    from lotse.town.told import told

    def make(slug="streunende-katze", **values):
        contact = {"name": "Selin Öztürk", "email": "s.oeztuerk@example.org", "phone": "0221 4710 900"}
        values = {"channel": "portal", "contact": contact} | values
        answers = values.pop("answers", None) or told(slug)
        return open_case(Service.objects.get(slug=slug), answers, **values).case

    return make
