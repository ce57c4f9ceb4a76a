"""Keeping what is foreseen: always in a vault, in a folder only where it was asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from waystation.bootstrap import in_vault, present_instant, record_of
from waystation.cli.printing import print_lines, print_mistakes
from waystation.cli.progress import progress
from waystation.errors import WaystationError
from waystation.wording.records import FORESEEN_KEPT

if TYPE_CHECKING:
    from waystation.planning.plan import Plan

__all__ = ["keep_foreseen"]


def keep_foreseen(
    pack: str,
    plan: Plan,
    *,
    asked: bool,
    verdict: str | None = None,
    percentiles: tuple[float, float, float] | None = None,
) -> None:
    """Keep what a plan, or a verdict on it, foresees; that it cannot be kept is a warning, for the plan stands.

    Args:
        pack: The PACK as it was given.
        plan: The plan, from the mission's own start.
        asked: Whether it was asked for in so many words.
        verdict: What the verdict says, where one was given.
        percentiles: The 10th, 50th and 90th of the chance of arriving, where they are known.
    """
    if not asked and not in_vault(pack):
        return
    from waystation.desk.decide.recording import keep_forecast

    try:
        with progress("keeping what is foreseen"):
            kept = keep_forecast(record_of(pack), plan, present_instant(), verdict, percentiles)
    except WaystationError as error:
        print_mistakes(replace(mistake, warning=True) for mistake in error.mistakes())
        return
    if kept is not None:
        print_lines([FORESEEN_KEPT], err=True)
