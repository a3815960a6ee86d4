"""Reads a table of any length line by line, under the same rules as a small one: code page, separator, line numbers."""

import codecs
import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from typing import IO

from lotse.files.tables import (
    SEPARATORS,
    Line,
    NoTable,
    best_code_page,
    checked_columns,
    fitted,
    likely_separator,
    marked_encoding,
)

PART = 1 << 18
LONGEST_LINE = 1_000_000  # letters
ASCII = bytes(range(128))


class LongTable:
    """A table that is read as it streams by; `opened` gives its bytes from the start, as often as asked."""

    def __init__(self, opened: Callable[[], IO[bytes]]):
        self._opened = opened
        self.encoding, self._skipped = _encoding(opened)
        self.separator, self._header = self._look()
        with self._text() as text:
            self.columns = checked_columns(self._next_cells(self._reader(text)) or [])

    @property
    def separator_name(self) -> str:
        return SEPARATORS[self.separator]

    def lines(self) -> Iterator[Line]:
        """Yield every line that is not blank; raises NoTable where the table ends to be one."""
        with self._text() as text:
            reader = self._reader(text)
            self._next_cells(reader)
            begins = reader.line_num + self._header
            while (cells := self._next_cells(reader)) is not None:
                if any(cell.strip() for cell in cells):
                    yield fitted(begins, self.columns, cells)
                begins = reader.line_num + self._header

    def _look(self) -> tuple[str, int]:
        """Return the separator and the line where the column names stand; Excel may name the one above the other."""
        with self._text() as text:
            for number, line in enumerate(_bounded(text), 1):
                told = line.strip()
                if told.lower().startswith("sep=") and len(told) == 5 and told[4] in SEPARATORS:
                    return told[4], number + 1
                if told:
                    return self._separator_of(line, number), number
        raise NoTable("Die Datei ist leer.")

    def _separator_of(self, line: str, number: int) -> str:
        try:
            return likely_separator(line)
        except csv.Error:
            raise NoTable(f"Zeile {number}: Eine Zelle ist zu lang.") from None

    def _reader(self, text: IO[str]):
        lines = _bounded(text)
        for _ in range(self._header - 1):
            next(lines)
        return csv.reader(lines, delimiter=self.separator, strict=True)

    def _next_cells(self, reader) -> list[str] | None:
        begins = reader.line_num + self._header
        try:
            return next(reader, None)
        except csv.Error:
            raise NoTable(f"Zeile {begins}: Eine Zelle ist zu lang, oder ein Anführungszeichen fehlt.") from None

    def _text(self) -> IO[str]:
        file = self._opened()
        file.read(self._skipped)
        return io.TextIOWrapper(file, encoding=self.encoding, errors="replace", newline=None)


def _bounded(text: IO[str]) -> Iterator[str]:
    """Yield the lines without what no table means; refuse a line that would not end."""
    number = 0
    while line := text.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE:
            raise NoTable(f"Zeile {number} ist länger als eine Million Zeichen.")
        yield unicodedata.normalize("NFC", line.replace("\0", ""))


def _encoding(opened: Callable[[], IO[bytes]]) -> tuple[str, int]:
    """Return the encoding and how many bytes its mark takes."""
    with opened() as file:
        head = file.read(PART)
        marked = marked_encoding(head)
        if marked:
            return marked
        if _is_utf8(file, head):
            return "utf-8", 0
    return best_code_page(_rare_bytes(opened)), 0


def _is_utf8(file: IO[bytes], part: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while part:
            decoder.decode(part)
            part = file.read(PART)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _rare_bytes(opened: Callable[[], IO[bytes]]) -> Counter[int]:
    """Count the bytes that mean something else in each code page."""
    counts: Counter[int] = Counter()
    with opened() as file:
        while part := file.read(PART):
            counts.update(part.translate(None, ASCII))
    return counts
