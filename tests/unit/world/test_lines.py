"""The line of a value is the line on which it stands, or of the nearest table above it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path as File
from typing import Any

import pytest

from waystation.world.lines import JsonLines, Path, TomlLines

PACKS = sorted(path.parent for path in (File(__file__).resolve().parents[3] / "packs").glob("*/pack.toml"))

TOML = """\
format = 1
name = "a [broker] = no table"  # nor [this]
about = \"\"\"
[clock]
start = 1
\"\"\"

[clock]
step_minutes = 30

[[broker]]
id = "one"
[broker.record]
kept = 1

[[broker]]
id = "two"
terms.held = 0.5
[broker.record]
kept = -1

[[condition]]
id = "river"
per_hour = [
    [1.0],
    [0.5],
]
"when" = { "river=low" = "closed", risk = 2 }
"""


@pytest.mark.parametrize(
    ("at", "line"),
    [
        (("format",), 1),
        (("name",), 2),
        (("clock",), 8),
        (("clock", "step_minutes"), 9),
        (("clock", "start"), 8),
        (("broker", 0), 11),
        (("broker", 0, "record", "kept"), 14),
        (("broker", 1), 16),
        (("broker", 1, "id"), 17),
        (("broker", 1, "terms", "held"), 18),
        (("broker", 1, "record", "kept"), 20),
        (("broker", 1, "role"), 16),
        (("condition", 0, "per_hour"), 24),
        (("condition", 0, "when", "river=low"), 28),
        (("absent",), 0),
        ((), 0),
    ],
)
def test_a_value_of_a_toml_text(at: Path, line: int) -> None:
    """Text and comments that look like tables are none; each table of a list has its own lines."""
    tomllib.loads(TOML)
    assert TomlLines(TOML).of(at) == line


def paths(value: Any, at: Path = ()) -> Iterator[Path]:
    """The path of every value."""
    yield at
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in members:
        yield from paths(member, (*at, key))


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_every_key_of_a_shipped_pack_stands_on_its_line(folder: File) -> None:
    """In both files, with comments, matrices and tables in a line."""
    toml = (folder / "pack.toml").read_text("utf-8")
    found = TomlLines(toml)
    lines = toml.split("\n")
    for at in paths(tomllib.loads(toml)):
        if at and isinstance(at[-1], str):
            assert at[-1] in lines[found.of(at) - 1], at
    text = (folder / "network.geojson").read_text("utf-8")
    features = JsonLines(text)
    rows = text.split("\n")
    for number, feature in enumerate(json.loads(text)["features"]):
        for at in paths(feature, ("features", number)):
            if isinstance(at[-1], str):
                assert json.dumps(at[-1], ensure_ascii=False) in rows[features.of(at) - 1], at


JSON = """{"type": "FeatureCollection",
 "note": "\\"features\\": [",
 "features": [
  {"type": "Feature",
   "properties": {"id": "minutes",
     "minutes": 3,
     "risk": {"late": 1,
       "harm": [0,
         2]}}},

  {"properties": {"id": "x"}}
 ]}
"""


@pytest.mark.parametrize(
    ("at", "line"),
    [
        (("features", 0), 4),
        (("features", 0, "properties"), 5),
        (("features", 0, "properties", "minutes"), 6),
        (("features", 0, "properties", "risk", "harm"), 8),
        (("features", 1), 11),
        (("features", 1, "properties", "id"), 11),
        (("features", 1, "properties", "absent"), 11),
    ],
)
def test_a_member_of_a_feature(at: Path, line: int) -> None:
    """Not that of a text that reads like it."""
    json.loads(JSON)
    assert JsonLines(JSON).of(at) == line
