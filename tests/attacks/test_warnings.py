"""Warnings: what is sound but hardly meant. Each alone; none ever stops a command."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.attacks.running import run, write_files
from tests.attacks.writing import load, write_network, write_toml

Change = Callable[[dict[str, Any], list[Any]], None]


def too_hard(table: dict[str, Any], features: list[Any]) -> None:
    features[22]["properties"]["strain"] = 5
    features[22]["properties"]["both_ways"] = True


def unused_broker(table: dict[str, Any], features: list[Any]) -> None:
    table["broker"].append({"id": "nobody", "role": "guide"})


def unused_condition(table: dict[str, Any], features: list[Any]) -> None:
    table["condition"].append({"id": "moon", "levels": ["new", "full"], "per_hour": [[0.9, 0.1], [0.1, 0.9]]})


def never_leaves(table: dict[str, Any], features: list[Any]) -> None:
    features[12]["properties"]["window"] = ["02:00-02:10"]


def out_of_reach(table: dict[str, Any], features: list[Any]) -> None:
    point = {"type": "Point", "coordinates": [103.0, 17.0]}
    island = {"type": "Feature", "geometry": point, "properties": {"id": "island", "kind": "camp"}}
    features.append(island)
    table["mission"]["to"].append("island")


def no_end(table: dict[str, Any], features: list[Any]) -> None:
    features[8]["properties"]["kind"] = "sanctuary"


def off_season(table: dict[str, Any], features: list[Any]) -> None:
    river = table["condition"][0]
    del river["per_hour"]
    river["gauge"] = {"file": "x.csv", "thresholds": [1.0, 2.0]}


def unlooked(table: dict[str, Any], features: list[Any]) -> None:
    table["clock"].update(step_minutes=1, horizon_hours=800)
    for number in range(60):
        point = {"type": "Point", "coordinates": [103.0, 17.0 + number / 100]}
        features.append({"type": "Feature", "geometry": point, "properties": {"id": f"p{number}", "kind": "hub"}})
        leg = {"id": f"l{number}", "from": f"p{number}", "to": "camp", "mode": "car", "minutes": 30, "window": "night"}
        features.append({"type": "Feature", "geometry": None, "properties": leg})


EACH: dict[str, tuple[Change, str]] = {
    "leg_too_hard": (too_hard, "network.geojson:24 /features/22/properties/strain: "),
    "broker_unused": (unused_broker, "pack.toml:{broker} broker[5]: "),
    "condition_unused": (unused_condition, "pack.toml:{condition} condition[3]: "),
    "window_never": (never_leaves, "network.geojson:14 /features/12/properties: "),
    "end_unreachable": (out_of_reach, "pack.toml:{to} mission.to[1]: "),
    "sanctuary_no_end": (no_end, "network.geojson:10 /features/8/properties/kind: "),
    "gauge_no_season": (off_season, "pack.toml:{gauge} condition[0].gauge: "),
    "windows_not_looked_at": (unlooked, "pack.toml:{clock} clock: "),
}


def changed(change: Change) -> tuple[dict[str, bytes], dict[str, int]]:
    """The files of a pack that is doubtful, and the lines that its warnings may name."""
    table, features = copy.deepcopy(load("two-days-to-the-river"))
    change(table, features)
    text, lines = write_toml(table)
    files = {"pack.toml": text.encode(), "network.geojson": write_network(features).encode()}
    files["x.csv"] = b"date,level\n2030-02-01,1.0\n2030-02-02,1.5\n"
    known = {
        "broker": lines["broker", len(table["broker"]) - 1],
        "condition": lines["condition", len(table["condition"]) - 1],
        "to": lines["mission", "to"],
        "gauge": lines.get(("condition", 0, "gauge"), 0),
        "clock": lines["clock",],
    }
    return files, known


@pytest.mark.parametrize("code", EACH)
def test_a_warning_is_a_line_and_stops_nothing(code: str, tmp_path: Path) -> None:
    """Alone it is the only line; `check` ends with 0 and lists it in its JSON."""
    change, where = EACH[code]
    files, lines = changed(change)
    answer = run("check", str(write_files(tmp_path, files)), "--json")
    document = json.loads(answer.out)
    assert (answer.status, document["ok"], document["errors"]) == (0, True, [])
    assert {warning["code"] for warning in document["warnings"]} == {code}
    assert len(document["warnings"]) == len(answer.lines) >= 1
    assert answer.lines[0].startswith("warning: " + where.format(**lines)), answer.err


@pytest.mark.parametrize("code", [code for code in EACH if code != "windows_not_looked_at"])
def test_a_warning_does_not_stop_a_plan(code: str, tmp_path: Path) -> None:
    """`plan` answers all the same, says the warning, and lists it in its JSON."""
    files, _ = changed(EACH[code][0])
    folder = write_files(tmp_path, files)
    answer = run("plan", str(folder), "--json", "--no-alternatives")
    document = json.loads(answer.out)
    assert answer.status == 0
    assert 0.0 < document["safe"]["low"] <= document["safe"]["mid"] <= document["safe"]["high"] <= 1.0
    assert code in {warning["code"] for warning in document["warnings"]}
    assert set(run("check", str(folder)).lines) <= set(answer.lines)


def test_an_end_that_nobody_can_reach_is_a_plan_of_nothing(tmp_path: Path) -> None:
    """`plan` answers 0, and `check` has said why."""
    table, features = copy.deepcopy(load("two-days-to-the-river"))
    out_of_reach(table, features)
    table["mission"]["to"] = ["island"]
    files = {"pack.toml": write_toml(table)[0].encode(), "network.geojson": write_network(features).encode()}
    answer = run("plan", str(write_files(tmp_path, files)), "--json")
    assert answer.status == 0
    assert json.loads(answer.out)["safe"] == {"low": 0.0, "mid": 0.0, "high": 0.0}
    assert any(line.startswith("warning: pack.toml") and "island" in line for line in answer.lines)


def test_warnings_beside_errors_are_not_said(tmp_path: Path) -> None:
    """What a pack with an error would come to is not known yet."""
    table, features = copy.deepcopy(load("two-days-to-the-river"))
    unused_broker(table, features)
    table["clock"]["step_minutes"] = 0
    files = {"pack.toml": write_toml(table)[0].encode(), "network.geojson": write_network(features).encode()}
    assert [line.split(":")[0] for line in run("check", str(write_files(tmp_path, files))).lines] == ["error"]
