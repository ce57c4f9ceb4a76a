"""The same problem with other numbers: what the best policy is worth there, and what a policy that stands is.

Everything is on plain arrays and can be pickled, so that `spreading` can send it anywhere; it holds no name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from waystation.solver.problem import HIGH, LOW, MID, Hidden, Problem
from waystation.solver.sensitivity import worth
from waystation.solver.solve import Policy, Start, solve
from waystation.solver.trail import Trail

__all__ = [
    "Compared",
    "Line",
    "Revision",
    "Standing",
    "best_revised",
    "compare",
    "lines_of",
    "narrowed",
    "worth_revised",
]

Floats = NDArray[np.float64]
TIE = 1e-12
"""What is closer together than this is the same, as the specification settles ties."""

Line = tuple[tuple[int, int], ...]
"""The steps at which a policy acts and the actions that it takes, every action arriving."""


@dataclass(frozen=True)
class Revision:
    """What is otherwise in a problem of the same structure: the same nodes, actions, calendars, rows and hidden levels.

    Args:
        rows: (k,) int64; rows of `Problem.risks` that are otherwise, each once.
        risks: (k, fatal + 2, 3) float64; what they are instead. Possible only where the problem's own are.
        hiddens: How likely hidden levels are instead, in the order of `Problem.hiddens`; None where that stays.
    """

    rows: NDArray[np.int64]
    risks: Floats
    hiddens: tuple[Hidden, ...] | None = None

    def of(self, problem: Problem) -> Problem:
        """The problem, revised."""
        risks = problem.risks.copy()
        risks[self.rows] = self.risks
        return replace(problem, risks=risks, hiddens=self.hiddens or problem.hiddens)


def narrowed(problem: Problem, revisions: Iterable[Revision]) -> Revision:
    """All that several revisions of risks, each within the problem's own intervals, leave possible together.

    Args:
        problem: The problem.
        revisions: Any number; those of hidden levels are not looked at.

    Returns:
        One revision: of each risk the least high end, and the greatest low end that is not above it.
    """
    risks = problem.risks.copy()
    changed = np.zeros(len(risks), np.bool_)
    for revision in revisions:
        rows = revision.rows
        changed[rows] = True
        risks[rows, :, HIGH] = np.minimum(risks[rows, :, HIGH], revision.risks[:, :, HIGH])
        risks[rows, :, LOW] = np.maximum(risks[rows, :, LOW], revision.risks[:, :, LOW])
    risks[:, :, LOW] = np.minimum(risks[:, :, LOW], risks[:, :, HIGH])
    risks[:, :, MID] = np.clip(risks[:, :, MID], risks[:, :, LOW], risks[:, :, HIGH])
    rows = np.flatnonzero(changed)
    return Revision(rows, risks[rows])


@dataclass(frozen=True)
class Standing:
    """A policy that stands, and from where it is looked at.

    Args:
        trail: Where the policy leads, with the problem that it was chosen for.
        likeliest: (joint,) int32; for each joint level the one a step later, if every condition moves as is likeliest.
    """

    trail: Trail
    likeliest: NDArray[np.int32]


@dataclass(frozen=True)
class Compared:
    """The best policy under a revision beside the policy that stands.

    Args:
        low: What the best is worth at worst, at the start; never less than the one that stands.
        mid: What it is worth nominally.
        kept: What the policy that stands is worth at worst.
        lines: The best one's likeliest line from each joint level that is possible at the start.
    """

    low: float
    mid: float
    kept: float
    lines: dict[int, Line]


def compare(standing: Standing, revision: Revision) -> Compared:
    """What the best policy under a revision, and the policy that stands, are worth."""
    start, problem = standing.trail.start, revision.of(standing.trail.problem)
    policy = solve(problem, start.step)
    kept = worth_revised(standing, revision)
    low = _at_start(policy.low[start.node], start)
    if low < kept + TIE:  # ties are settled within this, so either may be ahead by it
        low = kept
    return Compared(low, _at_start(policy.at(start.node).mid, start), kept, lines_of(policy, start, standing.likeliest))


def best_revised(standing: Standing, revision: Revision) -> float:
    """What the best policy under a revision is worth at worst."""
    start = standing.trail.start
    return _at_start(solve(revision.of(standing.trail.problem), start.step).low[start.node], start)


def worth_revised(standing: Standing, revision: Revision) -> float:
    """What the policy that stands is worth at worst under a revision."""
    return worth(replace(standing.trail, problem=revision.of(standing.trail.problem)))[0]


def lines_of(policy: Policy, start: Start, likeliest: NDArray[np.int32]) -> dict[int, Line]:
    """The likeliest line of a policy from each joint level that is possible at the start.

    Args:
        policy: The policy.
        start: Where the journey starts.
        likeliest: (joint,) int32; for each joint level the one a step later.
    """
    return {int(joint): _line(policy, start, int(joint), likeliest) for joint in np.flatnonzero(start.joint > 0.0)}


def _line(policy: Policy, start: Start, joint: int, likeliest: NDArray[np.int32]) -> Line:
    problem, step, node = policy.flat.problem, start.step, start.node
    found: list[tuple[int, int]] = []
    while step < problem.steps and not problem.ends[node]:
        action = policy.action(step, node, joint)
        if action < 0:
            break
        found.append((step, action))
        duration = int(problem.duration[action])
        for _ in range(duration):
            joint = int(likeliest[joint])
        step, node = step + duration, int(problem.destination[action])
    return tuple(found)


def _at_start(here: Floats, start: Start) -> float:
    """The mean over the levels at the start; exactly theirs where all are equal."""
    return float(here[0] + (here - here[0]) @ start.joint)
