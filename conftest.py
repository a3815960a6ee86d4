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
from graphlib import TopologicalSorter
from hashlib import sha256
from pathlib import Path

import pytest

HERE = Path(__file__).parent


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
def django_db_setup(django_db_setup, django_db_blocker):
    """Give the serving role its rights in the test database, as `lotse migrate` does."""
    from django.core.management import call_command
    from django.db import connection

    from lotse.project import grants

    with django_db_blocker.unblock():
        call_command("createcachetable")
        with connection.cursor() as cursor:
            cursor.execute("select 1 from pg_roles where rolname = %s", [grants.APP])
            if not cursor.fetchone():
                cursor.execute(f"create role {grants.APP}")
        grants.apply()
        if not _has_a_copy():
            _settle_musterhafen()
            _keep_a_copy()


def _settle_musterhafen():
    """Lay down the cast once and keep a copy; where a test emptied the database, the copy is put back."""
    from lotse.people.models import Person
    from lotse.town.cast import settle
    from lotse.town.services import open_services

    if Person.objects.filter(login="ahlers").exists():
        return
    if _has_a_copy():
        _put_back()
    else:
        settle()
        open_services()


# What Django itself writes anew, with other numbers, after it emptied the database
ANEW = {"django_content_type", "auth_permission"}
COPY = "musterhafen"  # a schema of the test database, beside what a test sees and empties


def _has_a_copy():
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select to_regnamespace(%s) is not null", [COPY])
        return cursor.fetchone()[0]


def _keep_a_copy():
    """Copy every row of Musterhafen: 57 services take seconds to publish, and a moment to copy."""
    from django.db import connection

    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - ANEW
    with connection.cursor() as cursor:
        cursor.execute(f"create schema {COPY}")
        for table in sorted(tables):
            cursor.execute(f'create table {COPY}."{table}" as table public."{table}"')


def _put_back():
    """Write the copy's rows back, parents first; what may wait is looked at when the whole is there."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "select table_name, string_agg(quote_ident(column_name), ', ') from information_schema.columns"
            " where table_schema = 'public' and is_generated = 'NEVER' and table_name in"
            " (select tablename from pg_tables where schemaname = %s) group by table_name",
            [COPY],
        )
        columns = dict(cursor.fetchall())
        cursor.execute(
            "select child.relname, parent.relname from pg_constraint held join pg_class child on child.oid = conrelid"
            " join pg_class parent on parent.oid = confrelid where contype = 'f' and not condeferrable"
        )
        order = TopologicalSorter({table: set() for table in columns})
        for child, parent in cursor.fetchall():
            if child != parent and {child, parent} <= columns.keys():
                order.add(child, parent)
        for table in order.static_order():
            those = columns[table]
            cursor.execute(f'insert into public."{table}" ({those}) select {those} from {COPY}."{table}"')


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

    _settle_musterhafen()
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
