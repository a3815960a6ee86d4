"""Gather what wants a translation: `python -m lotse.project.gathering` brings every catalogue up to date.

German is the source. New sentences enter the catalogue empty, those nobody says any more leave it.
Needs no gettext programs; `tests/test_english.py` fails while a sentence is empty.
"""

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

HOUSE = Path(__file__).resolve().parents[1]
ONE = dict.fromkeys(("gettext_lazy", "lazy", "gettext_noop"))
KEYWORDS = DEFAULT_KEYWORDS | ONE | {"ngettext_lazy": (1, 2), "pgettext_lazy": ((1, "c"), 2)}

Sentence = str | tuple[str, ...]


def sentences(root: Path = HOUSE) -> Iterator[tuple[Sentence, str | None]]:
    """Yield every marked sentence of code and templates, with its context if it has one."""
    for source in sorted(root.rglob("*")):
        if source.suffix in (".py", ".html", ".txt") and "tests" not in source.relative_to(root).parts:
            for _, sentence, _, context in extract("python", io.BytesIO(_as_python(source)), KEYWORDS):
                yield sentence, context


def _as_python(source: Path) -> bytes:
    text = source.read_text(encoding="utf-8")
    if source.suffix != ".py":
        text = "\n".join(line.strip() for line in templatize(text, origin=str(source)).splitlines())
    return text.encode()


def template() -> Catalog:
    """Return what the house says, untranslated."""
    catalogue = Catalog(fuzzy=False)
    for sentence, context in sentences():
        catalogue.add(sentence, context=context)
    return catalogue


def update(source: Path) -> list[str]:
    """Bring one catalogue up to date, keep what is translated and return what is not."""
    with source.open("rb") as file:
        known = read_po(file)
    fresh = Catalog(known.locale, header_comment=known.header_comment, fuzzy=False)
    fresh.mime_headers = known.mime_headers
    for message in template():
        before = known.get(message.id, message.context) if message.id else None
        if message.id:
            fresh.add(message.id, before.string if before else None, context=message.context)
    with source.open("wb") as file:
        write_po(file, fresh, width=110, no_location=True, ignore_obsolete=True)
    return [str(message.id) for message in fresh if message.id and not all(_said(message.string))]


def _said(string: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return tuple(string) if isinstance(string, tuple | list) else (string or "",)


if __name__ == "__main__":
    for catalogue in sorted(HOUSE.rglob("locale/*/LC_MESSAGES/*.po")):
        for sentence in update(catalogue):
            print(f"{catalogue.parts[-3]}: {sentence}")
