"""Keeping what is foreseen: always in a vault, in a folder only where it was asked for.

Whoever asks for a later moment may only be wondering, so that such a plan is kept only where that was asked for; and
only while they are still where the mission begins, for what is foreseen on the way is no forecast of the journey.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from waystation.bootstrap import in_vault, present_instant, record_of
from waystation.cli.printing import print_lines, print_mistakes
from waystation.cli.progress import progress
from waystation.errors import Mistake, WaystationError
from waystation.wording.language import say
from waystation.wording.records import FORESEEN_KEPT

if TYPE_CHECKING:
    from datetime import datetime

    from waystation.planning.plan import Plan

__all__ = ["KEEP", "keep_foreseen"]

KEEP = "Keep what is foreseen, in a folder too, and with --at too before they leave; in a vault it is without --at."
"""What the option says."""


def keep_foreseen(
    pack: str,
    plan: Plan,
    *,
    asked: bool,
    later: bool = False,
    verdict: str | None = None,
    percentiles: tuple[float, float, float] | None = None,
    now: datetime | None = None,
) -> None:
    """Keep what a plan, or a verdict on it, foresees; that it cannot be kept is a warning, for the plan stands.

    Args:
        pack: The PACK as it was given.
        plan: The plan.
        asked: Whether it was asked for in so many words.
        later: Whether it is from a later moment than the mission's own start.
        verdict: What the verdict says, where one was given.
        percentiles: The 10th, 50th and 90th of the chance of arriving, where they are known.
        now: The present instant; default by the clock.
    """
    if not asked and (later or not in_vault(pack)):
        return
    from waystation.desk.decide.recording import keep_forecast, not_begun

    if not not_begun(plan):
        print_mistakes([Mistake("forecast_on_the_way", warning=True)])
        return
    try:
        with progress("keeping what is foreseen"):
            kept = keep_forecast(record_of(pack), plan, now or present_instant(), verdict, percentiles)
    except WaystationError as error:
        print_mistakes(replace(mistake, warning=True) for mistake in error.mistakes())
        return
    if kept is not None:
        print_lines([say(FORESEEN_KEPT)], err=True)
