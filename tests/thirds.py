"""A matrix that takes minutes: one third of its lines in `make test`, by their names, the others in `make proof`."""

from zlib import crc32

import pytest


def one_third(names, always=()):
    """Return the names to parametrize with; two of three are proofs, but those of `always`."""
    is_proof = {name: name not in always and crc32(name.encode()) % 3 > 0 for name in names}
    return [pytest.param(name, marks=pytest.mark.proof) if is_proof[name] else name for name in names]
