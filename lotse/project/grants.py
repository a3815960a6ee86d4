"""What the serving role may do, table by table; run by the owner after every migration.

The timeline cannot be changed by whoever serves the web: entries may be added and read.
A published edition cannot be changed either: a row policy lets the serving role change and
delete drafts only. No trigger and no function of ours is needed for that.
"""

from collections.abc import Iterator

from django.db import connection

from lotse.project.postgres import APP

APPEND_ONLY = ("cases_entry",)
READ_ONLY = ("django_migrations",)
FROZEN_WHEN = {"catalogue_edition": "published_at"}  # table: the column that freezes a row


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
        for table, column in FROZEN_WHEN.items():
            _freeze(cursor, table, column, name)


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


def _freeze(cursor, table: str, column: str, role: str) -> None:
    """Let the serving role change a row only while its freezing column is empty."""
    cursor.execute(
        "select 1 from information_schema.columns where table_name = %s and column_name = %s", [table, column]
    )
    if not cursor.fetchone():
        return
    quoted = connection.ops.quote_name(table)
    cursor.execute(f"alter table {quoted} enable row level security")
    open_rows = f"{connection.ops.quote_name(column)} is null"
    for deed, rule in (
        ("select", "using (true)"),
        ("insert", "with check (true)"),
        ("update", f"using ({open_rows}) with check (true)"),
        ("delete", f"using ({open_rows})"),
    ):
        cursor.execute(f"drop policy if exists app_{deed} on {quoted}")
        cursor.execute(f"create policy app_{deed} on {quoted} for {deed} to {role} {rule}")
