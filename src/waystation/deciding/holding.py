"""Until when to hold, and what for: what the policy does, read off it.

The party holds where the policy, as things most likely stand, leaves later than it would if one condition stood
otherwise; waiting for nightfall, for a bus or for a better hour that comes in any case is no hold.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from waystation.deciding.assessing import Assessed
from waystation.deciding.verdict import Gate
from waystation.planning.compiling import Charted
from waystation.planning.course import likeliest_joint, next_hop
from waystation.world.conditions import Condition

__all__ = ["CHARTER", "Wait", "leaving", "likeliest_level", "waiting_for", "waiting_gate", "waits"]

CHARTER = "charter"


@dataclass(frozen=True)
class Wait:
    """What is waited for.

    Args:
        because: `condition:ID=LEVEL`, the level that is waited out.
        awaited: The levels, as `condition=level`, under which they leave.
        step: The step by which as likely as not such a level has come, or at which the policy leaves anyway if that is
            sooner; None if neither ever happens.
        levels: The levels taken as known by then, one for each condition that is waited for, `condition=level`: those
            that are awaited, or the likeliest where they leave anyway.
        latest: Whether they leave at that step whatever the level; as likely as not the awaited has not come by then.
    """

    because: str
    awaited: tuple[str, ...]
    step: int | None
    levels: tuple[str, ...]
    latest: bool = False


def waiting_gate(assessed: Assessed) -> Gate:
    """Whether the policy leaves as soon as it would at any level of one condition; the value is the wait in hours.

    Args:
        assessed: The plan.
    """
    joint = likeliest_joint(assessed.charted)
    found = _deciding(assessed, joint)
    if not found:
        return Gate("waiting", 0.0, 0.0, holds=True, missed="hold")
    soonest = min(leaving(assessed, other) for _, _, others in found for other in others)
    hours = (leaving(assessed, joint) - soonest) * assessed.pack.clock.step_minutes / 60.0
    about = tuple(f"{condition.id}={_level(assessed, condition, joint)}" for condition, _, _ in found)
    return Gate("waiting", hours, 0.0, holds=False, missed="hold", about=about)


def leaving(assessed: Assessed, joint: int) -> int:
    """The step at which the party leaves along its course if the conditions stand so now; T where it never does.

    Args:
        assessed: The plan.
        joint: The joint level at the start; from there every condition moves to its likeliest next level.
    """
    charted = assessed.charted
    start = charted.start
    hop = next_hop(charted, assessed.policy, start.step, start.node, joint)
    return hop.step if hop is not None else charted.problem.steps


def waits(assessed: Assessed, joint: int) -> bool:
    """Whether the policy, at a joint level, leaves later than it would if one condition stood otherwise."""
    return bool(_deciding(assessed, joint))


def waiting_for(assessed: Assessed, no_go: tuple[str, ...] = ()) -> Wait:
    """What is waited for, and until when.

    Args:
        assessed: A plan whose policy waits past a chance to leave, or that stands at a no-go level.
        no_go: Levels that stand now and under which nobody sets out, as `condition=level`.
    """
    charted = assessed.charted
    joint = likeliest_joint(charted)
    if no_go:
        return _barred_by(assessed, no_go)
    anyway = leaving(assessed, joint)
    found = []
    for condition, awaited, others in _deciding(assessed, joint):
        step = _half_by(assessed, [(condition, awaited)])
        sooner = min(leaving(assessed, other) for other in others)
        found.append((sooner, math.inf if step is None else step, condition, awaited))
    _, half, condition, awaited = min(found, key=lambda each: each[:2])  # what would let them go soonest
    because = f"condition:{condition.id}={_level(assessed, condition, joint)}"
    names = tuple(f"{condition.id}={each}" for each in awaited)
    if half <= anyway and half < charted.problem.steps:
        level = likeliest_level(charted, condition, int(half), awaited)
        return Wait(because, names, int(half), (f"{condition.id}={level}",))
    if anyway >= charted.problem.steps:
        return Wait(because, names, None, names[:1])
    return Wait(because, names, anyway, (f"{condition.id}={likeliest_level(charted, condition, anyway)}",), latest=True)


def likeliest_level(charted: Charted, condition: Condition, step: int, among: Sequence[str] = ()) -> str:
    """The level at which a condition likeliest stands at a step, as things are now; of equals the one listed first.

    Args:
        charted: The mission as a decision problem.
        condition: The condition.
        step: The step, not before the present one.
        among: The levels that are looked at; all where there are none.
    """
    chain = np.linalg.matrix_power(np.asarray(charted.levels.chains[condition.id]), step - charted.start.step)
    chances = np.asarray(charted.levels.start[condition.id]) @ chain
    return max(among or condition.levels, key=lambda level: chances[condition.levels.index(level)])


def _barred_by(assessed: Assessed, no_go: tuple[str, ...]) -> Wait:
    """What is waited for where no-go levels stand: all of them must have ended at once; named is what takes longest."""
    barred = {*_barred(assessed), *no_go}
    named = {key.partition("=")[0]: key for key in reversed(no_go)}
    conditions = [assessed.pack.condition[name] for name in reversed(named)]
    waited = [
        (condition, tuple(each for each in condition.levels if f"{condition.id}={each}" not in barred))
        for condition in conditions
    ]
    alone = [_half_by(assessed, [each]) for each in waited]
    last = max(range(len(waited)), key=lambda number: math.inf if (step := alone[number]) is None else step)
    condition, awaited = waited[last]
    step = _half_by(assessed, waited)
    now = assessed.charted.start.step if step is None else step
    levels = tuple(f"{each.id}={likeliest_level(assessed.charted, each, now, among)}" for each, among in waited)
    return Wait(f"condition:{named[condition.id]}", tuple(f"{condition.id}={each}" for each in awaited), step, levels)


def _barred(assessed: Assessed) -> tuple[str, ...]:
    charter = assessed.pack.charter
    return charter.no_go if charter is not None else ()


def _deciding(assessed: Assessed, joint: int) -> list[tuple[Condition, tuple[str, ...], tuple[int, ...]]]:
    """The conditions that are waited for: the levels at which the party would leave sooner, and their joint levels."""
    levels = assessed.charted.levels
    here, now = levels.joint[joint], leaving(assessed, joint)
    found = []
    for position, condition in enumerate(levels.visible):
        sooner = []
        for level in condition.levels:
            other = levels.joint.index((*here[:position], level, *here[position + 1 :]))
            if leaving(assessed, other) < now:
                sooner.append((level, other))
        if sooner:
            found.append((condition, tuple(level for level, _ in sooner), tuple(other for _, other in sooner)))
    return found


def _level(assessed: Assessed, condition: Condition, joint: int) -> str:
    return dict(assessed.charted.levels.named(joint))[condition.id]


def _half_by(assessed: Assessed, waited: Sequence[tuple[Condition, tuple[str, ...]]]) -> int | None:
    """The first step by which, as likely as not, conditions have all stood at awaited levels at once; None if never."""
    charted = assessed.charted
    chain, chances, there = np.ones((1, 1)), np.ones(1), np.ones(1, dtype=np.bool_)
    for condition, awaited in waited:
        chain = np.kron(chain, np.asarray(charted.levels.chains[condition.id]))
        chances = np.kron(chances, np.asarray(charted.levels.start[condition.id]))
        there = np.kron(there, np.array([level in awaited for level in condition.levels]))
    for step in range(charted.start.step, charted.problem.steps + 1):
        chances = chances * ~there
        if chances.sum() <= 0.5:
            return step
        chances = chances @ chain
    return None
