"""Calls deep inside a page cost no memory of their own."""

from resource import RUSAGE_THREAD, getrusage
from threading import Thread

from lotse.project.calling import with_room

DEEPEST, CALLS = 300, 400


def _nothing(_n):
    return None


def _deep(left):
    """Go down call by call; at each depth ask for nothing many times; return the largest number of pages that took."""
    before = getrusage(RUSAGE_THREAD).ru_minflt
    for n in range(CALLS):
        _nothing(n)
    took = getrusage(RUSAGE_THREAD).ru_minflt - before
    return max(took, _deep(left - 1) if left else 0)


def _in_a_thread(call):
    told = []
    thread = Thread(target=lambda: told.append(call()))
    thread.start()
    thread.join()
    return told[0]


def test_calls_at_the_edge_of_a_piece_of_memory_do_not_take_and_give_back_one_each():
    application = with_room(lambda _environ, _start_response: [_deep(DEEPEST)])

    [most] = _in_a_thread(lambda: application({}, lambda _status, _headers: None))

    assert most < CALLS / 4
    # what Python does by itself; once it does not, we need no room
    assert _in_a_thread(lambda: _deep(DEEPEST)) >= CALLS
