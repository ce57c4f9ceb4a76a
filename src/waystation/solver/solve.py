"""Solving a decision problem: the policy that is best against the worst case, and what it is worth.

- `solve(problem)` chooses, from the last step to the first;
- `evaluate(policy)` follows a given policy instead;
- `occupancy(policy, start)` says where a policy leads, nominally;
- `simulate(policy, start, …)` says the same by playing it out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from waystation.solver.flat import Flat, flatten
from waystation.solver.following import Aim, chosen
from waystation.solver.kernels.machine_code import kernel
from waystation.solver.policy import Policy, Start
from waystation.solver.problem import Problem
from waystation.solver.threads import processors

__all__ = ["Aim", "Occupancy", "Policy", "Start", "evaluate", "occupancy", "side_by_side", "simulate", "solve"]

Floats = NDArray[np.float64]
Given = TypeVar("Given")
Answer = TypeVar("Answer")


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


def solve(problem: Problem | Flat, first_step: int = 0, aim: Aim | None = None, *, cores: int | None = None) -> Policy:
    """The best policy against the worst case, with ties settled as the specification says.

    Args:
        problem: The problem, or its layout if it has been solved before.
        first_step: The step to stop at, 0 … T.
        aim: What to make large instead of plain safety; the values are then in its terms.
        cores: How many threads share the work, >= 1; by default all processors if the problem is large and the main
            thread waits for it, else one. The answer is the same to the last bit.

    Returns:
        The policy; its values are those at `first_step`.
    """
    flat = problem if isinstance(problem, Flat) else flatten(problem)
    choices, low = chosen(flat, first_step, aim, cores)
    worst = low[flat.node_at[:-1, None] + flat.narrow.local[flat.narrow.node_class]]
    return Policy(flat, choices, first_step, aim, worst)


def evaluate(policy: Policy, first_step: int = 0) -> Policy:
    """What a policy is worth in plain safety, whatever it was chosen for.

    Args:
        policy: The policy to follow.
        first_step: The step to stop at, not before the policy's own.

    Returns:
        The same choices with their values at `first_step`.
    """
    return replace(policy, first_step=first_step, aim=None, worst=None)


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
        sizes, *flat.followed, *_choices(policy), held, met, arrived, np.zeros((pairs + 1, problem.joint)),
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
    kernel("rollout")(np.array(sizes, np.int64), *flat.followed, *_choices(policy), at_start, state, counts)
    return int(counts[0]), int(counts[1]), int(counts[2])


def _choices(policy: Policy) -> tuple[NDArray[Any], ...]:
    """The arrays by which kernels look choices up by joint level, in their order."""
    narrow = policy.choices.narrow
    return (*policy.choices.arrays, narrow.node_class, narrow.local)


def side_by_side(work: Callable[[Given], Answer], items: Iterable[Given]) -> list[Answer]:
    """Do independent work on all processors: kernels run outside the interpreter's lock.

    Args:
        work: What to do with one item; must not depend on the others.
        items: The items.

    Returns:
        The answers in the order of the items.
    """
    given = list(items)
    if len(given) == 1:
        return [work(given[0])]
    with ThreadPoolExecutor(max_workers=processors()) as workers:
        return list(workers.map(work, given))
