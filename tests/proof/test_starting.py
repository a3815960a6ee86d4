"""The demo: how long it takes on this machine, and that nothing is left of it."""

import shutil
import tempfile
from pathlib import Path

from test_demo import demo, processes_of


def test_the_demo_starts_in_time_and_leaves_nothing_running(proof):
    folder = Path(tempfile.mkdtemp(prefix="lotse proof "))
    with demo(folder, patience=300) as first:
        built = first.took
    with demo(folder, patience=60) as again:
        started = again.took

    left = processes_of(folder)
    shutil.rmtree(folder)
    proof(counts="2 starts", result=f"first {built:.1f} s, second {started:.1f} s, {len(left)} processes left")
    assert left == []
    assert built < 300
    assert started < 10
