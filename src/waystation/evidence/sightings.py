"""What was seen near places and legs: for as long as it may still be there, it raises the risk there.

What was seen near a leg or a place becomes a condition that nobody on the way can see, with the levels `gone` and
`there`. It is there with chance 1 − ∏(1 − w·2^(−age/h)) over its sightings, h the half-life of a sighting, and goes
with the same half-life. While it is there it multiplies odds: near a leg those of being caught on it, near a place
those of being found there and of being caught on a leg that leaves or arrives there.

The multiplier is `sighting_odds` to the power 1 + ½·log₁₀(count), at most 2: ten are worse than one, a hundred no
more than the square, and a sighting without a count is of one. Several sightings share by their weights. A count of
0 says that nobody was there, and is no sighting.

At most `MOST` such conditions join a plan, those that change most; of more, the rest share the last one, which is as
likely as the likeliest of them. What is there with less than `LEAST` chance, or has no risk to raise, is left out.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from waystation.evidence.facts import UNIT, Claim
from waystation.evidence.intervals import belief
from waystation.world.conditions import Condition
from waystation.world.effects import Effect
from waystation.world.pack import Pack
from waystation.world.places import Leg, Place

__all__ = ["LEAST", "MOST", "Watched", "join_sightings", "watched"]

MOST = 6
"""So many conditions of sightings join a plan: each doubles what has to be weighed."""
LEAST = 0.01
"""What is there with less than this chance is left out."""
_JOINT = 4096
"""Joint levels of all unobserved conditions that sightings may bring a plan to."""
_FAINT = 2.0**-40
_MOST_ODDS = 1e9
ELSEWHERE = "sightings-elsewhere"
Item = TypeVar("Item", Leg, Place)


@dataclass(frozen=True)
class Watched:
    """A place or leg near which something was seen.

    Args:
        near: `place:ID` or `leg:ID`.
        chance: The chance that it is still there, 0 … 1.
        odds: What it multiplies odds by while it is there.
        claims: The sightings behind it, the strongest first.
        condition: The condition that stands for it in the plan; empty where it is left out.
    """

    near: str
    chance: float
    odds: float
    claims: tuple[Claim, ...]
    condition: str = ""

    @property
    def there(self) -> str:
        """The key of its effects."""
        return f"{self.condition}=there"


def watched(near: str, claims: Iterable[Claim], counts: Mapping[str, float | None], odds: float) -> Watched | None:
    """What is believed to be near a place or leg.

    Args:
        near: `place:ID` or `leg:ID`.
        claims: The sightings that count, each of something else or by somebody else.
        counts: How many were seen, by the report's id.
        odds: `sighting_odds`.

    Returns:
        Its chance and odds; None if there is nothing.
    """
    live = [c for c in sorted(claims) if -c[0] > _FAINT * UNIT and counts.get(c[2]) != 0.0]
    if not live:
        return None
    weights = [-claim[0] / UNIT for claim in live]
    gone = 0.0 if weights[0] >= 1.0 else math.exp(math.fsum(math.log1p(-w) for w in weights))
    exponents = [_exponent(counts.get(claim[2])) for claim in live]
    exponent = math.fsum(w * e for w, e in zip(weights, exponents, strict=True)) / math.fsum(weights)
    return Watched(near, 1.0 - gone, min(_MOST_ODDS, odds**exponent), tuple(live))


def _exponent(count: float | None) -> float:
    return min(2.0, 1.0 + math.log10(max(1.0, count or 1.0)) / 2.0)


def join_sightings(pack: Pack, found: Iterable[Watched]) -> tuple[Pack, tuple[Watched, ...]]:
    """The pack with what was seen as conditions that act.

    The chance at which a joint level counts (`unobserved_floor`) falls by what the new conditions take from every
    joint level, so that no level counts less for their sake.

    Args:
        pack: The mission and its world.
        found: What is believed to be near its places and legs.

    Returns:
        The pack, and everything found, the strongest first, with the condition that stands for it.
    """
    acting = [one for one in found if one.chance >= LEAST and _raises(pack, one)]
    left_out = sorted((one for one in found if one not in acting), key=lambda one: one.near)
    acting.sort(key=lambda one: (-one.chance * math.log(one.odds), one.near))
    room = _room(pack)
    named = [replace(one, condition=_id(pack, one.near)) for one in acting[:room]]
    if 0 < room < len(acting):
        rest = [replace(one, condition=_id(pack, ELSEWHERE)) for one in acting[room - 1 :]]
        named = [*named[: room - 1], *rest]
    elif room == 0:
        left_out = [*acting, *left_out]
    if not named:
        return pack, tuple(left_out)
    chances: dict[str, float] = {}
    for one in named:
        chances[one.condition] = max(one.chance, chances.get(one.condition, 0.0))
    conditions = tuple(_condition(name, chance, pack) for name, chance in chances.items())
    # a chance above one half passes through it as it fades
    kept = math.prod(0.5 if chance > 0.5 else 1.0 - chance for chance in chances.values())
    floor = pack.evidence.model_copy(update={"unobserved_floor": pack.evidence.unobserved_floor * kept})
    effects = _effects(pack, named)
    return replace(
        pack,
        conditions=(*pack.conditions, *conditions),
        evidence=floor,
        legs=tuple(_with(leg, effects.get(f"leg:{leg.id}")) for leg in pack.legs),
        places=tuple(_with(place, effects.get(f"place:{place.id}")) for place in pack.places),
    ), (*named, *left_out)


def _room(pack: Pack) -> int:
    hidden = math.prod(len(condition.levels) for condition in pack.conditions if not condition.observed)
    return min(MOST, max(0, int(math.log2(_JOINT / hidden)))) if hidden <= _JOINT else 0


def _id(pack: Pack, near: str) -> str:
    """An id that no condition of the pack has."""
    wanted = near if near == ELSEWHERE else f"sightings-{near.replace(':', '-', 1)}"
    name, number = wanted[:80], 2
    while name in pack.condition:
        name, number = f"{wanted[:76]}-{number}", number + 1
    return name


def _condition(name: str, chance: float, pack: Pack) -> Condition:
    stays = 2.0 ** (-pack.clock.step_minutes / 1440.0 / pack.evidence.sighting_half_life_days)
    return Condition(
        id=name,
        levels=("gone", "there"),
        per_step=((1.0, 0.0), (1.0 - stays, stays)),
        now={"gone": 1.0 - chance, "there": chance},
        observed=False,
    )


def _raises(pack: Pack, one: Watched) -> bool:
    """Whether there is a risk whose odds it can multiply."""
    kind, _, name = one.near.partition(":")
    if one.odds <= 1.0:
        return False
    if kind == "place" and _can_rise(belief(pack.place[name].found)):
        return True
    return any(_can_rise(belief(leg.risk.caught)) for leg in pack.legs if _touches(one, leg))


def _can_rise(of: Iterable[float]) -> bool:
    return any(0.0 < p < 1.0 for p in of)


def _touches(one: Watched, leg: Leg) -> bool:
    kind, _, name = one.near.partition(":")
    return leg.id == name if kind == "leg" else name in (leg.origin, leg.destination)


def _effects(pack: Pack, named: Iterable[Watched]) -> dict[str, dict[str, Effect]]:
    effects: dict[str, dict[str, Effect]] = {}
    for one in named:
        if one.near.startswith("place:"):
            effects.setdefault(one.near, {})[one.there] = {"found": one.odds}
        for leg in pack.legs:
            if _touches(one, leg):
                # several that share a condition are there together: their odds multiply, as elsewhere
                known = effects.setdefault(f"leg:{leg.id}", {}).get(one.there, {"caught": 1.0})
                assert known != "closed"
                effects[f"leg:{leg.id}"][one.there] = {"caught": min(_MOST_ODDS, known["caught"] * one.odds)}
    return effects


def _with(item: Item, effects: Mapping[str, Effect] | None) -> Item:
    return item if not effects else item.model_copy(update={"when": {**item.when, **effects}})
