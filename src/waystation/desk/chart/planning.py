"""Planning, as a coordinator asks for it: the plan of a pack, from now or from a later moment, with other ways."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from waystation.desk.chart.loading import Loaded, PackSource, load_pack
from waystation.desk.chart.moments import read_moment
from waystation.errors import Mistake
from waystation.planning.alternatives import Alternative, Ways, find_ways
from waystation.planning.plan import Plan, make_plan
from waystation.solver.solve import simulate

__all__ = ["Planned", "Played", "plan_loaded", "plan_pack", "play_out"]

QUICK_PAIRS = 300_000
"""Up to so many (state, step) pairs the other ways come with every plan; above, they are asked for."""


@dataclass(frozen=True)
class Planned:
    """A plan and what it was made from.

    Args:
        loaded: The pack with its data.
        plan: The plan.
        alternatives: Other ways, the safest first; only the safest where none were asked for.
        looked: Whether other ways were looked for.
        later: Whether the plan begins at a later moment than the mission.
        affordable: Where the plan is over budget, the safest way found that is not.
        seconds: How long each stage took.
    """

    loaded: Loaded
    plan: Plan
    alternatives: tuple[Alternative, ...]
    looked: bool
    later: bool
    affordable: Alternative | None
    seconds: dict[str, float]


@dataclass(frozen=True)
class Played:
    """How often a plan ended safe, lost, under way, when it was played out by chance."""

    plan: Plan
    safe: int
    lost: int
    underway: int
    runs: int


def plan_pack(source: PackSource, at: str | None = None, alternatives: bool | None = None) -> Planned:
    """Plan a pack.

    Args:
        source: Where the pack's files come from.
        at: From where and when, as `--at` has it; default the mission's own start.
        alternatives: Whether to look for other ways; default where it is quick, or the plan is over budget.

    Returns:
        The plan.
    """
    began = time.perf_counter()
    loaded = load_pack(source)
    return plan_loaded(loaded, at, alternatives, time.perf_counter() - began)


def plan_loaded(loaded: Loaded, at: str | None = None, alternatives: bool | None = None, read: float = 0.0) -> Planned:
    """Plan a pack that was read already.

    Args:
        loaded: The pack with its data.
        at: From where and when, as `--at` has it; default the mission's own start.
        alternatives: Whether to look for other ways; default where it is quick, or the plan is over budget.
        read: How long reading took, seconds.

    Returns:
        The plan.
    """
    moment = read_moment(loaded.pack, at) if at is not None else None
    if at is not None and loaded.pack.mission.budget_hard and "spent=" not in at:
        loaded = replace(loaded, warnings=(*loaded.warnings, Mistake("spent_unknown", warning=True)))
    plan = make_plan(loaded.pack, loaded.departures, moment, loaded.calendars)
    wanted = alternatives
    if wanted is None:
        wanted = plan.over_budget or plan.charted.problem.pairs <= QUICK_PAIRS
    began = time.perf_counter()
    alone = Ways((Alternative("safest", plan.outcome, plan.days, plan.course),), None)
    found = find_ways(plan) if wanted else alone
    seconds = {"read": read, **plan.seconds, "alternatives": time.perf_counter() - began}
    return Planned(loaded, plan, found.told, wanted, moment is not None, found.affordable, seconds)


def play_out(source: PackSource, runs: int, seed: int) -> Played:
    """Play a pack's plan out by chance.

    Args:
        source: Where the pack's files come from.
        runs: How often, >= 1.
        seed: The same seed gives the same runs.
    """
    loaded = load_pack(source)
    plan = make_plan(loaded.pack, loaded.departures, None, loaded.calendars)
    safe, lost, underway = simulate(plan.policy, plan.charted.start, runs, seed)
    return Played(plan, safe, lost, underway, runs)
