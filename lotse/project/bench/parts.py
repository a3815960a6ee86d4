"""The parts of a scratch town that are measured: its database, its web servers, what they hold in memory."""

import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

PATIENCE_S = 60
OURS, BARE = "lotse.project.settings", "lotse.project.bench.bare_settings"


class Web:
    """One web server with two workers on a port that was free."""

    def __init__(self, module: str):
        self.port = _free_port()
        self.started = time.monotonic()
        words = [sys.executable, "-m", "lotse", "serve", "--port", str(self.port)]
        env = os.environ | {"DJANGO_SETTINGS_MODULE": module, "LOTSE_URL": f"http://127.0.0.1:{self.port}"}
        self.process = subprocess.Popen(words, env=env, start_new_session=True)  # noqa: S603 - our own words
        self.cold_start_s = self._wait()

    def memory_mb(self) -> float:
        """Return what all its processes hold, shared pages by share (PSS)."""
        return sum(_pss_kb(pid) for pid in _family(self.process.pid)) / 1024

    def stop(self) -> None:
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(20)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def _wait(self) -> float:
        while time.monotonic() - self.started < PATIENCE_S:
            with suppress(URLError, OSError), urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5):
                return time.monotonic() - self.started
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        raise SystemExit("Der Webserver für die Messung antwortet nicht.")


@contextmanager
def web(module: str = OURS) -> Iterator[Web]:
    """Serve with these settings for a while."""
    served = Web(module)
    try:
        yield served
    finally:
        served.stop()


def cold_starts(modules: tuple[str, ...], times: int = 7) -> dict[str, float]:
    """Return how many seconds a server with these settings takes to answer, the middle of starts in turn."""
    taken: dict[str, list[float]] = {module: [] for module in modules}
    for _time in range(times):
        for module in modules:
            with web(module) as started:
                taken[module].append(started.cold_start_s)
    return {module: statistics.median(each) for module, each in taken.items()}


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        found = [int(child) for child in children.read_text().split()]
    except FileNotFoundError:
        return []
    return [pid, *(each for child in found for each in _family(child))]


def _pss_kb(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0
