"""Reads tables as offices keep them: CSV in any of the usual code pages and with any of the usual separators.

What was detected is named, and a line that does not fit is listed by its number: nothing is taken silently by half.
"""

import codecs
import csv
import io
import unicodedata
from collections import Counter
from dataclasses import dataclass, field

LARGEST = 5 * 1024 * 1024
SEPARATORS = {";": "Semikolon", ",": "Komma", "\t": "Tabulator", "|": "Senkrechter Strich"}
MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
CODE_PAGES = ("cp1252", "cp850", "mac_roman", "iso8859_15")
EXPECTED = "äöüÄÖÜßéèêàáâçñôóúíłŁşŞğĞıİőűžšćčřý„“”’–€§°"


class NoTable(ValueError):
    """This file cannot be read as a table; the sentence says why."""


@dataclass(frozen=True)
class Line:
    """One line of a table: its number in the file, its cells by column name, and why it does not fit (or nothing)."""

    number: int
    cells: dict[str, str]
    problem: str = ""


@dataclass
class Table:
    """A table that was read, and how."""

    encoding: str
    separator: str
    columns: list[str]
    lines: list[Line] = field(default_factory=list)

    @property
    def separator_name(self):
        return SEPARATORS[self.separator]


def read_table(raw: bytes) -> Table:
    """Return the table of a file; raises NoTable."""
    if len(raw) > LARGEST:
        raise NoTable("Die Datei ist zu groß. Erlaubt sind 5 MB.")
    text, encoding = _text(raw)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise NoTable("Die Datei ist leer.")
    try:
        return _table(text, encoding, likely_separator(text))
    except csv.Error:
        raise NoTable("Eine Zelle ist zu lang, oder ein Anführungszeichen fehlt.")


def _table(text, encoding, separator):
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    columns = checked_columns(next(reader))
    table, begins = Table(encoding, separator, columns), reader.line_num + 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            table.lines.append(fitted(begins, columns, cells))
        begins = reader.line_num + 1
    return table


def checked_columns(cells: list[str]) -> list[str]:
    """Return the names of the columns; refuse two of one name."""
    columns = [name.strip() for name in cells]
    doubled = [name for name, count in Counter(name.lower() for name in columns).items() if count > 1 and name]
    if doubled:
        raise NoTable(f"Die Spalte „{doubled[0]}“ gibt es zweimal. Benennen Sie eine davon um.")
    return columns


def fitted(number: int, columns: list[str], cells: list[str]) -> Line:
    """Return the line, with the reason if it has not as many cells as there are columns."""
    if len(cells) != len(columns):
        problem = f"Die Zeile hat {len(cells)} Zellen. Erwartet sind {len(columns)}."
        return Line(number, dict(zip(columns, cells, strict=False)), problem)
    return Line(number, dict(zip(columns, cells, strict=True)))


def marked_encoding(raw: bytes) -> tuple[str, int] | None:
    """Return the encoding that the first bytes give away and how many of them only say so."""
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return encoding, len(mark)
    if raw[1:2] == b"\0" or raw[:1] == b"\0":
        return ("utf-16-le" if raw[1:2] == b"\0" else "utf-16-be"), 0
    return None


def _text(raw):
    marked = marked_encoding(raw)
    if marked:
        encoding, skipped = marked
        return _tidy(raw[skipped:].decode(encoding, "replace")), encoding
    try:
        return _tidy(raw.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        best = best_code_page(Counter(raw))
        return _tidy(raw.decode(best, "replace")), best


def best_code_page(counts: Counter[int]) -> str:
    """Return the code page in which these bytes look most like German offices.

    Known letters count for it, strange signs against it.
    """

    def likeness(encoding):
        letters = ((bytes([byte]).decode(encoding, "replace"), count) for byte, count in counts.items() if byte > 127)
        return sum(count * (2 if letter in EXPECTED else -1) for letter, count in letters)

    return max(CODE_PAGES, key=likeness)


def _tidy(text):
    return unicodedata.normalize("NFC", text.replace("\0", ""))


def likely_separator(text: str) -> str:
    """Return the separator that parts the first line into most cells, outside of quotes."""
    first = next(line for line in text.split("\n") if line.strip())
    counts = {sign: len(next(csv.reader([first], delimiter=sign))) for sign in SEPARATORS}
    return max(counts, key=lambda sign: counts[sign])
