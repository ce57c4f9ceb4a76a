"""`waystation portfolio` as somebody types it: a folder of packs, a vault, and every mistake of both."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.builders import leg, place, write_pack
from tests.keeping import PASSPHRASE
from waystation.bootstrap.missions import missions_in, quiet_solver
from waystation.cli.main import _run
from waystation.errors import Usage

Text = pytest.CaptureFixture[str]
DRIVER = {"id": "d", "role": "driver", "betrays": [0.0, 0.1]}
RULES = """start = 2031-10-01T00:00:00+09:00
days = 4
every = 2
attention = 1
money = 500

[[request]]
pack = "second"
since = 2031-01-01T00:00:00+09:00
"""


def mission(folder: Path, name: str, people: int, **tables: object) -> None:
    """Two nights on the road, one of them in a house with three beds."""
    write_pack(
        folder / name,
        place("m", beds=3, kind="safe_house"),
        leg("in", to="m", minutes=600, broker="d", fee=30, risk={"caught": [0.0, 0.2]}),
        leg("out", "m", "b", minutes=600, departures=["09:00"]),
        hours=72,
        step=60,
        broker=[DRIVER],
        travellers=[{"id": f"{name}{number}"} for number in range(people)],
        **tables,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three requests."""
    for name, people in (("first", 2), ("second", 3), ("third", 2)):
        mission(tmp_path / "requests", name, people)
    (tmp_path / "requests" / "portfolio.toml").write_text(RULES, "utf-8")
    return tmp_path / "requests"


def told(arguments: list[str], capsys: Text) -> dict[str, object]:
    """The one document, held to the schema that is printed for it."""
    assert _run(["schema", "portfolio"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert _run([*arguments, "--json"]) == 0
    found = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    jsonschema.Draft202012Validator(schema).validate(found)
    return found


def test_a_folder_in_words(folder: Path, capsys: Text) -> None:
    """Whom to meet, who must wait and why, what more would bring."""
    assert _run(["portfolio", str(folder)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Meet 2 of 3 requests: ")
    assert "Proved: no other choice is better" in said
    headings = ("Whom to meet", "Who must wait, and why", "What a little more would bring")
    assert all(f"\n{heading}\n" in said for heading in headings)


def test_a_folder_as_json(folder: Path, capsys: Text) -> None:
    """Three people before two; at most one mission at a time; nothing is spent that is not there."""
    found = told(["portfolio", str(folder)], capsys)
    assert found["optimal"] is True
    assert "second" in [one["request"] for one in found["chosen"]]
    assert [one["leaves"] for one in found["chosen"]] == ["2031-10-01", "2031-10-03"]
    assert len(found["refused"]) == 1
    assert {one["kind"] for one in found["refused"][0]["short"]} <= {"attention", "bed", "broker"}
    assert found["cost"] <= 500
    assert all(row["used"] <= row["of"] + 1e-9 for row in found["used"])
    assert {"attention", "bed:m"} & {one["what"] for one in found["more"]}


def test_a_vault_holds_requests_too(folder: Path, tmp_path: Path, capsys: Text) -> None:
    """The missions in it, with the same rules, have the same answer."""
    clear = told(["portfolio", str(folder)], capsys)
    key = tmp_path / "key"
    key.write_text(PASSPHRASE + "\n", "utf-8")
    vault = str(tmp_path / "vault")
    with_key = ["--passphrase-file", str(key)]
    assert _run(["vault", "create", vault, *with_key, "--cost", "test"]) == 0
    for name in ("first", "second", "third"):
        assert _run(["vault", "put", str(folder / name), "--vault", vault, *with_key]) == 0
    capsys.readouterr()
    found = told(["portfolio", vault, "--rules", str(folder / "portfolio.toml"), *with_key], capsys)
    assert found["chosen"] == clear["chosen"]
    assert found["refused"] == clear["refused"]


def test_it_is_drawn(folder: Path, tmp_path: Path) -> None:
    """Beds and money, as PNG and SVG."""
    for ending in ("png", "svg"):
        file = tmp_path / f"use.{ending}"
        assert _run(["portfolio", str(folder), "-o", str(file)]) == 0
        assert file.stat().st_size > 1000


def test_every_mistake_of_all_packs_is_said_in_one_run(folder: Path, capsys: Text) -> None:
    """Each with its pack; and those of the rules, where these can be read."""
    toml = folder / "first" / "pack.toml"
    toml.write_text(toml.read_text("utf-8").replace('from = "a"', 'from = "nowhere"'), "utf-8")
    (folder / "portfolio.toml").write_text('days = 0\n[[request]]\npack = "forth"\n', "utf-8")
    assert _run(["portfolio", str(folder)]) == 2
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "error: portfolio.toml:1 days: must be at least 1, not 0"
    assert any(line.startswith("error: first/pack.toml:") and "nowhere" in line for line in said)


def test_rules_that_contradict_the_packs(folder: Path, capsys: Text) -> None:
    """Unknown packs and places, with the nearest; money of another currency."""
    rules = '[beds]\nn = 3\n[[request]]\npack = "thrid"\n'
    (folder / "portfolio.toml").write_text(rules, "utf-8")
    mission(folder, "third", 1, mission={"currency": "EUR"})
    assert _run(["portfolio", str(folder)]) == 2
    assert capsys.readouterr().err.splitlines() == [
        'error: portfolio.toml:4 request[0].pack: there is no pack "thrid"; did you mean third?',
        'error: portfolio.toml:2 beds.n: there is no place "n"',
        "error: portfolio.toml: third counts in EUR, the others in USD; all money must be of one currency",
    ]


def test_where_there_is_no_mission(tmp_path: Path, capsys: Text) -> None:
    """One line."""
    for name in ("", "missing"):
        assert _run(["portfolio", str(tmp_path / name)]) == 2
        assert capsys.readouterr().err.count("\n") == 1
    with pytest.raises(Usage, match="portfolio_no_folder"):
        missions_in(str(tmp_path / "missing"))


def test_the_solver_keeps_quiet(capfd: pytest.CaptureFixture[str]) -> None:
    """What compiled code writes to standard output meanwhile goes nowhere; afterwards everything is as it was."""
    import os

    with quiet_solver():
        os.write(1, b"a line of the solver\n")
    os.write(1, b"the answer\n")
    assert capfd.readouterr().out == "the answer\n"
