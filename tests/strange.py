"""Words that break careless programs: a few of our own, and the collections that stand beside the checkout.

`some(…)` takes a spread sample for every day; `make proof` takes them all.
"""

import re
import unicodedata

from tests.shared import collection, told_by

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")

OWN_WORDS = [
    "Gru\u0308ße aus I\u0307stanbul",
    "a\0b",
    "\ud800 halb",
    "\U0001f9d1\u200d\U0001f9bd\u200d\u27a1\ufe0f",
    "\u202eumgekehrt",
    "\ufeff\u200bunsichtbar",
    "Z\u0351\u036b\u0343\u036aA\u0312\u0352L\u030dG\u034aO",
    "%s %(x)s {x} {{ x }} {% x %} ${x}",
    "'; drop table cases_case; --",
    "=1+1",
    "\\x00 \\u0000 %00",
    "a\r\nBcc: fremd@fremd.example",
    "x" * 3000,
    "\x1b[31mrot\x07",
    "\u2028Zeile\u2029Absatz",
    "١٢٣٤٥",
    "ẞßſﬁ",
    "NULL",
    "𝕯𝖊𝖗 𝕬𝖓𝖙𝖗𝖆𝖌",
    "\U000e0041\U0010ffff\ufffe",
]
OWN_PAYLOADS = [
    "<script>canary()</script>",
    '"><img src=x onerror=canary()>',
    "<svg/onload=canary()>",
    "javascript:canary()",
    'https://x.example/"onmouseover="canary()',
    "</textarea><script>canary()</script>",
    "{{constructor.constructor('canary()')()}}",
    "<a href=javascript:canary()>hier</a>",
    "<iframe srcdoc='<script>parent.canary()</script>'></iframe>",
    "'-canary()-'",
    "<style>@import '//fremd.example/x.css'</style>",
    "<img src=//fremd.example/x.png>",
    "<base href=//fremd.example/>",
    "<meta http-equiv=refresh content='0;url=//fremd.example'>",
    "<link rel=stylesheet href=//fremd.example/x.css>",
]


def words():
    """Every strange word; only our own ones where the collections are missing."""
    return _unique(OWN_WORDS + _naughty() + _mangled() + _names())


def payloads():
    """Every text that wants to run in somebody's browser."""
    return _unique(OWN_PAYLOADS + _payloads())


def some(of, most):
    """Return our own and a sample spread over the rest."""
    step = max(1, len(of) // most)
    return of[: most // 2] + of[most // 2 :: step]


def as_kept(text):
    """Return how the house keeps a text: one spelling a letter (NFC), without what controls a terminal."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", CONTROL.sub("", lines)).strip(" \t\n")


def in_one_line(text):
    """Return how the house keeps a text where one line is asked for."""
    return as_kept(text).replace("\n", " ").replace("\t", " ").strip(" \t\n")


def _naughty():
    return _read("unicode/big-list-of-naughty-strings/blns.json")


def _mangled():
    return [text for case in _read("unicode/ftfy-mojibake/cases.json") for text in (case["original"], case["fixed"])]


def _names():
    told = _read("names/din91379/strings.json")
    if not told:
        return []
    letters = [
        "".join(told["letters"]),
        "".join(one["s"] for one in told["sequences"]),
        "".join(told["non_letters_n1"]),
    ]
    return letters + told["names"] + told["streets"]


def _payloads():
    found = [one["payload"] for one in _read("xss/dompurify/expect.json")]
    found += [one["payload"] for one in _read("xss/html5sec/vectors.json")]
    for path in sorted(collection("xss/bleach").glob("*.test")):
        found.append(path.read_text("utf-8").partition("\n--\n")[0])
    return found


def _read(name):
    return told_by(name) or []


def _unique(texts):
    return list(dict.fromkeys(text for text in texts if text))
