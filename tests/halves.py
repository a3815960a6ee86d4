"""A matrix that takes minutes: one half of its lines in `make test`, by their names, the other in `make proof`."""

from zlib import crc32

import pytest


def halved(names, always=()):
    """Return the names to parametrize with; every other is a proof, but those of `always`."""
    is_proof = {name: name not in always and crc32(name.encode()) % 2 for name in names}
    return [pytest.param(name, marks=pytest.mark.proof) if is_proof[name] else name for name in names]
