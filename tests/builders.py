"""Small packs, made in a line: two hubs and whatever a test adds; and the two files they would stand in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.independent.random_packs import toml_text
from waystation.world.pack import Pack
from waystation.world.reading import Reading, read_pack

__all__ = ["START", "condition", "leg", "network_text", "pack_files", "place", "read", "small_pack", "write_pack"]

START = "2031-10-01T12:00:00+09:00"
SEOUL = (127.0, 37.5)

Words = dict[str, Any]


def place(name: str, /, at: tuple[float, float] = SEOUL, **words: Any) -> Words:
    """A feature that is a place; a hub unless it says otherwise."""
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": list(at)},
        "properties": {"id": name, "kind": "hub", **words},
    }


def leg(name: str, /, origin: str = "a", to: str = "b", line: Any = None, **words: Any) -> Words:
    """A feature that is a leg: half an hour by car unless it says otherwise. `when` has its own keys."""
    properties = {"id": name, "from": origin, "to": to, "mode": "car", "minutes": 30, **words}
    return {"type": "Feature", "geometry": line, "properties": properties}


def condition(name: str = "river", /, levels: Iterable[str] = ("low", "high"), **words: Any) -> Words:
    """A condition that stays as it is, at its first level, unless it says otherwise."""
    listed = list(levels)
    if not words.keys() & {"per_hour", "per_step", "gauge"}:
        words["per_step"] = [[float(i == j) for j in range(len(listed))] for i in range(len(listed))]
    words.setdefault("now", listed[0])
    return {"id": name, "levels": listed, **{key: value for key, value in words.items() if value is not None}}


def table(hours: float = 2, start: str = START, step: int = 30, **tables: Any) -> Words:
    """`pack.toml` as a table: from a to b, one traveller, noon, two hours, unless it says otherwise."""
    mission = {"from": "a", "to": ["b"], **tables.pop("mission", {})}
    return {
        "format": 1,
        "name": "small",
        "clock": {"start": datetime.fromisoformat(start), "step_minutes": step, "horizon_hours": hours},
        "mission": mission,
        "traveller": tables.pop("travellers", [{"id": "boy"}]),
        **tables,
    }


def network_text(features: Iterable[Words]) -> str:
    """`network.geojson`, one feature a line."""
    rows = ",\n".join(json.dumps(feature) for feature in features)
    return f'{{"type": "FeatureCollection", "features": [\n{rows}\n]}}\n'


def pack_files(*features: Words, **tables: Any) -> tuple[bytes, bytes]:
    """The bytes of the two files; places a and b are added where nothing else has their names."""
    named = {feature["properties"]["id"] for feature in features}
    added = [place(name) for name in ("a", "b") if name not in named]
    return toml_text(table(**tables)).encode(), network_text([*added, *features]).encode()


def read(*features: Words, **tables: Any) -> Reading:
    """What reading such a pack comes to."""
    return read_pack(*pack_files(*features, **tables))


def small_pack(*features: Words, **tables: Any) -> Pack:
    """A sound small pack."""
    reading = read(*features, **tables)
    assert reading.pack is not None, reading.mistakes
    return reading.pack


def write_pack(folder: Path, *features: Words, extra: Mapping[str, bytes] | None = None, **tables: Any) -> Path:
    """The same as a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    toml, network = pack_files(*features, **tables)
    for name, data in {"pack.toml": toml, "network.geojson": network, **(extra or {})}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder
