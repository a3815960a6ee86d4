"""What a backup holds and how it is written down: a tar with the database, the files and a list of all of it.

`manifest.json` names the moment, the program's migrations, the rows of each table and the fingerprint of each part.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import IO, Any

from django.db import connection
from django.utils.crypto import salted_hmac
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from lotse.project.postgres import programs

FORMAT = 1
DATABASE, MANIFEST = "database.dump", "manifest.json"
PRIVATE = ("secret_key", "logins.json")  # what an installation made for itself; without its key no signature holds
KEPT = re.compile(r"files/[0-9a-f]{2}/[0-9a-f]{32}(\.small)?\.[a-z0-9]{1,8}")


class CannotBackUp(Exception):
    """A backup or its return does not go; the sentence says why and what to do."""


def fingerprint_of_key(key: str) -> str:
    """Return what tells two keys apart and gives neither away."""
    return salted_hmac("lotse.project.archive", "key", secret=key, algorithm="sha256").hexdigest()


def rows_of_tables(cursor) -> dict[str, int]:
    """Return how many rows each table holds at this moment."""
    cursor.execute("select tablename from pg_tables where schemaname = 'public' order by tablename")
    tables = [name for (name,) in cursor.fetchall()]
    counted = {}
    for table in tables:
        cursor.execute(f"select count(*) from {connection.ops.quote_name(table)}")  # noqa: S608 - a name of the catalogue
        counted[table] = cursor.fetchone()[0]
    return counted


def tool(name: str) -> str:
    """Return PostgreSQL's program of this name: of the server's own version where there is one, else the wheel's."""
    version = connection.cursor().connection.info.server_version // 10_000  # type: ignore[attr-defined]
    own = Path(f"/usr/lib/postgresql/{version}/bin/{name}")
    return str(own if own.exists() else programs() / name)


def run_tool(name: str, *words: str) -> subprocess.CompletedProcess[bytes]:
    """Run it on this installation's database; a password never stands on the command line."""
    told = conninfo_to_dict(os.environ["LOTSE_DATABASE_URL"])
    secret = {"PGPASSWORD": str(told.pop("password"))} if told.get("password") else {}
    asked = [
        tool(name),
        f"--dbname={make_conninfo(**{key: str(value) for key, value in told.items()})}",
        "--no-password",
        *words,
    ]
    return subprocess.run(asked, env=os.environ | secret | {"LC_ALL": "C"}, capture_output=True)  # noqa: S603


def sha256(file: Any) -> str:
    """Return the fingerprint of what is left to read."""
    return hashlib.file_digest(file, "sha256").hexdigest()


class Reading:
    """A backup that was opened: its list is read, and every part was looked at."""

    def __init__(self, path: Path):
        try:
            self.tar = tarfile.open(path, "r:")  # noqa: SIM115 - closed by `close`
            self.parts = {part.name: part for part in self.tar.getmembers() if part.isfile()}
            self.manifest: dict[str, Any] = json.loads(self.open(MANIFEST).read())
        except (OSError, tarfile.TarError, KeyError, ValueError) as trouble:
            raise CannotBackUp(f"{path} ist keine Sicherung von Lotse, oder sie ist nicht vollständig.") from trouble
        if self.manifest.get("format") != FORMAT:
            raise CannotBackUp("Diese Sicherung kommt von einer neueren Fassung. Richten Sie zuerst diese ein.")

    def close(self) -> None:
        self.tar.close()

    def open(self, name: str) -> IO[bytes]:
        """Open one part; raises KeyError where there is none."""
        found = self.tar.extractfile(self.parts[name])
        if found is None:
            raise KeyError(name)
        return found

    def check(self) -> None:
        """Look at every part; raises CannotBackUp at the first that is missing or another."""
        for name, fingerprint in self.manifest["parts"].items():
            try:
                with self.open(name) as file:
                    is_whole = sha256(file) == fingerprint
            except (KeyError, OSError, tarfile.TarError):
                is_whole = False
            if not is_whole:
                raise CannotBackUp(f"Die Sicherung ist beschädigt: {name} fehlt darin oder wurde verändert.")

    def take_out(self, name: str, target: Path) -> None:
        """Write one part to its place, readable by us alone."""
        target.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with self.open(name) as file, os.fdopen(handle, "wb") as out:
            shutil.copyfileobj(file, out, 1 << 20)
