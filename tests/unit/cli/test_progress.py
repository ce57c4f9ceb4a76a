"""The line on a terminal while something takes more than a moment."""

from __future__ import annotations

import io
import threading

import pytest

from waystation.cli import progress as module
from waystation.cli.progress import WIPE, bar, progress


class Terminal(io.StringIO):
    """A screen that says when something has been drawn on it."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn = threading.Event()

    def isatty(self) -> bool:
        return True

    def flush(self) -> None:
        self.drawn.set()


def test_a_terminal_is_told_how_far_it_is_and_wiped_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    """At once here, where a moment is no time."""
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr(module, "SOON", 0.0)
    with progress("asking") as watch:
        watch(3, 4)
        assert screen.drawn.wait(60)
    assert "asking" in screen.getvalue()
    assert screen.getvalue().startswith(WIPE)
    assert screen.getvalue().endswith(WIPE)


def test_what_is_over_in_a_moment_is_not_spoken_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is drawn, and so nothing wiped."""
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr(module, "SOON", 600.0)
    with progress("planning") as watch:
        watch(1, 2)
    assert screen.getvalue() == ""


@pytest.mark.parametrize(("silent", "screen"), [(True, Terminal()), (False, io.StringIO())])
def test_pipes_and_json_are_told_nothing(monkeypatch: pytest.MonkeyPatch, silent: bool, screen: io.StringIO) -> None:
    """Not even that something is going on; nobody draws in the background."""
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr(module, "SOON", 0.0)
    before = threading.active_count()
    with progress("planning", silent=silent) as watch:
        watch(1, 2)
        assert threading.active_count() == before
    assert screen.getvalue() == ""


def test_an_error_wipes_the_line_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that what is said of it stands alone."""
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr(module, "SOON", 0.0)

    def stopped() -> None:
        with progress("planning"):
            assert screen.drawn.wait(60)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert screen.getvalue().endswith(WIPE)


def test_a_bar_is_as_long_as_what_is_done() -> None:
    """Without an end to it, only the time is said."""
    assert bar("asking", (1, 4), 2.4) == f"asking  [{'=' * 6}{' ' * 18}] 1 of 4, 2 s"
    assert bar("asking", (4, 4), 2.4) == f"asking  [{'=' * 24}] 4 of 4, 2 s"
    assert bar("planning", None, 3.2) == "planning … 3 s"
    assert bar("planning", (0, 0), 0.0) == "planning … 0 s"
