from django.db import connection, models

from lotse.tenants.ids import uuid7
from lotse.tenants.models import Row


class NumberSeries(Row):
    """The counter of a year; no number is given twice and none is left out."""

    year = models.PositiveIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    @classmethod
    def next(cls, year):
        """Take the next number; all creations of the town wait for it, so take it last."""
        table = connection.ops.quote_name(cls._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (id, year, last) VALUES (%s, %s, 1) "  # noqa: S608 the name is the model's own
                f"ON CONFLICT (year) DO UPDATE SET last = {table}.last + 1 RETURNING last",
                [uuid7(), year],
            )
            return f"{year}-{cursor.fetchone()[0]:06d}"
