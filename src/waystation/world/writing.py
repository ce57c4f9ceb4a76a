"""Writing a pack: from a `Pack` to the text of `pack.toml` and of `network.geojson`, as a person would write them.

Complete for all that a pack can say: reading what was written gives the same pack. What was stated is written,
defaults that nobody stated are not; an amount without a fraction is written as a whole number. The files that a
pack refers to are not written here: they stay where they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta, timezone
from typing import Any

import tomlkit
from pydantic import BaseModel
from tomlkit.items import AoT, Array, InlineTable, Item, Table

from waystation.world.chances import Counts, Interval
from waystation.world.fees import FeeRange
from waystation.world.pack import Pack
from waystation.world.places import Leg, Place, Point
from waystation.world.windows import Span

__all__ = ["item_of", "table_of", "write_network", "write_pack_toml"]

ONE = ("reward", "party", "incidents", "evidence", "charter")
DERIVED: dict[type[BaseModel], tuple[str, ...]] = {Place: ("at",), Leg: ("line", "back")}
"""Fields that are not among the properties: they stand in the geometry, or are found when a leg is turned round."""
WHOLE_BELOW = 1e15
"""Numbers without a fraction are written without a point up to here; further, digits could not be trusted."""


def write_pack_toml(pack: Pack) -> str:
    """The text of a pack's `pack.toml`.

    Args:
        pack: A sound pack.

    Returns:
        TOML 1.0; small tables stand on one line, as in `record = {kept = 11, broken = 0}`.
    """
    document = tomlkit.document()
    document["format"] = 1
    document["name"] = pack.name
    if pack.about:
        document["about"] = pack.about
    document["clock"] = table_of({**_stated(pack.clock), "start": _start(pack.clock.start)})
    document["mission"] = table_of(_stated(pack.mission))
    for key in ONE:
        record = getattr(pack, key)
        if record is not None and (_stated(record) or key == "reward"):
            document[key] = table_of(_stated(record))
    for key, records in _several(pack):
        if records:
            document[key] = _tables(_stated(record) for record in records)
    return tomlkit.dumps(document)


def _several(pack: Pack) -> tuple[tuple[str, tuple[BaseModel, ...]], ...]:
    """What a pack has several of, by the key of each."""
    return (
        ("traveller", pack.travellers),
        ("broker", pack.brokers),
        ("condition", pack.conditions),
        ("advice", pack.advice),
    )


def write_network(pack: Pack) -> str:
    """The text of a pack's `network.geojson`.

    Args:
        pack: A sound pack.

    Returns:
        A GeoJSON FeatureCollection (RFC 7946), a feature a line: places, then legs, each in the pack's order.
    """
    features = [*map(_place, pack.places), *map(_leg, pack.legs)]
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False, allow_nan=False) for feature in features)
    return f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'


def _place(place: Place) -> dict[str, Any]:
    return _feature({"type": "Point", "coordinates": _position(place.at)}, _stated(place))


def _leg(leg: Leg) -> dict[str, Any]:
    drawn = None if leg.line is None else {"type": "LineString", "coordinates": [_position(at) for at in leg.line]}
    return _feature(drawn, _stated(leg))


def _feature(geometry: dict[str, Any] | None, properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _position(at: Point) -> list[float]:
    return [at[0], at[1]]


def _stated(record: BaseModel) -> dict[str, Any]:
    """The keys of a record as a pack has them: what was stated, and what differs from the default."""
    found: dict[str, Any] = {}
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        stated = name in record.model_fields_set or value != field.get_default(call_default_factory=True)
        if stated and value is not None and name not in DERIVED.get(type(record), ()):
            found[field.alias or name] = _plain(value)
    return found


def _plain(value: Any) -> Any:
    """A value as TOML and JSON have it."""
    if isinstance(value, Interval | FeeRange):
        return _number(value.low) if value.low == value.high else [_number(value.low), _number(value.high)]
    if isinstance(value, Counts):
        counts: dict[str, Any] = {"events": _number(value.events), "trials": _number(value.trials)}
        # as text: the same counts may stand in TOML, which has dates, and in JSON, which has none
        return counts if value.as_of is None else {**counts, "as_of": value.as_of.isoformat()}
    if isinstance(value, Span):
        return f"{_of_day(value.first)}-{_of_day(value.last)}"
    if isinstance(value, BaseModel):
        return _stated(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return _number(value) if isinstance(value, float) else value


def _number(value: float) -> float | int:
    return int(value) if value.is_integer() and abs(value) < WHOLE_BELOW else value


def _of_day(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _start(start: datetime) -> datetime:
    """The local time with a fixed offset of whole minutes, which is all that TOML can say."""
    offset = start.utcoffset() or timedelta(0)
    return start.replace(tzinfo=timezone(timedelta(minutes=round(offset / timedelta(minutes=1)))))


def _tables(records: Iterable[dict[str, Any]]) -> AoT:
    found = tomlkit.aot()
    for record in records:
        found.append(table_of(record))
    return found


def table_of(record: Mapping[str, Any]) -> Table:
    """A table of `pack.toml` with plain values, written as a person would."""
    found = tomlkit.table()
    for key, value in record.items():
        found[key] = item_of(key, value)
    return found


def item_of(key: str, value: Any) -> Item:
    """A plain value under a key of `pack.toml`: small tables on one line, matrices a row a line."""
    if isinstance(value, dict):
        return _inline(value)
    item: Item = tomlkit.item(value)
    if isinstance(item, Array) and key in ("per_hour", "per_step"):
        item.multiline(True)  # a matrix reads as one: a row a line
    return item


def _inline(record: Mapping[str, Any]) -> InlineTable:
    found = tomlkit.inline_table()
    for key, value in record.items():
        found[key] = item_of(key, value)
    return found
