"""`lotse restore`: lay a backup into an empty installation, look at everything first, count everything after."""

import os
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from lotse.files import storing
from lotse.project import archive, schema
from lotse.project.archive import CannotBackUp, Reading

# what a restore by newer programs than the server's may say, and what an empty database has already
HARMLESS = re.compile(r'transaction_timeout|errors ignored on restore|schema "public" already exists')


def bring_back(source: Path, data: Path, *, replace: bool, say: Callable[[str], None]) -> dict:
    """Lay what the archive holds into this installation and return its list; raises CannotBackUp.

    Where a town is already, nothing happens unless `replace` is told: then what is here is gone.
    """
    reading = Reading(source)
    try:
        _refuse_a_newer_program(reading.manifest["migrations"])
        if _is_lived_in():
            if not replace:
                raise CannotBackUp(
                    "Hier ist schon eine Kommune mit Menschen oder Anliegen. Nehmen Sie einen leeren Ordner oder eine "
                    "leere Datenbank. Mit --replace geht verloren, was hier ist."
                )
            say("Was hier war, wird ersetzt.")
        reading.check()
        _lay_the_database(reading, data)
        _count_anew(reading.manifest["tables"])
        _lay_the_files(reading, data)
        schema.migrate(lambda line: None)
        if sentence := _key_of(reading, data):
            say(sentence)
    finally:
        reading.close()
    return reading.manifest


def _is_lived_in() -> bool:
    """Whether somebody is known here already; a town that was only founded may be replaced."""
    with connection.cursor() as cursor:
        rows = archive.rows_of_tables(cursor)
    if rows and "django_migrations" not in rows:
        raise CannotBackUp("In dieser Datenbank liegen Tabellen eines anderen Programms. Nehmen Sie eine leere.")
    is_known = any(rows.get(table) for table in ("people_person", "cases_case"))
    return is_known or any(path.is_file() for path in storing.root().rglob("*"))


def _refuse_a_newer_program(migrations: list[list[str]]) -> None:
    ours = set(MigrationLoader(None).disk_migrations)
    unknown = {app for app, name in migrations if (app, name) not in ours}
    if unknown:
        raise CannotBackUp(
            "Diese Sicherung kommt von einer neueren Fassung. Richten Sie zuerst diese ein "
            f"(unbekannt: {', '.join(sorted(unknown))})."
        )


def _lay_the_database(reading: Reading, data: Path) -> None:
    data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".lotse-", dir=data) as folder:
        dump = Path(folder) / archive.DATABASE
        reading.take_out(archive.DATABASE, dump)
        with connection.cursor() as cursor:
            cursor.execute("drop schema public cascade; create schema public")
        done = archive.run_tool("pg_restore", "--no-owner", "--no-acl", "--no-comments", str(dump))
        said = done.stderr.decode("utf-8", "replace").splitlines()
        wrong = [line for line in said if "error" in line and not HARMLESS.search(line)]
        if wrong:
            raise CannotBackUp(f"Die Datenbank ließ sich nicht zurückholen: {wrong[0][:400]}")


def _count_anew(expected: dict[str, int]) -> None:
    with connection.cursor() as cursor:
        found = archive.rows_of_tables(cursor)
    other = sorted(table for table in expected | found if expected.get(table) != found.get(table))
    if other:
        raise CannotBackUp(f"Nicht alles ist zurück. Diese Tabellen haben andere Zahlen: {', '.join(other)}.")


def _lay_the_files(reading: Reading, data: Path) -> None:
    """Lay the files where they belong; what lay there before goes when all are there."""
    root, fresh = storing.root(), Path(tempfile.mkdtemp(prefix=".files-", dir=data))
    for name in reading.manifest["parts"]:
        if archive.KEPT.fullmatch(name):
            reading.take_out(name, fresh / name.removeprefix("files/"))
    if root.exists():
        shutil.rmtree(root)
    os.replace(fresh, root)


def _key_of(reading: Reading, data: Path) -> str:
    """Take the key along where the installation made it itself; else say when another one is set."""
    taken = [name for name in archive.PRIVATE if name in reading.manifest["parts"] and (data / "postgres").exists()]
    for name in taken:
        reading.take_out(name, data / name)
    if "secret_key" in taken or reading.manifest["key"] == archive.fingerprint_of_key(settings.SECRET_KEY):
        return ""
    return "LOTSE_SECRET_KEY ist ein anderer als damals. Setzen Sie den alten: Ohne ihn gelten Codes und Siegel nicht."
