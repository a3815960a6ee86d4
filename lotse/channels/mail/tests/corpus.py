"""The mails that strangers wrote."""

from pathlib import Path

from tests.shared import collection, needs

MAIL = collection("mail")
needs_corpus = needs("mail")


def files(folder: str = "") -> list[Path]:
    """All mails of one collection; lists and expectations are left out."""
    return [
        path
        for path in sorted((MAIL / folder).rglob("*"))
        if path.is_file() and path.suffix not in (".json", ".md", ".list")
    ]
