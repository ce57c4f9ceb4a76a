"""Reading a pack: from the text of `pack.toml` and `network.geojson` to a `Pack`, or to every mistake at once.

What cannot be read, or has no meaning by itself, is found here item by item, so that one bad leg does not hide
the next; what contradicts something elsewhere in the pack is found by `references`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from waystation.errors import Mistake
from waystation.world.advice import Advice
from waystation.world.changes import Changes
from waystation.world.charter import Charter
from waystation.world.clock import Clock
from waystation.world.conditions import Condition
from waystation.world.files import TimetableFile
from waystation.world.lines import JsonLines, Path, TomlLines
from waystation.world.mission import EvidenceRules, Incidents, Mission
from waystation.world.mistakes import Enough, Gatherer, keys_of
from waystation.world.pack import Pack
from waystation.world.parts import Parts
from waystation.world.people import Broker, PartyRules, Reward, Traveller
from waystation.world.places import Leg, Place, Point
from waystation.world.quoting import shown
from waystation.world.references import check_references
from waystation.world.shape import LONGEST_TEXT, Shape, is_plain
from waystation.world.texts import Unreadable, pointer, read_json, read_toml

__all__ = ["NETWORK", "PACK", "Reading", "Reference", "read_pack"]

PACK = "pack.toml"
NETWORK = "network.geojson"
ONE: dict[str, type[Shape]] = {
    "clock": Clock,
    "mission": Mission,
    "reward": Reward,
    "party": PartyRules,
    "incidents": Incidents,
    "evidence": EvidenceRules,
    "charter": Charter,
}
MANY: dict[str, type[Shape]] = {"traveller": Traveller, "broker": Broker, "condition": Condition, "advice": Advice}
PLAIN = ("format", "name", "about")
PLACE_KEYS = [key for key in keys_of(Place) if key != "at"]
LEG_KEYS = [key for key in keys_of(Leg) if key not in ("line", "back")]

Item = TypeVar("Item", bound=Shape)


@dataclass
class Reading:
    """What came of reading a pack.

    Args:
        pack: The pack, or None where there is an error.
        mistakes: Errors in the order in which they were found.
        references: The data files that the pack refers to, as far as it could be read, each once.
        clock: The clock, if at least that could be read.
        places: File, place in it and line of places, legs, and whatever else warnings are about; see `placed`.
    """

    pack: Pack | None
    mistakes: list[Mistake] = field(default_factory=list)
    references: tuple[Reference, ...] = ()
    clock: Clock | None = None
    places: Mapping[tuple[str, str], tuple[Gatherer, Path]] = field(default_factory=dict)

    def placed(self, mistake: Mistake) -> Mistake:
        """A mistake about a part that is known by its kind and id (`leg:ford`), with its place in the file.

        Args:
            mistake: Its `at` begins with kind and id; what follows a slash are keys inside the part.
        """
        name, *keys = mistake.at.split("/")
        kind, _, part = name.partition(":")
        found = self.places.get((kind, part))
        if found is None:
            return mistake
        gatherer, path = found
        at, line = gatherer.place((*path, *(int(key) if key.isdecimal() else key for key in keys)))
        return replace(mistake, file=gatherer.file, at=at, line=line)


def read_pack(pack_toml: bytes | None, network: bytes | None, changes: Changes | None = None) -> Reading:
    """Read a pack's two files.

    Args:
        pack_toml: The bytes of `pack.toml`, or None if there is no such file.
        network: The bytes of `network.geojson`, or None if there is no such file.
        changes: What is to stand in them otherwise; only where they are sound without it.

    Returns:
        The pack and every mistake; without a pack if there is one, or a file is not there.
    """
    parts, mistakes = Parts(), []
    gatherers: list[Gatherer] = []
    toml, json = Gatherer(PACK, _toml_path, lambda _: 0), Gatherer(NETWORK, pointer, lambda _: 0)
    try:
        if pack_toml is not None:
            text, table = read_toml(PACK, pack_toml)
            toml = Gatherer(PACK, _toml_path, TomlLines(text).of)
            gatherers.append(toml)
            toml.changed = changes.in_table(table) if changes else {}
            _read_table(table, toml, parts)
    except Enough:
        parts.forget("broker", "condition")
    except Unreadable as error:
        mistakes.append(error.mistake)
    try:
        if network is not None:
            text, collection = read_json(NETWORK, network)
            json = Gatherer(NETWORK, pointer, JsonLines(text).of)
            gatherers.append(json)
            json.changed = changes.in_collection(collection) if changes else {}
            _read_collection(collection, json, parts)
    except Enough:
        parts.forget("place", "leg")
    except Unreadable as error:
        mistakes.append(error.mistake)
    with suppress(Enough):
        check_references(parts, toml, json)
    for gatherer in gatherers:
        mistakes.extend(gatherer.found)
    pack = _assemble(parts) if len(gatherers) == 2 and not mistakes else None
    return Reading(pack, mistakes, _references(parts, toml, json), parts.one.get("clock"), _places(parts, toml, json))


@dataclass(frozen=True)
class Reference:
    """A data file that a pack refers to, and where it does.

    Args:
        kind: `gauge`, `timetable` or `incidents`.
        path: The file's path inside the pack.
        file: The file that refers to it.
        at: Where it does.
        line: On which line.
        lines: Of a timetable, the lines asked of it, each with the leg's id and whether it is the return.
    """

    kind: str
    path: str
    file: str
    at: str
    line: int
    lines: tuple[tuple[tuple[str, bool], TimetableFile], ...] = ()


def _references(parts: Parts, toml: Gatherer, json: Gatherer) -> tuple[Reference, ...]:
    """The data files that could be read about; those of items with mistakes are left out."""
    found: dict[tuple[str, str], Reference] = {}

    def refer(kind: str, path: str, gatherer: Gatherer, at: Path) -> None:
        if (kind, path) not in found:
            found[kind, path] = Reference(kind, path, gatherer.file, *gatherer.place((*at, "file")))

    for at, condition in parts.many["condition"]:
        if condition.gauge is not None:
            refer("gauge", condition.gauge.file, toml, (*at, "gauge"))
    if parts.one.get("incidents"):
        refer("incidents", parts.one["incidents"].file, toml, ("incidents",))
    for at, leg in parts.legs:
        for move in (leg, leg.returning()) if leg.both_ways else (leg,):
            if move.timetable is not None:
                refer("timetable", move.timetable.file, json, (*at, "timetable"))
                known = found["timetable", move.timetable.file]
                lines = (*known.lines, ((move.id, move.back), move.timetable))
                found["timetable", move.timetable.file] = replace(known, lines=lines)
    return tuple(found.values())


def _places(parts: Parts, toml: Gatherer, json: Gatherer) -> dict[tuple[str, str], tuple[Gatherer, Path]]:
    found: dict[tuple[str, str], tuple[Gatherer, Path]] = {(key, ""): (toml, (key,)) for key in ONE}
    found |= {(kind, item.id): (toml, at) for kind, items in parts.many.items() for at, item in items}
    found |= {("place", place.id): (json, at) for at, place in parts.places}
    found |= {("leg", leg.id): (json, at) for at, leg in parts.legs}
    return found


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
        charter=one.get("charter"),
        advice=tuple(item for _, item in parts.many["advice"]),
    )


def _read_table(table: dict[str, Any], gather: Gatherer, parts: Parts) -> None:
    gather.unknown_keys(table, [*PLAIN, *ONE, *MANY], ())
    if type(table.get("format")) is not int or table["format"] != 1:
        gather.add("format", ("format",), value=shown(table.get("format")))
    for key, required in (("name", True), ("about", False)):
        if key in table:
            _read_text(table[key], key, gather, parts)
        elif required:
            gather.add("missing_key", (key,), value=shown(key))
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


def _read_text(text: object, key: str, gather: Gatherer, parts: Parts) -> None:
    if not isinstance(text, str):
        gather.add("not_text", (key,), value=shown(text))
    elif len(text) > LONGEST_TEXT:
        gather.add("too_long_text", (key,), limit=LONGEST_TEXT)
    elif not is_plain(text):
        gather.add("control_character", (key,))
    else:
        parts.one[key] = text


def _read_items(key: str, shape: type[Shape], items: object, gather: Gatherer, parts: Parts) -> None:
    if not isinstance(items, list):
        gather.add("not_a_list_of_tables", (key,), key=key)
        return
    if len(items) > gather.limits.items:
        gather.over("items", (key,))
        return
    known = parts.ids.setdefault(key, set())
    for position, item in enumerate(items):
        at: Path = (key, position)
        _note_id(item, at, gather, known)
        _state(parts, key, at, item)
        value = gather.read(shape, item, at)
        if value is not None:
            parts.many[key].append((at, value))


def _state(parts: Parts, kind: str, at: Path, item: object) -> None:
    if isinstance(item, dict):
        parts.stated.setdefault(kind, []).append((at, item))


def _note_id(item: object, at: Path, gather: Gatherer, known: set[str]) -> None:
    name = item.get("id") if isinstance(item, dict) else None
    if isinstance(name, str):
        if name in known:
            gather.add("duplicate_id", (*at, "id"), value=shown(name))
        known.add(name)


def _read_collection(collection: object, gather: Gatherer, parts: Parts) -> None:
    features = collection.get("features") if isinstance(collection, dict) else None
    named = isinstance(collection, dict) and collection.get("type") == "FeatureCollection"
    if not named or not isinstance(features, list):
        gather.add("not_a_collection", ())
        return
    if len(features) > gather.limits.features:
        gather.over("features", ("features",))
        return
    parts.ids["place"], parts.ids["leg"] = set(), set()
    for position, feature in enumerate(features):
        _read_feature(feature, ("features", position), gather, parts)


def _read_feature(feature: object, at: Path, gather: Gatherer, parts: Parts) -> None:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(feature, dict) or feature.get("type") != "Feature" or not isinstance(properties, dict):
        gather.add("not_a_feature", at)
        _note_unread(properties, parts)
        return
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else geometry
    if kind not in ("Point", "LineString", None):
        gather.add("geometry_kind", (*at, "geometry"), value=shown(kind))
        _note_unread(properties, parts)
        return
    is_place = kind == "Point" or (kind is None and "kind" in properties and "from" not in properties)
    name, keys, others = ("place", PLACE_KEYS, LEG_KEYS) if is_place else ("leg", LEG_KEYS, PLACE_KEYS)
    # A GIS writes every column for every feature, null where it does not apply.
    properties = {k: v for k, v in properties.items() if v is not None or k not in (*keys, *others)}
    where: Path = (*at, "properties")
    _note_id(properties, where, gather, parts.ids[name])
    _state(parts, name, where, properties)
    gather.unknown_keys({k: v for k, v in properties.items() if k in ("at", "line", "back")}, keys, where)
    points = _points(geometry, is_place, at, gather)
    if is_place:
        place = gather.read(Place, {k: v for k, v in properties.items() if k != "at"}, where)
        if place is not None and points:
            parts.places.append((where, place.model_copy(update={"at": points[0]})))
    else:
        leg = gather.read(Leg, {k: v for k, v in properties.items() if k not in ("line", "back")}, where)
        if leg is not None and points is not None:
            parts.legs.append((where, leg.model_copy(update={"line": points or None})))


def _note_unread(properties: object, parts: Parts) -> None:
    """Remember the id of what could not be read, so that nothing else is said to be missing for it."""
    if isinstance(properties, dict) and isinstance(properties.get("id"), str):
        parts.ids["leg" if "from" in properties else "place"].add(properties["id"])


def _points(geometry: Any, is_place: bool, at: Path, gather: Gatherer) -> tuple[Point, ...] | None:
    if geometry is None:
        if is_place:
            gather.add("place_without_point", (*at, "geometry"))
        return None if is_place else ()
    coordinates = geometry.get("coordinates")
    listed = [coordinates] if is_place else coordinates
    if not isinstance(listed, list) or (not is_place and len(listed) < 2):
        gather.add("line_form", (*at, "geometry", "coordinates"))
        return None
    if len(listed) > gather.limits.positions:
        gather.over("positions", (*at, "geometry", "coordinates"))
        return None
    points = tuple(_point(pair) for pair in listed)
    if any(point is None for point in points):
        position = points.index(None)
        where = (*at, "geometry", "coordinates", *(() if is_place else (position,)))
        gather.add("coordinates", where, value=shown(listed[position]))
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
        if isinstance(part, int):
            words += f"[{part}]"
        else:
            words += ("." if words else "") + (part if _BARE.fullmatch(part) else shown(part))
    return words


_BARE = re.compile(r"[A-Za-z0-9_-]{1,80}")
