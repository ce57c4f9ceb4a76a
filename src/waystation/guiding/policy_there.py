"""A policy seen from one place and hour: what it does there, and what that is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from waystation.guiding.seen import Seen, standing_now
from waystation.guiding.spots import Spot
from waystation.planning.compiling import Charted, Moment
from waystation.planning.course import Hop, course_from, likeliest_joint
from waystation.planning.outcomes import Safe
from waystation.solver.policy import Policy, Start, Worth
from waystation.solver.solve import evaluate

__all__ = ["There", "there_of"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class There:
    """A policy seen from one place and hour.

    Args:
        charted: The mission as a decision problem that begins there.
        policy: The policy, with its values at that hour.
        spot: The place and hour.
    """

    charted: Charted
    policy: Policy
    spot: Spot

    @property
    def beyond(self) -> bool:
        """Whether the hour lies beyond the horizon."""
        return self.spot.step > self.charted.problem.steps

    @property
    def ended(self) -> bool:
        """Whether they are at an end there."""
        return bool(self.charted.problem.ends[self.charted.start.node])

    @cached_property
    def joint(self) -> int:
        """The likeliest joint level of the conditions there."""
        return likeliest_joint(self.charted)

    @cached_property
    def worth(self) -> Worth:
        """What the policy is worth there, for each joint level; nothing beyond the horizon."""
        if self.beyond:
            safe = np.full(self.charted.problem.joint, float(self.ended))
            return Worth(safe, safe, safe, np.zeros_like(safe), np.zeros_like(safe))
        return self.policy.at(self.charted.start.node)

    @cached_property
    def safe(self) -> Safe:
        """The chance of arriving from there."""
        return Safe(*(self._mean(each) for each in (self.worth.low, self.worth.mid, self.worth.high)))

    @cached_property
    def lost(self) -> float:
        """The nominal chance of being lost from there on."""
        return self._mean(self.worth.lost)

    @cached_property
    def course(self) -> tuple[Hop, ...]:
        """The most likely line from there."""
        if self.beyond:
            return ()
        start = self.charted.start
        return course_from(self.charted, self.policy, start.step, start.node, self.joint)

    @property
    def action(self) -> int:
        """The action taken there at the likeliest levels, −1 for none."""
        start = self.charted.start
        if self.beyond or self.ended or start.step >= self.charted.problem.steps:
            return -1
        return self.policy.action(start.step, start.node, self.joint)

    def _mean(self, values: Floats) -> float:
        base = float(values[0])
        return base + float((values - base) @ self.charted.start.joint)


def there_of(charted: Charted, policy: Policy, spot: Spot, seen: Mapping[str, Seen]) -> There | None:
    """A policy seen from one place and hour; None if it says nothing of it.

    Args:
        charted: The mission as a decision problem, from an earlier or the same hour.
        policy: The policy.
        spot: The place and hour.
        seen: What was last seen of each condition.
    """
    node = charted.space.find(spot.node)
    if node is None or spot.step < policy.first_step:
        return None
    pack = charted.pack
    start = {c.id: standing_now(pack, c, seen.get(c.id), spot.step) for c in pack.conditions}
    levels = replace(charted.levels, start=start, first_step=spot.step)
    here = replace(
        charted,
        levels=levels,
        moment=Moment(spot.node.place, spot.step, spot.node.broker),
        start=Start(node, spot.step, levels.start_joint()),
    )
    if spot.step != policy.first_step:
        policy = evaluate(policy, min(spot.step, charted.problem.steps))
    return There(here, policy, spot)
