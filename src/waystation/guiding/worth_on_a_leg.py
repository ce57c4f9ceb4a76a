"""What a journey is worth while its party is on a leg: the attempt as it was begun, and the policy at its ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from waystation.guiding.journey import Journey, at_fee
from waystation.guiding.on_a_leg import Attempt, Ends, attempt_of, foreseen
from waystation.guiding.policy_there import There
from waystation.guiding.seen import Seen, chances_at, standing_now
from waystation.planning.compiling import Moment
from waystation.planning.levels import chain_of
from waystation.planning.outcomes import Safe
from waystation.world.conditions import Condition, power
from waystation.world.pack import Pack

__all__ = ["attempt_there", "worth_of"]

Floats = NDArray[np.float64]


def attempt_there(journey: Journey, pack: Pack, seen_before: Mapping[str, Seen], left: int, here: There) -> Attempt:
    """The attempt of the leg that a party is on.

    Args:
        journey: The journey; its party is on a leg.
        pack: The mission as it is on the way.
        seen_before: What had last been seen of each condition when they left.
        left: The step at which they left.
        here: Where they arrive in time.
    """
    standing = journey.standing
    assert standing.leg is not None
    leg = at_fee(standing.leg, journey.prices)
    departure = Moment(standing.place, left, standing.broker, chances=chances_at(pack, seen_before, left))
    return attempt_of(pack, leg, departure, here.charted.levels.visible, new=leg.broker != standing.broker)


def worth_of(
    attempt: Attempt, since: datetime, left: int, seen: Mapping[str, Seen], there: Sequence[There]
) -> tuple[Safe, float]:
    """The chance of arriving, at worst, nominally and at best, and nominally of being lost.

    Args:
        attempt: The attempt.
        since: When they left.
        left: The step at which they left.
        seen: What was last seen of each condition by now.
        there: Where they arrive in time, arrive late, are turned back to.
    """
    newer = {name: one for name, one in seen.items() if one.when > since}
    moves = [[_move(one.charted.pack, c, newer.get(c.id), left, one.spot.step) for c in _visible(one)] for one in there]
    ends = {
        name: Ends(*(foreseen(getattr(one.worth, name), move) for one, move in zip(there, moves, strict=True)))
        for name in ("low", "mid", "high", "lost")
    }
    low, mid, high = attempt.worth(ends["low"], ends["mid"], ends["high"])
    return Safe(low, mid, high), attempt.lost(ends["lost"])


def _visible(there: There) -> tuple[Condition, ...]:
    return there.charted.levels.visible


def _move(pack: Pack, condition: Condition, newer: Seen | None, left: int, step: int) -> Floats:
    """How a condition stands at a step, by its level at departure; the same for all where it was seen since."""
    if newer is not None:
        return np.tile(standing_now(pack, condition, newer, step), (len(condition.levels), 1))
    return np.array(power(chain_of(condition, pack.clock.step_minutes), max(0, step - left)))
