"""Reads the services written by hand: one small TOML file each, in the words of the people who know them.

A file says only what is special about its service; the rest comes from `musterhafen.json` and `words.py`.
A question is a table (`ask` ends the sentence of an empty answer and makes the question required) or the name of
a shared block, such as `"place! Wo steht die Laterne?"`. `if = "art=neu,alt & hund=yes"` is a condition.
"""

import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from . import blocks
from .contacts import contact_page

HERE = Path(__file__).parent
RENAMED = {"max": "max_length", "unknown": "allow_unknown", "class": "data_class", "min": "minimum",
           "max_number": "maximum"}  # fmt: skip
STEP_WORDS = {"says": "citizen_text", "asks": "question", "returns": "return_reasons"}
TEXTS = ("what", "appointment", "collect", "offline", "decides")
PLAIN = ("words", "recipients", "purpose", "signature", "leading_system", "messages")
BLOCKS: dict[str, Callable[..., blocks.Block]] = {"place": blocks.place, "photo": blocks.photo, "name": blocks.name,
          "contact": blocks.contact, "for_whom": blocks.for_whom, "birthday": blocks.birthday}  # fmt: skip


@cache
def slugs() -> tuple[str, ...]:
    """Every service that has a file."""
    return tuple(sorted(path.stem for path in (HERE / "services").glob("*.toml")))


def written(slug: str) -> dict[str, Any]:
    """Return what the file of this service says, in the shape `content_of` lays over the town's row."""
    told = tomllib.loads((HERE / "services" / f"{slug}.toml").read_text("utf-8"))
    content = {name: told[name] for name in PLAIN if name in told}
    content["form"] = _form(told)
    content["text"] = {name: told[name] for name in TEXTS if name in told}
    if "next" in told:
        content["text"]["next"] = [RECEIPT, *(_next(line) for line in told["next"])]
    if "steps" in told:
        content["steps"] = _steps(told["steps"])
    if "submit" in told:
        content["submit_verb"] = told["submit"]
    if "emergency" in told:
        content["emergency"] = _told(told["emergency"])
    return content | {"outside": told.get("packets", {})}


RECEIPT = {"text": "Sie bekommen sofort eine Nummer und einen Code.", "by": ""}


def _next(line: str) -> dict[str, str]:
    """One thing that happens after sending; a line may begin with the agreement whose date it names."""
    by, _, text = line.partition(": ")
    return {"text": text, "by": by} if by in ("first_answer", "result") else {"text": line, "by": ""}


def _form(told: dict[str, Any]) -> dict[str, Any]:
    pages = [_page(page) for page in told["pages"]]
    asked = {field["key"] for page in pages for field in page["fields"]}
    if "contact" in told:
        pages.append(contact_page(told["contact"], asked, told.get("contact_intro", "")))
    return {"pages": pages, "notices": [_told(notice) for notice in told.get("notices", [])]}


def _page(told: dict[str, Any]) -> dict[str, Any]:
    page = _told({name: value for name, value in told.items() if name != "fields"})
    return page | {"fields": [_field(field) for field in told.get("fields", [])]}


def _field(told: str | dict[str, Any]) -> dict[str, Any]:
    """One question: a shared block by its name, or a table."""
    if isinstance(told, str):
        return _block(told)
    field = {RENAMED.get(name, name): value for name, value in _told(told).items()}
    field.setdefault("label", field["key"].capitalize())
    choices = field.pop("many", None)
    if choices or "options" in field:
        field["kind"] = "choices" if choices else "choice"
        field["options"] = blocks.options(*(choices or field["options"]).items())
    field.setdefault("kind", "text")
    if "ask" in field:
        field.setdefault("required", True)
    return field


def _block(told: str) -> dict[str, Any]:
    """A shared question; a mark makes it required, and it may have a question of its own."""
    name, _, question = told.partition(" ")
    more: dict[str, Any] = {"required": True} if name.endswith("!") and name != "place!" else {}
    if question or name == "place!":
        more["question"] = question or "Wo ist es?"
    return BLOCKS[name.rstrip("!")](**more)


def _told(told: dict[str, Any]) -> dict[str, Any]:
    """A table with its condition read."""
    rest = {name: value for name, value in told.items() if name != "if"}
    return rest | ({"condition": condition(told["if"])} if "if" in told else {})


def condition(words: str) -> dict[str, Any]:
    """Read „art=neu,alt & hund=yes“."""
    parts = []
    for part in words.split(" & "):
        field, _, values = part.partition("=")
        parts.append({"field": field, "in": values.split(",")})
    return parts[0] if len(parts) == 1 else {"all": parts}


def _steps(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The steps; the first keeps the promise of an answer, the last that of a result."""
    steps = [{STEP_WORDS.get(name, name): value for name, value in _told(step).items()} for step in told]
    for step in steps:
        if within := step.pop("within", None):
            step["deadline"] = _amount(within)
    steps[0].setdefault("clock", "first_answer")
    steps[-1].setdefault("clock", "result")
    return steps


def _amount(words: str) -> dict[str, Any]:
    amount, unit = re.fullmatch(r"(\d+) (\w+)", words).groups()  # type: ignore[union-attr]
    return {"amount": int(amount), "unit": unit}
