"""Reports that bear on no journey: who is on call, what was paid, what a family was told, and the like.

Decides of which reports it is known beforehand that every journey, and the answer for it, is the same with them as
without. What a journey is, `journey` decides; whoever folds all of it anew finds the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from waystation.world.report import Report
from waystation.world.report_journeys import Silence

__all__ = ["STILL", "moves_nothing"]

STILL = (
    "acknowledged", "alarm", "call", "cash", "consent", "done", "handover", "oncall", "payment", "request", "review",
    "signs", "told", "tracing", "warned",
)  # fmt: skip
"""The kinds of reports that move no journey, change nothing that is believed, and close nothing."""


def moves_nothing(reports: Iterable[Report], more: Sequence[Report]) -> bool:
    """Whether reports that were added to others bear on no journey that these tell of.

    Whoever does not answer is heard of again by whatever they tell: then it does.

    Args:
        reports: Those that were there.
        more: What was added, none of the same id.
    """
    if any(one.kind not in STILL for one in more):
        return False
    sources = {one.source for one in more}
    return not any(isinstance(one, Silence) and one.broker in sources for one in reports)
