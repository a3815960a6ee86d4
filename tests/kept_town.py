"""Musterhafen as every test finds it: laid down once for all processes, and put back where a test changed it.

The first process that needs a database migrates one, settles the town and keeps it as a template under a name made
of everything that went into it; whoever comes later, also the next run on the same day, gets a copy of the template.
Beside its tables the database holds a copy of every row (schema `musterhafen`). A test that commits is followed by
`Town.put_back`, which asks PostgreSQL which rows are not the ones it put there and writes only those anew.
"""

import os
import sys
from contextlib import contextmanager
from datetime import date
from graphlib import TopologicalSorter
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

HOUSE = Path(__file__).resolve().parents[1]
COPY = "musterhafen"  # a schema of the test database, beside what a test sees and empties
KEPT = "kept_"
LOCK = 19_480_629  # an advisory lock: one process builds, the others wait for it
NO_PART = {"tests", "static", "__pycache__"}  # folders of a room that leave no mark in the database


def open_database(*, is_kept):
    """Give this process a test database with Musterhafen in it; `is_kept`: from the template, or leave one behind."""
    if not is_kept:
        return _build()
    name, kept = connection.creation._get_test_db_name(), KEPT + _fingerprint()
    with _alone() as cursor:
        cursor.execute("select datname from pg_database where datname like %s", [KEPT + "%"])
        known = {row[0] for row in cursor.fetchall()}
        if kept in known:
            _copy_database(cursor, kept, name)
            return _use(name)
        for stale in known:
            cursor.execute(f'drop database "{stale}"')
        _build()
        connection.close()
        _copy_database(cursor, name, kept)


def _fingerprint():
    """Return a name for all that decides what is laid down: code, texts, packages, settings and the day."""
    sources = [path for path in (HOUSE / "lotse").rglob("*") if path.is_file() and not NO_PART & {*path.parts}]
    mark = sha256(f"{sys.version} {date.today()}".encode())
    for path in sorted([*sources, HOUSE / "requirements" / "run.txt", HOUSE / "conftest.py", Path(__file__)]):
        mark.update(f"{path.relative_to(HOUSE)} {sha256(path.read_bytes()).hexdigest()}\n".encode())
    for name, value in sorted(os.environ.items()):
        if name.startswith("LOTSE_") and not name.endswith("_URL"):
            mark.update(f"{name}={value}\n".encode())
    return mark.hexdigest()[:24]


@contextmanager
def _alone():
    """Hold the building lock in a session beside the test database."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s::bigint)", [LOCK])
        yield cursor


def _copy_database(cursor, source, target):
    cursor.execute(f'drop database if exists "{target}"')
    cursor.execute(f'create database "{target}" template "{source}"')


def _use(name):
    """Let every connection of this process lead to the database of that name."""
    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name


def _build():
    """Migrate an empty database, give the serving role its rights as `lotse migrate` does, and settle the town."""
    from lotse.project import grants
    from lotse.town.cast import settle
    from lotse.town.services import open_services

    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    with connection.cursor() as cursor:
        cursor.execute("select 1 from pg_roles where rolname = %s", [grants.APP])
        if not cursor.fetchone():
            cursor.execute(f"create role {grants.APP}")
    grants.apply()
    settle()
    open_services()
    _keep_a_copy()


def _keep_a_copy():
    """Copy every row of Musterhafen: 57 services take seconds to publish, and a moment to copy."""
    with connection.cursor() as cursor:
        cursor.execute(f"create schema {COPY}")
        for table in sorted(connection.introspection.django_table_names(only_existing=True, include_views=False)):
            cursor.execute(f'create table {COPY}."{table}" as table public."{table}"')


class Town:
    """The rows that were laid down, and the moment since when any other row is a test's."""

    def __init__(self):
        with connection.cursor() as cursor:
            self.keys = self._keys(cursor)
            self.columns = self._columns(cursor)
            self.order = self._parents_first(cursor)
            self.counts = {}
            for table in self.order:
                cursor.execute(f'select count(*) from {COPY}."{table}"')
                self.counts[table] = cursor.fetchone()[0]
            self._look_up(cursor)

    def put_back(self):
        """Take away what tests wrote and write the rows anew that they changed or took; the rest is left alone."""
        with transaction.atomic(), connection.cursor() as cursor:
            changed = self._changed(cursor)
            for table in reversed(changed):
                self._take_away(cursor, table)
            for table in changed:
                if self.counts[table]:
                    self._write_anew(cursor, table)
        with connection.cursor() as cursor:
            self._look_up(cursor)

    def _look_up(self, cursor):
        """Remember which transactions are over: the rows they left are Musterhafen's."""
        cursor.execute("select pg_current_snapshot()::text")
        self.is_ours = f"pg_visible_in_snapshot(here.xmin::text::xid8, '{cursor.fetchone()[0]}'::pg_snapshot)"

    def _changed(self, cursor):
        """Return the tables that hold another row, or a row less, parents first."""
        looks = [
            f"select '{table}' from public.\"{table}\" here having count(*) <> {count}"
            f" or count(*) filter (where {self.is_ours}) <> {count}"
            for table, count in self.counts.items()
        ]
        cursor.execute(" union all ".join(looks))
        found = {row[0] for row in cursor.fetchall()}
        return [table for table in self.order if table in found]

    def _take_away(self, cursor, table):
        known = ""
        if self.counts[table]:
            same = self._same(table, "kept", "here")
            known = f' and not exists (select from {COPY}."{table}" kept where {same})'
        cursor.execute(f'delete from public."{table}" here where not {self.is_ours}{known}')

    def _write_anew(self, cursor, table):
        those = ", ".join(self.columns[table])
        values = ", ".join(f"{column} = excluded.{column}" for column in self.columns[table])
        cursor.execute(
            f'insert into public."{table}" ({those}) select {those} from {COPY}."{table}" kept where not exists'
            f' (select from public."{table}" here where {self._same(table, "kept", "here")} and {self.is_ours})'
            f" on conflict ({', '.join(self.keys[table])}) do update set {values}"
        )

    def _same(self, table, one, other):
        return " and ".join(f"{one}.{key} = {other}.{key}" for key in self.keys[table])

    @staticmethod
    def _keys(cursor):
        cursor.execute(
            "select relname, array_agg(quote_ident(attname)) from pg_index join pg_class on pg_class.oid = indrelid"
            " join pg_attribute on attrelid = indrelid and attnum = any (indkey)"
            " where indisprimary and relnamespace = 'public'::regnamespace group by relname"
        )
        return dict(cursor.fetchall())

    @staticmethod
    def _columns(cursor):
        cursor.execute(
            "select table_name, array_agg(quote_ident(column_name)) from information_schema.columns"
            " where table_schema = 'public' and is_generated = 'NEVER' and table_name in"
            " (select tablename from pg_tables where schemaname = %s) group by table_name",
            [COPY],
        )
        return dict(cursor.fetchall())

    def _parents_first(self, cursor):
        """Order the tables by the references that cannot wait for the end of a transaction."""
        cursor.execute(
            "select child.relname, parent.relname from pg_constraint held join pg_class child on child.oid = conrelid"
            " join pg_class parent on parent.oid = confrelid where contype = 'f' and not condeferrable"
        )
        order = TopologicalSorter({table: set() for table in sorted(self.columns)})
        for child, parent in cursor.fetchall():
            if child != parent and {child, parent} <= self.columns.keys():
                order.add(child, parent)
        return list(order.static_order())
