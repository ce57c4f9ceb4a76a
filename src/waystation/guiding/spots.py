"""The places and hours at which a party next decides: one where it is, or one for each end of the leg that it is on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from waystation.guiding.journey import Journey, at_fee
from waystation.planning.journey_states import Node, due, whole_units
from waystation.world.clock import Clock
from waystation.world.pack import Pack

__all__ = ["Spot", "Spots", "spots_of", "step_of"]


@dataclass(frozen=True)
class Spot:
    """A place and hour.

    Args:
        node: The place, the last broker and what has been spent, in units of a hard budget.
        step: The step at which they can decide.
    """

    node: Node
    step: int


@dataclass(frozen=True)
class Spots:
    """Where a party next decides.

    Args:
        here: Where it is, or arrives in time.
        late: Where it arrives late; None at a place.
        back: Where it is turned back to; None at a place.
        left: The step at which it left on the leg that it is on; 0 at a place.
        in_time: When it arrives in time; None at a place.
    """

    here: Spot
    late: Spot | None = None
    back: Spot | None = None
    left: int = 0
    in_time: datetime | None = None

    @property
    def each(self) -> tuple[Spot, ...]:
        """All of them, that in time first."""
        return tuple(one for one in (self.here, self.late, self.back) if one is not None)

    @property
    def first(self) -> int:
        """The earliest step."""
        return min(one.step for one in self.each)


def spots_of(pack: Pack, journey: Journey, now: datetime) -> Spots:
    """Where a party next decides.

    Args:
        pack: The mission as it is on the way: its party as strong as it is today.
        journey: The journey.
        now: The present instant; what should have happened by then is looked at as if it happened now.
    """
    clock, here, leg = pack.clock, journey.standing, journey.standing.leg
    present, units = step_of(clock, now), _units(pack, journey)
    if leg is None:
        return Spots(Spot(Node(here.place, here.broker, units), present))
    duration, late = pack.steps_of(leg)
    first, then = (whole_units(pack, amount) for amount in due(pack, at_fee(leg, journey.prices)))
    ends = [max(present, step_of(clock, here.since + n * _step(clock))) for n in (duration, duration + late)]
    there = [Spot(Node(leg.destination, leg.broker, units + first + then), end) for end in ends]
    back = Spot(Node(leg.origin, leg.broker, units + first), ends[0])
    return Spots(there[0], there[1], back, step_of(clock, here.since), here.since + duration * _step(clock))


def _units(pack: Pack, journey: Journey) -> int:
    """What the attempts that ended have taken of a hard budget, each payment rounded up (`model.md`, Value)."""
    return sum(whole_units(pack, one.paid) + whole_units(pack, one.held) for one in journey.tried)


def step_of(clock: Clock, instant: datetime) -> int:
    """The first step at or after an instant, and not before the start."""
    return max(0, clock.step_at_or_after(instant))


def _step(clock: Clock) -> timedelta:
    return timedelta(minutes=clock.step_minutes)
