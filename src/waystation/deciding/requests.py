"""Requests that compete, the ways to meet each, and what all of them share: plain values, whatever they come from.

Days count from the first day of the period, 0, 1, …; the night of a day is the one that follows it. A way that is still
under way when the period ends uses what it uses until then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from waystation.deciding.permits import Permit

__all__ = [
    "Common",
    "Request",
    "Resource",
    "Way",
    "allowed_ways",
    "capacity",
    "expected_people",
    "uses_of",
    "waiting_ended",
]


@dataclass(frozen=True)
class Way:
    """One way to meet a request, leaving on one day.

    Args:
        label: What it is called.
        day: The day on which they leave, >= 0.
        until: The last day on which somebody must attend to it, >= `day`.
        low: The chance of arriving at worst.
        mid: The chance of arriving, nominally.
        permit: How it stands before the charter.
        cost: Money set aside for it.
        nights: (place, night) for every night on which they may need beds there.
        engaged: (broker, day) for every day on which that broker may be needed.
        told: Ids of brokers who may be told of it besides.
        burns: (place, chance) for every house that would be burnt if they were taken with what they know.
        parts: Where they leave in groups, how many each group is, and its own way; then all that is used is theirs, and
            the chances are those of somebody in the party.
    """

    label: str
    day: int
    until: int
    low: float
    mid: float
    permit: Permit
    cost: float = 0.0
    nights: tuple[tuple[str, int], ...] = ()
    engaged: tuple[tuple[str, int], ...] = ()
    told: tuple[str, ...] = ()
    burns: tuple[tuple[str, float], ...] = ()
    parts: tuple[tuple[int, Way], ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.day <= self.until:
            raise ValueError("a way begins on a day of the period, and does not end before that")
        if not (0.0 <= self.low <= self.mid + 1e-9 and self.mid <= 1.0 + 1e-9 and 0.0 <= self.cost < float("inf")):
            raise ValueError("a way needs chances from 0 to 1 and a finite cost of at least 0")


@dataclass(frozen=True)
class Request:
    """A party that asks for help.

    Args:
        id: Its name.
        people: How many they are, >= 1.
        waited: For how many days they have waited before the period, >= 0.
        peril: The chance of being lost within a year if they stay where they are.
        ways: How it could be met, whatever the charter says of them; at most one of them will be.
        ready: The first day on which they could leave; from then on they are in peril where they are.
    """

    id: str
    people: int
    waited: float
    peril: float
    ways: tuple[Way, ...]
    ready: int = 0

    def __post_init__(self) -> None:
        if self.people < 1 or self.waited < 0.0 or not 0.0 <= self.peril <= 1.0:
            raise ValueError("a request needs at least one person, a wait of at least 0 days, and a chance as peril")

    def still_there(self, day: float) -> float:
        """The chance that they are still where they are on a day."""
        return float((1.0 - self.peril) ** (max(0.0, day - self.ready) / 365.0))


@dataclass(frozen=True)
class Common:
    """What all missions share; None where nothing limits it.

    Args:
        days: Length of the period, >= 1.
        money: What may be set aside in all.
        beds: How many can sleep in each house on one night; other places hold everybody.
        at_once: How many missions one broker serves on one day.
        told: Of how many missions one broker may know within the period.
        stand_ins: By broker, how many others there are who are as trusted and do the same.
        attention: How many missions coordinators can attend to on one day.
        risk: How much of its remaining time each house may be expected to lose by being burnt, as a share of the
            period: a house burnt early hurts all later missions, one burnt on the last day hurts none.
    """

    days: int
    money: float | None = None
    beds: Mapping[str, int] = field(default_factory=dict)
    at_once: int | None = None
    told: int | None = None
    stand_ins: Mapping[str, int] = field(default_factory=dict)
    attention: int | None = None
    risk: float | None = None


Resource = tuple[str, str, int]
"""What is short: `money`, `bed` (house, night), `broker` (broker, day), `told` (broker), `attention` (day), `risk`
(house); the second part is empty, and the third −1, where it has none."""


def allowed_ways(request: Request) -> tuple[Way, ...]:
    """The ways of a request that may be chosen: those that the charter lets go, on days that no hold reaches past."""
    holds = [way for way in request.ways if way.permit.until_day is not None]
    return tuple(
        way
        for way in request.ways
        if way.permit.lets_go(way.day) and not any(held.permit.bars(held.day, way.day) for held in holds)
    )


def expected_people(request: Request, way: Way) -> float:
    """How many people this way is expected to bring to safety: those still there on the day, by the nominal chance."""
    return request.people * way.mid * request.still_there(way.day)


def waiting_ended(request: Request, way: Way, days: int) -> float:
    """How many days of waiting this way ends: those behind them, and those left of the period."""
    return request.waited + max(0, days - way.day)


def uses_of(request: Request, way: Way, common: Common) -> dict[Resource, float]:
    """How much of what is limited a way takes.

    Args:
        request: Whose way it is.
        way: The way.
        common: What is shared.

    Returns:
        By resource, only where something limits it and something is taken.
    """
    if way.parts:
        return _uses_of_parts(request, way, common)
    found: dict[Resource, float] = {}
    last = common.days - 1
    if common.money is not None and way.cost > 0.0:
        found["money", "", -1] = way.cost
    for place, night in way.nights:
        if place in common.beds and night <= last:
            found["bed", place, night] = float(request.people)
    for broker, day in way.engaged:
        if common.at_once is not None and day <= last:
            found["broker", broker, day] = 1.0
    if common.told is not None:
        found |= {("told", broker, -1): 1.0 for broker in {*way.told, *(broker for broker, _ in way.engaged)}}
    if common.attention is not None:
        found |= {("attention", "", day): 1.0 for day in range(way.day, min(way.until, last) + 1)}
    if common.risk is not None:
        left = max(0, common.days - 1 - way.day) / common.days
        for place, chance in way.burns:
            if chance * left > 0.0:
                found["risk", place, -1] = chance * left
    return found


def _uses_of_parts(request: Request, way: Way, common: Common) -> dict[Resource, float]:
    """What groups take together; a broker who knows of several groups of a party knows of one mission."""
    found: dict[Resource, float] = {}
    for people, part in way.parts:
        for resource, amount in uses_of(replace(request, people=people), part, common).items():
            before = found.get(resource, 0.0)
            found[resource] = max(before, amount) if resource[0] == "told" else before + amount
    return found


def capacity(common: Common, resource: Resource) -> float:
    """How much there is of something that is limited."""
    kind, name, _ = resource
    persons = 1 + common.stand_ins.get(name, 0)
    limits: dict[str, float | None] = {
        "money": common.money,
        "bed": float(common.beds.get(name, 0)),
        "broker": None if common.at_once is None else float(common.at_once * persons),
        "told": None if common.told is None else float(common.told * persons),
        "attention": common.attention,
        "risk": common.risk,
    }
    found = limits[kind]
    return float("inf") if found is None else float(found)
