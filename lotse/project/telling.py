"""Tells whoever waits at the command line what is being done: which step, and of a long one how far it is."""

import sys
import time

WIDTH = 24  # of the bar
EACH_S = 0.2  # a bar is drawn no more often


class Telling:
    """The steps of something that takes long: a line each; a long one shows a bar, or tenths where no terminal is.

    A log or a pipe keeps every line, so nothing is drawn over there.
    """

    def __init__(self, out=None):
        self.out = out or sys.stdout
        self.is_terminal = self.out.isatty()
        self.step, self.tenth, self.drawn_at = "", 0, 0.0

    def __call__(self, step: str, done: int = 0, of: int = 0) -> None:
        """Say that this step begins, or that so many of its parts are done."""
        if step != self.step:
            self.end()
            self.step, self.tenth, self.drawn_at = step, 0, 0.0
            print(f"  {step} …", end="" if self.is_terminal else "\n", file=self.out, flush=True)
        if of and self.is_terminal:
            self._draw(done, of)
        elif of and done * 10 // of > self.tenth:
            self.tenth = done * 10 // of
            print(f"  {step}: {done} von {of}", file=self.out, flush=True)

    def _draw(self, done: int, of: int) -> None:
        if done < of and time.monotonic() - self.drawn_at < EACH_S:
            return
        self.drawn_at = time.monotonic()
        full = WIDTH * done // of
        bar = "#" * full + "." * (WIDTH - full)
        print(f"\r  {self.step}  [{bar}]  {done} von {of}", end="", file=self.out, flush=True)

    def end(self) -> None:
        """Leave the last step as it stands; what is printed next begins a line of its own."""
        if self.step and self.is_terminal:
            print(file=self.out, flush=True)
        self.step = ""
