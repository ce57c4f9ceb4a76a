"""Rehearsals as somebody types them: begun, guided, broken off, gone on with; never beside anything real."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import validate

from tests.keeping import Typist
from waystation.wording.rehearsals_json import REHEARSE_SCHEMA

MARK = "REHEARSAL"
LUCK = ("--speed", "0", "--seed", "7")


@pytest.fixture
def typist(tmp_path: Path) -> Typist:
    """Somebody with an empty folder."""
    return Typist(tmp_path / "typed")


@pytest.fixture
def river(root: Path) -> str:
    """The pack that is rehearsed."""
    return str(root / "packs" / "two-days-to-the-river")


def test_every_line_about_a_rehearsal_says_so(typist: Typist, river: str) -> None:
    """Of the rehearsal itself and of every command about its folder, on both streams; JSON has a field for it."""
    drill = typist.path("drill")
    said = typist.types("rehearse", river, "--into", drill, *LUCK, "--mishap", "ill")
    assert "They were lost." in said.out or "They arrived." in said.out
    for command in (["journey", "show"], ["tonight"], ["report", "list"], ["plan"], ["watch", "show"]):
        told = typist.types(*command, drill)
        assert told.out
        for line in (said.out + told.out + told.err).splitlines():
            assert line.startswith(MARK), (command, line)
    assert typist.types("plan", drill, "--json").json["rehearsal"] is True
    assert "rehearsal" not in typist.types("plan", river, "--json").json


def test_what_it_came_to_as_json(typist: Typist, river: str) -> None:
    """One document of the shape that is published; the same luck gives the same."""
    first, again = (
        typist.types("rehearse", river, "--into", typist.path(name), *LUCK, "--json").json for name in ("one", "two")
    )
    validate(first, REHEARSE_SCHEMA)
    assert {**first, "journey": ""} == {**again, "journey": ""}
    assert first["told"] > 5
    over = typist.types("rehearse", typist.path("one"), status=2).err
    assert over == f"{MARK} error: the rehearsal is over ({first['end']}); begin another with --into and a new folder\n"


def test_a_rehearsal_never_touches_anything_real(typist: Typist, river: str) -> None:
    """No mission out of a vault is played, none is put into one, and no command names both."""
    typist.creates("mine")
    typist.in_vault("mine", "vault", "put", river, "--name", "heron")
    real = typist.types("rehearse", "vault:heron", "--into", typist.path("drill"), status=2).err
    assert "never played" in real
    typist.types("rehearse", river, "--into", typist.path("drill"), *LUCK)
    before = typist.in_vault("mine", "vault", "check", "--json").json["entries"]
    drill = typist.path("drill")
    assert "never touches a vault" in typist.in_vault("mine", "plan", drill, status=2).err
    assert "rehears" in typist.in_vault("mine", "vault", "put", drill, status=2).err
    assert "never mixed" in typist.types("tonight", drill, river, status=2).err
    assert typist.in_vault("mine", "vault", "check", "--json").json["entries"] == before
    assert "--into" in typist.types("rehearse", river, status=2).err
    assert "cannot be rehearsed" in typist.types("rehearse", drill, "--into", typist.path("other"), status=2).err


def test_who_is_trained_may_decide_otherwise(typist: Typist, river: str) -> None:
    """Whoever closes the journey ends the rehearsal; what would have become of them is not told."""
    drill = typist.path("drill")
    typist.types("rehearse", river, "--into", drill, *LUCK)
    state = Path(drill) / "rehearsal.json"
    kept = json.loads(state.read_text("utf-8"))
    reports = Path(drill) / "reports.jsonl"
    lines = reports.read_text("utf-8").splitlines(keepends=True)
    reports.write_text("".join(lines[: kept["before"] + 1 + 4]), "utf-8")  # as if only four had been told
    again = {**kept, "over": "", "told": 4, "at": json.loads(lines[kept["before"] + 4])["heard"]}
    state.write_text(json.dumps({**again, "choices": kept["choices"][:1], "onward": []}), "utf-8")
    typist.types("journey", "close", drill, "--as", "home")
    said = typist.types("rehearse", drill, "--speed", "0")
    assert "You closed the journey" in said.out
    assert "(closed)" in typist.types("rehearse", drill, status=2).err


@pytest.mark.slow
def test_broken_off_by_ctrl_c_it_goes_on(river: str, typist: Typist) -> None:
    """The clock stops where it was; the same reports follow as if nobody had stopped it."""
    drill, whole = typist.path("drill"), typist.path("whole")
    command = [sys.executable, "-m", "waystation", "rehearse", river, "--into", drill, "--seed", "7", "--speed", "3600"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        while "they leave" not in (line := process.stdout.readline()):
            assert line
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=120)
    assert process.returncode == 130, out + err
    assert "Traceback" not in err
    kept = json.loads((Path(drill) / "rehearsal.json").read_text("utf-8"))
    assert kept["since"] is None
    typist.types("rehearse", drill, "--speed", "0")
    typist.types("rehearse", river, "--into", whole, "--seed", "7", "--speed", "0")
    told = [
        sorted(
            json.dumps({**one, "journey": "", "id": ""}, sort_keys=True)
            for one in typist.types("report", "list", name, "--json").json
        )
        for name in (drill, whole)
    ]
    assert told[0] == told[1]
