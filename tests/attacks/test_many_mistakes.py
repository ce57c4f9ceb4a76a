"""Several mistakes at once: one run says them all, whichever command is asked, and says each of them once."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from tests.attacks.running import run, write_files
from tests.attacks.writing import load, write_network, write_toml

GAUGE = b"date,level\n2030-10-01,1.0\nyesterday,2.0\n2030-10-03,deep\n"


def twelve() -> tuple[dict[str, bytes], list[str]]:
    """A pack with mistakes of twelve different kinds, and how the line of each begins."""
    table, features = copy.deepcopy(load("two-days-to-the-river"))
    lake: dict[str, Any] = {"id": "lake", "levels": ["low", "high"], "now": "low"}
    lake["gauge"] = {"file": "gauges/lake.csv", "thresholds": [1.5]}
    table["clock"]["step_minutes"] = 0
    table["mission"]["to"] = ["camp", "kamp"]
    table["traveller"][0]["paec"] = 0.5
    table["traveller"][2]["id"] = table["traveller"][0]["id"]
    table["broker"][1]["betrays"] = [0.5, 0.1]
    table["condition"][0]["per_hour"][1] = [0.5, 0.5, 0.5]
    table["condition"][0]["now"] = "dry"
    table["condition"].append(lake)
    text, lines = write_toml(table)
    features[0]["geometry"]["coordinates"] = [204.6, 18.46]
    features[1]["properties"]["when"] = {"police=alert": "closed"}
    del features[10]["properties"]["minutes"]
    features[11]["properties"]["window"] = ["05:00-08:00", "16:00-29:00"]
    features[12]["properties"]["when"] = {"police=alrt": {"caught": 4.0}}
    files = {
        "pack.toml": text.encode(),
        "network.geojson": write_network(features).encode(),
        "gauges/lake.csv": GAUGE,
    }
    wanted = [
        f"error: pack.toml:{lines['clock', 'step_minutes']} clock.step_minutes: ",
        f"error: pack.toml:{lines['mission', 'to']} mission.to[1]: ",
        f"error: pack.toml:{lines['traveller', 0, 'paec']} traveller[0].paec: ",
        f"error: pack.toml:{lines['traveller', 2, 'id']} traveller[2].id: ",
        f"error: pack.toml:{lines['broker', 1, 'betrays']} broker[1].betrays: ",
        f"error: pack.toml:{lines['condition', 0, 'per_hour']} condition[0].per_hour[1]: ",
        f"error: pack.toml:{lines['condition', 0, 'now']} condition[0].now: ",
        "error: network.geojson:2 /features/0/geometry/coordinates: ",
        "error: network.geojson:3 /features/1/properties/when/police=alert: ",
        "error: network.geojson:12 /features/10/properties/minutes: ",
        "error: network.geojson:13 /features/11/properties/window/1: ",
        "error: network.geojson:14 /features/12/properties/when/police=alrt: ",
        "error: gauges/lake.csv:3: ",
        "error: gauges/lake.csv:4: ",
    ]
    return files, wanted


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack with all of them."""
    return write_files(tmp_path_factory.mktemp("twelve"), twelve()[0])


def test_one_run_says_every_mistake(folder: Path) -> None:
    """Each has its line, and there is no line that is nobody's."""
    _, wanted = twelve()
    answer = run("check", str(folder))
    assert answer.status == 2
    said = [[line for line in answer.lines if line.startswith(each)] for each in wanted]
    assert [len(lines) for lines in said] == [1] * len(wanted), answer.err
    assert len(answer.lines) == len(wanted), answer.err


@pytest.mark.parametrize("command", ["plan", "simulate", "verify"])
def test_other_commands_say_the_same(folder: Path, command: str) -> None:
    """Whoever asks for a plan reads what `check` would have said, and nothing on standard output."""
    answer, check = run(command, str(folder)), run("check", str(folder))
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == check.err


def test_json_holds_the_same_mistakes(folder: Path) -> None:
    """`check --json` lists code, file, line, place and sentence of each, and the lines are said all the same."""
    answer, check = run("check", str(folder), "--json"), run("check", str(folder))
    document = json.loads(answer.out)
    assert (answer.status, answer.err, document["ok"]) == (2, check.err, False)
    said = [f"error: {m['file']}:{m['line']} {m['at']}".rstrip() + f": {m['text']}" for m in document["errors"]]
    assert said == check.lines
    assert len({mistake["code"] for mistake in document["errors"]}) >= 12


def test_a_file_that_cannot_be_read_does_not_hide_the_other(tmp_path: Path) -> None:
    """Half a network and a mistake in the pack are two errors; nothing is said to be missing from the other half."""
    files, _ = twelve()
    files["network.geojson"] = files["network.geojson"][:500]
    answer = run("check", str(write_files(tmp_path, files)))
    assert sum(line.startswith("error: network.geojson:") for line in answer.lines) == 1
    assert any("paec" in line for line in answer.lines)
    assert not any("there is no place" in line for line in answer.lines)


def test_a_file_that_is_missing_does_not_hide_the_other(tmp_path: Path) -> None:
    """Without a network the pack's own mistakes are said too."""
    files, _ = twelve()
    del files["network.geojson"]
    answer = run("check", str(write_files(tmp_path, files)))
    assert sum(line.startswith("error: network.geojson: ") for line in answer.lines) == 1
    assert any("paec" in line for line in answer.lines)


def test_what_cannot_be_read_is_not_also_said_to_be_missing(tmp_path: Path) -> None:
    """A place with a wrong geometry is one mistake, not one for every leg that leads there."""
    table, features = load("two-days-to-the-river")
    features[0]["geometry"] = {"type": "Polygon", "coordinates": []}
    files = {"pack.toml": write_toml(table)[0].encode(), "network.geojson": write_network(features).encode()}
    assert len(run("check", str(write_files(tmp_path, files))).lines) == 1
