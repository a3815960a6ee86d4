"""The web server: granian before Django, on one address."""

import ctypes
import os
import signal
import socket

from lotse.project.environment import ENVIRONMENT

PR_SET_PDEATHSIG = 1


def serve(host: str, port: int) -> None:
    """Serve until told to stop; a worker process that dies is replaced."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    os.environ["LOTSE_ENDS_WITH_PARENT"] = "1"
    os.environ.setdefault("LOTSE_POOL", "8")
    Granian(
        "lotse.project.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=ENVIRONMENT.web_workers,
        blocking_threads=4,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
    ).serve()


def is_free(host: str, port: int) -> bool:
    """Whether nobody listens there; the server itself would share the port with another silently."""
    with socket.socket() as knock:
        knock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            knock.bind((host, port))
        except OSError:
            return False
    return True


def end_with_parent() -> None:
    """Let the kernel end this process when the one that started it is gone, however it went."""
    if os.environ.get("LOTSE_ENDS_WITH_PARENT"):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
