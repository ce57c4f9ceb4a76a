"""The mission as it is on the way: its party as strong as it is today, its ways as far as they are still open.

Decides what a journey's state does to the pack that is planned: the pace and stamina of who is ill; legs of brokers
who do not answer, and what a burn has closed, left out; fees as they are asked for now; a horizon that does not run
out. Why a leg is closed is kept, for whoever has to be told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from waystation.evidence.intervals import belief
from waystation.guiding.burning import Closed
from waystation.guiding.journey import Journey, at_fee
from waystation.world.chances import Interval
from waystation.world.clock import MOST_STEPS, Clock
from waystation.world.pack import Pack
from waystation.world.people import Traveller
from waystation.world.places import Leg, Place

__all__ = ["ILL_PACE", "LEFT", "Terms", "terms_of"]

ILL_PACE = 0.5
"""The share of their pace at which somebody ill is supposed to walk, where nobody says how fast."""
LEFT = 4
"""When less than one part in so many of the horizon is left, it is set anew."""


@dataclass(frozen=True)
class Terms:
    """What is planned on.

    Args:
        pack: The mission as it is on the way.
        closed: Why a leg is closed, either way or one of the two, by its id: a code.
    """

    pack: Pack
    closed: Mapping[str, str]


def terms_of(pack: Pack, journey: Journey, closed: Closed, step: int) -> Terms:
    """The mission as it is on the way.

    Args:
        pack: The mission and its world, as it is believed to be.
        journey: The journey.
        closed: What burns have closed.
        step: The present step.
    """
    shut = {move.id: why for move in pack.moves if (why := _why(move, journey, closed))}
    legs = [leg for each in pack.legs for leg in _open(each, journey, closed)]
    changed = replace(
        pack,
        clock=_clock(pack.clock, step),
        travellers=tuple(_as_strong(one, journey) for one in pack.travellers),
        legs=tuple(at_fee(leg, journey.prices) for leg in legs),
        places=tuple(_known(place, closed) for place in pack.places),
    )
    return Terms(changed, shut)


def _why(move: Leg, journey: Journey, closed: Closed) -> str:
    """Why a movement is closed: `silent`, or as `burning` says; empty where it is open."""
    if move.broker in journey.silent:
        return "silent"
    why = closed.why(move)
    return why.code if why is not None else ""


def _open(leg: Leg, journey: Journey, closed: Closed) -> list[Leg]:
    """What is left of a leg: all of it, one of its two ways, or nothing."""
    moves = [leg, leg.returning()] if leg.both_ways else [leg]
    left = [move for move in moves if not _why(move, journey, closed)]
    if len(left) == len(moves):
        return [leg]
    return [move.model_copy(update={"both_ways": False}) for move in left]


def _as_strong(one: Traveller, journey: Journey) -> Traveller:
    ill = journey.ill.get(one.id)
    if ill is None:
        return one
    if ill.pace is None and ill.stamina is None:
        return one.model_copy(update={"pace": one.pace * ILL_PACE})
    now = {"pace": ill.pace, "stamina": ill.stamina}
    return one.model_copy(update={name: value for name, value in now.items() if value is not None})


def _known(place: Place, closed: Closed) -> Place:
    """A house that the adversary knows may be searched at any hour, for all that can be said."""
    if place.id not in closed.places:
        return place
    return place.model_copy(update={"found": Interval(low=belief(place.found).low, high=1.0)})


def _clock(clock: Clock, step: int) -> Clock:
    """The clock, with its horizon set anew from the last whole day where it runs out."""
    if clock.steps - step >= clock.steps / LEFT:
        return clock
    day = max(1, 1440 // clock.step_minutes)
    steps = min(MOST_STEPS, step // day * day + clock.steps)
    return clock.model_copy(update={"horizon_hours": steps * clock.step_minutes / 60.0})
