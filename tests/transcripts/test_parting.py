"""`waystation split` and `waystation together` as somebody types them, and all that they answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.builders import leg, write_pack
from waystation.cli.main import _run

Text = pytest.CaptureFixture[str]
ROAD = leg("road", risk={"caught": [0.1, 0.3]})


@pytest.fixture(scope="module")
def packs(root: Path) -> Path:
    """Where the packs that ship are."""
    return root / "packs"


def told(arguments: list[str], capsys: Text, complaint: str = "") -> Any:
    """The one JSON document that a command prints."""
    assert _run([*arguments, "--json"]) == 0
    shown = capsys.readouterr()
    assert shown.err == complaint
    return json.loads(shown.out, parse_constant=pytest.fail)


def refused(arguments: list[str], capsys: Text) -> str:
    """The one line with which a command is refused."""
    assert _run(arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("error: ")
    assert shown.err.count("\n") == 1
    return shown.err


def test_split_in_words(packs: Path, capsys: Text) -> None:
    """Whether to part them, what it gains and loses, the ways, the groups."""
    assert _run(["split", str(packs / "christmas-1854"), "--groups", "2"]) == 0
    said = capsys.readouterr().out
    assert said.splitlines()[0] == "Christmas 1854"
    assert "Keep them together: all arrive " in said
    assert all(heading in said for heading in ("\nWays to part them\n", "\nThe groups, best parted\n"))
    assert "5 and 1, in 6 ways" in said


def test_split_as_json(packs: Path, capsys: Text) -> None:
    """The contract's rows; the same seed gives the same document."""
    arguments = ["split", str(packs / "christmas-1854"), "--groups", "2", "--runs", "300", "--seed", "5"]
    rows = told(arguments, capsys)
    assert len(rows) == 32
    assert {"groups", "all_safe", "expected_safe", "stderr"} <= set(rows[0])
    assert [row["all_safe"]["low"] for row in rows] == sorted((row["all_safe"]["low"] for row in rows), reverse=True)
    assert told(arguments, capsys) == rows


@pytest.mark.parametrize(("name", "why"), [("a-son", "nobody to part"), ("beyond-utopia", 'the word "family"')])
def test_whoever_cannot_be_parted_is_told_so_and_has_one_row(name: str, why: str, packs: Path, capsys: Text) -> None:
    """The plan's own figures, as the only split."""
    assert _run(["split", str(packs / name)]) == 0
    said = capsys.readouterr().out
    assert why in said
    assert "Ways to part them" not in said
    (row,) = told(["split", str(packs / name)], capsys)
    plan = told(["plan", str(packs / name), "--no-alternatives"], capsys)
    assert row["all_safe"] == pytest.approx({key: plan["safe"][key] for key in ("low", "mid")}, abs=1e-12)
    assert row["stderr"] == 0


def test_too_many_ways_are_refused_with_what_helps(tmp_path: Path, capsys: Text) -> None:
    """Nine who go each for themselves: 11,051 ways into four groups, 256 into two."""
    pack = write_pack(tmp_path, ROAD, travellers=[{"id": f"t{number}"} for number in range(9)])
    line = refused(["split", str(pack)], capsys)
    assert "11,051" in line
    assert "--groups" in line
    assert len(told(["split", str(pack), "--groups", "2"], capsys)) == 256


def test_groups_leave_as_far_apart_as_asked(tmp_path: Path, capsys: Text) -> None:
    """Half an hour."""
    pack = write_pack(tmp_path, ROAD, travellers=[{"id": "boy"}, {"id": "girl"}])
    rows = told(["split", str(pack), "--apart", "0.5"], capsys)
    leaves = [[party["leaves"][11:16] for party in row["parties"]] for row in rows]
    assert leaves == [["12:00"], ["12:00", "12:30"]]


def test_together_in_words_and_as_json(tmp_path: Path, capsys: Text) -> None:
    """Two on the same road, each with its own chance, and both."""
    packs = [str(write_pack(tmp_path / name, ROAD, travellers=[{"id": name}])) for name in ("boy", "girl")]
    assert _run(["together", *packs]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    assert shown.out.startswith("All 2 arrive 64 times in 100 (at worst 49); nobody does 4 times.")
    found = told(["together", *packs], capsys)
    assert found["all_safe"] == pytest.approx({"low": 0.49, "mid": 0.64})
    assert found["expected_safe"] == pytest.approx({"low": 1.4, "mid": 1.6})
    assert [mission["travellers"] for mission in found["missions"]] == [["boy"], ["girl"]]


def test_together_is_for_more_than_one(tmp_path: Path, capsys: Text) -> None:
    """A line says so."""
    assert "two packs" in refused(["together", str(write_pack(tmp_path, ROAD))], capsys)


def test_packs_of_two_worlds_are_refused(tmp_path: Path, capsys: Text) -> None:
    """With what differs."""
    other = leg("road", risk={"caught": 0.5}, fee=3)
    packs = [str(write_pack(tmp_path / name, road)) for name, road in (("a", ROAD), ("b", other))]
    assert "the leg road is not the same in small and in small: fee, risk differ" in refused(
        ["together", *packs], capsys
    )
