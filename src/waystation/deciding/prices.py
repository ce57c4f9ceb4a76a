"""What money buys on this mission: an official who looks away, and what raised prices and rewards come to.

Only compares: plans made anew with and without what a bribed official runs, the cost at agreed and at raised prices,
and the reward for one party beside that for two smaller ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from waystation.planning.compiling import Departures, chart
from waystation.planning.outcomes import Outcome, Safe, outcome_of
from waystation.solver.solve import solve
from waystation.solver.spreading import HERE, Workers, spread
from waystation.world.calendars import Calendars
from waystation.world.fees import FeeRange
from waystation.world.pack import Pack

__all__ = ["Bribe", "Raised", "Rewarded", "find_bribes", "raised_prices", "rewards"]


@dataclass(frozen=True)
class Bribe:
    """What an official's bribe buys: the mission planned with and without some of their legs.

    Args:
        broker: The official's id.
        legs: Ids of the legs that are done without: all of theirs, or one of several.
        told: Whether the plan with them has a chance of engaging the official.
        safe: The chance of arriving with them.
        safe_without: The chance of arriving without them.
        cost: Expected money spent with them.
        cost_without: Expected money spent without them.
    """

    broker: str
    legs: tuple[str, ...]
    told: bool
    safe: Safe
    safe_without: Safe
    cost: float
    cost_without: float

    @property
    def gain_low(self) -> float:
        """By how much the chance at worst is higher with them; never below 0."""
        return self.safe.low - self.safe_without.low


@dataclass(frozen=True)
class Raised:
    """What prices that may be raised on the way come to.

    Args:
        legs: Ids of the legs with such a price.
        cost: Expected money spent if every price is raised as far as it may be.
        cost_agreed: Expected money spent if every price stands as it was agreed.
    """

    legs: tuple[str, ...]
    cost: float
    cost_agreed: float


@dataclass(frozen=True)
class Rewarded:
    """What the adversary pays for one party, or for two smaller ones.

    Args:
        sizes: How many travel in each party.
        rewards: What is paid for each party.
    """

    sizes: tuple[int, ...]
    rewards: tuple[float, ...]

    @property
    def most(self) -> float:
        """The largest sum that tempts any one broker at once."""
        return max(self.rewards)

    @property
    def total(self) -> float:
        """What the adversary pays for all."""
        return sum(self.rewards)


def rewards(pack: Pack) -> list[Rewarded]:
    """The reward for the whole party, then for every way to have two smaller ones, the most even first.

    Args:
        pack: The mission and its world.

    Returns:
        One entry where nobody can be parted by number, or no reward is paid; these are sums, and no plan.
    """
    size = pack.party_size
    if pack.reward is None:
        return [Rewarded((size,), (0.0,))]
    ways = [(size,), *((size - part, part) for part in range(size // 2, 0, -1))]
    return [Rewarded(way, tuple(pack.reward.for_party(part) for part in way)) for way in ways]


def find_bribes(
    pack: Pack, departures: Departures | None = None, calendars: Calendars | None = None, *, workers: Workers = HERE
) -> list[Bribe]:
    """What each official on the network is worth.

    Args:
        pack: The mission and its world.
        departures: Instants of the legs that have a timetable.
        calendars: When legs may leave, where that has been worked out before.
        workers: Who makes the plans.

    Returns:
        For each official all of their legs, then each by itself where there are several; what gains most comes first.
    """
    asked: list[tuple[str, tuple[str, ...]]] = []
    for broker in pack.brokers:
        legs = tuple(leg.id for leg in pack.legs if leg.broker == broker.id and pack.can_do(leg))
        if broker.role == "official" and legs:
            asked += [(broker.id, legs), *((broker.id, (leg,)) for leg in legs if len(legs) > 1)]
    if not asked:
        return []
    without: list[tuple[str, ...]] = [(), *(legs for _, legs in asked)]
    with_all, *rest = spread(partial(_without, pack, departures, calendars), without, workers)
    bribes = [
        Bribe(broker, legs, broker in with_all.told, with_all.safe, other.safe, with_all.cost, other.cost)
        for (broker, legs), other in zip(asked, rest, strict=True)
    ]
    return sorted(bribes, key=lambda bribe: -bribe.gain_low)


def raised_prices(
    pack: Pack, departures: Departures | None = None, calendars: Calendars | None = None
) -> Raised | None:
    """What prices that may be raised come to; None where every price stands.

    Args:
        pack: The mission and its world.
        departures: Instants of the legs that have a timetable.
        calendars: When legs may leave, where that has been worked out before.
    """
    legs = tuple(leg.id for leg in pack.legs if not leg.fee.is_plain)
    if not legs:
        return None
    stood = tuple(leg.model_copy(update={"fee": FeeRange(low=leg.fee.low, high=leg.fee.low)}) for leg in pack.legs)
    most = _without(pack, departures, calendars, ())
    agreed = _without(replace(pack, legs=stood), departures, calendars, ())
    return Raised(legs, most.cost, agreed.cost)


def _without(pack: Pack, departures: Departures | None, calendars: Calendars | None, legs: Sequence[str]) -> Outcome:
    """What the plan without some legs leads to."""
    kept = replace(pack, legs=tuple(leg for leg in pack.legs if leg.id not in legs))
    charted = chart(kept, departures, None, calendars)
    return outcome_of(charted, solve(charted.problem, charted.start.step))
