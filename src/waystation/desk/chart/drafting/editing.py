"""A pack's two files with something added, changed or taken out: texts in, texts out.

Decides what stands where in a file, and keeps all else as it is, comments and keys of others too. Whether the new
version is sound is `loading`'s business, where it is kept `keep`'s.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

import tomlkit
from tomlkit.items import AoT, Item, Table

from waystation.errors import Usage
from waystation.world.places import Point
from waystation.world.reading import NETWORK, PACK
from waystation.world.writing import item_of, table_of

__all__ = [
    "KINDS",
    "Kind",
    "PackText",
    "add_leg",
    "add_place",
    "add_record",
    "edit_leg",
    "edit_place",
    "edit_record",
    "feature_of",
    "record_of",
    "remove_feature",
    "remove_record",
    "set_table",
]

Kind = Literal["traveller", "broker", "condition"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""The tables of which a pack has several."""
Properties = Mapping[str, Any]
"""Keys as a pack has them, with plain values; None takes a key out."""


@dataclass(frozen=True)
class PackText:
    """A pack's two files.

    Args:
        toml: The text of `pack.toml`.
        network: The text of `network.geojson`.
    """

    toml: str
    network: str

    @property
    def files(self) -> dict[str, bytes]:
        """Their bytes, by their names: `pack.toml` first, since legs name the brokers that stand in it."""
        return {PACK: self.toml.encode(), NETWORK: self.network.encode()}


def add_place(text: PackText, properties: Properties, at: Point) -> PackText:
    """A place more.

    Args:
        text: The pack.
        properties: `id`, `kind` and whatever else is said of it.
        at: Longitude and latitude.
    """
    feature = {"type": "Feature", "geometry": _point(at), "properties": _said(properties)}
    features = _collection(text)["features"]
    last = max((n for n, one in enumerate(features) if _is_place(one)), default=-1)
    return _with_features(text, lambda found: found.insert(last + 1, feature))


def edit_place(text: PackText, place: str, properties: Properties, at: Point | None = None) -> PackText:
    """A place otherwise; keys that are not named stay as they are.

    Args:
        text: The pack.
        place: Its id.
        properties: What is otherwise.
        at: Where it lies otherwise; None leaves it where it is.

    Raises:
        Usage: If there is no such place.
    """
    return _edited(text, "place", place, properties, _point(at) if at is not None else None)


def add_leg(text: PackText, properties: Properties, line: Sequence[Point] | None = None) -> PackText:
    """A leg more, after all others.

    Args:
        text: The pack.
        properties: `id`, `from`, `to`, `mode`, `minutes` and whatever else is said of it.
        line: How it is drawn; None for a straight line.
    """
    feature = {"type": "Feature", "geometry": _line(line), "properties": _said(properties)}
    return _with_features(text, lambda found: found.append(feature))


def edit_leg(text: PackText, leg: str, properties: Properties, line: Sequence[Point] | None = None) -> PackText:
    """A leg otherwise; keys that are not named stay as they are.

    Args:
        text: The pack.
        leg: Its id.
        properties: What is otherwise.
        line: How it is drawn otherwise; None leaves it as it is.

    Raises:
        Usage: If there is no such leg.
    """
    return _edited(text, "leg", leg, properties, _line(line))


def feature_of(text: PackText, kind: Literal["place", "leg"], name: str) -> dict[str, Any]:
    """The properties of a place or a leg as they stand in the file.

    Raises:
        Usage: If there is none of that name.
    """
    found: dict[str, Any] = _collection(text)["features"][_position_of(text, kind, name)]["properties"]
    return found


def record_of(text: PackText, kind: Kind, name: str) -> dict[str, Any]:
    """A traveller, a broker or a condition as it stands in the file.

    Raises:
        Usage: If there is none of that name.
    """
    found: dict[str, Any] = tomllib.loads(text.toml)[kind][_record_at(text, kind, name)]
    return found


def remove_feature(text: PackText, kind: Literal["place", "leg"], name: str) -> PackText:
    """The pack without a place or a leg.

    Raises:
        Usage: If there is none of that name.
    """
    position = _position_of(text, kind, name)
    return _with_features(text, lambda found: found.pop(position))


def add_record(text: PackText, kind: Kind, properties: Properties) -> PackText:
    """A traveller, a broker or a condition more, after all others of its kind.

    Args:
        text: The pack.
        kind: Which.
        properties: What is said of it.
    """

    def add(document: tomlkit.TOMLDocument) -> None:
        found = document.get(kind)
        if not isinstance(found, AoT):
            found = tomlkit.aot()
            document[kind] = found
        found.append(table_of(_said(properties)))
        found[-1].add(tomlkit.nl())  # a blank line before whatever comes next

    return _with_toml(text, add, lambda table: table.setdefault(kind, []).append(_said(properties)))


def edit_record(text: PackText, kind: Kind, name: str, properties: Properties) -> PackText:
    """A traveller, a broker or a condition otherwise; keys that are not named stay as they are.

    Raises:
        Usage: If there is none of that name.
    """
    position = _record_at(text, kind, name)

    def edit(document: tomlkit.TOMLDocument) -> None:
        found = document[kind]
        assert isinstance(found, AoT)
        _put(found[position], properties)

    return _with_toml(text, edit, lambda table: _put_plain(table[kind][position], properties))


