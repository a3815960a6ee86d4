"""Reads XES (IEEE 1849) as it streams by: a log of any size takes no more memory than its longest case.

The parser is Python's own expat. A file that brings abbreviations of its own (DOCTYPE) is refused at that line, so
neither bombs nor files from elsewhere are ever expanded; depth and length of what stays open are bounded.
"""

from collections.abc import Iterator
from typing import IO, Any
from xml.parsers import expat

from lotse.insight.refusals import CannotRead
from lotse.insight.told import EmptyCase, Event

PART = 1 << 16
DEEPEST = 60
LONGEST_PIECE = 4 << 20  # bytes between two tags, or in one
MOST_HELD = 50_000  # events of one case before its channel must be known

EVENT_KEYS = {
    "concept:name": "activity", "time:timestamp": "time", "org:resource": "resource", "org:group": "group",
    "lifecycle:transition": "lifecycle",
}  # fmt: skip


def read_xes(file: IO[bytes]) -> Iterator[Event | EmptyCase]:
    """Yield what the log tells in its own order; raises CannotRead with the line."""
    reader, fed = _Reader(), 0
    while part := file.read(PART):
        fed += len(part)
        reader.feed(part)
        if fed - reader.parser.CurrentByteIndex > LONGEST_PIECE:
            raise CannotRead("Ein Wert ist länger als 4 MB. So lange Werte lesen wir nicht.", reader.line)
        yield from reader.ready
        reader.ready.clear()
    reader.feed(b"", is_end=True)
    yield from reader.ready


class _Reader:
    """What is open while the file streams by."""

    def __init__(self) -> None:
        self.ready: list[Event | EmptyCase] = []
        self.depth = 0
        self.case, self.channel = 0, ""
        self.held: list[Event] = []
        self.told_any = False
        self.trace: int | None = None  # the line where the case begins
        self.event: Event | None = None
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = False
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end

    @property
    def line(self) -> int:
        return self.parser.CurrentLineNumber

    def feed(self, part: bytes, is_end: bool = False) -> None:
        """Let the parser read on."""
        try:
            self.parser.Parse(part, is_end)
        except expat.ExpatError as trouble:
            if trouble.code == expat.errors.codes[expat.errors.XML_ERROR_UNKNOWN_ENCODING]:
                raise CannotRead("Die Zeichenkodierung der Datei kennen wir nicht.", trouble.lineno) from None
            raise CannotRead("Hier bricht das XML ab oder ist nicht richtig geschrieben.", trouble.lineno) from None
        except (LookupError, ValueError) as trouble:
            if isinstance(trouble, CannotRead):
                raise
            raise CannotRead("Die Zeichenkodierung der Datei kennen wir nicht.", 1) from None

    def _doctype(self, *_: Any) -> None:
        sentence = "Die Datei bringt eigene Abkürzungen mit (DOCTYPE). Solche Dateien öffnen wir nicht."
        raise CannotRead(sentence, self.line)

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        name = tag.rpartition(":")[2]
        if self.depth == 1 and name != "log":
            raise CannotRead("Das ist XML, aber kein Ereignisprotokoll (XES): „log“ fehlt am Anfang.", self.line)
        if self.depth > DEEPEST:
            raise CannotRead("Die Angaben sind zu tief ineinander geschachtelt.", self.line)
        if self.depth == 2 and name == "trace":
            self.case, self.channel, self.trace, self.told_any = self.case + 1, "", self.line, False
        elif self.depth == 2 and name == "event":
            raise CannotRead("Dieses Ereignis steht außerhalb der Vorgänge.", self.line)
        elif self.depth == 3 and name == "event" and self.trace is not None:
            self.event = Event(self.line, self.case)
        elif self.depth == 3 and self.trace is not None and attributes.get("key") == "channel":
            self.channel = attributes.get("value", "")
        elif self.depth == 4 and self.event is not None:
            field = EVENT_KEYS.get(attributes.get("key", ""))
            if field:
                setattr(self.event, field, attributes.get("value", ""))

    def _end(self, tag: str) -> None:
        self.depth -= 1
        if self.depth == 2 and self.event is not None:
            self.held.append(self.event)
            self.event, self.told_any = None, True
            if len(self.held) >= MOST_HELD:
                self._let_go()
        elif self.depth == 1 and self.trace is not None:
            self._let_go()
            if not self.told_any:
                self.ready.append(EmptyCase(self.trace))
            self.trace = None

    def _let_go(self) -> None:
        """Give on the events of the open case, each with the channel that the case told."""
        for event in self.held:
            event.channel = self.channel
        self.ready += self.held
        self.held.clear()
