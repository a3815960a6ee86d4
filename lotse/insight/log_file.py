"""Opens a log file by what it holds: packed or not, XES or a table; counts what was read, and stops what swells."""

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from lotse.insight.refusals import CannotRead, readable
from lotse.insight.sheets import read_sheet
from lotse.insight.told import EmptyCase, Event
from lotse.insight.xes import read_xes

ENDINGS = (".gz", ".xes", ".xml", ".csv", ".tsv", ".txt")
GIGABYTE = 1_000_000_000
LARGEST = 8 * GIGABYTE  # unpacked
SWELLS = 200  # times its packed size; logs shrink to a twentieth, only bombs to less than a hundredth
HARMLESS = 100_000_000  # bytes that may come out of any small file


class LogFile:
    """A log on the disk and how much of it was read."""

    def __init__(self, path: Path, watch: Callable[[float], None] = lambda share: None):
        self.path, self.watch = path, watch
        self.said = ""  # how a table was read
        try:
            self.size = path.stat().st_size
            with path.open("rb") as file:
                head = file.read(4)
        except OSError as trouble:
            raise CannotRead(f"Die Datei „{readable(path.name, 200)}“ lässt sich nicht öffnen.") from trouble
        if not self.size:
            raise CannotRead(f"Die Datei „{readable(path.name, 200)}“ ist leer.")
        if head[:4] == b"PK\x03\x04":
            raise CannotRead(f"„{readable(path.name, 200)}“ ist ein ZIP-Archiv. Packen Sie es zuerst aus.")
        self.is_packed = head[:2] == b"\x1f\x8b"

    @property
    def name(self) -> str:
        """The file's name without its endings."""
        name = self.path.name
        while Path(name).suffix.lower() in ENDINGS:
            name = name[: -len(Path(name).suffix)]
        return name or self.path.name

    def events(self) -> Iterator[Event | EmptyCase]:
        """Yield what the log tells, in the order of the file; raises CannotRead."""
        try:
            if self._is_xml():
                with self._open() as file:
                    yield from read_xes(file)
            else:
                table, events = read_sheet(self._open)
                self.said = f"Gelesen als {table.encoding}, getrennt durch {table.separator_name}."
                yield from events
        except (EOFError, zlib.error, gzip.BadGzipFile) as trouble:
            raise CannotRead("Die gepackte Datei ist nicht vollständig oder beschädigt.") from trouble
        except OSError as trouble:
            raise CannotRead(f"Die Datei „{readable(self.path.name, 200)}“ lässt sich nicht lesen.") from trouble

    def _is_xml(self) -> bool:
        with self._open() as file:
            head = file.read(4096).replace(b"\0", b"")
        for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
            head = head.removeprefix(mark)
        return head.lstrip()[:1] == b"<"

    def _open(self) -> IO[bytes]:
        return io.BufferedReader(_Counted(self), 1 << 18)


class _Counted(io.RawIOBase):
    """The unpacked bytes of a log: tells how far it is, and ends where no honest log goes on."""

    def __init__(self, log: LogFile):
        self.log, self.given = log, 0
        self.packed = log.path.open("rb")
        self.source: Any = gzip.GzipFile(fileobj=self.packed) if log.is_packed else self.packed

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        part = self.source.read(len(buffer))
        buffer[: len(part)] = part
        self.given += len(part)
        read = self.packed.tell()
        if self.given > LARGEST:
            raise CannotRead(f"Entpackt ist die Datei größer als {LARGEST // GIGABYTE} GB. Teilen Sie sie auf.")
        if self.given > HARMLESS and self.given > SWELLS * read:
            raise CannotRead("Beim Auspacken wird die Datei unglaubwürdig groß. Wir lesen sie nicht.")
        self.log.watch(min(1.0, read / self.log.size))
        return len(part)

    def close(self) -> None:
        self.packed.close()
        super().close()
