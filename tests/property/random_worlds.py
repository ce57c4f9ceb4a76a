"""Random packs as plain values, to be changed and planned: what a law says of one pack and a changed one."""

from __future__ import annotations

import copy
import json
import random
import tempfile
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from tests.independent.random_packs import toml_text, write_random_pack
from waystation.desk.chart.loading import Loaded, load_pack
from waystation.planning.outcomes import Outcome
from waystation.planning.plan import make_plan
from waystation.storage.folders import PackFolder

__all__ = ["World", "changed", "legs_of", "loaded", "planned", "world"]


@dataclass
class World:
    """A pack's table and features, as plain values."""

    table: dict[str, Any]
    features: list[Any]


@lru_cache(maxsize=64)
def _texts(seed: int) -> tuple[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        write_random_pack(Path(folder), seed)
        return tuple((Path(folder) / name).read_text("utf-8") for name in ("pack.toml", "network.geojson"))  # type: ignore[return-value]


def world(seed: int) -> World:
    """The random pack that belongs to a seed."""
    toml, network = _texts(seed)
    return World(tomllib.loads(toml), json.loads(network)["features"])


def changed(before: World, change: Callable[[World, random.Random], bool | None], seed: int = 0) -> World | None:
    """A copy with something changed, or None where the change says that there is nothing for it."""
    after = copy.deepcopy(before)
    return None if change(after, random.Random(seed)) is False else after


def loaded(given: World) -> Loaded:
    """The pack, read as any other."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "pack.toml").write_text(toml_text(given.table), "utf-8")
        network = {"type": "FeatureCollection", "features": given.features}
        (Path(folder) / "network.geojson").write_text(json.dumps(network), "utf-8")
        return load_pack(PackFolder(Path(folder)))


def planned(given: World) -> Outcome:
    """What the plan of a pack leads to."""
    read = loaded(given)
    return make_plan(read.pack, read.departures, None, read.calendars).outcome


def legs_of(given: World) -> list[dict[str, Any]]:
    """The properties of the legs."""
    return [feature["properties"] for feature in given.features if "from" in feature["properties"]]
