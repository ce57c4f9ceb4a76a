"""Mutations of the shipped packs that leave them invalid, each with the place that its error must name.

Most are made by changing one value of a pack and writing it anew (`writing`), so that path and line are known;
others damage the text or the folder itself.
"""

from __future__ import annotations

import copy
import os
import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.attacks.writing import (
    NETWORK,
    PACK,
    PACKS,
    Keys,
    Raw,
    json_place,
    load,
    toml_place,
    write_network,
    write_toml,
)
from tests.attacks.wrong_values import (
    CHANCE,
    CHARTER,
    EVIDENCE,
    INF,
    LIMITS,
    NAN,
    NETWORK_KEYS,
    OPTIONAL,
    PACK_KEYS,
    REQUIRED_MANY,
    REQUIRED_ONE,
    SOUND_LIMITS,
)

__all__ = ["Broken", "all_mutations"]

Table = dict[str, Any]


@dataclass(frozen=True)
class Broken:
    """A pack that must be refused.

    Args:
        name: What was done to which pack.
        build: Makes the files to write, and the line that the error must name; 0 where it has none.
        file: The file that the error must name.
        at: The place in it that the error must name; empty where it has none.
        arrange: What else to do to the folder.
    """

    name: str
    build: Callable[[], tuple[dict[str, bytes], int]]
    file: str
    at: str = ""
    arrange: Callable[[Path], None] | None = None

    @cached_property
    def built(self) -> tuple[dict[str, bytes], int]:
        """Files and line."""
        return self.build()

    @property
    def where(self) -> str:
        """How the line of the error must begin."""
        _, line = self.built
        return f"error: {self.file}{f':{line}' if line else ''}{' ' if self.at else ''}{self.at}"


