"""Reading a pack: from the text of `pack.toml` and `network.geojson` to a `Pack`, or to every mistake at once.

What cannot be read, or has no meaning by itself, is found here item by item, so that one bad leg does not hide
the next; what contradicts something elsewhere in the pack is found by `references`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeVar

from waystation.errors import Mistake
from waystation.world.clock import Clock
from waystation.world.conditions import Condition
from waystation.world.mission import EvidenceRules, Incidents, Mission
from waystation.world.mistakes import Gatherer, Path, keys_of
from waystation.world.pack import Pack
from waystation.world.parts import Parts
from waystation.world.people import Broker, PartyRules, Reward, Traveller
from waystation.world.places import Leg, Place, Point
from waystation.world.references import check_references
from waystation.world.shape import Shape
from waystation.world.texts import Unreadable, json_line, read_json, read_toml, toml_line

__all__ = ["NETWORK", "PACK", "Reading", "read_pack"]

PACK = "pack.toml"
NETWORK = "network.geojson"
MOST_FEATURES = 20_000
MOST_ITEMS = 2_000
ONE = {"clock": Clock, "mission": Mission, "reward": Reward, "party": PartyRules, "incidents": Incidents, "evidence": EvidenceRules}
MANY = {"traveller": Traveller, "broker": Broker, "condition": Condition}
PLAIN = ("format", "name", "about", "charter")
PLACE_KEYS = [key for key in keys_of(Place) if key != "at"]
LEG_KEYS = [key for key in keys_of(Leg) if key != "line"]

Item = TypeVar("Item", bound=Shape)


@dataclass
class Reading:
    """What came of reading a pack.

    Args:
        pack: The pack, or None where there is an error.
        mistakes: Errors and warnings in the order in which they were found.
        files: Files that the pack refers to, as far as they could be made out.
    """

    pack: Pack | None
    mistakes: list[Mistake] = field(default_factory=list)
    files: tuple[str, ...] = ()


def read_pack(pack_toml: bytes, network: bytes) -> Reading:
    """Read a pack's two files.

    Args:
        pack_toml: The bytes of `pack.toml`.
        network: The bytes of `network.geojson`.

    Returns:
        The pack and every mistake; without a pack if one of them is an error.
    """
    parts, mistakes = Parts(), []
    toml = json = None
    try:
        text, table = read_toml(PACK, pack_toml)
        toml = Gatherer(PACK, _toml_path, lambda at, text=text: toml_line(text, at))  # type: ignore[misc]
        _read_table(table, toml, parts)
    except Unreadable as error:
        mistakes.append(error.mistake)
        parts.complete = False
    try:
        text, collection = read_json(NETWORK, network)
        json = Gatherer(NETWORK, _pointer, lambda at, text=text: json_line(text, at))  # type: ignore[misc]
        _read_collection(collection, json, parts)
    except Unreadable as error:
        mistakes.append(error.mistake)
        parts.complete = False
    if toml is not None and json is not None:
        check_references(parts, toml, json)
    for gatherer in (toml, json):
        mistakes.extend(gatherer.found if gatherer else ())
    if any(not mistake.warning for mistake in mistakes):
        return Reading(None, mistakes, _files(parts))
    return Reading(_assemble(parts), mistakes, _files(parts))


def _files(parts: Parts) -> tuple[str, ...]:
    """The data files that could be read about, each once; those of items with mistakes are left out."""
    gauges = [condition.gauge.file for _, condition in parts.many["condition"] if condition.gauge]
    timetables = [leg.timetable.file for _, leg in parts.legs if leg.timetable]
    incidents = [parts.one["incidents"].file] if parts.one.get("incidents") else []
    return tuple(dict.fromkeys([*gauges, *timetables, *incidents]))


def _assemble(parts: Parts) -> Pack:
    one = parts.one
    return Pack(
        name=one["name"],
        about=one.get("about", ""),
        clock=one["clock"],
        mission=one["mission"],
        travellers=tuple(item for _, item in parts.many["traveller"]),
        brokers=tuple(item for _, item in parts.many["broker"]),
        conditions=tuple(item for _, item in parts.many["condition"]),
        places=tuple(place for _, place in parts.places),
        legs=tuple(leg for _, leg in parts.legs),
        reward=one.get("reward"),
        party=one.get("party") or PartyRules(),
        evidence=one.get("evidence") or EvidenceRules(),
        incidents=one.get("incidents"),
        charter=one.get("charter", {}),
    )


def _read_table(table: dict[str, Any], gather: Gatherer, parts: Parts) -> None:
    gather.unknown_keys(table, [*PLAIN, *ONE, *MANY], ())
    if table.get("format") != 1 or isinstance(table.get("format"), bool):
        gather.add("format", ("format",), value=str(table.get("format", "nothing"))[:40])
    for key, required in (("name", True), ("about", False)):
        if key in table and not (isinstance(table[key], str) and len(table[key]) <= 400):
            gather.add("not_text", (key,), value=str(table[key])[:40])
        elif key in table:
            parts.one[key] = table[key]
        elif required:
            gather.add("missing_key", (key,), key=key)
    if isinstance(table.get("charter", {}), dict):
        parts.one["charter"] = table.get("charter", {})
    else:
        gather.add("not_a_table", ("charter",), value=str(table["charter"])[:40])
    for key, shape in ONE.items():
        if key in table:
            parts.one[key] = gather.read(shape, table[key], (key,))
            _state(parts, key, (key,), table[key])
        elif key in ("clock", "mission"):
            gather.add("missing_table", (key,), key=key)
    for key, shape in MANY.items():
        _read_items(key, shape, table.get(key, []), gather, parts)
    if not table.get("traveller"):
        gather.add("no_traveller", ())


def _read_items(key: str, shape: type[Shape], items: object, gather: Gatherer, parts: Parts) -> None:
    known = parts.ids.setdefault(key, set())
    if not isinstance(items, list):
        gather.add("not_a_list_of_tables", (key,), key=key)
        return
    if len(items) > MOST_ITEMS:
        gather.add("too_many", (key,), value=len(items), limit=MOST_ITEMS)
        return
    for position, item in enumerate(items):
        at: Path = (key, position)
        _note_id(key, item, at, gather, known)
        _state(parts, key, at, item)
        value = gather.read(shape, item, at)
        if value is not None:
            parts.many[key].append((at, value))


def _state(parts: Parts, kind: str, at: Path, item: object) -> None:
    if isinstance(item, dict):
        parts.stated.setdefault(kind, []).append((at, item))


def _note_id(kind: str, item: object, at: Path, gather: Gatherer, known: set[str]) -> None:
    name = item.get("id") if isinstance(item, dict) else None
    if isinstance(name, str):
        if name in known:
            gather.add("duplicate_id", (*at, "id"), value=name[:60], kind=kind)
        known.add(name)


def _read_collection(collection: object, gather: Gatherer, parts: Parts) -> None:
    parts.ids["place"], parts.ids["leg"] = set(), set()
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(collection, dict) or collection.get("type") != "FeatureCollection" or not isinstance(features, list):
        gather.add("not_a_collection", ())
        parts.complete = False
        return
    if len(features) > MOST_FEATURES:
        gather.add("too_many", ("features",), value=len(features), limit=MOST_FEATURES)
        parts.complete = False
        return
    for position, feature in enumerate(features):
        _read_feature(feature, ("features", position), gather, parts)


def _read_feature(feature: object, at: Path, gather: Gatherer, parts: Parts) -> None:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(feature, dict) or feature.get("type") != "Feature" or not isinstance(properties, dict):
        gather.add("not_a_feature", at)
        return
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else geometry
    if kind not in ("Point", "LineString", None):
        gather.add("geometry_kind", (*at, "geometry"), value=str(kind)[:40])
        return
    is_place = kind == "Point" or (kind is None and "kind" in properties and "from" not in properties)
    name, keys, others = ("place", PLACE_KEYS, LEG_KEYS) if is_place else ("leg", LEG_KEYS, PLACE_KEYS)
    # A GIS writes every column for every feature, null where it does not apply.
    properties = {k: v for k, v in properties.items() if v is not None or k not in (*keys, *others)}
    where: Path = (*at, "properties")
    _note_id(name, properties, where, gather, parts.ids[name])
    _state(parts, name, where, properties)
    gather.unknown_keys({k: v for k, v in properties.items() if k in ("at", "line")}, keys, where)
    points = _points(geometry, is_place, at, gather)
    if is_place:
        place = gather.read(Place, {k: v for k, v in properties.items() if k != "at"}, where)
        if place is not None and points:
            parts.places.append((where, place.model_copy(update={"at": points[0]})))
    else:
        leg = gather.read(Leg, {k: v for k, v in properties.items() if k != "line"}, where)
        if leg is not None and points is not None:
            parts.legs.append((where, leg.model_copy(update={"line": points or None})))


def _points(geometry: Any, is_place: bool, at: Path, gather: Gatherer) -> tuple[Point, ...] | None:
    if geometry is None:
        if is_place:
            gather.add("place_without_point", (*at, "geometry"))
        return None if is_place else ()
    coordinates = geometry.get("coordinates")
    listed = [coordinates] if is_place else coordinates
    if not isinstance(listed, list) or (not is_place and len(listed) < 2) or len(listed) > 100_000:
        gather.add("line_form", (*at, "geometry", "coordinates"))
        return None
    points = tuple(_point(pair) for pair in listed)
    if any(point is None for point in points):
        position = points.index(None)
        gather.add("coordinates", (*at, "geometry", "coordinates"), value=str(listed[position])[:40])
        return None
    return tuple(point for point in points if point is not None)


def _point(pair: object) -> Point | None:
    if not isinstance(pair, list) or not 2 <= len(pair) <= 3:
        return None
    if any(isinstance(v, bool) or not isinstance(v, int | float) for v in pair):
        return None
    longitude, latitude = pair[0], pair[1]
    if not (-180.0 <= longitude <= 180.0 and -90.0 <= latitude <= 90.0):
        return None
    return (float(longitude), float(latitude))


def _toml_path(at: Path) -> str:
    words = ""
    for part in at:
        words += f"[{part}]" if isinstance(part, int) else (f".{part}" if words else part)
    return words


def _pointer(at: Path) -> str:
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in at)
