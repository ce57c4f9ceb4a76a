"""Explaining a plan, as a coordinator asks for it: from now or from a later moment."""

from __future__ import annotations

import time
from dataclasses import dataclass

from waystation.desk.chart.loading import Loaded, PackSource, load_pack
from waystation.desk.chart.moments import read_moment
from waystation.planning.explanation import Explanation, explain
from waystation.planning.likely import DRAWS, SEED

__all__ = ["DRAWS", "SEED", "Explained", "explain_pack"]


@dataclass(frozen=True)
class Explained:
    """An explanation and what it was made from.

    Args:
        loaded: The pack with its data.
        explanation: Why its plan is worth what it is.
        later: Whether the plan begins at a later moment than the mission.
        seconds: How long each stage took.
    """

    loaded: Loaded
    explanation: Explanation
    later: bool
    seconds: dict[str, float]


def explain_pack(source: PackSource, at: str | None = None, draws: int = DRAWS, seed: int = SEED) -> Explained:
    """Say why a pack's plan is worth what it is.

    Args:
        source: Where the pack's files come from.
        at: From where and when, as `--at` has it; default the mission's own start.
        draws: How often to draw the beliefs, >= 1.
        seed: The same seed gives the same draws.
    """
    began = time.perf_counter()
    loaded = load_pack(source)
    moment = read_moment(loaded.pack, at) if at is not None else None
    read = time.perf_counter() - began
    found = explain(loaded.pack, loaded.departures, moment, loaded.calendars, draws=draws, seed=seed)
    return Explained(loaded, found, moment is not None, {"read": read, **found.seconds})
