"""What the bytes of a mail say, although the mail names the wrong alphabet or one nobody knows."""

import codecs
import re
from functools import lru_cache, partial

# Names that mail programs write and Python does not know, and alphabets that senders name too narrowly:
# who says gb2312 writes gb18030, who says iso-8859-1 writes windows-1252 (WHATWG encoding standard).
ALIASES = {
    "ascii": "us-ascii",
    "ansi-x3.4-1968": "us-ascii",
    "ansi-x3.110-1983": "us-ascii",
    "646": "us-ascii",
    "unknown": "us-ascii",
    "unknown-8bit": "us-ascii",
    "x-unknown": "us-ascii",
    "8bit": "us-ascii",
    "7bit": "us-ascii",
    "default": "us-ascii",
    "default-charset": "us-ascii",
    "x-user-defined": "us-ascii",
    "binary": "us-ascii",
    "none": "us-ascii",
    "charset": "us-ascii",
    "utf8": "utf-8",
    "utf-8mb4": "utf-8",
    "utf8mb4": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "x-utf-8j": "utf-8",
    "utf-8-unix": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb-2312-80": "gb18030",
    "x-gbk": "gb18030",
    "chinese": "gb18030",
    "euc-cn": "gb18030",
    "cp936": "gb18030",
    "hz-gb-2312": "hz",
    "big5": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "ks-c-5601-1987": "cp949",
    "ks-c-5601": "cp949",
    "ksc5601": "cp949",
    "euc-kr": "cp949",
    "korean": "cp949",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "sjis": "cp932",
    "ms-kanji": "cp932",
    "windows-31j": "cp932",
    "-iso-2022-jp$esc": "iso2022_jp",
    "iso-2022-jp-ms": "iso2022_jp",
    "cp50220": "iso2022_jp",
    "cp50221": "iso2022_jp",
    "x-euc-jp": "euc_jp",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso-latin-1": "cp1252",
    "x-ansi": "cp1252",
    "ansi": "cp1252",
    "windows-1252": "cp1252",
    "iso-8859-1-windows-3.1-latin-1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-8-i": "iso8859_8",
    "iso-8859-8-e": "iso8859_8",
    "iso-8859-6-i": "iso8859_6",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "x-mac-ukrainian": "mac_cyrillic",
    "x-mac-ce": "mac_latin2",
    "x-mac-centraleurroman": "mac_latin2",
    "x-mac-turkish": "mac_turkish",
    "x-mac-greek": "mac_greek",
    "x-mac-croatian": "mac_croatian",
    "x-mac-romanian": "mac_romanian",
    "x-mac-icelandic": "mac_iceland",
    "x-mac-japanese": "cp932",
    "x-mac-korean": "cp949",
    "x-mac-chinesesimp": "gb18030",
    "x-mac-chinesetrad": "big5hkscs",
    "136": "cp1252",
    "cp-850": "cp850",
}
SEVERAL_BYTES = {"gb18030", "big5hkscs", "cp949", "cp932", "hz", "euc_jp", "iso2022_jp", "utf-7", "utf-8", "us-ascii"}
SEVERAL_BYTES |= {f"iso2022_{kind}" for kind in ("kr", "jp_1", "jp_2", "jp_3", "jp_2004", "jp_ext")}  # seven bits, too
WIDE = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
FAMILIES = re.compile(  # as programs misspell them, with words of the next header behind
    r"^(?:x-)?(?:(?:windows|cp|win|ibm|dos)-?(?P<page>\d{3,5})(?!\d).*|iso-?8859-?(?P<part>\d{1,2})(?!\d).*|"
    r"koi8-?(?P<russian>[ru]).*|(?P<other>.+))$"
)
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@lru_cache(maxsize=256)
def known(name: str | None) -> str | None:
    """The codec for a name as mail writes it, or None if there is no such alphabet."""
    if not name:
        return None
    plain = re.sub(r"[\s\"'()<>;,]|\*.*$", "", name.strip().lower()).replace("_", "-")[:60]
    plain = plain.removeprefix("charset=")
    for wanted in (ALIASES.get(plain) or plain, _spelled(plain)):
        wanted = ALIASES.get(wanted, wanted)
        try:
            found = codecs.lookup(wanted)
        except (LookupError, ValueError, UnicodeError):
            continue
        if found._is_text_encoding:  # type: ignore[attr-defined]  # rot13, base64, zip: no alphabets
            return wanted if wanted in SEVERAL_BYTES else found.name
    return None


