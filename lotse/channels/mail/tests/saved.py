"""Writes what Outlook saves (.msg), as small as it can be, so that tests need nobody's mail."""

import struct

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
EDGE = 4096


def msg(subject=None, text=None, headers=None, *, sender=("", ""), to=(), files=(), html=None, sent=0, inside=None):
    """A saved mail; `files` are (name, media, bytes), `inside` is another saved mail's tree."""
    return written(tree(subject, text, headers, sender=sender, to=to, files=files, html=html, sent=sent, inside=inside))


def tree(subject=None, text=None, headers=None, *, sender=("", ""), to=(), files=(), html=None, sent=0, inside=None):
    """The folders and streams of a saved mail."""
    told = {0x37: subject, 0x1000: text, 0x7D: headers, 0xC1A: sender[0], 0x5D01: sender[1]}
    found = {_stream(one, "001F"): value.encode("utf-16-le") for one, value in told.items() if value}
    found |= {_stream(0x1013, "0102"): html} if html else {}
    found["__properties_version1.0"] = bytes(32) + struct.pack("<HHIQ", 0x40, 0x39, 0, sent)
    for number, (name, email) in enumerate(to):
        found[f"__recip_version1.0_#{number:08X}"] = {
            _stream(0x3001, "001F"): name.encode("utf-16-le"),
            _stream(0x39FE, "001F"): email.encode("utf-16-le"),
            "__properties_version1.0": bytes(8) + struct.pack("<HHIQ", 3, 0xC15, 0, 1),
        }
    for number, (name, media, content) in enumerate(files):
        found[f"__attach_version1.0_#{number:08X}"] = {
            _stream(0x3707, "001F"): name.encode("utf-16-le"),
            _stream(0x370E, "001F"): media.encode("utf-16-le"),
            _stream(0x3701, "0102"): content,
        }
    if inside:
        found["__attach_version1.0_#000000FF"] = {_stream(0x3701, "000D"): inside}
    return found


def _stream(number, kind):
    return f"__substg1.0_{number:04X}{kind}"


def written(root):
    """The bytes of a compound file with these folders and streams: short streams in the small one, long ones apart."""
    entries = []
    _link(entries, "Root Entry", root, 5)
    file = _Sectors()
    for entry in entries[1:]:
        if isinstance(entry[4], bytes):
            entry[4] = file.put(entry[4]) if len(entry[4]) >= EDGE else file.put_small(entry[4])
    entries[0][4:] = [file.put(file.small), len(file.small)]
    list_at = file.put(b"".join(_entry(*entry) for entry in entries))
    small_at = file.put(struct.pack(f"<{len(file.small_next)}I", *file.small_next).ljust(512, b"\xff"))
    count = -(-(len(file.sectors) + 1) // 127)
    table = [*file.next, *[FAT] * count]
    table += [FREE] * (count * 128 - len(table))
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<9I", 0, count, list_at, 0, EDGE, small_at, 1, END, 0)
    head += struct.pack("<109I", *range(len(file.sectors), len(file.sectors) + count), *[FREE] * (109 - count))
    return head + b"".join(file.sectors) + struct.pack(f"<{len(table)}I", *table)


def _link(entries, name, what, kind):
    """Enter a folder and what lies in it, each beside the one before."""
    number = len(entries)
    entries.append([name, kind, FREE, FREE, END, 0])
    if not isinstance(what, dict):
        entries[number][4:] = [what, len(what)]
        return number
    before = None
    for below, more in what.items():
        one = _link(entries, below, more, 1 if isinstance(more, dict) else 2)
        entries[number if before is None else before][3 if before is None else 2] = one
        before = one
    return number


class _Sectors:
    """The sectors of a file, which follows which, and the small ones."""

    def __init__(self):
        self.sectors, self.next, self.small, self.small_next = [], [], b"", []

    def put(self, content):
        first, pieces = (
            len(self.sectors),
            [content[at : at + 512].ljust(512, b"\0") for at in range(0, len(content), 512)],
        )
        self.sectors += pieces
        self.next += [*range(first + 1, first + len(pieces)), END] if pieces else []
        return first if pieces else END

    def put_small(self, content):
        first, count = len(self.small_next), -(-len(content) // 64)
        self.small += content.ljust(count * 64, b"\0")
        self.small_next += [*range(first + 1, first + count), END] if count else []
        return first if count else END


def _entry(name, kind, after, child, start, size):
    told = name.encode("utf-16-le")
    head = (told + b"\0\0").ljust(64, b"\0") + struct.pack("<HBB", len(told) + 2, kind, 1)
    return head + struct.pack("<III", FREE, after, child) + bytes(36) + struct.pack("<IQ", start, size)
