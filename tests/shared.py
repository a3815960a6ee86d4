"""Where the collections of other people's data lie: beside the checkout or where LOTSE_SHARED says, never committed."""

import json
import os
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
PLACES = [os.environ.get("LOTSE_SHARED"), CHECKOUT.parent / "shared", CHECKOUT.parent.parent / "shared"]
DATA = next((Path(place) / "data" for place in PLACES if place and Path(place, "data").is_dir()), None)


def collection(name: str) -> Path:
    """Return the place of a collection or one file of it, such as „csv/generated-german“; it need not be there."""
    return (DATA or CHECKOUT.parent / "shared" / "data") / name


def needs(name: str) -> pytest.MarkDecorator:
    """Return the mark of a test that is skipped, with the reason, where this collection is missing."""
    reason = f"the collection {name} is not there: set LOTSE_SHARED to its folder"
    return pytest.mark.skipif(not collection(name).exists(), reason=reason)


def told_by(name: str):
    """Return what a JSON file of the collections tells, or None where it is missing."""
    path = collection(name)
    return json.loads(path.read_text("utf-8")) if path.is_file() else None
