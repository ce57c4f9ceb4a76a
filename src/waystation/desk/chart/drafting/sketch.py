"""What the answers say so far, and the pack that it makes.

Decides what is left out of a pack because nothing uses it (a broker without a leg, a condition without an effect, a
place that no leg touches), where a place without coordinates is drawn, and how far ahead is calculated while nobody
has said. Leaves the order of the questions to `interview`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone, tzinfo

from waystation.world.clock import Clock, zone_named
from waystation.world.conditions import Condition
from waystation.world.effects import split_level
from waystation.world.mission import Mission
from waystation.world.pack import Pack
from waystation.world.people import Broker, Reward, Traveller, slowest_pace, weakest_stamina
from waystation.world.places import Leg, Place, Point

__all__ = ["Setting", "Sketch"]

LEAST_HOURS = 240.0
"""While nobody has said by when: at least so far ahead, and three times all the legs together."""
MOST_HOURS = 24.0 * 60


@dataclass(frozen=True, slots=True)
class Setting:
    """What an interview starts from.

    Args:
        now: The present instant, with an offset.
        title: A name for the mission, to be offered.
    """

    now: datetime
    title: str


@dataclass
class Sketch:
    """What the answers say so far; grows while they are played.

    Args:
        setting: What the interview started from.
        name: What the mission is called.
        travellers: Who travels.
        places: Where people can be, by id, in the order in which they were named.
        origin: Where the party is.
        ends: Where it must arrive.
        start: When it starts.
        horizon_hours: By when it must have arrived, in hours; None where nobody said.
        step_minutes: How finely time is cut.
        brokers: Who is paid, by id.
        held_said: Brokers for whom the held share has been asked.
        legs: Movements, by id.
        conditions: What changes outside anyone's control.
        currency: Currency of all money, once it has been asked.
        budget: What may be spent.
        reward: What the adversary pays.
    """

    setting: Setting
    name: str = ""
    travellers: list[Traveller] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    origin: str = ""
    ends: list[str] = field(default_factory=list)
    start: datetime | None = None
    horizon_hours: float | None = None
    step_minutes: int = 30
    brokers: dict[str, Broker] = field(default_factory=dict)
    held_said: set[str] = field(default_factory=set)
    legs: dict[str, Leg] = field(default_factory=dict)
    conditions: list[Condition] = field(default_factory=list)
    currency: str | None = None
    budget: float | None = None
    reward: Reward | None = None

    @property
    def place_names(self) -> dict[str, str]:
        """The name for people of each place."""
        return {key: place.title for key, place in self.places.items()}

    @property
    def broker_names(self) -> dict[str, str]:
        """The name for people of each broker."""
        return {key: broker.title for key, broker in self.brokers.items()}

    def leg_names(self) -> dict[str, str]:
        """The leg's two places, for each leg."""
        names = self.place_names
        return {key: f"{names[leg.origin]} {names[leg.destination]}" for key, leg in self.legs.items()}

    def zone_of(self, place: str) -> tzinfo | None:
        """The time zone of a place, or None where it is that of the start."""
        tz = self.places[place].tz
        return zone_named(tz) if tz else None

    def has_way(self) -> bool:
        """Whether legs that the party can do lead from where it is to an end."""
        if not self.travellers:
            return False
        reached, waiting = {self.origin}, [self.origin]
        weakest = weakest_stamina(self.travellers)
        while waiting:
            place = waiting.pop()
            for leg in self.legs.values():
                ends = [leg.destination] if leg.origin == place else []
                ends += [leg.origin] if leg.both_ways and leg.destination == place else []
                fresh = [end for end in ends if leg.strain <= weakest and end not in reached]
                reached.update(fresh)
                waiting.extend(fresh)
        return any(end in reached for end in self.ends)

    def point_near(self, place: str) -> Point:
        """Where a new place is drawn that is reached from another, when nobody knows: a little on towards the end.

        Args:
            place: The place that it is reached from; empty for the first.
        """
        number = len(self.places)
        if not place:
            now = self.setting.now.utcoffset() or timedelta(0)
            return (max(-179.0, min(179.0, now / timedelta(hours=1) * 15.0)), 20.0)
        here = self.places[place].at
        if not self.ends:
            return _on_earth(here[0] + 0.8, here[1] - 0.6)
        there = self.places[self.ends[0]].at
        along, across = (0.25, 0.12 if number % 2 else -0.12)
        east, north = there[0] - here[0], there[1] - here[1]
        if math.hypot(east, north) < 0.05:
            east, north = 0.1 * math.cos(2.4 * number), 0.1 * math.sin(2.4 * number)
        return _on_earth(here[0] + along * east - across * north, here[1] + along * north + across * east)

    def pack(self, horizon_hours: float | None = None) -> Pack | None:
        """The pack that the answers make.

        Args:
            horizon_hours: How far ahead is calculated where nobody said by when they must have arrived.

        Returns:
            The pack, or None while it has no leg.
        """
        if self.start is None or not self.legs:
            return None
        legs = tuple(self.legs.values())
        touched = {self.origin, *self.ends, *(end for leg in legs for end in (leg.origin, leg.destination))}
        acting = {split_level(key)[0] for leg in legs for key in leg.when}
        mission: dict[str, object] = {"from": self.origin, "to": self.ends}
        if self.budget is not None:
            mission["budget"] = self.budget
        hours = self.horizon_hours or horizon_hours or self.far_enough()
        return Pack(
            name=self.name,
            clock=Clock(start=self.start, step_minutes=self.step_minutes, horizon_hours=hours),
            mission=Mission.model_validate({**mission, "currency": self.currency or "USD"}),
            travellers=tuple(self.travellers),
            places=tuple(place for key, place in self.places.items() if key in touched),
            legs=legs,
            brokers=tuple(broker for key, broker in self.brokers.items() if any(leg.broker == key for leg in legs)),
            conditions=tuple(condition for condition in self.conditions if condition.id in acting),
            reward=self.reward,
        )

    def far_enough(self) -> float:
        """Hours within which every leg could be gone three times over."""
        pace = slowest_pace(self.travellers)
        minutes = sum(leg.minutes / (pace if leg.walked else 1.0) for leg in self.legs.values())
        return min(MOST_HOURS, max(LEAST_HOURS, math.ceil(minutes / 20.0)))

    @property
    def offset(self) -> tzinfo:
        """The offset of the start, or of the present instant."""
        moment = self.start or self.setting.now
        return timezone(moment.utcoffset() or timedelta(0))


def _on_earth(longitude: float, latitude: float) -> Point:
    return (round((longitude + 180.0) % 360.0 - 180.0, 4), round(max(-85.0, min(85.0, latitude)), 4))
