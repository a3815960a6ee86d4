"""Take a mailbox file apart into its messages."""

import re

from lotse.channels.mail.repairs import BYTE_ORDER_MARK

DAY = rb"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Mo|Di|Mi|Do|Fr|Sa|So)\.?"
MONTH = rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|M\xc3\xa4r|M\xe4r|Mrz|Mai|Okt|Dez)"
WHEN = (  # as mail programs have written it: the usual one, without a day of the week, as ISO 8601
    DAY + rb",? [ \t]*(?:\d+\.? )?" + MONTH + rb"\b[^\r\n]*"
    rb"|\d{1,2} " + MONTH + rb" \d{4}\b[^\r\n]*"
    rb"|\d{4}-\d\d-\d\d[T ]\d\d:\d\d[^\r\n]*"
)
BEGIN = re.compile(rb"^From (?:-[ \t]*|(?:\S+[ \t]+)*?(?:" + WHEN + rb")|[^\s@<>]+@[^\s@<>]+[ \t]*)\r?$", re.MULTILINE)
QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)  # how a mailbox keeps such a line of the text (RFC 4155, mboxrd)
HEADER_NEXT = re.compile(rb"\r?\n(?:>?From |[!-9;-~]+:)")
BLANK = re.compile(rb"\r?\n\r?\n")
LENGTH = re.compile(rb"(?im)^Content-Length:[ \t]*(\d{1,10})[ \t]*\r?$")


def messages(raw: bytes) -> list[bytes]:
    """The messages of a mailbox in order; any other file is one message."""
    text = raw.removeprefix(BYTE_ORDER_MARK).lstrip(b"\r\n")
    if not text.startswith(b"From "):
        return [raw]
    if b"\n" not in text[:4096]:
        text = text.replace(b"\r", b"\n")  # an old Mac wrote it
    starts, position = [0], 0
    while begin := BEGIN.search(text, max(position, starts[-1] + 5)):
        position = begin.end()
        if HEADER_NEXT.match(text, begin.end()) and not _inside(text, starts[-1], begin.start()):
            starts.append(begin.start())
    ends = [*starts[1:], len(text)]
    return [QUOTED.sub(rb"\1", text[start:end]) for start, end in zip(starts, ends, strict=True)]


def _inside(text: bytes, start: int, spot: int) -> bool:
    """The message before says itself how long it is, and it ends later, right before another one."""
    blank = BLANK.search(text, start, spot)
    if not blank:
        return False
    length = LENGTH.search(text, start, blank.start() + 1)
    end = blank.end() + int(length[1]) if length else 0
    return end > spot and (end >= len(text) or bool(BEGIN.match(text, text.find(b"From ", end, end + 8))))
