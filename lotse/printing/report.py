"""Prints a report: a title, and under headings lines of a name and its words; pictures and a square code at will."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from lotse.printing.codes import square

TEMPLATE = Path(__file__).with_name("report.typ")


@dataclass(frozen=True)
class Section:
    """A heading and the lines under it."""

    title: str
    lines: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Code:
    """An address to read with a telephone, and what is said beside it."""

    address: str
    words: str


@dataclass(frozen=True)
class Picture:
    """A picture and what it is called; `ending` is jpg or png."""

    name: str
    ending: str
    content: bytes


def report(
    title: str, sections: Sequence[Section], *, code: Code | None = None, pictures: Sequence[Picture] = ()
) -> bytes:
    """Return the report as PDF/UA-1; words the fonts have no signs for cost that mark, not the report."""
    import typst

    files: Any = {f"picture-{at}.{picture.ending}": picture.content for at, picture in enumerate(pictures)}
    told = {
        "title": title,
        "sections": [asdict(section) for section in sections],
        "pictures": [{"file": file, "name": picture.name} for file, picture in zip(files, pictures, strict=True)],
        "code": asdict(code) if code else None,
    }
    files |= {"main.typ": TEMPLATE.read_bytes()} | ({"code.svg": square(code.address)} if code else {})
    inputs = {"told": json.dumps(told)}
    try:
        return typst.compile(files, format="pdf", sys_inputs=inputs, pdf_standards="ua-1")
    except typst.TypstError:
        return typst.compile(files, format="pdf", sys_inputs=inputs)
