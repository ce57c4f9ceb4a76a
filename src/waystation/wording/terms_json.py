"""What `waystation terms PACK --json` prints, and the schema of it."""

from __future__ import annotations

from collections.abc import Iterable

from waystation.deciding.offers import Lever, Offer
from waystation.deciding.prices import Bribe, Raised, Rewarded
from waystation.deciding.terms import Frontier
from waystation.errors import Mistake
from waystation.planning.outcomes import Safe
from waystation.planning.splits import Split
from waystation.wording.contract import mistake_json
from waystation.wording.json_shapes import DIALECT, Json, listing, thing
from waystation.world.pack import Pack

__all__ = ["TERMS_SCHEMA", "terms_json"]


def terms_json(
    pack: Pack,
    frontier: Frontier,
    *,
    bribes: Iterable[Bribe],
    rewards: Iterable[Rewarded],
    splits: Iterable[Split],
    raised: Raised | None,
    digest: str,
    warnings: Iterable[Mistake],
) -> Json:
    """The terms of a mission as one document.

    Args:
        pack: The mission and its world.
        frontier: The offers.
        bribes: What officials are worth.
        rewards: What the adversary pays for the party and for two smaller ones.
        splits: The whole party and the best two smaller ones, or nothing.
        raised: What prices that may be raised come to.
        digest: SHA-256 over the files read.
        warnings: What somebody should look at.
    """
    return {
        "format": 1,
        "pack": pack.name,
        "digest": digest,
        "currency": pack.mission.currency,
        "budget": pack.mission.budget,
        "now": _offer(frontier.now, pack),
        "safest": _offer(frontier.safest, pack),
        "frontier": [_offer(offer, pack) for offer in frontier.offers],
        "tried": frontier.tried,
        "complete": frontier.complete,
        "brokers": [_lever(lever) for lever in frontier.levers],
        "bribes": [_bribe(bribe) for bribe in bribes],
        "rewards": [{"sizes": list(way.sizes), "rewards": list(way.rewards)} for way in rewards],
        "parties": [_split(split) for split in splits],
        "raised": None if raised is None else _raised(raised),
        "warnings": [mistake_json(warning) for warning in warnings],
    }


def _offer(offer: Offer, pack: Pack) -> Json:
    return {
        "asks": [{"broker": ask.broker, "held": ask.held, "raised": ask.raised} for ask in offer.asks],
        "more_held": offer.more_held,
        "safe": _safe(offer.safe),
        "cost": offer.cost,
        "promised": offer.promised,
        "within_budget": offer.within(pack.mission.budget),
        "told": list(offer.told),
        "course": list(offer.course),
    }


def _safe(safe: Safe) -> Json:
    return {"low": safe.low, "mid": safe.mid, "high": safe.high}


def _lever(lever: Lever) -> Json:
    return {"broker": lever.broker, "held": lever.held, "held_max": lever.held_max}


def _bribe(bribe: Bribe) -> Json:
    return {
        "broker": bribe.broker,
        "legs": list(bribe.legs),
        "told": bribe.told,
        "safe": _safe(bribe.safe),
        "safe_without": _safe(bribe.safe_without),
        "cost": bribe.cost,
        "cost_without": bribe.cost_without,
    }


def _split(split: Split) -> Json:
    together = split.together
    return {
        "groups": [list(group.travellers) for group in split.groups],
        "all_safe": {"low": together.all_safe.low, "mid": together.all_safe.mid},
        "expected_safe": {"low": together.expected_safe.low, "mid": together.expected_safe.mid},
        "cost": split.cost,
    }


def _raised(raised: Raised) -> Json:
    return {"legs": list(raised.legs), "cost": raised.cost, "cost_agreed": raised.cost_agreed}


_TEXT: Json = {"type": "string"}
_MONEY: Json = {"type": "number", "minimum": 0}
_CHANCE: Json = {"type": "number", "minimum": 0, "maximum": 1}
_SAFE = thing(low=_CHANCE, mid=_CHANCE, high=_CHANCE)
_PAIR = thing(low={"type": "number", "minimum": 0}, mid={"type": "number", "minimum": 0})
_OFFER = thing(
    asks=listing(thing(broker=_TEXT, held=_CHANCE, raised={"type": "number", "minimum": 0})),
    more_held={"type": "number", "minimum": 0},
    safe=_SAFE,
    cost=_MONEY,
    promised=_MONEY,
    within_budget={"type": "boolean"},
    told=listing(_TEXT),
    course=listing(_TEXT),
)

TERMS_SCHEMA: Json = {
    "$schema": DIALECT,
    "title": "waystation terms --json",
    **thing(
        format={"const": 1},
        pack=_TEXT,
        digest=_TEXT,
        currency=_TEXT,
        budget={"anyOf": [_MONEY, {"type": "null"}]},
        now=_OFFER,
        safest=_OFFER,
        frontier=listing(_OFFER),
        tried={"type": "integer", "minimum": 1},
        complete={"type": "boolean"},
        brokers=listing(thing(broker=_TEXT, held=_CHANCE, held_max=_CHANCE)),
        bribes=listing(
            thing(
                broker=_TEXT,
                legs=listing(_TEXT),
                told={"type": "boolean"},
                safe=_SAFE,
                safe_without=_SAFE,
                cost=_MONEY,
                cost_without=_MONEY,
            )
        ),
        rewards=listing(thing(sizes=listing({"type": "integer", "minimum": 1}), rewards=listing(_MONEY))),
        parties=listing(thing(groups=listing(listing(_TEXT)), all_safe=_PAIR, expected_safe=_PAIR, cost=_MONEY)),
        raised={"anyOf": [thing(legs=listing(_TEXT), cost=_MONEY, cost_agreed=_MONEY), {"type": "null"}]},
        warnings=listing({"type": "object"}),
    ),
}
