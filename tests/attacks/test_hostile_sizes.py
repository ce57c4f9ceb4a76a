"""Packs that are too much: each is answered by an error that names the limit, soon and within little memory."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.attacks.running import run, write_files
from tests.attacks.writing import NETWORK, PACK, load, write_network, write_toml

MEMORY_MB = 300
GUARD_SECONDS = 10.0
WATCHED = """
import resource, sys
from pathlib import Path
from waystation.cli.main import _run
status = _run(sys.argv[1:])
found = Path("/proc/self/status")
rows = found.read_text().splitlines() if found.exists() else []
peak = [int(row.split()[1]) for row in rows if row.startswith("VmHWM:")]  # getrusage remembers the parent's too
kilo = 1 << 10 if sys.platform == "darwin" else 1
print(peak[0] if peak else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // kilo, file=sys.stderr)
sys.exit(status)
"""
"""Runs a command and says the most memory that it took, in KiB."""

Change = Callable[[dict[str, Any], list[Any]], None]


def river(change: Change | None = None) -> dict[str, bytes]:
    """The files of the smallest pack, changed."""
    table, features = copy.deepcopy(load("two-days-to-the-river"))
    if change is not None:
        change(table, features)
    return {PACK: write_toml(table)[0].encode(), NETWORK: write_network(features).encode()}


def with_network(text: str | bytes) -> dict[str, bytes]:
    return {**river(), NETWORK: text if isinstance(text, bytes) else text.encode()}


def with_pack(text: str) -> dict[str, bytes]:
    return {**river(), PACK: text.encode()}


def with_feature(properties: str) -> dict[str, bytes]:
    feature = f'{{"type": "Feature", "geometry": null, "properties": {properties}}}'
    return with_network(f'{{"type": "FeatureCollection", "features": [{feature}]}}')


def with_gauge(data: bytes) -> dict[str, bytes]:
    def change(table: dict[str, Any], features: list[Any]) -> None:
        del table["condition"][0]["per_hour"]
        table["condition"][0]["gauge"] = {"file": "x", "thresholds": [1.0, 2.0]}

    return {**river(change), "x": data}


def with_zip(path: Path) -> dict[str, bytes]:
    def change(table: dict[str, Any], features: list[Any]) -> None:
        bus = features[12]["properties"]
        del bus["departures"]
        bus["timetable"] = {"file": "t.zip", "route": "1", "from_stop": "a", "to_stop": "b"}

    return {**river(change), "t.zip": path.read_bytes()}


def many(count: int) -> dict[str, bytes]:
    leg = (
        '{"type":"Feature","geometry":null,"properties":{"id":"%d","from":"hut","to":"mill","mode":"foot","minutes":9}}'
    )
    text = ",\n".join(leg % number for number in range(count))
    return with_network(f'{{"type": "FeatureCollection", "features": [{text}]}}')


PACK_TEXT = river()[PACK].decode()
KEYS = ",".join(f'"river{number}=low": 1' for number in range(100_000))
SIZES: dict[str, tuple[Callable[[], dict[str, bytes]], str, str]] = {
    "1 MB of brackets": (lambda: with_network("[" * 1_000_000), NETWORK, "pack.depth"),
    "1 MB of braces": (lambda: with_network('{"a":' * 200_000), NETWORK, "pack.depth"),
    "brackets that close": (lambda: with_network("[" * 500 + "]" * 500), NETWORK, "pack.depth"),
    "16 MB of small lists": (lambda: with_network("[" + "[]," * 5_000_000 + "[]]"), NETWORK, "pack.values"),
    "100,000 keys of an effect": (lambda: with_feature(f'{{"id": "a", "when": {{{KEYS}}}}}'), NETWORK, "pack.keys"),
    "the same key 100,000 times": (
        lambda: with_feature("{" + '"id": "a",' * 100_000 + '"id": 1}'),
        NETWORK,
        "pack.keys",
    ),
    "20,001 features": (lambda: many(20_001), NETWORK, "pack.features"),
    "brackets in TOML": (lambda: with_pack(f"a = {'[' * 400_000}"), PACK, "pack.depth"),
    "braces in TOML": (lambda: with_pack("a = " + "{a = " * 100_000), PACK, "pack.depth"),
    "a key of 200,000 parts": (lambda: with_pack("a." * 200_000 + "a = 1"), PACK, "pack.depth"),
    "a header of 200,000 parts": (lambda: with_pack(f"[{'a.' * 200_000}a]"), PACK, "pack.depth"),
    "a quoted key of 100,000 parts": (lambda: with_pack('"a".' * 100_000 + "a = 1"), PACK, "pack.depth"),
    "a key of many parts that is honest by half": (
        lambda: with_pack("a.b\n" * 3 + " a . b" * 50_000),
        PACK,
        "pack.depth",
    ),
    "50,000 tables": (lambda: with_pack("".join(f"[a{number}]\n" for number in range(50_000))), PACK, "pack.mistakes"),
    "30,000 travellers": (lambda: with_pack(PACK_TEXT + "[[traveller]]\nid='t'\n" * 20_000), PACK, "pack.items"),
    "1 MB in one line": (
        lambda: with_pack(PACK_TEXT.replace('name = "', 'name = "' + "x" * 1_000_000, 1)),
        PACK,
        "pack_toml",
    ),
    "a gauge nested": (lambda: with_gauge(b'{"a":' * 1_000_000), "x", "gauge.depth"),
    "a gauge of elements": (lambda: with_gauge(b"<a>" * 1_000_000), "x", "gauge.depth"),
    "a gauge in one line": (lambda: with_gauge(b"date,level" + b" " * 10_000_000), "x", "gauge.line_chars"),
}
LATER = {
    "an id of 300,000 letters": lambda: with_pack(PACK_TEXT.replace('id = "hwang"', 'id = "' + "x" * 300_000 + '"')),
    "an id of 1,000,000 letters": lambda: with_feature('{"id": "' + "x" * 1_000_000 + '"}'),
    "a text of 10,000,000 letters": lambda: with_feature('{"id": "' + "x" * 10_000_000 + '"}'),
    "a text of escapes": lambda: with_feature('{"id": "' + "\\n" * 2_000_000 + '"}'),
    "many ends": lambda: with_pack(PACK_TEXT.replace('to = ["camp"]', "to = [" + "1," * 150_000 + "]")),
    "many ends of text": lambda: with_pack(PACK_TEXT.replace('to = ["camp"]', 'to = ["no"' + ', "no"' * 60_000 + "]")),
    "an id of blanks": lambda: with_pack(PACK_TEXT.replace('id = "hwang"', 'id = "' + " " * 200_000 + 'x"')),
    "an id of dots": lambda: with_pack(PACK_TEXT.replace('id = "hwang"', 'id = "' + "a." * 30 + '="')),
    "many spans": lambda: with_feature('{"id": "a", "window": [' + '"21:00-04:30",' * 100_000 + '"x"]}'),
    "spans of dashes": lambda: with_feature('{"id": "a", "window": ["' + "-" * 500_000 + '"]}'),
    "many departures": lambda: with_feature('{"id": "a", "departures": [' + '"x",' * 500_000 + '"x"]}'),
    "wide lists": lambda: with_feature('{"id": [' + "1," * 1_500_000 + "1]}"),
    "a number of 5,000 digits": lambda: with_feature('{"id": ' + "1" * 5_000 + "}"),
    "a number of 400,000 hexadecimal digits": lambda: with_pack(f"format = 0x{'f' * 400_000}"),
    "a number of 400,000 digits": lambda: with_pack(f"format = {'9' * 400_000}"),
    "a fraction of 400,000 digits": lambda: with_pack(f"format = 0.{'9' * 400_000}"),
    "an exponent of 400,000 digits": lambda: with_pack(f"format = 1e{'9' * 400_000}"),
    "a comment of quotes": lambda: with_pack("#" + '"' * 500_000 + "\n}"),
    "texts of quotes": lambda: with_pack('a = """' + '""x' * 150_000 + '"""'),
    "blank lines": lambda: with_pack("\n" * 500_000),
    "a list of lists": lambda: with_pack("traveller = [" + "[]," * 100_000 + "]"),
    "a path of a million letters": lambda: with_feature('{"id": "a", "timetable": {"file": "' + "x/" * 500_000 + '"}}'),
    "19,000 legs with nowhere to go": lambda: many(19_000),
    "a zone of a million letters": lambda: with_feature('{"id": "a", "kind": "hub", "tz": "' + "a/" * 500_000 + '"}'),
}


@pytest.mark.parametrize("name", SIZES)
def test_what_is_too_much_is_refused_by_a_limit_with_a_name(name: str, tmp_path: Path) -> None:
    """The error names the file and the limit."""
    make, file, limit = SIZES[name]
    answer = run("check", str(write_files(tmp_path, make())))
    assert answer.status == 2
    assert any(line.startswith(f"error: {file}") and f"(limit {limit})" in line for line in answer.lines), answer.err[
        :2000
    ]
    assert answer.seconds < GUARD_SECONDS


@pytest.mark.parametrize("name", LATER)
def test_what_is_large_and_wrong_is_refused_soon(name: str, tmp_path: Path) -> None:
    """Whatever is wrong with it is said in short lines, at most as many as the limit."""
    answer = run("check", str(write_files(tmp_path, LATER[name]())))
    assert answer.status == 2
    assert all(line.startswith("error: ") and len(line) < 500 for line in answer.lines), answer.err[:2000]
    assert "inside Waystation" not in answer.err
    assert 1 <= len(answer.lines) <= 402
    assert answer.seconds < GUARD_SECONDS


def watched(folder: Path) -> tuple[int, list[str], float]:
    """Status, lines and megabytes of `check`, from a process of its own."""
    told = subprocess.run(
        [sys.executable, "-c", WATCHED, "check", str(folder)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    *lines, most = told.stderr.splitlines()
    return told.returncode, lines, int(most) / 1024


def sparse(folder: Path, name: str, size: int) -> None:
    with (folder / name).open("wb") as file:
        file.truncate(size)


def zip_bomb(folder: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as bomb:
        for name in ("agency.txt", "routes.txt", "stops.txt", "trips.txt", "stop_times.txt"):
            with bomb.open(name, "w") as member:
                for _ in range(30):
                    member.write(bytes(1 << 20))
    return with_zip(folder / "bomb.zip")


def crowded_zip(folder: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(folder / "crowd.zip", "w") as crowd:
        for number in range(5_000):
            crowd.writestr(f"{number}.txt", "")
    return with_zip(folder / "crowd.zip")


def arrange(name: str, folder: Path, aside: Path) -> str:
    """Make the pack, and say what its error must name."""
    if name == "200 MB of brackets":
        write_files(folder, river())
        with (folder / NETWORK).open("wb") as file:
            for _ in range(200):
                file.write(b"[" * (1 << 20))
        return "limit network_geojson"
    if name == "a network of 10 GB":
        write_files(folder, river())
        sparse(folder, NETWORK, 10 << 30)
        return "limit network_geojson"
    if name == "a pack of 10 GB":
        write_files(folder, river())
        sparse(folder, PACK, 10 << 30)
        return "limit pack_toml"
    if name == "a gauge of 10 GB":
        write_files(folder, with_gauge(b""))
        sparse(folder, "x", 10 << 30)
        return "limit data_file"
    if name == "a gauge that never ends":
        write_files(folder, with_gauge(b""))
        (folder / "x").unlink()
        os.mkfifo(folder / "x")
        return "is not a regular file"
    if name == "a gauge of all zeros":
        write_files(folder, with_gauge(b""))
        (folder / "x").unlink()
        (folder / "x").symlink_to("/dev/zero")
        return "leads out of the pack's folder"
    if name == "a timetable that unfolds":
        write_files(folder, zip_bomb(aside))
        return "limit timetable.ratio"
    if name == "a timetable of many files":
        write_files(folder, crowded_zip(aside))
        return "limit timetable.members"
    vertices = ",".join(["[1.5,2.5]"] * 600_000)
    line = f'{{"type": "LineString", "coordinates": [{vertices}]}}'
    feature = f'{{"type": "Feature", "geometry": {line}, "properties": {json.dumps({"id": "a"})}}}'
    write_files(folder, with_network(f'{{"type": "FeatureCollection", "features": [{feature}]}}'))
    return "limit pack.positions"


@pytest.mark.parametrize(
    "name",
    [
        *("200 MB of brackets", "a network of 10 GB", "a pack of 10 GB", "a gauge of 10 GB", "a gauge that never ends"),
        *(
            "a gauge of all zeros",
            "a timetable that unfolds",
            "a timetable of many files",
            "a line of 600,000 positions",
        ),
    ],
)
def test_the_largest_take_little_memory(name: str, tmp_path: Path) -> None:
    """A small machine refuses them and goes on."""
    (tmp_path / "pack").mkdir()
    word = arrange(name, tmp_path / "pack", tmp_path)
    status, lines, megabytes = watched(tmp_path / "pack")
    assert status == 2
    assert any(line.startswith("error: ") and word in line for line in lines), lines[:10]
    assert megabytes < MEMORY_MB


def test_no_more_mistakes_are_said_than_the_limit(tmp_path: Path) -> None:
    """A thousand wrong legs are as many lines as the limit, and one that says that there are more."""
    answer = run("check", str(write_files(tmp_path, river(lambda _, features: features.extend(features[10:20] * 100)))))
    assert answer.status == 2
    assert "(limit pack.mistakes)" in answer.lines[-1]
    assert len(answer.lines) == 201