def remove_record(text: PackText, kind: Kind, name: str) -> PackText:
    """The pack without a traveller, a broker or a condition.

    Raises:
        Usage: If there is none of that name.
    """
    position = _record_at(text, kind, name)

    def remove(document: tomlkit.TOMLDocument) -> None:
        found = document[kind]
        assert isinstance(found, AoT)
        del found[position]
        if not len(found):
            del document[kind]

    def remove_plain(table: dict[str, Any]) -> None:
        del table[kind][position]
        if not table[kind]:
            del table[kind]

    return _with_toml(text, remove, remove_plain)


def set_table(text: PackText, table: str, properties: Properties) -> PackText:
    """One of the tables that a pack has once otherwise (`mission`, `clock`, `reward`, `charter`); made where it is not.

    Args:
        text: The pack.
        table: Which; empty for the keys above all tables, such as `name`.
        properties: What is otherwise; keys that are not named stay as they are.
    """

    def edit(document: tomlkit.TOMLDocument) -> None:
        if not table:
            _put(document, properties)
        elif table in document:
            found = document[table]
            assert isinstance(found, Table)
            _put(found, properties)
            if not len(found):
                del document[table]
        elif _said(properties):
            document[table] = table_of(_said(properties))

    def edit_plain(found: dict[str, Any]) -> None:
        inner = found if not table else found.setdefault(table, {})
        _put_plain(inner, properties)
        if table and not inner:
            del found[table]

    return _with_toml(text, edit, edit_plain)


def _put(found: Any, properties: Properties) -> None:
    for key, value in properties.items():
        if value is None:
            found.pop(key, None)
            continue
        new: Item = item_of(key, value)
        old = found.get(key)
        if isinstance(old, Item) and old.trivia.comment:
            new.trivia.comment_ws, new.trivia.comment = old.trivia.comment_ws, old.trivia.comment
        found[key] = new


def _put_plain(found: dict[str, Any], properties: Properties) -> None:
    for key, value in properties.items():
        if value is None:
            found.pop(key, None)
        else:
            found[key] = value


def _said(properties: Properties) -> dict[str, Any]:
    return {key: value for key, value in properties.items() if value is not None}


def _with_toml(
    text: PackText, edit: Callable[[tomlkit.TOMLDocument], None], plainly: Callable[[dict[str, Any]], None]
) -> PackText:
    """The pack after an edit of `pack.toml`, which must say what the same edit of its plain values says.

    An editor that keeps comments can misplace a key in a file that nobody foresaw: then nothing is changed.
    """
    document, wanted = tomlkit.parse(text.toml), tomllib.loads(text.toml)
    edit(document)
    plainly(wanted)
    written = tomlkit.dumps(document)
    if tomllib.loads(written) != tomllib.loads(tomlkit.dumps(tomlkit.item(wanted))):
        raise Usage("pack_unedited")
    return replace(text, toml=written)


def _record_at(text: PackText, kind: Kind, name: str) -> int:
    found = tomllib.loads(text.toml).get(kind, [])
    position = next((n for n, one in enumerate(found) if one.get("id") == name), None)
    if position is None:
        raise Usage("unknown_id", kind=kind, value=name, nearest="")
    return position


def _collection(text: PackText) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text.network)
    return found


def _is_place(feature: Mapping[str, Any]) -> bool:
    return "kind" in feature["properties"] and not feature["properties"].get("from")


def _position_of(text: PackText, kind: str, name: str) -> int:
    for position, feature in enumerate(_collection(text)["features"]):
        if feature["properties"].get("id") == name and _is_place(feature) == (kind == "place"):
            return position
    raise Usage("unknown_id", kind=kind, value=name, nearest="")


def _edited(
    text: PackText, kind: Literal["place", "leg"], name: str, properties: Properties, geometry: dict[str, Any] | None
) -> PackText:
    position = _position_of(text, kind, name)
    if not properties and geometry is None:
        return text

    def edit(features: list[dict[str, Any]]) -> None:
        _put_plain(features[position]["properties"], properties)
        if geometry is not None:
            features[position]["geometry"] = geometry

    return _with_features(text, edit)


def _with_features(text: PackText, edit: Callable[[list[dict[str, Any]]], object]) -> PackText:
    """The pack after an edit of its features, one a line; what else the collection has stays."""
    collection = _collection(text)
    edit(collection["features"])
    head = ", ".join(f"{_json(key)}: {_json(value)}" for key, value in collection.items() if key != "features")
    lines = ",\n".join(_json(feature) for feature in collection["features"])
    return replace(text, network=f'{{{head}, "features": [\n{lines}\n]}}\n')


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _point(at: Point) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [at[0], at[1]]}


def _line(line: Sequence[Point] | None) -> dict[str, Any] | None:
    return None if line is None else {"type": "LineString", "coordinates": [[at[0], at[1]] for at in line]}
