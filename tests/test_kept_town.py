"""After a test that commits, Musterhafen stands as it was laid down: every row, and no other."""

import pytest
from django.db import connection

from lotse.cases.models import Case
from lotse.journal.models import Record
from lotse.people.models import Team
from tests.kept_town import COPY, Town

pytestmark = pytest.mark.django_db(transaction=True)


def not_as_laid(town):
    """The tables whose rows are not those of the copy, value for value."""
    found = []
    with connection.cursor() as cursor:
        for table, columns in town.columns.items():
            those = ", ".join(columns)
            here, kept = (f'select ({those})::text from {schema}."{table}"' for schema in ("public", COPY))
            cursor.execute(f"select exists (({here} except all {kept}) union all ({kept} except all {here}))")
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def test_what_was_added_changed_or_taken_is_put_back(make_case, town):
    kept = Town()
    make_case().note("Nur im Haus.", by=town.ahlers)
    Team.objects.filter(pk=town.tierheim.pk).update(name="Anders")
    Record.objects.all().delete()
    assert {"cases_case", "cases_entry", "people_team", "journal_record"} <= set(not_as_laid(kept))

    kept.put_back()

    assert not_as_laid(kept) == []
    assert not Case.objects.exists()


def test_where_nothing_was_changed_no_row_is_written():
    kept = Town()
    with connection.cursor() as cursor:
        assert kept._changed(cursor) == []
