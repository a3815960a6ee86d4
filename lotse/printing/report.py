"""Prints a report: a title, and under headings lines of a name and its words."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

TEMPLATE = Path(__file__).with_name("report.typ")


@dataclass(frozen=True)
class Section:
    """A heading and the lines under it."""

    title: str
    lines: Sequence[tuple[str, str]]


def report(title: str, sections: Sequence[Section]) -> bytes:
    """Return the report as PDF/UA-1; words the fonts have no signs for cost that mark, not the report."""
    import typst

    told = json.dumps({"title": title, "sections": [asdict(section) for section in sections]})
    try:
        return typst.compile(str(TEMPLATE), format="pdf", sys_inputs={"told": told}, pdf_standards="ua-1")
    except typst.TypstError:
        return typst.compile(str(TEMPLATE), format="pdf", sys_inputs={"told": told})
