"""The kernels' plain twin: what a decision problem means, as plainly as it can be written, to hold the kernels to.

One state after another, one action after another, one hidden level after another, with the joint matrix of the
conditions spelled out: slow, and without a line in common with the kernels.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from waystation.solver.problem import NO_ACTION, Problem

__all__ = ["Evaluation", "solve_plainly"]

Floats = NDArray[np.float64]
TIE = 1e-12


class Evaluation(NamedTuple):
    """The values of a problem, each of shape (steps + 1, nodes, joint).

    Args:
        low: float64; the greatest worst-case chance of safety.
        mid: float64; the policy's nominal chance of safety.
        high: float64; the policy's best-case chance of safety.
        lost: float64; the policy's nominal chance of loss.
        lag: float64; nominal chance of safety times the expected steps to it.
        policy: uint8; index of the action within its node, 255 for none (ends and step T included).
    """

    low: Floats
    mid: Floats
    high: Floats
    lost: Floats
    lag: Floats
    policy: NDArray[np.uint8]


def solve_plainly(problem: Problem) -> Evaluation:
    """Solve a problem by backward induction, state by state.

    Args:
        problem: A small problem; the work grows with the square of its joint levels.
    """
    shape = (problem.steps + 1, problem.nodes, problem.joint)
    values = {name: np.zeros(shape) for name in ("low", "mid", "high", "lost", "lag")}
    for name in ("low", "mid", "high"):
        values[name][:, problem.ends, :] = 1.0
    policy = np.full(shape, NO_ACTION, dtype=np.uint8)
    joint_moves = [_joint_move(problem, steps) for steps in range(problem.steps + 1)]
    for t in range(problem.steps - 1, -1, -1):
        for node in range(problem.nodes):
            first, last = problem.first_action[node], problem.first_action[node + 1]
            for joint in range(problem.joint):
                best: dict[str, float] | None = None
                for action in range(first, last):
                    row = problem.rows(action)[:, joint]
                    if not problem.open_steps[problem.calendar[action], t] or problem.shut[row[0]]:
                        continue
                    worth = _worth(problem, values, joint_moves, (t, joint), action)
                    if best is None or _better(worth, best):
                        best = worth
                        policy[t, node, joint] = action - first
                for name, value in (best or {}).items():
                    values[name][t, node, joint] = value
    return Evaluation(**values, policy=policy)


def _joint_move(problem: Problem, steps: int) -> Floats:
    move: Floats = np.ones((1, 1))
    for chain in problem.chains:
        move = np.kron(move, np.linalg.matrix_power(chain, steps)).astype(np.float64)
    return move


def _worth(
    problem: Problem, values: dict[str, Floats], joint_moves: list[Floats], when: tuple[int, int], action: int
) -> dict[str, float]:
    """The five values of taking an action at a step and under a joint visible level."""
    t, joint = when

    def expect(name: str, node: int, steps: int) -> float:
        if t + steps > problem.steps:
            return 0.0
        if name == "lag":
            arrived = values["lag"][t + steps, node] + steps * values["mid"][t + steps, node]
            return float(joint_moves[steps][joint] @ arrived)
        return float(joint_moves[steps][joint] @ values[name][t + steps, node])

    destination, duration = int(problem.destination[action]), int(problem.duration[action])
    late_duration, return_node = int(problem.late_duration[action]), int(problem.return_node[action])
    hidden = problem.hiddens[problem.hidden[action]]
    lows, highs = [], []
    totals = {"mid": 0.0, "lost": 0.0, "lag": 0.0}
    whither = ((return_node, duration), (destination, late_duration), (destination, duration))
    outcomes = {
        name: (expect(name, *whither[0]), expect(name, *whither[1]), expect(name, *whither[2])) for name in values
    }
    for u, row in enumerate(problem.rows(action)[:, joint]):
        risks = problem.risks[row]
        if hidden.counts[t, u]:
            lows.append(_chained(risks, outcomes["low"], fatal_end=2, choose=min))
            highs.append(_chained(risks, outcomes["high"], fatal_end=0, choose=max))
        survive = 1.0
        lost = 0.0
        for p in risks[:-2, 1]:
            lost += survive * p
            survive *= 1.0 - p
        back, late = risks[-2, 1], risks[-1, 1]
        for name in totals:
            turned, held_up, arrived = outcomes[name]
            onward = back * turned + (1.0 - back) * (late * held_up + (1.0 - late) * arrived)
            totals[name] += hidden.weight[t, u] * (survive * onward + (lost if name == "lost" else 0.0))
    return {"low": min(lows), "high": max(highs), **totals}


def _chained(
    risks: Floats, outcomes: tuple[float, float, float], fatal_end: int, choose: Callable[[list[float]], float]
) -> float:
    """One hidden level's value: each risk at whichever end `choose` prefers, the fatal ones at `fatal_end`."""
    turned, held_up, arrived = outcomes
    onward = choose([p * held_up + (1.0 - p) * arrived for p in risks[-1, [0, 2]]])
    onward = choose([p * turned + (1.0 - p) * onward for p in risks[-2, [0, 2]]])
    for p in risks[:-2, fatal_end]:
        onward *= 1.0 - p
    return float(onward)


def _better(new: dict[str, float], old: dict[str, float]) -> bool:
    """Whether a later action replaces the best so far: the first difference above 1e-12 decides."""
    for name, sign in (("low", 1.0), ("mid", 1.0), ("lost", -1.0)):
        if abs(new[name] - old[name]) > TIE:
            return sign * (new[name] - old[name]) > 0.0
    new_lag = new["lag"] / new["mid"] if new["mid"] != 0.0 else np.inf
    old_lag = old["lag"] / old["mid"] if old["mid"] != 0.0 else np.inf
    if np.isinf(new_lag) or np.isinf(old_lag):
        return bool(new_lag < old_lag)
    return bool(old_lag - new_lag > TIE)
