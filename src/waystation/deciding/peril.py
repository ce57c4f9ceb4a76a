"""What becomes of those who stay: the peril of where they are, over the days that the mission looks ahead.

Where the mission states a `peril`, that is it. Otherwise it is the risk of being found at the place, step by step for
so long, under the conditions' exact chain from how they stand: at worst with every belief at its high end.
"""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray

from waystation.deciding.verdict import Staying
from waystation.evidence.hazards import waiting_hazards
from waystation.evidence.intervals import belief
from waystation.planning.compiling import Charted
from waystation.world.clock import steps_for

__all__ = ["staying", "unfound"]

Floats = NDArray[np.float64]


def staying(charted: Charted) -> Staying:
    """What becomes of the party if it stays where it is.

    Args:
        charted: The mission as a decision problem, from where the party is.
    """
    pack = charted.pack
    place = pack.place[charted.moment.place]
    days, people = pack.mission.stay_days, pack.party_size
    if pack.mission.peril is not None and charted.moment.place == pack.mission.origin:
        low, mid, high = belief(pack.mission.peril)
        return Staying(days, people, 1.0 - high, 1.0 - mid, 1.0 - low, "mission.peril")
    if place.id in pack.mission.to:
        return Staying(days, people, 1.0, 1.0, 1.0, "mission.to")
    steps = steps_for(days * 1440.0, pack.clock.step_minutes)
    least, middle, most = (unfound(charted, end, steps) for end in (2, 1, 0))
    source = f"place:{place.id}/found" if "found" in place.model_fields_set else ""
    return Staying(days, people, least, middle, most, source)


def unfound(charted: Charted, end: int, steps: int) -> float:
    """The chance of not being found while waiting where the journey starts.

    Args:
        charted: The mission as a decision problem.
        end: 0 with beliefs at their low ends, 1 at their middles, 2 at their high ends.
        steps: For how many steps.

    Returns:
        The chance, exact for the conditions' chain; hidden conditions move along with the others.
    """
    pack, levels = charted.pack, charted.levels
    hazards = waiting_hazards(pack, pack.place[charted.moment.place])
    names = [name for name in hazards.conditions if name in levels.chains]
    start: Floats = np.ones(1)
    move: Floats = np.ones((1, 1))
    for name in names:
        start = np.kron(start, np.asarray(levels.start[name]))
        move = np.kron(move, np.asarray(levels.chains[name]))
    pairs = [[(name, level) for level in pack.condition[name].levels] for name in names]
    found = np.array([hazards.under(joint)["found"][end] for joint in product(*pairs)])
    step: Floats = (1.0 - found)[:, None] * move
    return float(np.clip(start @ np.linalg.matrix_power(step, steps) @ np.ones(len(start)), 0.0, 1.0))
