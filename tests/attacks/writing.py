"""Writes a pack's two files from plain values, and knows on which line everything then stands.

Apart from the reader on purpose: the lines that errors must name are known because they were written there.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

__all__ = ["PACKS", "Files", "Raw", "json_place", "load", "toml_place", "write_network", "write_toml"]

PACKS = Path(__file__).resolve().parents[2] / "packs"
PACK, NETWORK = "pack.toml", "network.geojson"

Keys = tuple[str | int, ...]


class Raw(str):
    """Text that is written as it stands, where a value would be."""

    __slots__ = ()


@dataclass(frozen=True)
class Files:
    """The bytes of a pack's files, and the line of everything in them."""

    pack: bytes
    network: bytes
    lines: Mapping[Keys, int]


def load(name: str) -> tuple[dict[str, Any], list[Any]]:
    """A shipped pack's table and features, as plain values of one's own."""
    table = tomllib.loads((PACKS / name / PACK).read_text("utf-8"))
    features = json.loads((PACKS / name / NETWORK).read_text("utf-8"))["features"]
    return table, features


def write_toml(table: Mapping[str, Any]) -> tuple[str, dict[Keys, int]]:
    """TOML with a key on each line, and the line of each path; what stands inside a value stands on its line."""
    rows: list[str] = []
    lines: dict[Keys, int] = {}

    def keys(at: Keys, words: Mapping[str, Any]) -> None:
        for key, value in words.items():
            rows.append(f"{_key(key)} = {_toml(value)}")
            lines[(*at, key)] = len(rows)

    keys((), {key: value for key, value in table.items() if not _is_table(value) and not _are_tables(value)})
    for name, value in table.items():
        for position, words in enumerate(value if _are_tables(value) else [value] if _is_table(value) else []):
            rows.append(f"[[{_key(name)}]]" if _are_tables(value) else f"[{_key(name)}]")
            at: Keys = (name, position) if _are_tables(value) else (name,)
            lines[at] = len(rows)
            lines.setdefault((name,), len(rows))
            keys(at, words)
    return "\n".join(rows) + "\n", lines


def write_network(features: list[Any], head: str = '{"type": "FeatureCollection", "features": [') -> str:
    """GeoJSON with a feature on each line, the first on the second."""
    return head + "\n" + ",\n".join(_json(feature) for feature in features) + "\n]}\n"


def toml_place(at: Keys) -> str:
    """A path as errors write it in TOML."""
    words = ""
    for key in at:
        words += f"[{key}]" if isinstance(key, int) else f".{key}" if words else key
    return words


def json_place(at: Keys) -> str:
    """A path as errors write it in JSON: a pointer."""
    return "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in at)


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _are_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, dict) for each in value)


def _key(key: str) -> str:
    return key if key.replace("_", "").replace("-", "").isalnum() and key.isascii() else json.dumps(key)


def _toml(value: object) -> str:
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)} = {_toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, float):
        return repr(value)
    return json.dumps(value) if isinstance(value, str) else str(value)


def _json(value: object) -> str:
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {_json(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_json, value)) + "]"
    return json.dumps(value)
