"""The visible text of an HTML mail, and where in it an older mail is quoted."""

import re
from html import unescape
from html.parser import HTMLParser

import nh3

BLOCKS = {
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "tr",
    "table",
    "blockquote",
    "pre",
    "hr",
    "center",
    "section",
    "article",
    "dt",
    "dd",
}
CELLS = {"td", "th"}
HIDDEN = {"script", "style", "head", "title", "noscript", "template", "object", "xml"}
INLINE = {"a", "b", "strong", "i", "em", "u", "span", "font", "small", "big"}
ALLOWED = BLOCKS | CELLS | INLINE | {"br"}
# Chinese and Japanese set no blanks; where markup parts a Latin word from them, a blank keeps both legible
UNSPACED = "[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\u2014]"
SEAM = re.compile(f"{UNSPACED}[A-Za-z0-9]|[A-Za-z0-9]{UNSPACED}")
LARGEST = 5_000_000
HIGHEST = 400  # tags open at once; honest mails stay below, and cleaning deeper ones costs the square
MOST_SIGNS = 20_000  # named ones (`&amp;`) between two tags; cleaning them costs the square, too
LONGEST_LINE = 20_000
OPENED = re.compile(  # whatever is not empty by nature and does not end by itself
    r"<(/?)(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|"
    r"p|li|dt|dd|t[rdh]|tbody|thead|tfoot|colgroup|option|body|html|head)\b)[a-z]",
    re.IGNORECASE,
)
# what Word leaves in pasted text: comments as HTML5 ends them, one without an end kept, and tags of its own
UNSEEN = re.compile(r"<!--(?!-?>).*?(?:--!?>|(?P<endless>\Z))|<[a-z]\w{0,20}:[^<>]*/>", re.IGNORECASE | re.DOTALL)
SHOWN = re.compile(r"</head|<(?:body|p|div|table|br|h[1-6])\b", re.IGNORECASE)
INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
# what mail programs write around the mail they answer
QUOTE_MARKS = re.compile(
    r"\b(gmail_quote|gmail_extra|moz-cite-prefix|yahoo_quoted|OutlookMessageHeader|divRplyFwdMsg|"
    r"appendonsend|mail-editor-reference-message-container|protonmail_quote|zmail_extra|"
    r"AOLMsgPart|WM_|name=\"quote|tutanota_quote)",
    re.IGNORECASE,
)
QUOTED, CUT = "\x01", "\x02"  # marks at the beginning of a line, seen by `reply` only


def visible_text(source: str) -> str:
    """What the reader sees, with line breaks where the eye sees them."""
    return without_marks(marked_text(source))


def marked_text(source: str) -> str:
    """The visible text whose quoted lines are marked for `reply`."""
    source = source[:LARGEST].replace(QUOTED, "").replace(CUT, "")
    if _is_tower(source):
        seen = UNSEEN.sub(lambda found: "" if found["endless"] is None else found[0], source)
        if _is_tower(seen):  # only what was counted is cleaned: a comment may stand where browsers see none
            return _bare_text(source)
        source = seen
    found = _read(source)
    if not found and (opened := _without_endless(source)) != source:
        found = _read(opened)
    return found


def _without_endless(source: str) -> str:
    """Without the hidden element that nothing closes: it would hide the whole mail."""
    for name in sorted(HIDDEN):
        last = max((found.start() for found in re.finditer(rf"(?i)<{name}\b", source)), default=-1)
        if last >= 0 and not re.compile(rf"</{name}\b", re.IGNORECASE).search(source, last):
            shown = SHOWN.search(source, last + 1)
            source = source[:last] + (source[shown.start() :] if shown else "")
    return source


def _read(source: str) -> str:
    clean = nh3.clean(
        source,
        tags=ALLOWED,
        clean_content_tags=HIDDEN,
        strip_comments=True,
        link_rel=None,
        attributes={"*": {"class", "id"}, "div": {"class", "id", "name"}, "blockquote": {"class", "id", "type"}},
    )
    reader = _Reader()
    reader.feed(clean)
    reader.close()
    return reader.text()


def without_marks(text: str) -> str:
    """For people: quoted lines look like all others."""
    return text.replace(QUOTED, "").replace(CUT, "")


def _is_tower(source: str) -> bool:
    """Boxes in boxes or signs upon signs without end, as only an attacker writes them."""
    if any(run.count("&") > MOST_SIGNS for run in source.split("<")):
        return True
    open_tags = highest = 0
    for found in OPENED.finditer(source):
        open_tags = max(open_tags + (-1 if found[1] else 1), 0)
        highest = max(highest, open_tags)
    return highest > HIGHEST


def _bare_text(source: str) -> str:
    """The text between the tags, line by line, without understanding them."""
    kept, hidden = [], None
    for piece in source.split("<"):
        tag, closed, text = piece.partition(">")
        name = re.split(r"[^\w/]", tag[:20], maxsplit=1)[0].lower()
        if hidden:
            hidden = None if name == f"/{hidden}" else hidden
        elif name in HIDDEN:
            hidden = name
        if closed and not hidden and text.strip():
            kept.append(text.strip())
    return unescape("\n".join(kept))


class _Reader(HTMLParser):
    """Writes lines; the markup has been cleaned before, so it is well formed."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self.depth = 0  # of quotations
        self.pre = 0
        self.seam = False  # inline markup begins or ends here

    def handle_starttag(self, tag, attrs):
        marks = " ".join(f'{name}="{value}"' for name, value in attrs)
        self.seam = True
        if tag == "pre":
            self.pre += 1
        if tag in BLOCKS or tag == "br":
            self._break(always=tag == "br")
        elif tag in CELLS and self.lines[-1].strip():
            self.lines[-1] += " "
        if tag == "blockquote":
            self.depth += 1
        if QUOTE_MARKS.search(marks):
            self._break()
            self.lines[-1] = CUT + self.lines[-1]

    def handle_endtag(self, tag):
        self.seam = True
        if tag == "pre" and self.pre:
            self.pre -= 1
        if tag in BLOCKS:
            self._break()
        if tag == "p":
            self._break(always=bool(self.lines[-2:-1] and self.lines[-2].strip()))
        if tag == "blockquote" and self.depth:
            self.depth -= 1

    def handle_data(self, data):
        data = INVISIBLE.sub("", data).replace("\xa0", " ")
        if self.pre:
            first, *rest = data.split("\n")
            self._write(first)
            for line in rest:
                self.lines.append("")
                self._write(line)
            return
        folded = re.sub(r"\s+", " ", data)
        self._write(folded if self.lines[-1].strip(QUOTED + CUT) else folded.lstrip(" "))

    def _write(self, text):
        if text and self.depth and not self.lines[-1].strip(CUT):
            self.lines[-1] += QUOTED
        before = self.lines[-1][-1:]
        if self.seam and text and SEAM.fullmatch(before + text[0]):
            self.lines[-1] += " "
        self.seam = False
        self.lines[-1] += text
        if len(self.lines[-1]) > LONGEST_LINE:
            self.lines.append("")

    def _break(self, *, always=False):
        if always or self.lines[-1].strip():
            self.lines.append("")

    def text(self) -> str:
        whole = "\n".join(line.rstrip() for line in self.lines)
        return re.sub(r"\n{3,}", "\n\n", whole).strip("\n ")
