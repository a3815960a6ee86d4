"""Files within one file, as Office has kept them since 1997 (MS-CFB): folders and streams, read and never written.

Every chain is followed at most as long as the file has sectors: a file that leads in circles ends in a ValueError.
"""

import struct
from dataclasses import dataclass

SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
NOTHING = 0xFFFFFFFA  # this and above: no sector
FOLDER, STREAM, ROOT = 1, 2, 5
MOST_ENTRIES = 20_000


@dataclass(frozen=True)
class Entry:
    """A folder or a stream as the list of contents names it."""

    name: str
    kind: int
    before: int
    after: int
    child: int
    start: int
    size: int


class Compound:
    """One such file; raises ValueError, struct.error or IndexError where it is broken."""

    def __init__(self, raw: bytes):
        if not raw.startswith(SIGNATURE):
            raise ValueError("no compound file")
        self.raw = raw
        self.sector = 1 << _bounded(struct.unpack_from("<H", raw, 30)[0])
        self.small = 1 << _bounded(struct.unpack_from("<H", raw, 32)[0])
        first_of_list, self.edge = struct.unpack_from("<I", raw, 48)[0], struct.unpack_from("<I", raw, 56)[0]
        self.next = self._allocation()
        self.entries = self._entries(self._chain(first_of_list))
        self.next_small = _numbers(self._chain(struct.unpack_from("<I", raw, 60)[0]))
        self.smalls = self._chain(self.entries[0].start)

    def within(self, entry: Entry | None = None) -> dict[str, Entry]:
        """Return what lies in a folder (the root without one), by name in small letters."""
        found: dict[str, Entry] = {}
        waiting, seen = [(entry or self.entries[0]).child], set()
        while waiting:
            number = waiting.pop()
            if number >= len(self.entries) or number in seen:
                continue
            seen.add(number)
            one = self.entries[number]
            found[one.name.lower()] = one
            waiting += [one.before, one.after]
        return found

    def bytes_of(self, stream: Entry) -> bytes:
        """Return what a stream holds."""
        if stream.size >= self.edge:
            return self._chain(stream.start)[: stream.size]
        pieces: list[bytes] = []
        number = stream.start
        for _ in range(len(self.next_small) + 1):
            if number >= NOTHING or not stream.size:
                return b"".join(pieces)[: stream.size]
            pieces.append(self.smalls[number * self.small : (number + 1) * self.small])
            number = self.next_small[number]
        raise ValueError("a chain without an end")

    def _allocation(self) -> tuple[int, ...]:
        """Which sector follows which, gathered from the places the head and its continuation name."""
        places = list(struct.unpack_from("<109I", self.raw, 76))
        more, most = struct.unpack_from("<I", self.raw, 68)[0], len(self.raw) // self.sector + 1
        for _ in range(most):
            if more >= NOTHING:
                break
            *named, more = _numbers(self._at(more))
            places += named
        return _numbers(b"".join(self._at(place) for place in places[:most] if place < NOTHING))

    def _at(self, number: int) -> bytes:
        begin = (number + 1) * self.sector
        if begin >= len(self.raw):
            raise ValueError("a sector behind the end")
        return self.raw[begin : begin + self.sector]

    def _chain(self, number: int) -> bytes:
        pieces: list[bytes] = []
        for _ in range(len(self.next) + 1):
            if number >= NOTHING:
                return b"".join(pieces)
            pieces.append(self._at(number))
            number = self.next[number]
        raise ValueError("a chain without an end")

    def _entries(self, listed: bytes) -> list[Entry]:
        return [_entry(listed, at) for at in range(0, min(len(listed), MOST_ENTRIES * 128) - 127, 128)]


def _entry(listed: bytes, at: int) -> Entry:
    length, kind = struct.unpack_from("<HB", listed, at + 64)
    name = listed[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
    before, after, child = struct.unpack_from("<III", listed, at + 68)
    start, size = struct.unpack_from("<II", listed, at + 116)
    return Entry(name, kind, before, after, child, start, size)


def _numbers(raw: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])


def _bounded(shift: int) -> int:
    if not 6 <= shift <= 16:
        raise ValueError("no such size of a sector")
    return shift
