"""Solving a decision problem: the policy that is best against the worst case, and what it is worth.

- `solve(problem)` chooses, from the last step to the first;
- `evaluate(policy)` follows a given policy instead;
- `occupancy(policy, start)` says where a policy leads, nominally;
- `simulate(policy, start, …)` says the same by playing it out.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from waystation.solver.flat import BLOCK, Flat, flatten
from waystation.solver.kernels.machine_code import kernel
from waystation.solver.problem import MAX_ACTIONS_AT_A_NODE, NO_ACTION, Problem

__all__ = ["Aim", "Occupancy", "Policy", "Start", "evaluate", "occupancy", "side_by_side", "simulate", "solve"]

ROOM = 8192
"""Figures that the kernels move at a time; as in `kernels.moves`, which is not imported for it (it needs numba)."""

Floats = NDArray[np.float64]
Given = TypeVar("Given")
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Aim:
    """What is to be made large, where it is not plain safety.

    Args:
        end_value: (T + 1,) float64; what reaching an end at each step is worth.
        charges: (actions, 2) float64; taken off at departure, and on arriving or arriving late.
    """

    end_value: Floats
    charges: Floats


@dataclass(frozen=True)
class Policy:
    """What to do in every state, and what that is worth at the first step solved for.

    Args:
        flat: The problem in the kernels' layout.
        choice: (T, nodes, joint) uint8; the position of the action among the node's, 255 where there is none.
        first_step: The step at which the values below hold.
        low, mid, high: (nodes, joint) float64; the chance of reaching an end: at worst, nominally, at best.
        lost: (nodes, joint) float64; the nominal chance of a fatal risk.
        lag: (nodes, joint) float64; expected steps until an end times the chance of reaching it, nominal.
    """

    flat: Flat
    choice: NDArray[np.uint8]
    first_step: int
    low: Floats
    mid: Floats
    high: Floats
    lost: Floats
    lag: Floats

    def action(self, step: int, node: int, joint: int) -> int:
        """The action taken in a state, as an index over all actions, or −1 where there is none."""
        choice = int(self.choice[step, node, joint])
        return -1 if choice == NO_ACTION else int(self.flat.problem.first_action[node]) + choice


@dataclass(frozen=True)
class Start:
    """Where a journey starts: a node, a step, and a distribution over the joint visible levels."""

    node: int
    step: int
    joint: Floats


@dataclass(frozen=True)
class Occupancy:
    """Where a policy leads from a start, nominally.

    Args:
        met: (rows,) float64; the expected number of times that each row of risks is met.
        arrived: (T + 1,) float64; the chance of reaching an end at each step.
        states: (k, 3) int32; step, node and joint level of each state reached with at least the chance asked for.
        masses: (k,) float64; their chances.
    """

    met: Floats
    arrived: Floats
    states: NDArray[np.int32]
    masses: Floats


def solve(problem: Problem | Flat, first_step: int = 0, aim: Aim | None = None) -> Policy:
    """The best policy against the worst case, with ties settled as the specification says.

    Args:
        problem: The problem, or its layout if it has been solved before.
        first_step: The step to stop at, 0 … T.
        aim: What to make large instead of plain safety; the values are then in its terms.

    Returns:
        The policy and its values at `first_step`.
    """
    flat = problem if isinstance(problem, Flat) else flatten(problem)
    shape = (flat.problem.steps, flat.problem.nodes, flat.problem.joint)
    return _backward(flat, np.full(shape, NO_ACTION, np.uint8), first_step, aim, follow=False)


def evaluate(policy: Policy, first_step: int = 0) -> Policy:
    """What a policy is worth in plain safety, whatever it was chosen for.

    Args:
        policy: The policy to follow.
        first_step: The step to stop at, not before the policy's own.

    Returns:
        The same choices with their values at `first_step`.
    """
    return _backward(policy.flat, policy.choice, first_step, None, follow=True)


def _backward(flat: Flat, choice: NDArray[np.uint8], first_step: int, aim: Aim | None, follow: bool) -> Policy:
    problem = flat.problem
    nodes, joint, pairs = problem.nodes, problem.joint, len(flat.pair_node)
    if aim is None:
        aim = Aim(np.ones(problem.steps + 1), np.zeros((problem.actions, 2)))
    low = np.zeros((flat.ring, joint, nodes))
    rest = np.zeros((flat.ring, joint, nodes, BLOCK))
    sizes = [problem.steps, nodes, joint, flat.ring, flat.conditions, flat.hidden_total]
    kernel("backward")(
        np.array([*sizes, first_step, int(follow), pairs, len(flat.group_steps)], np.int64), flat.levels, flat.matrices,
        flat.ends, aim.end_value, problem.first_action, flat.pairs, flat.pair_node, flat.group_first, flat.group_steps,
        flat.group_matrices, problem.calendar, problem.open_steps, problem.first_row, flat.view_at, flat.view_size,
        flat.view_local, flat.hidden_at, flat.hidden_size, flat.hidden_weight, flat.hidden_counts, flat.risks,
        flat.shut, aim.charges, choice, low, rest, np.zeros((joint, pairs)), np.zeros((joint, pairs, BLOCK)),
        np.full(pairs + 1, -1, np.int64), np.full(pairs + 1, -1, np.int64), np.zeros(pairs + 1, np.int64),
        np.zeros(2 * max(ROOM, joint * BLOCK)), np.zeros(MAX_ACTIONS_AT_A_NODE + 1), np.zeros(2 * BLOCK),
    )  # fmt: skip
    at = first_step % flat.ring
    mid, high, lost, lag = (np.ascontiguousarray(rest[at, :, :, q].T) for q in range(BLOCK))
    return Policy(flat, choice, first_step, np.ascontiguousarray(low[at].T), mid, high, lost, lag)


def occupancy(policy: Policy, start: Start, likely: float = 2.0) -> Occupancy:
    """Where a policy leads from a start, nominally.

    Args:
        policy: The policy to follow.
        start: Node, step and distribution over joint levels.
        likely: Note the states that are reached with at least this chance; above 1 for none.

    Returns:
        Rows of risks met, arrivals by step, and the states noted.
    """
    flat, problem = policy.flat, policy.flat.problem
    pairs = len(flat.pair_node)
    room = 0 if likely > 1.0 else int((problem.steps + 1) * (1.0 / likely + 1.0))
    held = np.zeros((flat.ring, problem.nodes, problem.joint))
    held[start.step % flat.ring, start.node] = start.joint
    met, arrived = np.zeros(problem.risks.shape[0]), np.zeros(problem.steps + 1)
    if problem.ends[start.node]:
        arrived[start.step] = 1.0
    states, masses = np.zeros((room + 1, 3), np.int32), np.zeros(room + 1)
    sizes = np.array(
        [
            problem.steps,
            problem.nodes,
            problem.joint,
            flat.ring,
            flat.conditions,
            flat.hidden_total,
            start.step,
            pairs,
            room,
            0,
        ],
        np.int64,
    )
    kernel("forward")(
        sizes, *flat.followed, policy.choice, held, met, arrived, np.zeros((pairs + 1, problem.joint)),
        np.full(pairs + 1, -1, np.int64), np.zeros(2 * problem.joint), np.array([likely]), states, masses,
    )  # fmt: skip
    noted = int(sizes[9])
    return Occupancy(met, arrived, states[:noted], masses[:noted])


def simulate(policy: Policy, start: Start, runs: int, seed: int) -> tuple[int, int, int]:
    """Play a policy out by chance.

    Args:
        policy: The policy to follow.
        start: Node, step and distribution over joint levels.
        runs: How often, >= 1.
        seed: Any whole number; the same seed gives the same runs.

    Returns:
        How often it ended safe, lost, under way.
    """
    flat, problem = policy.flat, policy.flat.problem
    counts = np.zeros(3, np.int64)
    state = np.array(
        [np.random.SeedSequence(seed % 2**63).generate_state(1, np.uint64)[0] >> np.uint64(1) | np.uint64(1)]
    ).astype(np.int64)
    sizes = [
        problem.steps,
        problem.nodes,
        problem.joint,
        0,
        flat.conditions,
        flat.hidden_total,
        start.step,
        start.node,
        runs,
    ]
    at_start = np.ascontiguousarray(start.joint)
    kernel("rollout")(np.array(sizes, np.int64), *flat.followed, policy.choice, at_start, state, counts)
    return int(counts[0]), int(counts[1]), int(counts[2])


def side_by_side(work: Callable[[Given], Answer], items: Iterable[Given]) -> list[Answer]:
    """Do independent work on all processors: kernels run outside the interpreter's lock.

    Args:
        work: What to do with one item; must not depend on the others.
        items: The items.

    Returns:
        The answers in the order of the items.
    """
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as workers:
        return list(workers.map(work, items))
