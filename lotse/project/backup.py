"""`lotse backup`: one file with database and files of one moment, made while everybody works.

A file on the disk is never changed, only added and removed. So the files are taken before the moment at which the
database is read, and those that came until then are taken after it: every file a row of that moment knows is there.
"""

import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings

from lotse.files import storing
from lotse.project import archive
from lotse.project.archive import CannotBackUp
from lotse.project.installation import write_private
from lotse.tenants.clock import now

KNOWN_FILES = "select path from files_storedfile union select small_path from files_storedfile where small_path <> ''"


def back_up(target: Path, data: Path) -> dict:
    """Write the archive whole or not at all and return its list; raises CannotBackUp."""
    if target.exists():
        raise CannotBackUp(f"{target} gibt es schon. Nehmen Sie einen anderen Namen; nichts wird überschrieben.")
    half = target.with_name(target.name + ".half")
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w") as tar:
                manifest = _Writing(tar, target.parent).write(data)
            file.flush()
            os.fsync(file.fileno())
        os.link(half, target)  # unlike a renaming it never takes the place of another file
    except FileExistsError:
        raise CannotBackUp(f"{target} gibt es schon. Nehmen Sie einen anderen Namen.") from None
    except OSError as trouble:
        why = "Gibt es den Ordner, ist dort Platz, und dürfen Sie dort schreiben?"
        raise CannotBackUp(f"{target} lässt sich nicht schreiben. {why}") from trouble
    finally:
        half.unlink(missing_ok=True)
    (data / "backups").mkdir(parents=True, exist_ok=True)
    write_private(data / "backups" / "last.json", json.dumps({"ended_at": now().isoformat()}))
    return manifest


class _Writing:
    """An archive while it is written, and the list of what it holds."""

    def __init__(self, tar: tarfile.TarFile, beside: Path):
        self.tar, self.beside = tar, beside
        self.parts: dict[str, str] = {}

    def write(self, data: Path) -> dict[str, Any]:
        for path in storing.root().rglob("*"):
            self._add_file(str(path.relative_to(storing.root())))
        with _one_moment() as (cursor, moment):
            self._add_database(moment)
            known = {path for (path,) in cursor.execute(KNOWN_FILES).fetchall()}
            for path in known:
                self._add_file(path)
            manifest: dict[str, Any] = {
                "format": archive.FORMAT, "at": now().isoformat(), "tables": archive.rows_of_tables(cursor),
                "migrations": cursor.execute("select app, name from django_migrations order by id").fetchall(),
                "key": archive.fingerprint_of_key(settings.SECRET_KEY),
                "lacks": sorted(known - {name.removeprefix("files/") for name in self.parts}),
            }  # fmt: skip
        for name in archive.PRIVATE if self._has_its_own_key(data, manifest["key"]) else ():
            if (data / name).exists():
                self._add(name, data / name)
        unknown = {name for name in self.parts if name.startswith("files/")} - {f"files/{path}" for path in known}
        manifest["parts"] = {name: hashed for name, hashed in self.parts.items() if name not in unknown}
        self._add_bytes(archive.MANIFEST, json.dumps(manifest, indent=1).encode())
        return manifest

    @staticmethod
    def _has_its_own_key(data: Path, key: str) -> bool:
        """Whether the installation made its key itself and works with it."""
        path = data / "secret_key"
        return path.exists() and archive.fingerprint_of_key(path.read_text().strip()) == key

    def _add_database(self, moment: str) -> None:
        with tempfile.TemporaryDirectory(prefix=".lotse-", dir=self.beside) as folder:
            dump = Path(folder) / archive.DATABASE
            done = archive.run_tool(
                "pg_dump", "--format=custom", "--no-owner", "--no-acl", "--no-comments", "--schema=public",
                "--extension=*", f"--snapshot={moment}", f"--file={dump}",
            )  # fmt: skip
            if done.returncode:
                why = done.stderr.decode("utf-8", "replace").strip()[-400:]
                raise CannotBackUp(f"Die Datenbank ließ sich nicht sichern: {why}")
            self._add(archive.DATABASE, dump)

    def _add_file(self, path: str) -> None:
        name = f"files/{path}"
        if name not in self.parts and archive.KEPT.fullmatch(name):
            try:
                self._add(name, storing.root() / path)
            except FileNotFoundError:
                return  # deleted this moment; if a row still knows it, the list says so

    def _add(self, name: str, path: Path) -> None:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            fingerprint = archive.sha256(file)
            file.seek(0)
            part = tarfile.TarInfo(name)
            part.size, part.mode, part.mtime = size, 0o600, int(path.stat().st_mtime)
            self.tar.addfile(part, file)
        self.parts[name] = fingerprint

    def _add_bytes(self, name: str, content: bytes) -> None:
        part = tarfile.TarInfo(name)
        part.size, part.mode = len(content), 0o600
        self.tar.addfile(part, BytesIO(content))


@contextmanager
def _one_moment() -> Iterator[tuple[psycopg.Cursor, str]]:
    """A cursor that sees the database as it is now until the end, and the name others see the same under."""
    with psycopg.connect(os.environ["LOTSE_DATABASE_URL"]) as line:
        line.isolation_level, line.read_only = psycopg.IsolationLevel.REPEATABLE_READ, True
        cursor = line.execute("select pg_export_snapshot()")
        yield cursor, cursor.fetchone()[0]  # type: ignore[index]
