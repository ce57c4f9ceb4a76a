"""Where the losses of a plan lie: each row of risks that is met loses its share, put down to what struck first.

Every way of naming a loss (by leg, broker, risk, place) gives a complete partition of all that is lost.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from waystation.evidence.hazards import FATAL_RISKS, WAITING_RISKS
from waystation.planning.compiling import Charted
from waystation.planning.levels import MOST_JOINT
from waystation.solver.problem import MID
from waystation.world.conditions import Condition, moved
from waystation.world.places import Leg

__all__ = ["NOBODY", "NO_CONDITION", "WAITING", "Loss", "Parts", "by_broker", "by_level", "by_what", "losses", "parted"]

Parts = tuple[tuple[str, float], ...]
"""(what, lost) pairs, the largest first."""

WAITING = "waiting"
NOBODY = "nobody"
NO_CONDITION = "none"


class Loss(NamedTuple):
    """What one row of risks loses to one risk, nominally.

    Args:
        move: The leg, in its own direction; None for waiting.
        place: Where it happens: a leg's loss counts at its origin.
        risk: `betrayed`, `caught`, `harm` or `found`.
        lost: The chance that this is what ends the journey.
    """

    move: Leg | None
    place: str
    risk: str
    lost: float


def losses(charted: Charted, met: NDArray[np.float64]) -> Iterator[Loss]:
    """Every loss of a plan.

    Args:
        charted: The pack as a problem.
        met: (rows,) float64; how often each row of risks is met, nominally.
    """
    pack, risks = charted.pack, charted.problem.risks[:, :, MID]
    alive = met.copy()
    for position, risk in enumerate(FATAL_RISKS):
        struck = alive * risks[:, position]
        for row in np.flatnonzero(struck):
            number, lost = int(charted.moves_of_rows[row]), float(struck[row])
            if number < 0:
                yield Loss(None, pack.places[-1 - number].id, WAITING_RISKS[0], lost)
            else:
                yield Loss(pack.moves[number], pack.moves[number].origin, risk, lost)
        alive -= struck


def parted(found: Iterator[Loss] | list[Loss], name: Callable[[Loss], str]) -> Parts:
    """The losses under each name, the largest first.

    Args:
        found: The losses.
        name: What a loss is put down to.
    """
    sums: dict[str, list[float]] = {}
    for loss in found:
        sums.setdefault(name(loss), []).append(loss.lost)
    return _sorted({what: math.fsum(parts) for what, parts in sums.items()})


def by_what(loss: Loss) -> str:
    """Leg or place, and risk: `leg:ID/caught`, `place:ID/found`. A return counts with its leg."""
    return f"place:{loss.place}/{loss.risk}" if loss.move is None else f"leg:{loss.move.id}/{loss.risk}"


def by_broker(loss: Loss) -> str:
    """Who runs the leg: `broker:ID`; `nobody` for other legs and for waiting."""
    return f"broker:{loss.move.broker}" if loss.move is not None and loss.move.broker else NOBODY


def by_level(charted: Charted, lost: NDArray[np.float64]) -> Parts:
    """What is lost under each joint observed level, as it is at the departure of the attempt or the step of waiting.

    Observed conditions that act nowhere are in the names too, each at the chance of its levels, unless all together
    have more than `MOST_JOINT` joint levels.

    Args:
        charted: The pack as a problem.
        lost: (T + 1, joint) float64; what is lost at each step and joint level of the conditions that act.
    """
    levels = charted.levels
    observed = [condition for condition in charted.pack.conditions if condition.observed]
    if math.prod(len(condition.levels) for condition in observed) > MOST_JOINT:
        observed = list(levels.visible)
    idle = [condition for condition in observed if condition not in levels.visible]
    sums = _spread(charted, lost, idle)
    found: dict[str, float] = {}
    for joint, acting in enumerate(levels.joint):
        for other, resting in enumerate(itertools.product(*(condition.levels for condition in idle))):
            at = dict(zip((c.id for c in (*levels.visible, *idle)), (*acting, *resting), strict=True))
            name = ",".join(f"{condition.id}={at[condition.id]}" for condition in observed)
            found[name or NO_CONDITION] = float(sums[joint, other])
    return _sorted(found)


def _spread(charted: Charted, lost: NDArray[np.float64], idle: list[Condition]) -> NDArray[np.float64]:
    """What is lost at each joint level of the conditions that act and of those that do not: (joint, idle levels)."""
    if not idle:
        return np.asarray(lost.sum(axis=0)[:, None])
    levels = charted.levels
    now = {condition.id: levels.start[condition.id] for condition in idle}
    sums: NDArray[np.float64] = np.zeros((lost.shape[1], math.prod(len(condition.levels) for condition in idle)))
    for t in range(charted.start.step, len(lost)):
        chances = np.ones(1)
        for condition in idle:
            chances = np.outer(chances, now[condition.id]).ravel()
            now[condition.id] = moved(now[condition.id], levels.chains[condition.id])
        sums += np.outer(lost[t], chances)
    return sums


def _sorted(sums: dict[str, float]) -> Parts:
    return tuple(sorted(((what, lost) for what, lost in sums.items() if lost), key=lambda pair: (-pair[1], pair[0])))
