"""The JSON Schema that editors use takes every sound pack and refuses what reading refuses."""

from __future__ import annotations

import json
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.builders import condition, leg, place, read
from tests.builders import table as pack_table
from tests.independent.random_packs import write_random_pack
from waystation.world.schema import schema_for
from waystation.world.shape import Shape

PACKS = sorted(path.parent for path in (Path(__file__).resolve().parents[3] / "packs").glob("*/pack.toml"))


def plain(value: Any) -> Any:
    """A TOML table as JSON has it: times as text, no tuples."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, datetime | date) else value


def wrong(what: str, value: Any) -> list[str]:
    """What the schema has against a value."""
    return [error.message for error in Draft202012Validator(schema_for(what)).iter_errors(value)]


@pytest.mark.parametrize("what", ["pack", "network"])
def test_it_is_itself_a_schema(what: str) -> None:
    """Of the dialect that it names, in plain JSON, each property with its description."""
    schema = json.loads(json.dumps(schema_for(what), allow_nan=False))
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"].endswith("2020-12/schema")
    for name, shape in schema["$defs"].items():
        for key, described in shape.get("properties", {}).items():
            assert name.startswith(("Geo", "Interval")) or described.get("description"), (name, key)


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_it_takes_the_packs_that_ship(folder: Path) -> None:
    """Both files of each."""
    assert wrong("pack", plain(tomllib.loads((folder / "pack.toml").read_text("utf-8")))) == []
    assert wrong("network", json.loads((folder / "network.geojson").read_text("utf-8"))) == []


def test_it_takes_random_packs(tmp_path: Path) -> None:
    """Of every mixture of features."""
    packs, networks = Draft202012Validator(schema_for("pack")), Draft202012Validator(schema_for("network"))
    for seed in range(40):
        write_random_pack(tmp_path / str(seed), seed)
        table = plain(tomllib.loads((tmp_path / str(seed) / "pack.toml").read_text("utf-8")))
        network = json.loads((tmp_path / str(seed) / "network.geojson").read_text("utf-8"))
        assert [error.message for error in packs.iter_errors(table)] == []
        assert [error.message for error in networks.iter_errors(network)] == []


BROKEN_TABLES: list[dict[str, Any]] = [
    {"unknown": 1},
    {"travellers": []},
    {"travellers": [{"id": "x", "pace": 0}]},
    {"travellers": [{"id": "a b"}]},
    {"mission": {"to": []}},
    {"mission": {"budget": -1}},
    {"mission": {"from": 3}},
    {"reward": {"per_head": "much"}},
    {"party": {"crowding": 0}},
    {"broker": [{"id": "g", "role": "wizard"}]},
    {"broker": [{"id": "g", "role": "guide", "betrays": 1.5}]},
    {"broker": [{"id": "g", "role": "guide", "terms": {"held": 2}}]},
    {"condition": [{**condition(), "levels": []}]},
    {"condition": [condition(observed="no")]},
    {"evidence": {"unobserved_floor": 2}},
    {"step": 0},
    {"hours": 0},
]


@pytest.mark.parametrize("tables", BROKEN_TABLES, ids=str)
def test_what_it_refuses_in_a_table_reading_refuses_too(tables: dict[str, Any]) -> None:
    """And the other way round, for mistakes of form."""
    assert wrong("pack", plain(pack_table(**tables)))
    assert read(leg("l"), **tables).pack is None


BROKEN_LEGS: list[dict[str, Any]] = [
    {"mode": "horse"},
    {"minutes": 0},
    {"minutes": "30"},
    {"fee": -1},
    {"window": "dusk"},
    {"window": ["9:00-10:00"]},
    {"departures": ["0７:00"]},
    {"departures": ["24:00"]},
    {"departures": []},
    {"strain": 6},
    {"risk": {"caught": [0.1]}},
    {"risk": {"caught": {"events": 1}}},
    {"risk": {"drowned": 0.1}},
    {"when": {"river": "closed"}},
    {"when": {"river=high": {"found": 2}}},
    {"when": {"river=high": "open"}},
    {"when": {"river=high": {"harm": -1}}},
    {"colour": "red"},
]


@pytest.mark.parametrize("words", BROKEN_LEGS, ids=str)
def test_what_it_refuses_in_a_leg_reading_refuses_too(words: dict[str, Any]) -> None:
    """A leg is no place either, so nothing slips through the other form."""
    feature = leg("l", **words)
    assert wrong("network", {"type": "FeatureCollection", "features": [feature]})
    assert read(feature, condition=[condition()]).pack is None


@pytest.mark.parametrize(
    "words", [{"kind": "castle"}, {"found": 2}, {"when": {"river=high": "closed"}}, {"beds": 1.5}, {"minutes": 3}]
)
def test_what_it_refuses_in_a_place_reading_refuses_too(words: dict[str, Any]) -> None:
    """A closed place above all."""
    feature = place("a", **words)
    assert wrong("network", {"type": "FeatureCollection", "features": [feature]})
    assert read(feature, leg("l"), condition=[condition()]).pack is None


def test_a_shape_of_the_same_name_elsewhere_says_nothing_of_a_packs():
    """The archive has records too; what stands beside a broker's record is the broker's."""
    before = json.dumps(schema_for("pack"), sort_keys=True)
    type("Record", (Shape,), {"__module__": "elsewhere", "__annotations__": {"kept": float}})
    assert json.dumps(schema_for("pack"), sort_keys=True) == before
