"""How one moves, who helps, what can go wrong and what other ways are called: the words that plans share.

The tables hold English, to be said where they are used.
"""

from __future__ import annotations

from waystation.planning.explanation import Explanation
from waystation.planning.plan import Plan
from waystation.wording.language import mark, say
from waystation.world.pack import Pack

__all__ = ["BY_MODE", "LABELS", "MODES", "RISKS", "ROLES", "modes_of", "role_of"]

MODES = {
    "foot": mark("on foot"),
    "ford": mark("fording"),
    "boat": mark("by boat"),
    "car": mark("by car"),
    "bus": mark("by bus"),
    "train": mark("by train"),
    "air": mark("by air"),
}
RISKS = {
    "betrayed": mark("sold by {broker}"),
    "caught": mark("caught"),
    "harm": mark("badly hurt"),
    "found": mark("found while waiting"),
}
BY_MODE = {
    "foot": mark("the walk"),
    "ford": mark("the ford"),
    "boat": mark("the boat"),
    "car": mark("the drive"),
    "bus": mark("the bus"),
    "train": mark("the train"),
    "air": mark("the flight"),
}
ROLES = {
    "guide": mark("guide"),
    "driver": mark("driver"),
    "boatman": mark("boatman"),
    "host": mark("host"),
    "official": mark("official"),
}
LABELS = {
    "safest": mark("safest"),
    "soonest": mark("soonest"),
    "cheapest": mark("cheapest"),
    "fewest told": mark("fewest told"),
    "sooner": mark("sooner"),
    "cheaper": mark("cheaper"),
    "fewer told": mark("fewer told"),
    "other": mark("another way"),
}
"""What another way is called, by the code that planning gives it; `without` something is said with what it is."""
MOTOR_CARS = 1900
"""Before this year what goes by road is a carriage."""


def modes_of(plan: Plan | Explanation) -> dict[str, str]:
    """How one moves, in the words of the mission's time."""
    modes = {**MODES, "car": mark("by carriage")} if plan.pack.clock.start.year < MOTOR_CARS else MODES
    return {mode: say(words) for mode, words in modes.items()}


def role_of(pack: Pack, broker: str) -> str:
    """What a broker does: "guide"."""
    return say(ROLES[pack.broker[broker].role])
