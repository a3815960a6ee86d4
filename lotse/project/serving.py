"""The web server: granian before Django, on one address."""

import ctypes
import gc
import os
import signal
import socket
from importlib import import_module

from lotse.project.environment import ENVIRONMENT

PR_SET_PDEATHSIG = 1
MADE = 5_000, 2, 5  # when garbage is looked for: with Python's seven hundred things it is done five times a page


def serve(host: str, port: int) -> None:
    """Serve until told to stop; a worker process that dies is replaced."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    os.environ["LOTSE_ENDS_WITH_PARENT"] = "1"
    os.environ.setdefault("LOTSE_POOL", "8")
    application = _read_before_workers_part()

    def for_a_worker():
        end_with_parent()
        return application

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
    ).serve(target_loader=for_a_worker, wrap_loader=False)


def _read_before_workers_part():
    """Return the application with all its pages read: workers that part from this process share what it holds."""
    from django.conf import settings
    from django.db import connections
    from django.template import engines
    from django.urls import get_resolver

    gc.disable()
    from lotse.project.wsgi import application

    import_module(settings.ROOT_URLCONF)  # with every view behind an address
    get_resolver().reverse_dict, engines.all()  # what each worker would read for its first page
    connections.close_all()  # a connection belongs to one process
    gc.freeze()  # what is read stays: nobody looks through it again, so its pages stay shared
    gc.enable()
    gc.set_threshold(*MADE)
    return application


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
