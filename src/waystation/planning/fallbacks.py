"""For each hop of a course, what the policy does when it goes wrong: closed, turned back, late."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from waystation.planning.compiling import Charted
from waystation.planning.course import Hop, next_hop
from waystation.solver.problem import HIGH
from waystation.solver.solve import Policy

__all__ = ["Fallback", "fallbacks"]


@dataclass(frozen=True)
class Fallback:
    """What to do if one thing goes wrong on one hop.

    Args:
        hop: The hop.
        what: `back`, `late`, or `level` (a condition is found at another level before departure).
        step: When the party learns of it.
        place: Where it is then.
        levels: The (condition, level) pairs found instead, for `level`; several if they lead to the same.
        then: The next hop from there, or None if there is no way any more.
        closed: Whether the hop's leg is closed at that level.
    """

    hop: Hop
    what: str
    step: int
    place: str
    levels: tuple[tuple[str, str], ...]
    then: Hop | None
    closed: bool = False


def fallbacks(charted: Charted, policy: Policy, course: tuple[Hop, ...]) -> tuple[Fallback, ...]:
    """What to do when a hop of the course goes wrong, hop by hop.

    Args:
        charted: The pack as a problem.
        policy: What to do in every state.
        course: The hops.

    Returns:
        For each hop: the levels at which it is not taken, then turned back, then late, each only where it can happen.
    """
    found: list[Fallback] = []
    for hop in course:
        found.extend(_other_levels(charted, policy, hop))
        found.extend(_outcomes(charted, policy, hop))
    return tuple(found)


def _outcomes(charted: Charted, policy: Policy, hop: Hop) -> list[Fallback]:
    problem = charted.problem
    action = policy.action(hop.step, hop.node, hop.joint)
    option = charted.options[action]
    rows = problem.rows(action)[:, hop.joint]
    found: list[Fallback] = []
    if np.any(problem.risks[rows, problem.fatal, HIGH] > 0):
        then = next_hop(charted, policy, hop.arrives, option.back, hop.joint)
        found.append(Fallback(hop, "back", hop.arrives, hop.leg.origin, (), then))
    late = hop.step + int(problem.late_duration[action])
    if np.any(problem.risks[rows, problem.fatal + 1, HIGH] > 0) and not problem.ends[option.arrived]:
        then = next_hop(charted, policy, late, option.arrived, hop.joint)
        found.append(Fallback(hop, "late", late, hop.leg.destination, (), then))
    return found


def _other_levels(charted: Charted, policy: Policy, hop: Hop) -> list[Fallback]:
    """One condition at a time at another level, grouped by what is done then."""
    grouped: dict[tuple[str | None, int], list[tuple[str, str]]] = {}
    nexts: dict[tuple[str | None, int], Hop | None] = {}
    shut: dict[tuple[str | None, int], bool] = {}
    action = policy.action(hop.step, hop.node, hop.joint)
    here = charted.levels.joint[hop.joint]
    for position, condition in enumerate(charted.levels.visible):
        for level in condition.levels:
            if level == here[position]:
                continue
            joint = charted.levels.joint.index((*here[:position], level, *here[position + 1 :]))
            then = next_hop(charted, policy, hop.step, hop.node, joint)
            if then is not None and then.leg is hop.leg and then.step == hop.step:
                continue
            key = (then.leg.id if then else None, then.step if then else -1)
            grouped.setdefault(key, []).append((condition.id, level))
            nexts[key] = then
            closed = bool(charted.problem.shut[charted.problem.rows(action)[0, joint]])
            shut[key] = shut.get(key, True) and closed
    return [
        Fallback(hop, "level", hop.step, hop.leg.origin, tuple(levels), nexts[key], shut[key]) for key, levels in grouped.items()
    ]
