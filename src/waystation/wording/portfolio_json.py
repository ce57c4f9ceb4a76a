"""What `waystation portfolio DIR --json` prints, and the schema of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from waystation.deciding.portfolio import Level, More, Portfolio
from waystation.deciding.requests import Resource, Way, capacity, expected_people
from waystation.errors import Mistake
from waystation.wording.contract import mistake_json

__all__ = ["PORTFOLIO_SCHEMA", "portfolio_json"]

Json = dict[str, Any]
Day = Callable[[int], datetime]


def portfolio_json(
    portfolio: Portfolio, more: Iterable[More], *, day: Day, currency: str, warnings: Iterable[Mistake]
) -> Json:
    """A portfolio as one document.

    Args:
        portfolio: What to do.
        more: What a little more of anything would bring.
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
            }
            for one in portfolio.chosen
        ],
        "refused": [
            {
                "request": one.request.id,
                "people": one.request.people,
                "way": None if one.way is None else _way(one.way, day),
                "short": [{**_resource(resource, day), "lacking": lacking} for resource, lacking in one.short],
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
    }


def _resource(resource: Resource, day: Day) -> Json:
    kind, name, when = resource
    return {"kind": kind, "id": name or None, "day": None if when < 0 else day(when).date().isoformat()}


def _object(**properties: Json) -> Json:
    """An object with all of these keys; more may be added one day."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


def _or_null(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


_TEXT: Json = {"type": "string"}
_NUMBER: Json = {"type": "number"}
_AMOUNT: Json = {"type": "number", "minimum": 0}
_CHANCE: Json = {"type": "number", "minimum": 0, "maximum": 1}
_COUNT: Json = {"type": "integer", "minimum": 1}
_DATE: Json = {"type": "string", "format": "date"}
_KIND: Json = {"enum": ["attention", "bed", "broker", "money", "risk", "told"]}
_WAY: Json = {
    "way": _TEXT,
    "leaves": _DATE,
    "until": _DATE,
    "safe": _object(low=_CHANCE, mid=_CHANCE),
    "cost": _AMOUNT,
    "brokers": _list(_TEXT),
}
_RESOURCE: Json = {"kind": _KIND, "id": _or_null(_TEXT), "day": _or_null(_DATE)}

PORTFOLIO_SCHEMA: Json = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "waystation portfolio --json",
    **_object(
        format={"const": 1},
        start={"type": "string", "format": "date-time"},
        days=_COUNT,
        currency=_TEXT,
        people=_AMOUNT,
        cost=_AMOUNT,
        optimal={"type": "boolean"},
        levels=_list(
            _object(
                name={"enum": ["people", "waiting", "peril", "money"]},
                value=_NUMBER,
                bound=_or_null(_NUMBER),
                optimal={"type": "boolean"},
            )
        ),
        chosen=_list(_object(request=_TEXT, people=_COUNT, expected=_AMOUNT, **_WAY)),
        refused=_list(
            _object(
                request=_TEXT,
                people=_COUNT,
                way=_or_null(_object(**_WAY)),
                short=_list(_object(**_RESOURCE, lacking=_AMOUNT)),
            )
        ),
        more=_list(
            _object(
                what=_TEXT,
                amount=_AMOUNT,
                people=_AMOUNT,
                most=_or_null(_AMOUNT),
                enters=_list(_TEXT),
                leaves=_list(_TEXT),
            )
        ),
        used=_list(_object(**_RESOURCE, used=_AMOUNT, of=_AMOUNT)),
        seconds=_object(choose=_AMOUNT),
        warnings=_list({"type": "object"}),
    ),
}
