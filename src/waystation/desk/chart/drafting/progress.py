"""The plan that there is so far, and how far ahead must be calculated where nobody has said by when."""

from __future__ import annotations

import math
from dataclasses import dataclass

from waystation.desk.chart.drafting.sketch import MOST_HOURS, Sketch
from waystation.errors import Mistake, WaystationError
from waystation.planning.plan import Plan, make_plan
from waystation.world.calendars import Calendars
from waystation.world.doubts import doubts
from waystation.world.pack import Pack

__all__ = ["Progress", "doubts_of", "finished_pack", "progress_of"]

SPARE = 1.5
"""How many times the usual length of the journey is calculated where nobody has said by when."""
LEAST_HOURS = 48.0


@dataclass(frozen=True)
class Progress:
    """Where a draft stands.

    Args:
        plan: The plan, or None where there is no way yet or it cannot be calculated.
        doubts: What somebody should look at, and why it cannot be calculated.
    """

    plan: Plan | None
    doubts: tuple[Mistake, ...] = ()


def progress_of(sketch: Sketch) -> Progress:
    """The plan of what has been said so far.

    Args:
        sketch: What the answers say.

    Returns:
        The plan and what is doubtful; no plan while there is no way.
    """
    pack = sketch.pack()
    if pack is None:
        return Progress(None)
    try:
        plan, doubtful = _looked_at(pack) if sketch.has_way() else (None, doubts_of(pack))
    except WaystationError as error:
        return Progress(None, tuple(error.mistakes()))
    return Progress(plan, doubtful)


def doubts_of(pack: Pack, calendars: Calendars | None = None) -> tuple[Mistake, ...]:
    """What somebody should look at in a pack without real data.

    Args:
        pack: The pack.
        calendars: When its legs may leave, where that has been worked out.
    """
    return tuple(doubts(pack, {}, calendars or Calendars(pack.clock)))


def _looked_at(pack: Pack) -> tuple[Plan, tuple[Mistake, ...]]:
    calendars = Calendars(pack.clock.longer)
    return make_plan(pack, calendars=calendars), doubts_of(pack, calendars)


def finished_pack(sketch: Sketch) -> Pack:
    """The pack that all answers make.

    Where nobody said by when they must have arrived, it looks one and a half times as far ahead as the journey
    usually takes, and further where looking further would change what to do.

    Args:
        sketch: What all answers say; has a way.
    """
    whole = sketch.pack()
    assert whole is not None
    if sketch.horizon_hours is not None:
        return whole
    try:
        plan, doubtful = _looked_at(whole)
        if plan.outcome.arrival is None:
            return whole
        hours = SPARE * plan.outcome.arrival.p90 * whole.clock.step_minutes / 60.0
        while True:
            hours = max(LEAST_HOURS, math.ceil(hours / 24.0) * 24.0)
            pack = sketch.pack(hours)
            assert pack is not None
            plan, found = _looked_at(pack)
            if hours >= MOST_HOURS or (plan.short_horizon is None and len(found) <= len(doubtful)):
                return pack
            hours *= SPARE
    except WaystationError:
        return whole
