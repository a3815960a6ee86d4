"""Several deeds at the same moment, each in a thread with a connection of its own."""

from threading import Barrier, Thread

from django.db import connection

PATIENCE = 60  # seconds until a deed counts as stuck


def at_once(*deeds, refusals=(), within=PATIENCE):
    """Do the deeds together; return for each what it gave, or the refusal that met it.

    Whatever else goes wrong in a deed is raised here, and one that comes to no end fails the test: otherwise a
    crash would look like a deed that was done.
    """
    together, given, crashes = Barrier(len(deeds)), [None] * len(deeds), []

    def do(place, deed):
        try:
            together.wait(within)
            given[place] = deed()
        except refusals as refusal:
            given[place] = refusal
        except BaseException as crash:  # noqa: BLE001 - it is raised again where the test sees it
            crashes.append(crash)
        finally:
            connection.close()

    threads = [Thread(target=do, args=pair, daemon=True) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(within)
    if crashes:
        raise crashes[0]
    stuck = [place for place, thread in enumerate(threads) if thread.is_alive()]
    assert stuck == [], f"deeds {stuck} came to no end within {within} s"
    return given
