"""What `waystation portfolio DIR --json` prints, and the schema of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from waystation.deciding.more import More
from waystation.deciding.portfolio import Level, Portfolio
from waystation.deciding.requests import Request, Resource, Way, allowed_ways, capacity, expected_people
from waystation.deciding.verdict import WORDS, Flip
from waystation.errors import Mistake
from waystation.wording.contract import mistake_json
from waystation.wording.json_shapes import DIALECT, Json, listing, maybe, thing
from waystation.wording.verdict_json import flip_json, gate_json

__all__ = ["PORTFOLIO_SCHEMA", "portfolio_json"]

Day = Callable[[int], datetime]


def portfolio_json(
    portfolio: Portfolio,
    more: Iterable[More],
    *,
    requests: Iterable[Request],
    flips: Mapping[str, Sequence[Flip]],
    day: Day,
    currency: str,
    warnings: Iterable[Mistake],
) -> Json:
    """A portfolio as one document.

    Args:
        portfolio: What to do.
        more: What a little more of anything would bring.
        requests: All requests, with the verdict on each of their ways.
        flips: What would change the verdict, by the id of a request that the charter keeps back.
        day: The beginning of a day of the period.
        currency: Of all money.
        warnings: What somebody should look at.
    """
    return {
        "format": 1,
        "start": day(0).isoformat(),
        "days": portfolio.common.days,
        "currency": currency,
        "people": portfolio.people,
        "cost": portfolio.cost,
        "optimal": all(level.optimal for level in portfolio.levels),
        "levels": [_level(level) for level in portfolio.levels],
        "chosen": [
            {
                "request": one.request.id,
                "people": one.request.people,
                "expected": expected_people(one.request, one.way),
                **_way(one.way, day),
                "groups": [list(group) for group in one.way.permit.groups],
            }
            for one in portfolio.chosen
        ],
        "refused": [
            {
                "request": one.request.id,
                "people": one.request.people,
                "way": None if one.way is None else _way(one.way, day),
                "short": [{**_resource(resource, day), "lacking": lacking} for resource, lacking in one.short],
                "barred": one.barred,
                "missed": [gate_json(gate) for gate in one.way.permit.missed] if one.barred and one.way else [],
                "flips": [flip_json(flip) for flip in flips.get(one.request.id, ())],
            }
            for one in portfolio.refused
        ],
        "more": [
            {
                "what": one.what,
                "amount": one.amount,
                "people": one.people,
                "most": None if math.isinf(one.most) else one.most,
                "enters": list(one.enters),
                "leaves": list(one.leaves),
            }
            for one in more
        ],
        "used": [
            {**_resource(resource, day), "used": amount, "of": capacity(portfolio.common, resource)}
            for resource, amount in sorted(portfolio.used().items())
        ],
        "verdicts": [row for request in requests for row in _verdicts(request, day)],
        "seconds": {"choose": portfolio.seconds},
        "warnings": [mistake_json(warning) for warning in warnings],
    }


def _level(level: Level) -> Json:
    bound = None if math.isinf(level.bound) else level.bound
    return {"name": level.name, "value": level.value, "bound": bound, "optimal": level.optimal}


def _way(way: Way, day: Day) -> Json:
    return {
        "way": way.label,
        "leaves": day(way.day).date().isoformat(),
        "until": day(way.until).date().isoformat(),
        "safe": {"low": way.low, "mid": way.mid},
        "cost": way.cost,
        "brokers": sorted({*way.told, *(broker for broker, _ in way.engaged)}),
        **_verdict(way),
    }


def _verdict(way: Way) -> Json:
    until = way.permit.until
    return {
        "verdict": way.permit.word,
        "second": way.permit.second,
        "hold_until": None if until is None else until.isoformat(),
    }


def _verdicts(request: Request, day: Day) -> list[Json]:
    """The verdict on each way of a request, day by day."""
    allowed = {id(way) for way in allowed_ways(request)}
    return [
        {
            "request": request.id,
            "leaves": day(way.day).date().isoformat(),
            "way": way.label,
            **_verdict(way),
            "allowed": id(way) in allowed,
            "missed": [gate.name for gate in way.permit.missed],
        }
        for way in request.ways
    ]


def _resource(resource: Resource, day: Day) -> Json:
    kind, name, when = resource
    return {"kind": kind, "id": name or None, "day": None if when < 0 else day(when).date().isoformat()}


_TEXT: Json = {"type": "string"}
_NUMBER: Json = {"type": "number"}
_AMOUNT: Json = {"type": "number", "minimum": 0}
_CHANCE: Json = {"type": "number", "minimum": 0, "maximum": 1}
_COUNT: Json = {"type": "integer", "minimum": 1}
_DATE: Json = {"type": "string", "format": "date"}
_KIND: Json = {"enum": ["attention", "bed", "broker", "money", "risk", "told"]}
_VERDICT: Json = {
    "verdict": {"enum": list(WORDS)},
    "second": {"type": "boolean"},
    "hold_until": maybe({"type": "string", "format": "date-time"}),
}
_FIGURE: Json = {"type": ["number", "string", "null"]}
_WAY: Json = {
    "way": _TEXT,
    "leaves": _DATE,
    "until": _DATE,
    "safe": thing(low=_CHANCE, mid=_CHANCE),
    "cost": _AMOUNT,
    "brokers": listing(_TEXT),
    **_VERDICT,
}
_GATE: Json = thing(
    gate=_TEXT,
    value=_FIGURE,
    limit=_FIGURE,
    holds={"type": "boolean"},
    missed={"enum": ["second", "hold", "decline"]},
    about=listing(_TEXT),
    counts={"type": "boolean"},
)
_FLIP: Json = thing(
    changes=listing(thing(what=_TEXT, change=_TEXT, times=_COUNT)),
    verdict={"enum": list(WORDS)},
    low=_CHANCE,
    p10=_CHANCE,
)
_RESOURCE: Json = {"kind": _KIND, "id": maybe(_TEXT), "day": maybe(_DATE)}

PORTFOLIO_SCHEMA: Json = {
    "$schema": DIALECT,
    "title": "waystation portfolio --json",
    **thing(
        format={"const": 1},
        start={"type": "string", "format": "date-time"},
        days=_COUNT,
        currency=_TEXT,
        people=_AMOUNT,
        cost=_AMOUNT,
        optimal={"type": "boolean"},
        levels=listing(
            thing(
                name={"enum": ["people", "waiting", "peril", "money"]},
                value=_NUMBER,
                bound=maybe(_NUMBER),
                optimal={"type": "boolean"},
            )
        ),
        chosen=listing(thing(request=_TEXT, people=_COUNT, expected=_AMOUNT, **_WAY, groups=listing(listing(_TEXT)))),
        refused=listing(
            thing(
                request=_TEXT,
                people=_COUNT,
                way=maybe(thing(**_WAY)),
                short=listing(thing(**_RESOURCE, lacking=_AMOUNT)),
                barred={"type": "boolean"},
                missed=listing(_GATE),
                flips=listing(_FLIP),
            )
        ),
        more=listing(
            thing(
                what=_TEXT,
                amount=_AMOUNT,
                people=_AMOUNT,
                most=maybe(_AMOUNT),
                enters=listing(_TEXT),
                leaves=listing(_TEXT),
            )
        ),
        used=listing(thing(**_RESOURCE, used=_AMOUNT, of=_AMOUNT)),
        verdicts=listing(
            thing(
                request=_TEXT,
                leaves=_DATE,
                way=_TEXT,
                **_VERDICT,
                allowed={"type": "boolean"},
                missed=listing(_TEXT),
            )
        ),
        seconds=thing(choose=_AMOUNT),
        warnings=listing({"type": "object"}),
    ),
}
