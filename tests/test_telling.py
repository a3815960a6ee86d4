"""How far something long is, told at the command line: a bar on a terminal, lines elsewhere."""

import io

from lotse.project.telling import Telling


class Terminal(io.StringIO):
    def isatty(self):
        return True


def told(out):
    tell = Telling(out)
    tell("Erst das")
    for n in range(1, 41):
        tell("Dann vieles", n, 40)
    tell("Zuletzt das")
    tell.end()
    return out.getvalue()


def test_where_no_terminal_is_each_step_and_each_tenth_is_a_line():
    lines = told(io.StringIO()).splitlines()

    assert lines[:3] == ["  Erst das …", "  Dann vieles …", "  Dann vieles: 4 von 40"]
    assert lines[-2:] == ["  Dann vieles: 40 von 40", "  Zuletzt das …"]
    assert len(lines) == 3 + 10


def test_on_a_terminal_a_bar_is_drawn_over_and_ends_full():
    drawn = told(Terminal())

    assert drawn.startswith("  Erst das …\n  Dann vieles …\r")
    assert f"[{'#' * 24}]  40 von 40\n  Zuletzt das …\n" in drawn
    assert drawn.count("\n") == 3
