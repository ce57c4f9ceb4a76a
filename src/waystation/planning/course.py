"""The course: a policy's most likely line, hop by hop, and what the policy does from any state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from waystation.planning.compiling import Charted
from waystation.planning.journey_states import WAIT, due
from waystation.solver.solve import Policy
from waystation.world.places import Leg

__all__ = ["First", "Hop", "course_from", "first_at", "joint_later", "likeliest_joint", "next_hop"]

TIE = 1e-12


@dataclass(frozen=True)
class Hop:
    """One leg of a course.

    Args:
        leg: The movement, in its direction.
        node: Index of the node it leaves.
        joint: Joint level at departure, on the likeliest line.
        step: Step of departure.
        arrives: Step of arrival.
        new: Whether its broker is newly engaged.
        paid_now: What the party pays at departure.
        paid_then: What it pays on arrival.
    """

    leg: Leg
    node: int
    joint: int
    step: int
    arrives: int
    new: bool
    paid_now: float
    paid_then: float

    def departs_at(self, charted: Charted) -> datetime:
        """Local time of departure at the origin."""
        return _local(charted, self.step, self.leg.origin)

    def arrives_at(self, charted: Charted) -> datetime:
        """Local time of arrival at the destination."""
        return _local(charted, self.arrives, self.leg.destination)


@dataclass(frozen=True)
class First:
    """What to do first.

    Args:
        leg: Id of the leg to take, or None to wait.
        until: Step of the next hop along the course, or None if there is none.
    """

    leg: str | None
    until: int | None


def _local(charted: Charted, step: int, place: str) -> datetime:
    clock = charted.pack.clock
    return clock.at(step, charted.pack.place[place].zone(clock.zone))


def likeliest_joint(charted: Charted) -> int:
    """The likeliest joint level at the start: each condition's likeliest, ties to the one listed first."""
    levels = [_likeliest(charted.levels.start[c.id]) for c in charted.levels.visible]
    return _joint(charted, levels)


def _likeliest(chances: Sequence[float]) -> int:
    """The first of the likeliest; chances that rounding has put 1e-12 apart are tied."""
    most = max(chances) - TIE
    return next(position for position, chance in enumerate(chances) if chance >= most)


def _joint(charted: Charted, levels: list[int]) -> int:
    joint = 0
    for condition, level in zip(charted.levels.visible, levels, strict=True):
        joint = joint * len(condition.levels) + level
    return joint


def _likeliest_moves(charted: Charted) -> list[int]:
    """For each joint level, the one a step later if every condition moves to its likeliest next level."""
    after = [[_likeliest(row) for row in charted.levels.chains[c.id]] for c in charted.levels.visible]
    return [
        _joint(
            charted,
            [
                moves[c.levels.index(level)]
                for c, moves, level in zip(charted.levels.visible, after, named, strict=True)
            ],
        )
        for named in charted.levels.joint
    ]


def joint_later(charted: Charted, joint: int, steps: int) -> int:
    """The joint level some steps on if every condition moves to its likeliest next level."""
    after = _likeliest_moves(charted)
    for _ in range(steps):
        joint = after[joint]
    return joint


def course_from(
    charted: Charted,
    policy: Policy,
    step: int,
    node: int,
    joint: int,
    *,
    hops: int | None = None,
    until: int | None = None,
) -> tuple[Hop, ...]:
    """Follow a policy, every leg arriving, every condition moving to its likeliest next level.

    Args:
        charted: The pack as a problem.
        policy: What to do.
        step: The step to begin at.
        node: The node to begin at.
        joint: The joint level to begin at.
        hops: Stop after so many hops; default only at an end, at T, or where there is no action.
        until: Nor is anything looked at that begins later than this step.

    Returns:
        The hops in order.
    """
    after = _likeliest_moves(charted)
    found: list[Hop] = []
    problem = charted.problem
    last = problem.steps - 1 if until is None else min(until, problem.steps - 1)
    while step <= last and not problem.ends[node] and (hops is None or len(found) < hops):
        action = policy.action(step, node, joint)
        if action < 0:
            break
        option = charted.options[action]
        then = step + int(problem.duration[action])
        if option.move != WAIT:
            leg = charted.pack.moves[option.move]
            now, later = due(charted.pack, leg)
            found.append(Hop(leg, node, joint, step, then, option.new and leg.broker is not None, now, later))
        for _ in range(then - step):
            joint = after[joint]
        step, node = then, option.arrived
    return tuple(found)


def next_hop(
    charted: Charted, policy: Policy, step: int, node: int, joint: int, *, until: int | None = None
) -> Hop | None:
    """The next leg from a state, or None if there is none any more, or none that leaves until a step."""
    found = course_from(charted, policy, step, node, joint, hops=1, until=until)
    return found[0] if found else None


def first_at(charted: Charted, policy: Policy, joint: int) -> First:
    """What to do first if the conditions stand at a joint level at the start."""
    start = charted.start
    if charted.problem.ends[start.node] or start.step >= charted.problem.steps:
        return First(None, None)
    action = policy.action(start.step, start.node, joint)
    hop = next_hop(charted, policy, start.step, start.node, joint)
    move = charted.options[action].move if action >= 0 else WAIT
    return First(None if move == WAIT else charted.pack.moves[move].id, hop.step if hop else None)
