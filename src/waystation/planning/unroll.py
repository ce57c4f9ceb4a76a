"""Decides which explicit model a decision problem stands for, time unrolled: every state that a start can reach.

The model is a Markov decision process whose probabilities are intervals, or, on the nominal middles and under a
policy, a Markov chain. An attempt is drawn out: the choice leads to a state where nature picks the hidden level
(where more than one can matter), then to one two-way state per yes/no risk, in order, then, for each outcome, to
states from which the visible conditions move exactly, one condition after another. A risk that is certain to happen
or not to happen, or that makes no difference, has no state. All that is safe, lost, or under way at the horizon is
one absorbing state each; a state without an action is an absorbing state of its own, also labelled under way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from waystation.errors import BadProblem
from waystation.planning.attempt import FIRST_CODE, Choices, Fates, Picks, Tables
from waystation.planning.explicit import (
    DECISION,
    HIDDEN,
    LOST,
    MOVE,
    RISK,
    SAFE,
    START,
    UNDERWAY,
    Growth,
    Rows,
    Unrolled,
)
from waystation.solver.problem import Problem
from waystation.solver.solve import Start

__all__ = ["unroll"]

Ints = NDArray[np.int64]


def unroll(
    problem: Problem, start: Start, policy: NDArray[np.uint8] | None = None, *, nominal: bool = False
) -> Unrolled:
    """Draw out every state that can be reached from a start.

    Args:
        problem: The problem.
        start: Where and when the journey begins.
        policy: (T or T + 1, nodes, joint) uint8, the index within its node of the action taken, 255 for none;
            without it every open action may be chosen.
        nominal: Whether risks have their middles and hidden levels their weights, instead of intervals.

    Returns:
        The model; a chain if there is a policy and it is nominal.

    Raises:
        BadProblem: If the start is not in the problem, or the policy takes an action that is not open.
    """
    _check_start(problem, start)
    growth, tables = Growth(problem.states), Tables(problem, nominal)
    _begin(problem, start, growth)
    for step in range(start.step, problem.steps):
        pairs = growth.reached(step)
        if pairs.size:
            choices = tables.choices(step, pairs, None if policy is None else policy[step])
            fates = tables.fates(step, choices)
            picks = tables.picks(fates, choices.action.size)
            _add_step(tables, growth, _Attempts(step, pairs, choices, fates, picks))
    return growth.finish(chain=nominal and policy is not None, nominal=nominal)


def _check_start(problem: Problem, start: Start) -> None:
    if not (0 <= start.node < problem.nodes and 0 <= start.step <= problem.steps):
        raise BadProblem("start_outside", node=start.node, step=start.step)
    chances = start.joint
    if chances.shape != (problem.joint,) or not np.all(chances >= 0) or not abs(chances.sum() - 1) <= 1e-9:
        raise BadProblem("start_chances", levels=problem.joint)


def _begin(problem: Problem, start: Start, growth: Growth) -> None:
    """Add the start and the three absorbing states: numbers 0 … 3."""
    one, none = np.ones(1, dtype=np.int64), np.full(1, -1, dtype=np.int64)
    if problem.ends[start.node] or start.step == problem.steps:
        target, chance = one * (SAFE if problem.ends[start.node] else UNDERWAY), np.ones(1)
    else:
        levels = np.flatnonzero(start.joint)
        target = growth.later(np.full(levels.size, start.step), start.node * problem.joint + levels)
        chance = start.joint[levels]
    growth.lengthen(-1, one * start.step, one)
    growth.add(START, -1, none, none, Rows(one * target.size, target, chance, chance))
    for kind in (SAFE, LOST, UNDERWAY):
        growth.add(kind, -1, none, none, Rows(one, one * kind, np.ones(1), np.ones(1)))


class _Attempts(NamedTuple):
    """All attempts from the states reached at a step."""

    step: int
    pairs: Ints
    choices: Choices
    fates: Fates
    picks: Picks


def _add_step(tables: Tables, growth: Growth, made: _Attempts) -> None:
    """Add the states reached at a step, and all that lies between them and the next decisions."""
    fates, picks = made.fates, made.picks
    keys = _moves(fates, picks)
    first_hidden = growth.states + made.pairs.size
    first_risk = first_hidden + picks.sizes.size
    first_move = first_risk + int(np.count_nonzero(fates.live))
    entries, layers = tables.layers(growth, made.step, keys, first_move)
    risks = first_risk + np.cumsum(fates.live.reshape(-1)) - 1

    def numbered(codes: Ints) -> Ints:
        risk, move = codes >= FIRST_CODE, codes < 0
        numbers = codes.copy()
        numbers[risk] = risks[codes[risk] - FIRST_CODE]
        numbers[move] = entries[np.searchsorted(keys, -1 - codes[move])]
        return numbers

    target = numbered(np.where(picks.mixed, SAFE, picks.single))
    target[picks.mixed] = first_hidden + np.arange(picks.sizes.size)
    _add_decisions(tables, growth, made, target)
    _add_risks(growth, made, numbered)
    for layer in layers:
        growth.add(MOVE, made.step, layer.node, layer.level, layer.rows)
    _note_lengths(tables, growth, made)


def _moves(fates: Fates, picks: Picks) -> Ints:
    """The keys of the moves that something leads to, ascending."""
    codes = [fates.happens[fates.live], fates.passes[fates.live], picks.single[~picks.mixed], picks.code]
    every = np.concatenate(codes)
    return np.unique(-1 - every[every < 0])


def _add_decisions(tables: Tables, growth: Growth, made: _Attempts, target: Ints) -> None:
    """Add the decisions; one without a choice stays where it is, under way."""
    pairs, choices = made.pairs, made.choices
    count = np.bincount(choices.owner, minlength=pairs.size)
    stuck = np.flatnonzero(count == 0)
    at = np.searchsorted(choices.owner, stuck)
    target = np.insert(target, at, growth.states + stuck)
    sure = np.ones(target.size)
    growth.add(
        np.where(count == 0, UNDERWAY, DECISION).astype(np.uint8),
        made.step,
        pairs // tables.joint,
        pairs % tables.joint,
        Rows(np.ones(target.size, dtype=np.int64), target, sure, sure),
        choices=np.maximum(count, 1),
        action=np.insert(choices.action, at, -1),
    )


def _add_risks(growth: Growth, made: _Attempts, numbered: Callable[[Ints], Ints]) -> None:
    """Add the states where nature picks a hidden level, then those of the risks."""
    step, _, choices, fates, picks = made
    action, level, live = choices.action, choices.level, fates.live
    rows = Rows(picks.sizes, numbered(picks.code), picks.low, picks.high)
    growth.add(HIDDEN, step, action[picks.mixed], level[picks.mixed], rows)
    owner = np.repeat(fates.owner, live.sum(axis=1))
    rows = Rows(
        branches=np.full(owner.size, 2, dtype=np.int64),
        target=numbered(_paired(fates.happens[live], fates.passes[live])),
        low=_paired(fates.low[live], 1 - fates.high[live]),
        high=_paired(fates.high[live], 1 - fates.low[live]),
    )
    growth.add(RISK, step, action[owner], level[owner], rows)


def _paired(first: NDArray[Any], second: NDArray[Any]) -> NDArray[Any]:
    return np.stack([first, second], axis=1).reshape(-1)


def _note_lengths(tables: Tables, growth: Growth, made: _Attempts) -> None:
    fates, problem = made.fates, tables.problem
    action = made.choices.action[fates.owner]
    length = 1 + made.picks.mixed[fates.owner] + fates.live.sum(axis=1) + len(tables.moving)
    for span in (problem.duration, problem.late_duration):
        growth.lengthen(made.step, np.minimum(made.step + span[action], problem.steps), length)
