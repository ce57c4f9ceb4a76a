"""A command at a real terminal: typed to, interrupted, and everything that the terminal showed, echo included.

Nothing here waits for ever: what does not come within `PATIENCE` seconds fails the test, and the command is ended.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

__all__ = ["INTERRUPT", "NO_MORE", "Terminal", "at_terminal"]

PATIENCE = 60.0
AGAIN = 2.0
"""Seconds after which a key that was not noticed is pressed again, as people do: between two reads a signal is lost."""
INTERRUPT = b"\x03"
NO_MORE = b"\x04"


class Terminal:
    """The other side of a terminal at which a command runs.

    Args:
        leader: The command's process.
        end: Our end of the terminal.
    """

    def __init__(self, leader: int, end: int) -> None:
        self.leader = leader
        self.end = end
        self.shown = b""
        self._answered = 0
        self._until = time.monotonic() + PATIENCE

    def asks(self, words: str) -> None:
        """Wait until the terminal shows some words after the last answer."""
        while words.encode() not in self.shown[self._answered :]:
            assert self._read(), f"{words!r} was never asked, but: {self.text!r}"

    def echoes(self) -> bool:
        """Whether the terminal now shows what is typed."""
        import termios

        return bool(termios.tcgetattr(self.end)[3] & termios.ECHO)

    def types(self, line: str) -> None:
        """Type a line."""
        self.presses(line.encode() + b"\n")

    def presses(self, keys: bytes) -> None:
        """Type what may be no line, and no text."""
        self._answered = len(self.shown)
        os.write(self.end, keys)

    def ends(self, keys: bytes = b"") -> int:
        """Wait until the command has ended; its exit status.

        Args:
            keys: What is pressed until then.
        """
        if keys:
            self.presses(keys)
        while self._read(keys):
            pass
        while (found := os.waitpid(self.leader, os.WNOHANG))[0] == 0:
            assert time.monotonic() < self._until, f"it does not end; it said {self.text!r}"
            time.sleep(0.01)
        self.leader = 0
        return os.waitstatus_to_exitcode(found[1])

    @property
    def text(self) -> str:
        """All that was shown, with plain ends of lines."""
        return self.shown.decode(errors="replace").replace("\r\n", "\n")

    @property
    def lines(self) -> list[str]:
        """The lines that were shown."""
        return self.text.splitlines()

    def _read(self, keys: bytes = b"") -> bool:
        """Read on; whether there can be more."""
        while not select.select([self.end], [], [], AGAIN)[0]:
            assert time.monotonic() < self._until, f"nothing more within {PATIENCE:.0f} s; it said {self.text!r}"
            if keys:
                os.write(self.end, keys)
        try:
            more = os.read(self.end, 4096)
        except OSError:  # so Linux says that nobody is at the other end
            return False
        self.shown += more
        return bool(more)


@contextmanager
def at_terminal(command: Sequence[str], cwd: Path) -> Iterator[Terminal]:
    """Run `waystation` at a terminal of its own, that is gone afterwards, the command with it.

    Args:
        command: What is typed after `waystation`.
        cwd: Where it runs.
    """
    import pty

    environment = {**os.environ, "TERM": "dumb", "COLUMNS": "200", "PYTHONWARNINGS": "default"}
    leader, end = pty.fork()
    if leader == 0:  # nothing but what leads to the command: this is a copy of the test's own process
        try:
            os.chdir(cwd)
            os.execve(sys.executable, [sys.executable, "-m", "waystation", *command], environment)
        finally:
            os._exit(127)
    terminal = Terminal(leader, end)
    try:
        yield terminal
    finally:
        os.close(end)
        if terminal.leader:
            with suppress(ProcessLookupError):
                os.kill(terminal.leader, signal.SIGKILL)
            os.waitpid(terminal.leader, 0)