def _spelled(name: str) -> str:
    """The usual name of an alphabet: windows1250, x-cp1250, iso88592 and koi8r are none."""
    found = FAMILIES.match(name)
    if not found:
        return name
    page, part, russian = found["page"], found["part"], found["russian"]
    return f"cp{page}" if page else f"iso-8859-{part}" if part else f"koi8-{russian}" if russian else found["other"]


def readable(data: bytes, declared: str | None = None) -> str:
    """Read the bytes as people meant them; what stays unreadable becomes a visible mark, never an error."""
    if data.isascii() and b"\x1b" not in data and b"~{" not in data and b"+" not in data and b"\0" not in data:
        return data.decode("ascii")
    for mark, name in MARKS:
        if data.startswith(mark):
            return _tidy(data.decode(name, "replace"))
    codec = known(declared)
    for attempt in _attempts(data, codec):
        try:
            return _tidy(attempt())
        except (UnicodeError, LookupError, ValueError):
            continue
    return _tidy(_least_damage(data, codec))


def _attempts(data: bytes, codec: str | None):
    """Ways to read it without loss, the likeliest first."""
    if codec == "iso2022_jp" or (codec in (None, "us-ascii") and b"\x1b$" in data):
        yield lambda: data.decode("iso2022_jp")
        if not data.isascii():  # eight bits under the name of a seven-bit alphabet
            yield from (partial(data.decode, name) for name in ("utf-8", "cp932", "euc_jp"))
        yield lambda: _vendor_japanese(data)
        return
    if codec in WIDE and b"\0" in data:
        is_big = codec in ("utf-16", "utf-32") and data[::2].count(0) > data[1::2].count(0)
        yield partial(data.decode, f"{codec}-be" if is_big else codec)
    if codec not in SEVERAL_BYTES or codec in ("utf-8", "us-ascii"):
        yield lambda: data.decode("utf-8")  # single byte text that is also sound UTF-8 *is* UTF-8
    if codec and codec not in ("utf-8", "us-ascii"):
        yield lambda: data.decode(codec)
        yield lambda: data.decode("utf-8")


def _vendor_japanese(data: bytes) -> str:
    """ISO-2022-JP with NEC's and IBM's extra signs: each two-byte run is read as Shift-JIS of Windows."""
    runs = re.split(rb"\x1b(\$[@BO]|\$\([A-Z]|\([A-Z])", data)
    text, two_bytes = [runs[0].decode("ascii", "replace")], False
    for sign, run in zip(runs[1::2], runs[2::2], strict=True):
        two_bytes = sign.startswith(b"$")
        if not two_bytes:
            text.append(
                run.decode("cp932", "replace")
                if sign != b"(I"
                else bytes(b | 0x80 for b in run).decode("cp932", "replace")
            )
            continue
        pairs, tail = run[: len(run) // 2 * 2], run[len(run) // 2 * 2 :]
        text.append(
            b"".join(_shifted(*pair) for pair in zip(pairs[::2], pairs[1::2], strict=True)).decode("cp932", "replace")
            + tail.decode("ascii", "replace")
        )
    return "".join(text)


def _shifted(row: int, cell: int) -> bytes:
    """One sign of JIS X 0208 in the places of Shift-JIS."""
    if not (0x21 <= row <= 0x7E and 0x21 <= cell <= 0x7E):
        return bytes((row, cell))
    lead = (row + 1) // 2 + (0x70 if row < 0x5F else 0xB0)
    trail = cell + (0x7E if row % 2 == 0 else 0x20 if cell >= 0x60 else 0x1F)
    return bytes((lead, trail))


def _least_damage(data: bytes, codec: str | None) -> str:
    """The reading with the fewest unreadable places; German Windows text is the usual culprit."""
    utf8 = data.decode("utf-8", "replace")
    if codec in (None, "us-ascii", "utf-8", "cp1252"):
        broken, strange = utf8.count("\ufffd"), sum(1 for byte in data if byte >= 0x80)
        mostly_utf8 = codec == "utf-8" or strange > 2 * broken
        return utf8 if broken * 2 < strange and mostly_utf8 else data.decode("cp1252", "replace")
    try:
        declared = data.decode(codec, "replace")
    except (UnicodeError, LookupError, ValueError):
        return utf8
    return declared if declared.count("\ufffd") <= utf8.count("\ufffd") else utf8


def _tidy(text: str) -> str:
    """Take out what no text holds: NUL (PostgreSQL refuses it), lone halves of signs, the byte order mark."""
    if "\0" in text:
        text = text.replace("\0", "")
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.removeprefix("\ufeff")
