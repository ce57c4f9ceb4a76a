"""The plain twin of what is asked about a fixed policy: its worth under given risks, and how that changes with each.

Worth and derivatives go backward together, state by state, with the joint matrix of the conditions spelled out: the
kernels carry masses forward instead, and have no line in common with this.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from waystation.solver.problem import HIGH, LOW, MID, NO_ACTION, Problem
from waystation.solver.solve import Start

__all__ = ["Weighed", "weigh_plainly"]

Floats = NDArray[np.float64]


class _Number(NamedTuple):
    """A value and its derivatives by every end of every risk: float, and (rows, fatal + 2, 3)."""

    value: float
    by: Floats


class Weighed(NamedTuple):
    """A policy's worth at its start, its derivatives, and where it leads; as `sensitivity.Slopes`."""

    low: float
    mid: float
    by_worst: Floats
    by_mid: Floats
    met: Floats
    lost: Floats


def weigh_plainly(problem: Problem, choice: NDArray[np.uint8], start: Start) -> Weighed:
    """What a policy is worth, and by how much that changes with each risk.

    Args:
        problem: A small problem; the work grows with the square of its joint levels and with its rows.
        choice: (T, nodes, joint); the position of the action among the node's, 255 where there is none.
        start: Node, step and distribution over joint levels.
    """
    low = _start_value(problem, choice, start, worst=True)
    mid = _start_value(problem, choice, start, worst=False)
    met, lost = _met(problem, choice, start)
    return Weighed(low.value, mid.value, low.by, mid.by[:, :, MID], met, lost)


def _start_value(problem: Problem, choice: NDArray[np.uint8], start: Start, worst: bool) -> _Number:
    worth: dict[tuple[int, int, int], _Number] = {}
    for t in range(problem.steps, start.step - 1, -1):
        for node in range(problem.nodes):
            for joint in range(problem.joint):
                worth[t, node, joint] = _value(problem, choice, worth, (t, node, joint), worst)
    return _mean(problem, start.joint, [worth[start.step, start.node, joint] for joint in range(problem.joint)])


def _constant(problem: Problem, value: float) -> _Number:
    return _Number(value, np.zeros(problem.risks.shape))


def _mean(problem: Problem, chances: Floats, numbers: list[_Number]) -> _Number:
    total = _constant(problem, 0.0)
    for p, number in zip(chances.tolist(), numbers, strict=True):
        total = _Number(total.value + p * number.value, total.by + p * number.by)
    return total


def _risk(problem: Problem, row: int, risk: int, end: int) -> _Number:
    by = np.zeros(problem.risks.shape)
    by[row, risk, end] = 1.0
    return _Number(float(problem.risks[row, risk, end]), by)


def _either(p: _Number, happens: _Number, not_so: _Number) -> _Number:
    """p·happens + (1 − p)·not_so."""
    value = p.value * happens.value + (1.0 - p.value) * not_so.value
    by = p.by * (happens.value - not_so.value) + p.value * happens.by + (1.0 - p.value) * not_so.by
    return _Number(value, by)


def _value(
    problem: Problem,
    choice: NDArray[np.uint8],
    worth: dict[tuple[int, int, int], _Number],
    state: tuple[int, int, int],
    worst: bool,
) -> _Number:
    t, node, joint = state
    if problem.ends[node]:
        return _constant(problem, 1.0)
    if t == problem.steps or choice[t, node, joint] == NO_ACTION:
        return _constant(problem, 0.0)
    action = int(problem.first_action[node]) + int(choice[t, node, joint])
    duration, destination = int(problem.duration[action]), int(problem.destination[action])

    def onward(where: int, steps: int) -> _Number:
        if t + steps > problem.steps:
            return _constant(problem, 0.0)
        chances = _move(problem, steps)[joint]
        return _mean(problem, chances, [worth[t + steps, where, other] for other in range(problem.joint)])

    arrived = onward(destination, duration)
    late = onward(destination, int(problem.late_duration[action]))
    back = onward(int(problem.return_node[action]), duration)
    hidden = problem.hiddens[problem.hidden[action]]
    rows = problem.rows(action)[:, joint].tolist()
    under = [_attempt(problem, row, arrived, late, back, worst=worst) for row in rows]
    if not worst:
        return _mean(problem, hidden.weight[t], under)
    return min((number for number, counts in zip(under, hidden.counts[t], strict=True) if counts), key=lambda n: n[0])


def _attempt(problem: Problem, row: int, arrived: _Number, late: _Number, back: _Number, *, worst: bool) -> _Number:
    ends = (LOW, HIGH) if worst else (MID,)
    reached = min((_either(_risk(problem, row, -1, e), late, arrived) for e in ends), key=lambda n: n[0])
    reached = min((_either(_risk(problem, row, -2, e), back, reached) for e in ends), key=lambda n: n[0])
    for risk in range(problem.fatal):
        reached = _either(_risk(problem, row, risk, ends[-1]), _constant(problem, 0.0), reached)
    return reached


def _move(problem: Problem, steps: int) -> Floats:
    move: Floats = np.ones((1, 1))
    for chain in problem.chains:
        move = np.kron(move, np.linalg.matrix_power(chain, steps)).astype(np.float64)
    return move


def _met(problem: Problem, choice: NDArray[np.uint8], start: Start) -> tuple[Floats, Floats]:
    """How often each row is met nominally, and what is lost at each step and joint level."""
    mass = np.zeros((problem.steps + 1, problem.nodes, problem.joint))
    mass[start.step, start.node] = start.joint
    met, lost = np.zeros(problem.risks.shape[0]), np.zeros((problem.steps + 1, problem.joint))
    for t in range(start.step, problem.steps):
        for node, joint in np.argwhere((mass[t] > 0) & (choice[t] != NO_ACTION)).tolist():
            if problem.ends[node]:
                continue
            action = int(problem.first_action[node]) + int(choice[t, node, joint])
            duration = int(problem.duration[action])
            weights = problem.hiddens[problem.hidden[action]].weight[t]
            for row, weight in zip(problem.rows(action)[:, joint].tolist(), weights.tolist(), strict=True):
                share = float(mass[t, node, joint]) * weight
                met[row] += share
                alive = share * float(np.prod(1.0 - problem.risks[row, :-2, MID]))
                lost[t, joint] += share - alive
                turned, held = problem.risks[row, -2:, MID].tolist()
                ends = (
                    (alive * turned, int(problem.return_node[action]), duration),
                    (alive * (1 - turned) * held, int(problem.destination[action]), int(problem.late_duration[action])),
                    (alive * (1 - turned) * (1 - held), int(problem.destination[action]), duration),
                )
                for chance, where, steps in ends:
                    if t + steps <= problem.steps:
                        mass[t + steps, where] += chance * _move(problem, steps)[joint]
    return met, lost
