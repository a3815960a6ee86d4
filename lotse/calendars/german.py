"""Office hours as people here write them, and as OpenStreetMap does: „Di“ and „Tu“ are one day.

Whoever types either is understood; pages show the German spelling, the database holds OpenStreetMap's.
"""

import re

GERMAN = {  # the first word of each is the one that pages show
    "Tu": ["Di"], "We": ["Mi"], "Th": ["Do"], "Su": ["So"], "Mar": ["Mär", "Mrz"], "May": ["Mai"], "Oct": ["Okt"],
    "Dec": ["Dez"], "PH": ["Feiertage", "Feiertag"], "off": ["geschlossen", "zu"],
}  # fmt: skip
TO_OSM = {word.casefold(): osm for osm, words in GERMAN.items() for word in words} | {"bis": "-", "uhr": ""}
TO_GERMAN = {osm: words[0] for osm, words in GERMAN.items()} | {"closed": "geschlossen"}
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
WORD = re.compile(r"[^\W\d_]+")
DAY_FIRST = re.compile(rf"\b(\d{{1,2}})\.\s*({'|'.join(MONTHS)})\b\.?")
IN_NUMBERS = re.compile(r"\b(\d{1,2})\.(0?[1-9]|1[0-2])\.(?!\d)")
MONTH_FIRST = re.compile(r"\b(Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez) (\d{1,2})\b")
QUOTED = re.compile(r'("[^"]*")')


def to_osm(text: str) -> str:
    """Return hours in the spelling of OpenStreetMap, whichever was typed: „24. Dez geschlossen“ is „Dec 24 off“."""
    return "".join(piece if piece.startswith('"') else _osm(piece) for piece in QUOTED.split(text)).strip()


def in_german(text: str) -> str:
    """Return hours of the database as people here write them."""
    return "".join(piece if piece.startswith('"') else _german(piece) for piece in QUOTED.split(text)).strip()


def _osm(piece: str) -> str:
    words = WORD.sub(lambda word: TO_OSM.get(word[0].casefold(), word[0]), piece)
    words = IN_NUMBERS.sub(lambda day: f"{MONTHS[int(day[2]) - 1]} {int(day[1]):02d}", words)
    words = DAY_FIRST.sub(lambda day: f"{day[2]} {int(day[1]):02d}", words)
    return re.sub(r" {2,}", " ", re.sub(r"\s*-\s*", "-", re.sub(r"\s+(?=[;,])", "", words)))


def _german(piece: str) -> str:
    words = WORD.sub(lambda word: TO_GERMAN.get(word[0], word[0]), piece)
    return MONTH_FIRST.sub(lambda day: f"{int(day[2])}. {day[1]}", words)
