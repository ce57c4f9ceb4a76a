"""What the page of tracing says: how a request stands, what may follow, what was kept."""

from __future__ import annotations

from waystation.wording.language import mark, say, say_many

__all__ = ["STATES", "STEPS", "open_line", "traced_line"]

STATES = {
    "asked": mark("sought"),
    "matched": mark("found, by somebody's decision"),
    "reunited": mark("together again"),
    "closed": mark("request closed"),
}
STEPS = {
    "matched": mark("They are found, and agree"),
    "reunited": mark("They are together again"),
    "closed": mark("Close the request"),
}
KEPT = {
    "asked": mark("Kept: the request stands. Each of the two is sealed under a key of their own."),
    "matched": mark("Kept: they are found, and agreed."),
    "reunited": mark("Kept: they are together again."),
    "closed": mark("Kept: the request is closed."),
}


def open_line(waiting: int, every: int) -> str:
    """How many requests wait."""
    if not every:
        return say("Nobody seeks anybody here.")
    if not waiting:
        return say("No request waits.")
    return say_many("{n} request waits.", "{n} requests wait.", waiting, n=waiting)


def traced_line(state: str) -> str:
    """What is said once a step of a request is kept."""
    return say(KEPT[state]) if state in KEPT else ""
