"""Whole commands on the small shipped pack, as somebody types them, and all that they answer."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from waystation.cli.main import _run
from waystation.storage.folders import PackFolder

Text = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def river(root: Path) -> str:
    """The small pack that ships."""
    return str(root / "packs" / "two-days-to-the-river")


def asked(arguments: list[str], capsys: Text, status: int = 0) -> str:
    """What a command prints; it ends well, and has nothing to complain of."""
    assert _run(arguments) == status
    shown = capsys.readouterr()
    assert shown.err == ""
    return shown.out


def told(arguments: list[str], capsys: Text) -> Any:
    """The one JSON document that a command prints."""
    return json.loads(asked([*arguments, "--json"], capsys), parse_constant=pytest.fail)


def test_check(river: str, capsys: Text) -> None:
    """Sound, in a sentence and as JSON."""
    said = asked(["check", river], capsys)
    assert re.fullmatch(r"Sound: Two days to the river: \d+ places, \d+ legs, .* steps of 30 minutes\.\n", said)
    assert told(["check", river], capsys) == {"ok": True, "errors": [], "warnings": []}


def test_plan_in_words(river: str, capsys: Text) -> None:
    """The answer first, then the course, who is told, where the risk comes from, what if, other ways."""
    said = asked(["plan", river], capsys)
    lines = said.splitlines()
    assert lines[0] == "Two days to the river"
    assert re.match(r"(Go|Wait|Hold)", lines[1])
    assert re.search(r"Of 100 such families, \d+\s+arrive", said)
    headings = [
        "The course, in local time",
        "Who is told",
        "Where the risk comes from",
        "When it goes wrong",
        "Other ways",
    ]
    places = [said.index(f"\n\n{heading}\n") for heading in headings]
    assert places == sorted(places)
    assert max(map(len, lines)) <= 120


def test_plan_as_json(river: str, capsys: Text) -> None:
    """Every key of the contract, and figures that fit each other."""
    plan = told(["plan", river], capsys)
    assert plan["format"] == 1
    assert plan["pack"] == "Two days to the river"
    folder = PackFolder(Path(river))
    for name in ("pack.toml", "network.geojson", "reports.jsonl"):
        folder.read(name)
    assert plan["digest"] == folder.digest()
    safe = plan["safe"]
    assert 0 < safe["low"] <= safe["mid"] <= safe["high"] <= 1
    assert safe["mid"] + plan["lost"]["mid"] + plan["underway"]["mid"] == pytest.approx(1.0, abs=1e-12)
    assert sum(row["lost"] for row in plan["attribution"]) == pytest.approx(plan["lost"]["mid"], abs=1e-9)
    assert plan["size"]["pairs"] == plan["size"]["states"] * (plan["size"]["steps"] + 1)
    assert set(plan["seconds"]) >= {"read", "compile", "solve", "explain"}
    assert plan["warnings"] == []
    course = plan["course"]
    assert course[0]["from"] == "hut"
    assert course[-1]["to"] == "camp"
    for here, after in pairwise(course):
        assert here["to"] == after["from"]
        assert datetime.fromisoformat(here["arrive"]) <= datetime.fromisoformat(after["depart"])
    assert plan["first"]["until"] == course[0]["depart"] or plan["first"]["action"] == "wait"
    assert re.fullmatch(r"wait|leg:\S+", plan["first"]["action"])
    assert plan["alternatives"][0]["label"] == "safest"
    assert plan["alternatives"][0]["safe"] == safe


def test_plan_from_a_later_moment(river: str, capsys: Text) -> None:
    """The time is rounded up to a step; what is known is taken as known."""
    plan = told(["plan", river], capsys)
    hop = plan["course"][0]
    later = told(["plan", river, "--at", f"{hop['to']},{hop['arrive']},broker={hop['broker'] or 'hwang'}"], capsys)
    assert later["course"][0]["from"] == hop["to"]
    there = told(["plan", river, "--at", f"camp,{hop['arrive']},river=flood"], capsys)
    assert there["safe"] == {"low": 1.0, "mid": 1.0, "high": 1.0}
    assert there["course"] == []
    assert there["arrival"]["p50"] == hop["arrive"]


def test_simulate(river: str, capsys: Text) -> None:
    """Within four standard errors of the plan, the same again with the same seed, another with another."""
    plan = told(["plan", river, "--no-alternatives"], capsys)
    played = told(["simulate", river, "--runs", "40000", "--seed", "5"], capsys)
    assert set(played) == {"safe", "lost", "underway", "stderr", "runs"}
    assert played["runs"] == 40000
    for name, wanted in (("safe", plan["safe"]), ("lost", plan["lost"]), ("underway", plan["underway"])):
        assert abs(played[name] - wanted["mid"]) <= 4 * max(played["stderr"], 1e-4)
    assert told(["simulate", river, "--runs", "40000", "--seed", "5"], capsys) == played
    assert told(["simulate", river, "--runs", "40000", "--seed", "6"], capsys) != played
    assert re.match(r"Of 1,000 such families, \d+ arrived, ", asked(["simulate", river, "--runs", "1000"], capsys))


def test_verify(river: str, capsys: Text) -> None:
    """Storm agrees, and the status says so too."""
    pytest.importorskip("stormpy", reason="the extra `proof` is not installed")
    proof = told(["verify", river], capsys)
    assert proof["agree"] is True
    assert re.match(r"storm \d", proof["checker"])
    plan = told(["plan", river, "--no-alternatives"], capsys)
    assert proof["ours"]["low"] == plan["safe"]["low"]
    for name, value in proof["ours"].items():
        assert proof["theirs"][name] == pytest.approx(value, abs=1e-9)
    assert "agrees" in asked(["verify", river], capsys)


@pytest.mark.parametrize("to", ["umb", "drn", "prism"])
def test_export(river: str, to: str, tmp_path: Path, capsys: Text) -> None:
    """As many states as it says; what Storm can open, it opens."""
    file = tmp_path / f"river.{to}"
    said = asked(["export", river, "--to", to, str(file)], capsys)
    found = re.search(r"([\d,]+) states, ([\d,]+) branches", said)
    assert found
    states = int(found[1].replace(",", ""))
    assert file.stat().st_size > states
    assert "can be read by whoever holds it" in said
    if to == "prism":
        assert file.read_text("ascii").startswith("mdp\n")
        return
    stormpy = pytest.importorskip("stormpy", reason="the extra `proof` is not installed")
    from_drn = stormpy.build_model_from_drn[stormpy.Interval]
    model = stormpy.build_model_from_umb(str(file)) if to == "umb" else from_drn(str(file))
    assert model.nr_states == states


def test_map(river: str, tmp_path: Path, capsys: Text) -> None:
    """Each kind is what it says, holds the course, and says that anybody can read it."""
    plan = told(["plan", river, "--no-alternatives"], capsys)
    legs = [hop["leg"] for hop in plan["course"]]
    for ending in ("png", "svg", "html", "geojson", "gpx", "kml"):
        file = tmp_path / f"river.{ending}"
        assert _run(["map", river, "-o", str(file), "--width", "600", "--height", "400"]) == 0
        shown = capsys.readouterr()
        assert "can be read by whoever holds it" in shown.out
        assert file.stat().st_size > 1000
        data = file.read_bytes()
        if ending == "png":
            assert data.startswith(b"\x89PNG\r\n\x1a\n")
        elif ending == "html":
            assert data.lower().startswith(b"<!doctype html>")
            assert b"Two days to the river" in data
        elif ending == "geojson":
            features = json.loads(data)["features"]
            lines = [f["properties"] for f in features if f["geometry"]["type"] == "LineString"]
            assert [line["id"] for line in lines] == legs
        else:
            tag = ET.fromstring(data).tag
            assert tag.rpartition("}")[2] == ending
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".geojson", ".gpx", ".html", ".kml", ".png", ".svg"]


@pytest.mark.parametrize("what", ["pack", "network"])
def test_schema(what: str, capsys: Text) -> None:
    """One JSON document, for editors."""
    assert json.loads(asked(["schema", what], capsys))["$schema"].startswith("https://json-schema.org/")


def test_explain_in_words(river: str, capsys: Text) -> None:
    """The answer, how sure it is, what decides it, where the danger lies, what it hangs on; no line is too long."""
    said = asked(["explain", river], capsys)
    lines = said.splitlines()
    assert lines[0] == "Two days to the river"
    assert re.match(r"Of 100 such families, \d+ arrive; \d+ are lost\.", lines[1])
    headings = [
        "How sure that is: of 100",
        "The numbers that most decide the answer",
        "Where the danger lies, of all who set out",
        "What the answer hangs on: change of 100 who arrive for each point more of the chance",
    ]
    places = [said.index(f"\n\n{heading}\n") for heading in headings]
    assert places == sorted(places)
    assert "Mr. Hwang sells the group" in said
    assert said.count("Worth asking: ") == 3
    assert max(map(len, lines)) <= 120


def test_explain_as_json(river: str, capsys: Text) -> None:
    """It explains the plan that `plan` gives: the same chances, the same attribution, each list a partition."""
    plan, found = told(["plan", river, "--no-alternatives"], capsys), told(["explain", river], capsys)
    assert found["lost"] == pytest.approx(plan["lost"]["mid"], abs=1e-12)
    assert found["safe"] == plan["safe"]
    assert found["digest"] == plan["digest"]
    for name in ("by_leg", "by_broker", "by_risk", "by_place", "by_condition"):
        assert sum(row["lost"] for row in found[name]) == pytest.approx(found["lost"], abs=1e-9)
    by_leg: dict[str, float] = {}
    for row in plan["attribution"]:
        leg = row["what"].partition("/")[0]
        name = leg if leg.startswith("leg:") else "waiting"
        by_leg[name] = by_leg.get(name, 0.0) + row["lost"]
    assert {row["what"]: row["lost"] for row in found["by_leg"]} == pytest.approx(by_leg, abs=1e-12)
    likely = found["likely"]
    assert plan["safe"]["low"] < likely["p10"] < likely["p50"] < likely["p90"] < plan["safe"]["high"]
    assert likely["draws"] == 2000
    believed = {row["what"] for row in told(["beliefs", river], capsys)}
    named = {row["what"] for row in found["sensitivity"]}
    assert {what for what in named if not re.fullmatch(r"leg:.*/betrayed", what)} <= believed
    assert told(["explain", river], capsys)["likely"] == likely
    assert told(["explain", river, "--seed", "2"], capsys)["likely"] != likely


def test_explain_as_a_picture(river: str, tmp_path: Path, capsys: Text) -> None:
    """PNG and SVG, beside JSON too; another kind is refused in one line before anything is worked out."""
    for ending, beginning in (("png", b"\x89PNG"), ("svg", b"<?xml")):
        file = tmp_path / f"why.{ending}"
        assert "can be read by whoever holds it" in asked(["explain", river, "-o", str(file), "--width", "390"], capsys)
        assert file.read_bytes().startswith(beginning)
    assert told(["explain", river, "-o", str(tmp_path / "both.svg")], capsys)["format"] == 1
    assert (tmp_path / "both.svg").exists()
    assert _run(["explain", river, "-o", str(tmp_path / "why.pdf")]) == 2
    assert capsys.readouterr().err == f"error: {tmp_path}/why.pdf must end in .png or .svg\n"


def test_what_if_in_words(river: str, capsys: Text) -> None:
    """What is otherwise, both plans side by side, the first step, where the courses part, and the course then."""
    said = asked(["what-if", river, "--set", "river=high", "--without", "broker:hwang"], capsys)
    assert said.startswith("Two days to the river\nWhat if: river high; without Mr. Hwang.\n")
    assert re.search(r"of 100 such families arrive +\d+ +\d+\n", said)
    assert "The first step is the same." in said
    assert "The course then, in local time" in said
    assert "Mr. Hwang" not in said.partition("The course then")[2]


def test_what_if_as_json(river: str, capsys: Text) -> None:
    """Two plans, each with all that a plan has; the one as it is is the plan."""
    both = told(["what-if", river, "--set", "leg.ford.risk.caught=[0.05,0.1]", "--without", "leg:boat"], capsys)
    plan = told(["plan", river, "--no-alternatives"], capsys)
    assert list(both) == ["before", "after"]
    assert both["before"].keys() == both["after"].keys() == plan.keys()
    same = plan.keys() - {"seconds"}
    assert {key: both["before"][key] for key in same} == {key: plan[key] for key in same}
    assert both["after"]["safe"]["low"] < plan["safe"]["low"]
    assert "boat" not in {hop["leg"] for hop in both["after"]["course"]}


def test_questions_in_words_and_as_json(river: str, capsys: Text) -> None:
    """The best first, none worth less than nothing; with --all every one."""
    said = asked(["questions", river], capsys)
    assert said.startswith("Two days to the river\n")
    assert re.search(r"   1  Ask ", said)
    few, everything = told(["questions", river], capsys), told(["questions", river, "--all"], capsys)
    assert len(few) == 10
    assert [row["ask"] for row in few] == [row["ask"] for row in everything[:10]]
    gains = [row["gain_low"] for row in everything]
    assert gains == sorted(gains, reverse=True)
    assert min(gains) >= 0.0
    assert {"broker:hwang", "condition:river", "condition:patrol", "place:hut/found"} <= {r["ask"] for r in everything}
    assert all(row.keys() == {"ask", "gain_low", "changes_first", "solves", "answers"} for row in everything)
