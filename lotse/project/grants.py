"""What the serving role may do, table by table; run by the owner after every migration.

The timeline cannot be changed by whoever serves the web: entries may be added and read.
A published edition cannot be changed either: drafts are another table; nor can a vote, but for the
words of its reason, which erasing a person takes. No trigger and no function of ours is needed for that.
"""

from collections.abc import Iterator

from django.db import connection

from lotse.project.postgres import APP

APPEND_ONLY = ("cases_entry", "cases_clockevent", "catalogue_edition", "approvals_vote")
WORDS = {"approvals_vote": "reason"}  # the column of an append-only table that erasing a person empties
READ_ONLY = ("django_migrations",)


def apply(role: str = APP) -> None:
    """Grant the serving role what it needs and nothing more."""
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        if cursor.fetchone()[0] == role:
            return  # one role for all: `lotse doctor` says that this protects less
        name = connection.ops.quote_name(role)
        cursor.execute(f"grant usage on schema public to {name}")
        cursor.execute(f"grant usage, select on all sequences in schema public to {name}")
        for table in connection.introspection.table_names(cursor):
            _grant(cursor, table, name)


def too_many_rights() -> Iterator[str]:
    """Say what the present role may do and should not."""
    with connection.cursor() as cursor:
        cursor.execute("select rolsuper from pg_roles where rolname = current_user")
        if cursor.fetchone()[0]:
            yield "Die Anwendung arbeitet als Superuser der Datenbank. docs/operator.md beschreibt die zwei Rollen."
        for table in set(APPEND_ONLY) & set(connection.introspection.table_names(cursor)):
            cursor.execute("select has_table_privilege(current_user, %s, 'update, delete')", [table])
            if cursor.fetchone()[0]:
                yield f"Die Rolle der Anwendung darf {table} ändern. „lotse migrate“ setzt die Rechte."


def _grant(cursor, table: str, role: str) -> None:
    rights = "select, insert, update, delete"
    if table in APPEND_ONLY:
        rights = "select, insert"
    if table in READ_ONLY:
        rights = "select"
    quoted = connection.ops.quote_name(table)
    cursor.execute(f"revoke all on {quoted} from {role}")
    cursor.execute(f"grant {rights} on {quoted} to {role}")
    if table in WORDS:
        cursor.execute(f"grant update ({connection.ops.quote_name(WORDS[table])}) on {quoted} to {role}")
