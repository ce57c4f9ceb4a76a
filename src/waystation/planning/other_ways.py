"""Candidates for other ways: policies that weigh days, money or brokers against safety, or do without something.

Here they are only found; `alternatives` evaluates them, and decides which are worth telling.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from waystation.planning.compiling import Charted, payments
from waystation.planning.journey_states import WAIT
from waystation.planning.plan import Plan
from waystation.solver.problem import Problem
from waystation.solver.solve import Aim, Policy, evaluate, side_by_side, solve

__all__ = ["Candidate", "find_candidates", "only_told", "riskiest"]

DAY_WORTH = (0.02, 0.05, 0.1)
"""Chances of arriving that a day earlier is taken to be worth, in the solves for the soonest."""

DEADLINE = 0.75
"""Share of the plan's expected days by which the party must have arrived, in the solve that counts nothing later."""

MONEY_WORTH = (0.05, 0.2, 0.5)
"""Chances of arriving that the safest plan's whole cost is taken to be worth, in the solves for the cheapest."""

MONEY_SHORT = (0.02, 1.0)
"""The same, besides, where the plan is over budget."""

TOLD_WORTH = (0.02, 0.05, 0.1)
"""Chances of arriving that one engagement fewer is taken to be worth, in the solves for the fewest told."""

LEFT_OUT = 3
"""How many brokers, and how many legs, are left out, each by itself: those that carry most risk first."""

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Candidate:
    """A policy that may be another way.

    Args:
        policy: What to do, with its values in plain safety.
        without: `broker:ID` or `leg:ID` where that is left out, or None.
    """

    policy: Policy
    without: str | None = None


@dataclass(frozen=True)
class _Question:
    """One solve: something to weigh against safety, or something to do without."""

    aim: Aim | None = None
    shut: Bools | None = None
    without: str | None = None


def find_candidates(plan: Plan) -> list[Candidate]:
    """Policies that differ from the plan in what they weigh, or in what they do without.

    Args:
        plan: The safest plan.

    Returns:
        The candidates; those that leave something out in the order of the risk that it carries.
    """
    questions = [*_weighing(plan), *_leaving_out(plan)]
    brokers = {broker.id for broker in plan.pack.brokers}
    if plan.outcome.told:
        questions.append(_Question(shut=_run_by(plan.charted, brokers)))
    return side_by_side(lambda question: _answer(plan, question), questions)


def only_told(plan: Plan, told: Sequence[frozenset[str]]) -> list[Candidate]:
    """The safest ways that engage nobody but some brokers.

    Args:
        plan: The safest plan.
        told: For each way the ids of the brokers that may be told.
    """
    everybody = frozenset(broker.id for broker in plan.pack.brokers)
    questions = [_Question(shut=_run_by(plan.charted, everybody - some)) for some in told]
    return side_by_side(lambda question: _answer(plan, question), questions)


def riskiest(plan: Plan) -> tuple[list[str], list[str]]:
    """The brokers and the legs that carry most of the plan's risk, the riskiest first (`LEFT_OUT` of each)."""
    brokers: dict[str, float] = {}
    legs: dict[str, float] = {}
    runs = {leg.id: leg.broker for leg in plan.pack.legs}
    for what, lost in plan.outcome.attribution:
        kind, _, name = what.partition("/")[0].partition(":")
        if kind == "leg" and lost > 0.0:
            legs[name] = legs.get(name, 0.0) + lost
            broker = runs[name]
            if broker is not None:
                brokers[broker] = brokers.get(broker, 0.0) + lost
    by_risk = [sorted(found, key=lambda name: -found[name])[:LEFT_OUT] for found in (brokers, legs)]
    return by_risk[0], by_risk[1]


def _weighing(plan: Plan) -> list[_Question]:
    charted, problem, start = plan.charted, plan.charted.problem, plan.charted.start
    free, ends = np.zeros((problem.actions, 2)), np.ones(problem.steps + 1)
    days = (np.arange(problem.steps + 1) - start.step) * charted.pack.clock.step_minutes / 1440.0
    aims = [Aim(1.0 - worth * days, free) for worth in DAY_WORTH]
    if plan.days:
        aims.append(Aim((days <= DEADLINE * plan.days).astype(np.float64), free))
    if plan.outcome.cost > 0.0:
        worths = MONEY_WORTH + (MONEY_SHORT if plan.over_budget else ())
        aims += [Aim(ends, payments(charted) * (worth / plan.outcome.cost)) for worth in worths]
    if len(plan.outcome.told) > 1:
        moves = charted.pack.moves
        engages = [float(o.move != WAIT and o.new and moves[o.move].broker is not None) for o in charted.options]
        counted = np.stack([np.array(engages), np.zeros(problem.actions)], axis=1)
        aims += [Aim(ends, counted * worth) for worth in TOLD_WORTH]
    return [_Question(aim=aim) for aim in aims]


def _leaving_out(plan: Plan) -> list[_Question]:
    brokers, legs = riskiest(plan)
    without = [_Question(shut=_run_by(plan.charted, {name}), without=f"broker:{name}") for name in brokers]
    moves, options = plan.charted.pack.moves, plan.charted.options
    for name in legs:
        shut = np.array([o.move != WAIT and moves[o.move].id == name for o in options], dtype=np.bool_)
        without.append(_Question(shut=shut, without=f"leg:{name}"))
    return without


def _answer(plan: Plan, question: _Question) -> Candidate:
    step = plan.charted.start.step
    if question.shut is not None:
        return Candidate(solve(_closed(plan.charted.problem, question.shut), step), question.without)
    return Candidate(evaluate(solve(plan.policy.flat, step, question.aim), step))


def _run_by(charted: Charted, brokers: set[str] | frozenset[str]) -> Bools:
    """Which actions are legs of some brokers."""
    moves = charted.pack.moves
    return np.array([o.move != WAIT and moves[o.move].broker in brokers for o in charted.options], dtype=np.bool_)


def _closed(problem: Problem, shut: Bools) -> Problem:
    """The problem without some actions."""
    never = np.zeros((1, problem.steps), np.uint8)
    calendar = np.where(shut, len(problem.open_steps), problem.calendar).astype(np.int32)
    return replace(problem, open_steps=np.concatenate([problem.open_steps, never]), calendar=calendar)
