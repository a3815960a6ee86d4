"""Reads an event log kept as a table: one line an event, under the names people and tools use."""

from collections.abc import Callable, Iterator
from typing import IO

from lotse.files.long_tables import LongTable
from lotse.files.tables import NoTable
from lotse.insight.refusals import CannotRead, readable
from lotse.insight.told import Event

# what we call it -> what a column may be called; the first that is there counts
COLUMNS = {
    "case": ("case", "case:concept:name", "case_id", "case id", "caseid", "vorgang", "aktenzeichen"),
    "activity": ("activity", "concept:name", "schritt", "tätigkeit"),
    "time": ("timestamp", "time:timestamp", "zeitpunkt"),
    "resource": ("resource", "org:resource"),
    "group": ("group", "org:group"),
    "lifecycle": ("lifecycle", "lifecycle:transition"),
    "channel": ("channel", "case:channel"),
}
NEEDED = {"case": "case", "activity": "activity", "time": "timestamp"}


def read_sheet(opened: Callable[[], IO[bytes]]) -> tuple[LongTable, Iterator[Event]]:
    """Return the table, which says how it was read, and its events; raises CannotRead."""
    try:
        table = LongTable(opened)
    except NoTable as refused:
        raise CannotRead(str(refused)) from None
    return table, _events(table, _places(table.columns))


def _places(columns: list[str]) -> dict[str, str]:
    """Say which column of the file holds what."""
    by_name = {column.lower(): column for column in columns}
    found = {
        what: by_name[next(name for name in names if name in by_name)]
        for what, names in COLUMNS.items()
        if any(name in by_name for name in names)
    }
    missing = [name for what, name in NEEDED.items() if what not in found]
    if missing:
        there = ", ".join(f"„{readable(column)}“" for column in columns[:8])
        raise CannotRead(f"Es fehlt die Spalte „{missing[0]}“. Gefunden haben wir: {there}.", 1)
    return found


def _events(table: LongTable, places: dict[str, str]) -> Iterator[Event]:
    try:
        for line in table.lines():
            if line.problem:
                raise CannotRead(line.problem, line.number)
            told = {what: line.cells[column].strip() for what, column in places.items()}
            if not told["case"]:
                raise CannotRead("Es steht nicht da, zu welchem Vorgang das Ereignis gehört.", line.number)
            yield Event(line.number, **told | {"activity": told["activity"] or None})  # type: ignore[arg-type]
    except NoTable as refused:
        raise CannotRead(str(refused)) from None
