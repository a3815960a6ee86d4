"""The mails that strangers wrote: found beside the checkout or by LOTSE_SHARED, never committed."""

import os
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[4]
PLACES = [os.environ.get("LOTSE_SHARED"), CHECKOUT.parent / "shared", CHECKOUT.parent.parent / "shared"]
FOLDERS = [Path(place) / "data" / "mail" for place in PLACES if place]
MAIL = next((folder for folder in FOLDERS if folder.is_dir()), None)
needs_corpus = pytest.mark.skipif(MAIL is None, reason="the mail corpus is not there: set LOTSE_SHARED to its folder")


def files(folder: str = "") -> list[Path]:
    """All mails of one collection; lists and expectations are left out."""
    if MAIL is None:
        return []
    return [
        path
        for path in sorted((MAIL / folder).rglob("*"))
        if path.is_file() and path.suffix not in (".json", ".md", ".list")
    ]
