"""A line on a terminal while something takes more than a moment: how far it is, or for how long it has been going.

On standard error only, only where that is a terminal, only after a second; it wipes itself out.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from waystation.solver.spreading import Watch

__all__ = ["progress"]

SOON = 1.0
"""Seconds before anything is shown."""
BEAT = 0.2
"""Seconds between two drawings."""
WIDTH = 24
WIPE = "\r\x1b[2K"


@contextmanager
def progress(what: str, silent: bool = False) -> Iterator[Watch]:
    """Show that something is going on, for as long as the block runs.

    Args:
        what: What is being done: "solving".
        silent: Whether to show nothing, as with `--json`.

    Yields:
        What is to be told how many pieces are done, and out of how many; without it, the time is shown.
    """
    if silent or not sys.stderr.isatty():
        yield lambda _done, _of: None
        return
    line = _Line(what)
    line.start()
    try:
        yield line.watch
    finally:
        line.stop()


class _Line(threading.Thread):
    """Draws the line until it is stopped.

    Args:
        what: What is being done.
    """

    def __init__(self, what: str) -> None:
        super().__init__(daemon=True)
        self._what = what
        self._began = time.monotonic()
        self._at: tuple[int, int] | None = None
        self._over = threading.Event()
        self._drawn = False

    def watch(self, done: int, of: int) -> None:
        """Note how far it is; never back."""
        if self._at is None or of != self._at[1] or done > self._at[0]:
            self._at = done, of

    def run(self) -> None:
        """Draw, after a moment, again and again."""
        wait = SOON
        while not self._over.wait(wait):
            sys.stderr.write(WIPE + bar(self._what, self._at, time.monotonic() - self._began))
            sys.stderr.flush()
            self._drawn, wait = True, BEAT

    def stop(self) -> None:
        """Stop drawing, and wipe out what was drawn."""
        self._over.set()
        self.join()
        if self._drawn:
            sys.stderr.write(WIPE)
            sys.stderr.flush()


def bar(what: str, at: tuple[int, int] | None, seconds: float) -> str:
    """One line: "solving  ▕██████      ▏ 12 of 40, 3 s", or the time alone."""
    passed = f"{seconds:.0f} s"
    if at is None or at[1] <= 0:
        return f"{what} … {passed}"
    full = round(WIDTH * min(1.0, at[0] / at[1]))
    return f"{what}  [{'=' * full}{' ' * (WIDTH - full)}] {at[0]} of {at[1]}, {passed}"
