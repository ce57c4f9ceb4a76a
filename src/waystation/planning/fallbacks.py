"""For each hop of a course, what the policy does when it goes wrong: closed, turned back, late."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from waystation.planning.compiling import Charted
from waystation.planning.course import Hop, joint_later, next_hop
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
        then: The next hop from there if all conditions stay likely, or None if there is no way any more.
        closed: Whether the hop's leg is closed at that level.
        releases: For `level`: the levels of the same condition at which the policy leaves within a day.
    """

    hop: Hop
    what: str
    step: int
    place: str
    levels: tuple[tuple[str, str], ...]
    then: Hop | None
    closed: bool = False
    releases: tuple[tuple[str, str], ...] = ()

    def soon(self, steps_a_day: float) -> bool:
        """Whether the next hop leaves within a day even if the level stays."""
        return self.then is not None and self.then.step - self.step <= steps_a_day


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
        later = joint_later(charted, hop.joint, hop.arrives - hop.step)
        then = next_hop(charted, policy, hop.arrives, option.back, later)
        found.append(Fallback(hop, "back", hop.arrives, hop.leg.origin, (), then))
    late = hop.step + int(problem.late_duration[action])
    if np.any(problem.risks[rows, problem.fatal + 1, HIGH] > 0) and not problem.ends[option.arrived]:
        then = next_hop(charted, policy, late, option.arrived, joint_later(charted, hop.joint, late - hop.step))
        found.append(Fallback(hop, "late", late, hop.leg.destination, (), then))
    return found


def _other_levels(charted: Charted, policy: Policy, hop: Hop) -> list[Fallback]:
    """One condition at a time at another level; levels of one condition that lead to the same are told together."""
    found: list[Fallback] = []
    action = policy.action(hop.step, hop.node, hop.joint)
    here = charted.levels.joint[hop.joint]
    day = 1440 / charted.pack.clock.step_minutes
    for position, condition in enumerate(charted.levels.visible):
        nexts = {level: _at_level(charted, policy, hop, position, level) for level in condition.levels}
        releases = tuple(
            (condition.id, level) for level, (_, then) in nexts.items() if then and then.step - hop.step <= day
        )
        grouped: dict[object, list[str]] = {}
        for level, (joint, then) in nexts.items():
            if level == here[position] or (then is not None and then.leg is hop.leg and then.step == hop.step):
                continue
            closed = _is_shut(charted, action, joint)
            key = (
                (then.leg.id, then.leg.origin, then.step, closed)
                if then and then.step - hop.step <= day
                else (None, closed)
            )
            grouped.setdefault(key, []).append(level)
        for levels in grouped.values():
            joint, then = nexts[levels[0]]
            named = tuple((condition.id, level) for level in levels)
            closed = _is_shut(charted, action, joint)
            found.append(Fallback(hop, "level", hop.step, hop.leg.origin, named, then, closed, releases))
    return found


def _at_level(charted: Charted, policy: Policy, hop: Hop, position: int, level: str) -> tuple[int, Hop | None]:
    here = charted.levels.joint[hop.joint]
    joint = charted.levels.joint.index((*here[:position], level, *here[position + 1 :]))
    return joint, next_hop(charted, policy, hop.step, hop.node, joint)


def _is_shut(charted: Charted, action: int, joint: int) -> bool:
    """Whether an action is shut at a joint visible level."""
    return bool(charted.problem.shut[charted.problem.rows(action)[0, joint]])
