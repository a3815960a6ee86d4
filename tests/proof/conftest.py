"""The large counts: `make proof` runs what lies here, each within minutes, and writes docs/proofs.md."""

import os
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))  # oracle_deadline, test_demo, test_two_at_once


def pytest_collection_modifyitems(items):
    """Everything in this folder belongs to `make proof` and not to `make test`."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("proof")


@pytest.fixture(scope="session")
def seed():
    """The number every chance of a proof begins with; LOTSE_SEED names another."""
    return int(os.environ.get("LOTSE_SEED", "20261012"))