def all_mutations() -> list[Broken]:
    """Every mutation of the smallest pack, and of the others a selection."""
    found: list[Broken] = []
    for name in sorted(path.name for path in PACKS.iterdir() if (path / PACK).is_file()):
        whole = list(_of_pack(name))
        found += whole if name == "two-days-to-the-river" else whole[:: max(1, len(whole) // 100)]
    return found


def _of_pack(name: str) -> Iterator[Broken]:
    table, features = load(name)
    source = _Source(name, table, features)
    for family in (
        _pack_values,
        _charter,
        _pack_structure,
        _network_values,
        _network_structure,
        _texts,
        _folders,
        _data_files,
    ):
        yield from family(source)


class _Source:
    """A shipped pack, from which broken ones are made."""

    def __init__(self, name: str, table: Table, features: list[Any]) -> None:
        self.name, self.table, self.features = name, table, features
        self._kept = pickle.dumps((table, features))
        text, self.lines = write_toml(table)
        self.files = {PACK: text.encode(), NETWORK: write_network(features).encode()}

    def in_pack(self, what: str, change: Callable[[Table], None], at: Keys) -> Broken:
        """The pack with something changed in `pack.toml`; the error is at the path, or the nearest above it."""

        def build() -> tuple[dict[str, bytes], int]:
            table, _ = pickle.loads(self._kept)
            change(table)
            text, lines = write_toml(table)
            above = at
            while above and above not in lines:
                above = above[:-1]
            return {**self.files, PACK: text.encode()}, lines.get(above, 0)

        return Broken(f"{self.name}: {what}", build, PACK, toml_place(at))

    def in_network(self, what: str, change: Callable[[list[Any]], None], at: Keys) -> Broken:
        """The pack with something changed in `network.geojson`; the error is in the feature that the path names."""

        def build() -> tuple[dict[str, bytes], int]:
            _, features = pickle.loads(self._kept)
            change(features)
            files = {**self.files, NETWORK: write_network(features).encode()}
            return files, int(at[1]) + 2 if len(at) > 1 else 1

        return Broken(f"{self.name}: {what}", build, NETWORK, json_place(at))

    def raw(self, what: str, file: str, data: bytes, at: str = "", line: int = 0) -> Broken:
        """The pack with other bytes in one file."""
        return Broken(f"{self.name}: {what}", lambda: ({**self.files, file: data}, line), file, at)

    def beside(self, what: str, arrange: Callable[[Path], None], file: str, at: str = "", line: int = 0) -> Broken:
        """The pack as it is, with something else done to its folder."""
        return Broken(f"{self.name}: {what}", lambda: (self.files, line), file, at, arrange)


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 30 else f"{text[:27]}...{len(text)}"


# ---------------------------------------------------------------------------------------------------- pack.toml


def _setting(path: Keys, value: Any) -> Callable[[Any], None]:
    def change(root: Any) -> None:
        for key in path[:-1]:
            root = root[key]
        root[path[-1]] = value

    return change


def _without(path: Keys) -> Callable[[Any], None]:
    def change(root: Any) -> None:
        for key in path[:-1]:
            root = root[key]
        del root[path[-1]]

    return change


def _pack_values(source: _Source) -> Iterator[Broken]:
    for (name, key), wrong in PACK_KEYS.items():
        if name and name not in source.table:
            continue
        here = source.table if not name else source.table.get(name, {})
        items: list[tuple[Keys, Table]] = [((name,) if name else (), here)]
        if isinstance(here, list):
            items = [((name, position), each) for position, each in enumerate(here)]
        for path, item in items[:2]:
            if name in ("", "broker", "traveller", "condition") or key in item or (name, key) in OPTIONAL:
                for value in wrong:
                    at = (*path, key)
                    yield source.in_pack(f"{toml_place(at)} = {_shown(value)}", _setting(at, value), at)


def _charter(source: _Source) -> Iterator[Broken]:
    """The charter, key by key, and what contradicts itself in one; and how evidence is read."""
    for table, keys in (("charter", CHARTER), ("evidence", EVIDENCE)):
        for key, wrong in keys.items() if table in source.table else ():
            for value in wrong:
                at: Keys = (table, key)
                yield source.in_pack(f"{toml_place(at)} = {_shown(value)}", _setting(at, value), at)
    if "charter" not in source.table:
        return
    for urgency in ("PC1", "PC4"):
        here = ("charter", urgency)
        sound = SOUND_LIMITS if urgency == "PC1" else {"low": 0.75, "likely_p10": 0.9}
        for key, wrong in LIMITS.items():
            for value in wrong:
                what = f"{toml_place((*here, key))} = {_shown(value)}"
                yield source.in_pack(what, _setting(here, {**sound, key: value}), (*here, key))
        yield source.in_pack(f"{toml_place(here)}.lows", _setting(here, {**sound, "lows": 0.1}), (*here, "lows"))
    yield from _contradictions(source)


def _contradictions(source: _Source) -> Iterator[Broken]:
    """Limits of a charter that cannot hold together."""
    for key in ("low", "likely_p10"):
        band: Keys = ("charter", "PC1", "second", key)
        below = {**SOUND_LIMITS, "second": {"low": 0.8, "likely_p10": 0.9, key: 0.1}}
        yield source.in_pack(f"{toml_place(band)} below the least", _setting(band[:2], below), band)
        at: Keys = ("charter", "PC2", key)
        yield source.in_pack(
            f"{toml_place(at)} below PC1's", _setting(at[:2], {"low": 0.4, "likely_p10": 0.6, key: 0.1}), at
        )
    rows = {"unlikely": ["high"] * 5, "moderately_likely": ["low"] * 5, "likely": ["high", "low", "low", "low", "low"]}
    for name, row in rows.items():
        matrix: Keys = ("charter", "matrix")
        yield source.in_pack(f"{toml_place(matrix)}.{name} falls", _setting(matrix, {name: row}), matrix)
    name = source.table["condition"][0]["id"]
    at = ("charter", "no_go", 0)
    yield source.in_pack(f"{toml_place(at)} of no level", _setting(at[:2], [f"{name}=nonsense"]), at)
    every = [f"{name}={level}" for level in source.table["condition"][0]["levels"]]
    yield source.in_pack(f"{toml_place(at[:2])} bars every level", _setting(at[:2], every), at[:2])


def _pack_structure(source: _Source) -> Iterator[Broken]:
    for key in ("format", "name", "clock", "mission", "traveller"):
        at: Keys = () if key == "traveller" else (key,)
        yield source.in_pack(f"no {key}", _without((key,)), at)
    for key in ("clock", "mission", "reward", "party", "incidents", "evidence"):
        for value in (5, "x", [1], [{"a": 1}], True):
            yield source.in_pack(f"{key} = {_shown(value)}", _setting((key,), value), (key,))
    for key in ("traveller", "broker", "condition"):
        for value in (5, "x", {"id": "a"}, True, [1]):
            at = (key, 0) if value == [1] else (key,)
            yield source.in_pack(f"{key} = {_shown(value)}", _setting((key,), value), at)
    required: list[Keys] = [(name, key) for name, keys in REQUIRED_ONE.items() for key in keys]
    tables: list[Keys] = [(name,) for name, value in source.table.items() if isinstance(value, dict)]
    for name, keys in REQUIRED_MANY.items():
        for position in range(len(source.table.get(name, []))):
            required += [(name, position, key) for key in keys]
            tables.append((name, position))
    for path in required:
        yield source.in_pack(f"no {toml_place(path)}", _without(path), path)
    for path in (*tables, ()):
        item: Any = source.table
        for step in path:
            item = item[step]
        for key in ("colour", "Id", "__class__", f"{next(iter(item))}x"):
            yield source.in_pack(f"{toml_place((*path, key))} too", _setting((*path, key), 1), (*path, key))
    yield from _pack_agreement(source)


def _pack_agreement(source: _Source) -> Iterator[Broken]:
    """What contradicts something else in the pack."""
    for name in ("traveller", "broker", "condition"):
        items = source.table.get(name, [])
        for position in range(1, len(items)):
            at: Keys = (name, position, "id")
            yield source.in_pack(f"{toml_place(at)} twice", _setting(at, items[0]["id"]), at)
    ends = source.table["mission"]["to"]
    yield source.in_pack(
        "the same end twice", _setting(("mission", "to"), [*ends, ends[0]]), ("mission", "to", len(ends))
    )
    yield source.in_pack("an end nowhere", _setting(("mission", "to"), [*ends, "no"]), ("mission", "to", len(ends)))
    yield source.in_pack("a hard budget of nothing", _hard_budget, ("mission", "budget_hard"))
    yield source.in_pack("an empty reward", _setting(("reward",), {}), ("reward",))
    for position, condition in enumerate(source.table.get("condition", [])):
        yield from _matrices(source, position, condition)
    clock = {**source.table["clock"], "step_minutes": 1, "horizon_hours": 8784}
    yield source.in_pack("half a million steps", _setting(("clock",), clock), ("clock", "horizon_hours"))


def _hard_budget(table: Table) -> None:
    table["mission"].pop("budget", None)
    table["mission"]["budget_hard"] = True


def _matrices(source: _Source, position: int, condition: Table) -> Iterator[Broken]:
    key = next(key for key in ("per_hour", "per_step", "gauge") if key in condition)
    here: Keys = ("condition", position)
    yield source.in_pack(f"{toml_place(here)} without a chain", _without((*here, key)), here)
    both = {**condition, "per_hour": [[1.0]], "per_step": [[1.0]]}
    both["levels"], both["now"] = ["only"], "only"
    yield source.in_pack(f"{toml_place(here)} with two chains", _setting(here, both), here)
    if key == "gauge":
        return
    rows, size = condition[key], len(condition["levels"])
    for number in range(size):
        at = (*here, key, number)
        for what, row in {
            "sums to 1.001": [rows[number][0] + 0.001, *rows[number][1:]],
            "sums to 1 + 2e-9": [rows[number][0] + 2e-9, *rows[number][1:]],
            "is empty": [],
            "holds NaN": [NAN, *rows[number][1:]],
            "holds text": ["0.5", *rows[number][1:]],
            "holds a truth": [True, *rows[number][1:]],
            "is below 0": [-0.5, 1.5, *[0.0] * (size - 2)],
        }.items():
            yield source.in_pack(f"{toml_place(at)} {what}", _setting(at, row), at)
        longer = [*rows[:number], [*rows[number], 0.0], *rows[number + 1 :]]
        yield source.in_pack(f"{toml_place(at)} is too long", _setting((*here, key), longer), (*here, key))
    yield source.in_pack(f"{toml_place(here)} lacks a row", _setting((*here, key), rows[:-1]), (*here, key))
    level = condition["levels"][0]
    for shares in ({level: 0.5}, {level: 1.5}, {level: -1.0}, {level: "1"}, {level: True}, {level: 1.0, "no": 0.0}):
        at = (*here, "now")
        yield source.in_pack(f"{toml_place(at)} = {_shown(shares)}", _setting(at, shares), at)
    still = {**condition, key: [[float(i == j) for j in range(size)] for i in range(size)]}
    still.pop("now", None)
    yield source.in_pack(f"{toml_place(here)} stands still", _setting(here, still), here)
    slow = copy.deepcopy(source.table)
    slow["clock"]["step_minutes"] = 90
    if key == "per_hour" and position == 0:
        at = (*here, key)
        yield source.in_pack(f"{toml_place(here)} in steps of 90", _setting(("clock",), slow["clock"]), at)


# ---------------------------------------------------------------------------------------------- network.geojson


def _network_values(source: _Source) -> Iterator[Broken]:
    met: dict[tuple[str, bool], int] = {}
    for number, feature in enumerate(source.features):
        properties = feature["properties"]
        for key, value in properties.items():
            leg = "from" in properties
            met[key, leg] = met.get((key, leg), 0) + 1
            if met[key, leg] > 1:
                continue
            at: Keys = ("features", number, "properties", key)
            for wrong in NETWORK_KEYS.get(key, []):
                what = f"{json_place(at)} = {_shown(wrong)}"
                yield source.in_network(what, _setting(at[1:], wrong), at)
            if key == "risk":
                for risk in value:
                    for wrong in CHANCE:
                        where = (*at, risk)
                        yield source.in_network(
                            f"{json_place(where)} = {_shown(wrong)}", _setting(where[1:], wrong), where
                        )
            if key == "when":
                yield from _effects(source, at, value, closable=leg)


def _effects(source: _Source, at: Keys, when: Table, closable: bool) -> Iterator[Broken]:
    for key in when:
        wrong: list[Any] = [
            5,
            True,
            "shut",
            [1],
            {"cold": 2.0},
            *({"late" if closable else "found": m} for m in (-1, "2")),
        ]
        wrong += [{"late" if closable else "found": m} for m in (True, NAN, INF, 1e10, [2.0])]
        wrong += [] if closable else ["closed", {"caught": 2.0}]
        for value in wrong:
            where = (*at, key)
            yield source.in_network(f"{json_place(where)} = {_shown(value)}", _setting(where[1:], value), where)
    for condition in dict.fromkeys(key.partition("=")[0] for key in when):
        for other in (f"{condition}=nonsense", f"{condition}x=no", f"{condition}=", condition):
            change = _setting(at[1:], {other: {}})
            yield source.in_network(f"{json_place(at)} of {other}", change, (*at, other))


GEOMETRY: list[tuple[str, Any, Keys]] = [
    ("a polygon", {"type": "Polygon", "coordinates": []}, ("geometry",)),
    ("no kind", {"coordinates": [1.0, 2.0]}, ()),
    ("a number", 5, ("geometry",)),
    ("a list", [1.0, 2.0], ("geometry",)),
    ("a list for a kind", {"type": ["Point"], "coordinates": [1.0, 2.0]}, ("geometry",)),
]
POSITIONS: list[Any] = [
    *(None, 5, "1, 2", [], [1.0], [1.0, 2.0, 3.0, 4.0], ["1", "2"], [True, 2.0], [181.0, 2.0], [1.0, 91.0], [NAN, 2.0]),
    *([INF, 1.0], [1.0, None], [[1.0, 2.0]], {"longitude": 1.0}, [10**400, 1.0], [-180.1, 0.0], [0.0, -90.1]),
]


def _network_structure(source: _Source) -> Iterator[Broken]:
    legs = [n for n, feature in enumerate(source.features) if "from" in feature["properties"]]
    places = [n for n, feature in enumerate(source.features) if "kind" in feature["properties"]]
    for number in (*places[:2], *legs[:2]):
        yield from _of_feature(source, number, place=number in places)
    for number in places[:1]:
        for value in POSITIONS:
            at: Keys = ("features", number, "geometry", "coordinates")
            yield source.in_network(f"{json_place(at)} = {_shown(value)}", _setting(at[1:], value), at)
        at = ("features", number, "geometry")
        yield source.in_network(f"{json_place(at)} is nothing", _setting(at[1:], None), at)
    drawn = [n for n in legs if source.features[n]["geometry"]]
    for number in drawn[:1]:
        at = ("features", number, "geometry", "coordinates")
        for value in POSITIONS:
            where = at if value is None else (*at, 1)
            line = value if value is None else [[1.0, 2.0], value]
            yield source.in_network(f"{json_place(where)} = {_shown(value)}", _setting(at[1:], line), where)
        yield source.in_network(f"{json_place(at)} of one", _setting(at[1:], [[1.0, 2.0]]), at)
    for kind, numbers in (("place", places), ("leg", legs)):
        for number in numbers[1:4]:
            at = ("features", number, "properties", "id")
            first = source.features[numbers[0]]["properties"]["id"]
            yield source.in_network(f"{kind} {number} named as another", _setting(at[1:], first), at)
    for position in (0, len(source.features) // 2):
        for value in (5, None, "x", [], {}, {"type": "Feature"}):
            at = ("features", position)
            yield source.in_network(f"{json_place(at)} = {_shown(value)}", _setting(at[1:], value), at)


def _of_feature(source: _Source, number: int, place: bool) -> Iterator[Broken]:
    here: Keys = ("features", number)
    at: Keys
    for what, value, where in GEOMETRY:
        if what != "no kind":
            at = (*here, *where)
            yield source.in_network(f"{json_place(at)}: {what}", _setting((number, "geometry"), value), at)
    for value in ("feature", "FeatureCollection", 5, None):
        yield source.in_network(f"{json_place(here)} of type {value}", _setting((number, "type"), value), here)
    for value in (5, None, [], "x"):
        yield source.in_network(f"{json_place(here)} with {value}", _setting((number, "properties"), value), here)
    for key in ("id", "kind") if place else ("id", "from", "to", "mode", "minutes"):
        at = (*here, "properties", key)
        yield source.in_network(f"no {json_place(at)}", _without(at[1:]), at)
        if not (place and key == "kind"):
            yield source.in_network(f"{json_place(at)} is null", _setting(at[1:], None), at)
    first = next(iter(source.features[number]["properties"]))
    for key in ("colour", "at", "line", "back", "a/b", "a~b", "__proto__", f"{first}x", "risk" if place else "found"):
        at = (*here, "properties", key)
        yield source.in_network(f"{json_place(at)} too", _setting(at[1:], 1), at)
    once = '"id"'
    twice = write_network([source.features[number]]).split("\n")[1].replace(once, f'"id": "a", {once}', 1)
    at = (*here, "properties", "id")
    yield source.in_network(f"{json_place(at)} stands twice", _setting((number,), Raw(twice)), at)


# ----------------------------------------------------------------------------------------------- texts and folders


def _texts(source: _Source) -> Iterator[Broken]:
    toml, network = source.files[PACK], source.files[NETWORK]
    for file, data in source.files.items():
        for coding in ("utf-16", "utf-32", "utf-16-be"):
            # without a mark at its beginning UTF-16 of ASCII is UTF-8 with NULs in it
            yield source.raw(f"{file} in {coding}", file, data.decode().encode(coding), line=1)
        middle = data.index(b'"', len(data) // 2) + 1
        line = data.count(b"\n", 0, middle) + 1
        for what, junk in {
            "latin-1": b"caf\xe9",
            "nul": b"\0",
            "half of UTF-8": b"\xe2\x82",
            "stray byte": b"\xff",
        }.items():
            yield source.raw(f"{file} with {what}", file, data[:middle] + junk + data[middle:], line=line)
        yield source.raw(f"{file} with a raw escape", file, data[:middle] + b"\x1b[2J" + data[middle:], line=line)
    for what, data in {"empty": b"", "blank": b" \n\n", "only a mark": b"\xef\xbb\xbf", "a number": b"5"}.items():
        line = 1 if what == "a number" else 0
        yield source.raw(f"{NETWORK} {what}", NETWORK, data, line=1 if what != "blank" else 3)
        if what != "a number":
            yield source.raw(f"{PACK} {what}", PACK, data, "format", line)
    for text in ("[]", "null", "true", '"x"', "{}", '{"type": "FeatureCollection"}', '{"features": []}'):
        yield source.raw(f"{NETWORK} is {text}", NETWORK, text.encode(), line=1)
    rest = '{"type": "FeatureCollection", "features": %s}'
    for value in ("5", "null", "{}", '"x"'):
        yield source.raw(f"features are {value}", NETWORK, (rest % value).encode(), line=1)
    for share in range(1, 40):
        cut = network[: len(network.rstrip()) * share // 40]
        yield source.raw(f"{NETWORK} cut at {len(cut)}", NETWORK, cut, line=_last_line(cut))
    yield from _cut_toml(source, toml.decode())
    yield source.raw(f"{NETWORK} goes on", NETWORK, network + b"{}", line=network.count(b"\n") + 1)
    yield source.raw(
        "an integer of 5,000 digits",
        PACK,
        toml.replace(b"format = 1", b"format = " + b"9" * 5000),
        line=_line(toml, b"format = 1"),
    )
    digits = network.replace(b'"minutes": ', b'"minutes": ' + b"9" * 5000, 1)
    yield source.raw("minutes of 5,000 digits", NETWORK, digits, line=_line(network, b'"minutes": '))
    half = network.replace(b'"name": "', b'"name": "\\ud800', 1)
    yield source.raw("half of a character", NETWORK, half, line=_line(network, b'"name": "'))


def _last_line(data: bytes) -> int:
    """The line on which a JSON text that is cut off ends; a parser sees the end of text as standing there."""
    return data.count(b"\n") + 1


def _line(data: bytes, word: bytes) -> int:
    return data.count(b"\n", 0, data.index(word)) + 1


def _cut_toml(source: _Source, text: str) -> Iterator[Broken]:
    for what, word, behind in (
        ("a key", "horizon_hours", 7),
        ("an equals sign", "horizon_hours = ", 16),
        ("a text", 'currency = "', 13),
        ("a list", 'to = ["', 6),
        ("a header", "[mission]", 5),
        ("a double header", "[[traveller]]", 12),
        ("a list of lists", "per_hour = [[", 13),
        ("a number", "per_hour = [[0.", 15),
        ("a time", "start = 20", 10),
    ):
        found = text.find(word)
        if found >= 0:
            cut = text[: found + behind]
            yield source.raw(f"{PACK} cut in {what}", PACK, cut.encode(), line=cut.count("\n") + 1)
    line = text.count("\n") + 1
    for what, words in {
        "a key twice": 'name = "a"\nname = "b"',
        "no value": "name =",
        "an unquoted text": "a = word",
        "a capital": "a = True",
        "an unknown date": "a = 2031-02-30",
        "an unclosed text": 'a = "x',
        "junk": "}{",
        "a stray bracket": "a = 1]",
        "two values": "a = 1 2",
        "a bad escape": 'a = "\\q"',
        "a surrogate": 'a = "\\ud800"',
        "a tab": 'a = "\u0001"',
    }.items():
        rows = words.count("\n")
        yield source.raw(f"{PACK} with {what}", PACK, f"{text}[spare]\n{words}\n".encode(), line=line + 1 + rows)
    yield source.raw(f"{PACK} with a table twice", PACK, f"{text}[clock]\n".encode(), line=line)


def _folders(source: _Source) -> Iterator[Broken]:
    def replaced(file: str, by: Callable[[Path], None]) -> Callable[[Path], None]:
        def arrange(folder: Path) -> None:
            (folder / file).unlink()
            by(folder / file)

        return arrange

    ways: dict[str, Callable[[Path], None]] = {
        "missing": lambda _: None,
        "a folder": Path.mkdir,
        "a pipe": os.mkfifo,
        "a link out": lambda path: path.symlink_to(PACKS / source.name / path.name),
        "a link to nothing": lambda path: path.symlink_to("nothing"),
        "a link to itself": lambda path: path.symlink_to(path.name),
        "a link to all zeros": lambda path: path.symlink_to("/dev/zero"),
    }
    for file in (PACK, NETWORK):
        for what, by in ways.items():
            yield source.beside(f"{file} is {what}", replaced(file, by), file)


# --------------------------------------------------------------------------------------------------- data files


def _data_files(source: _Source) -> Iterator[Broken]:
    outside = [
        "../x.csv",
        "/etc/passwd",
        "~/x.csv",
        "a/../../x.csv",
        "C:\\x.csv",
        "\\\\host\\x",
        "..",
        "a\\..\\..\\x",
        "",
        "a\nb",
        5,
    ]
    gauge = {
        "id": "lake",
        "levels": ["low", "high"],
        "gauge": {"file": "gauges/x.csv", "thresholds": [1.0]},
        "now": "low",
    }
    count = len(source.table.get("condition", []))
    here: Keys = ("condition", count, "gauge")
    table = {**source.table, "condition": [*source.table.get("condition", []), gauge]}
    with_gauge = _Source(source.name, table, source.features)
    for value in outside:
        at = (*here, "file")
        yield with_gauge.in_pack(f"a gauge at {_shown(value)}", _setting(at, value), at)
    for key, wrong in {
        "thresholds": [[], [2.0, 1.0], [1.0, 1.0], "1", [NAN], ["a"], [1.0, 2.0], 5],
        "fil": [1],
    }.items():
        for value in wrong:
            at = (*here, key)
            yield with_gauge.in_pack(f"a gauge with {key} {_shown(value)}", _setting(at, value), at)
    at = (*here, "file")
    yield from _bad_files(
        with_gauge, "gauge", "gauges/x.csv", at=toml_place(at), file=PACK, line=with_gauge.lines[at[:-1]]
    )
    incidents = {"file": "x.csv", "near_km": 5, "trials_per_year": 100}
    with_events = _Source(source.name, {**source.table, "incidents": incidents}, source.features)
    for value in outside:
        at = ("incidents", "file")
        yield with_events.in_pack(f"incidents at {_shown(value)}", _setting(at, value), at)
    for key in ("near_km", "trials_per_year"):
        for value in (0, -1, "5", NAN, 1e10, True):
            at = ("incidents", key)
            yield with_events.in_pack(f"incidents with {key} {_shown(value)}", _setting(at, value), at)
    yield from _bad_files(
        with_events, "incidents", "x.csv", at="incidents.file", file=PACK, line=with_events.lines["incidents", "file"]
    )
    yield from _timetables(source, outside)


def _timetables(source: _Source, outside: list[Any]) -> Iterator[Broken]:
    number = next(n for n, feature in enumerate(source.features) if "from" in feature["properties"])
    features = copy.deepcopy(source.features)
    line = {"file": "t.zip", "route": "1", "from_stop": "a", "to_stop": "b"}
    features[number]["properties"].pop("departures", None)
    features[number]["properties"]["timetable"] = line
    with_line = _Source(source.name, source.table, features)
    here: Keys = ("features", number, "properties", "timetable")
    for value in outside:
        at = (*here, "file")
        yield with_line.in_network(f"a timetable at {_shown(value)}", _setting(at[1:], value), at)
    for key in ("file", "route", "from_stop", "to_stop"):
        at = (*here, key)
        yield with_line.in_network(f"a timetable without {key}", _without(at[1:]), at)
        if key != "file":
            yield with_line.in_network(f"a timetable with no {key}", _setting(at[1:], ""), at)
    both = _setting((number, "properties", "departures"), ["06:00"])
    at = ("features", number, "properties", "departures")
    yield with_line.in_network("departures and a timetable", both, at)
    pointer = json_place((*here, "file"))
    yield from _bad_files(with_line, "timetable", "t.zip", at=pointer, file=NETWORK, line=number + 2)


def _bad_files(source: _Source, kind: str, path: str, *, at: str, file: str, line: int) -> Iterator[Broken]:
    """A data file that is not there, or none, is said where the pack refers to it; bad contents in the file itself."""

    def made(by: Callable[[Path], None]) -> Callable[[Path], None]:
        def arrange(folder: Path) -> None:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            by(folder / path)

        return arrange

    ways: dict[str, Callable[[Path], None]] = {
        "missing": lambda _: None,
        "a folder": Path.mkdir,
        "a pipe": os.mkfifo,
        "a link out": lambda path: path.symlink_to("/etc/hostname"),
        "a link to nothing": lambda path: path.symlink_to("nothing"),
        "a link to itself": lambda path: path.symlink_to(path.name),
        "a link to all zeros": lambda path: path.symlink_to("/dev/zero"),
    }
    for what, by in ways.items():
        yield source.beside(f"{kind} is {what}", made(by), file, at, line)
    contents = {
        "empty": b"",
        "zeros": bytes(5000),
        "words": b"once upon a time\nthere was a river\n",
        "UTF-16": "date,level\n2031-01-01,1\n".encode("utf-16"),
        "brackets": b"[" * 100_000,
        "markup": b"<a>" * 10_000,
        "entities": b'<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>',
        "half a zip": b"PK\x03\x04" + bytes(40),
        "other columns": b"when,where\n1,2\n",
    }
    for what, data in contents.items():
        yield source.raw(f"{kind} holds {what}", path, data)
