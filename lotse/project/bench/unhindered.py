"""Loading in bulk: what PostgreSQL keeps up row by row is taken away before, and built anew in one go after."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, models

KEPT_UP = """
    select format('alter table %%s drop constraint %%I', conrelid::regclass, conname),
           format('alter table %%s add constraint %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
      from pg_constraint where contype = 'f' and conrelid = any(%(tables)s::regclass[])
    union all
    select format('drop index %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
      from pg_index where not indisunique and indrelid = any(%(tables)s::regclass[])
"""


@contextmanager
def unhindered(tables: Iterable[type[models.Model]]) -> Iterator[None]:
    """Let these tables be without foreign keys and plain indexes for a while; only for a town that nobody uses.

    Every row is still checked: adding a foreign key reads the whole table once.
    """
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")  # a table with checks outstanding cannot be altered
        cursor.execute(KEPT_UP, {"tables": [model._meta.db_table for model in tables]})
        kept_up = cursor.fetchall()
        for drop, _build in kept_up:
            cursor.execute(drop)
        yield
        cursor.execute("set maintenance_work_mem = '512MB'")
        for _drop, build in kept_up:
            cursor.execute(build)
        cursor.execute("reset maintenance_work_mem")
        cursor.execute("set constraints all deferred")
