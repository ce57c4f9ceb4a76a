"""`waystation new` as a person meets it: answers from a pipe, from a keyboard, broken off, taken up again."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from waystation.cli.main import _run
from waystation.desk.chart.loading import inspect_pack, load_pack
from waystation.planning.plan import make_plan
from waystation.storage.folders import PackFolder

BEGINNING = """\
The river
5
?
grandmother, 80


mother, 47


father, 50


older, twelve
older, 12


younger, 8


all
Hut

18.46, 104.6
Bankok
yes
Bangkok
rarely
Camp

17.86, 103.9

no
2031-10-01 18:00
6 days

"""
WAYS = """\
Old rice mill, foot, 2h50

18.4, 104.55

rarely
nobody
night
moderate
rarely
rarely
never
back
sometimes
sometimes
yes
Near bank, car, 2h30

18.13, 104.2

sometimes
Phet

1 kept
30 USD

night
rarely
never
5 %
10-20 %
no
Far bank, ford, 45

18.06, 104.08

rarely
Mr. Hwang

11 kept, 0 broken
500

night
moderate
1 of 140
0-1 %
5 %
sometimes
no
Camp, foot, 4h
nobody

moderate
sometimes
never
never
sometimes
no
Old rice mil

Far bank, foot, 9h
nobody

hard
often
rarely
sometimes
often
no
undo leg
done
"""
ENDING = """\
river
3
low, high, flood
low
1 day

harm, late
much riskier
closed
no
2055
4000
list

"""


@pytest.fixture
def typed(monkeypatch, capsys):
    """Runs `waystation new` with answers from a pipe: the exit status, standard output, standard error."""

    def run(folder: Path, text: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))
        status = _run(["new", str(folder)])
        said = capsys.readouterr()
        return status, said.out, re.sub(r"\x1b\[\d+m", "", said.err)

    return run


def test_a_family_s_mission_from_a_pipe(tmp_path, typed):
    """With a slip, a question mark, a step back and a leg taken away: a sound pack that plans."""
    folder = tmp_path / "river"
    status, out, err = typed(folder, BEGINNING + WAYS + ENDING)
    assert status == 0, err
    assert out.splitlines() == [
        f"The river is in {folder}.",
        f"Next:  waystation plan {folder}",
        "It lies there in the clear: whoever opens the folder reads it.",
    ]
    loaded, mistakes = inspect_pack(PackFolder(folder))
    assert mistakes == []
    assert loaded is not None
    pack = loaded.pack
    assert [leg.id for leg in pack.legs] == [
        "hut-old-rice-mill",
        "old-rice-mill-near-bank",
        "near-bank-far-bank",
        "far-bank-camp",
    ]
    assert pack.legs[2].when == {"river=high": {"harm": 5.0, "late": 5.0}, "river=flood": "closed"}
    assert pack.legs[0].risk.back.low == 0.02, "back took `never` away"
    assert sorted(path.name for path in folder.iterdir()) == ["network.geojson", "pack.toml"]
    plan = make_plan(pack)
    assert 0.0 < plan.outcome.safe.low < plan.outcome.safe.high < 1.0


def test_it_says_what_is_wrong_and_what_each_leg_changes(tmp_path, typed):
    """One line for a mistake; a sentence for a leg."""
    _, _, err = typed(tmp_path / "river", BEGINNING + WAYS + ENDING)
    flat = " ".join(err.split())
    assert "There is no time zone Bankok; did you mean Asia/Bangkok?" in flat
    assert "“twelve” must be a whole number from 0 to 120." in flat
    assert "Took back: never" in flat
    way = r"There is a way now: of 100 such families \d+ arrive \(if all that is unknown went against them, \d+\)"
    assert re.search(way, flat)
    assert "There is no “Old rice mil”; did you mean Old rice mill?" in flat
    assert "Look at this: nobody here can walk old-rice-mill-far-bank" in flat
    assert "grandmother, 80" in flat
    assert "4 far-bank-camp" in flat


def test_answers_that_end_too_soon_leave_nothing(tmp_path, typed):
    """One line that begins `error:`, status 2, no folder."""
    for text in ("", BEGINNING, BEGINNING + WAYS):
        status, out, err = typed(tmp_path / "x", text)
        assert (status, out) == (2, "")
        errors = [line for line in err.splitlines() if line.startswith("error:")]
        assert errors == ["error: the answers ended before everything was asked; nothing was written"]
        assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_in_it_is_left_alone(tmp_path, typed):
    """A pack is never written over; a folder that cannot be is refused before the first question."""
    (tmp_path / "note").write_text("mine")
    for folder in (tmp_path, tmp_path / "note", tmp_path / "not" / "there"):
        status, _, err = typed(folder, "")
        assert status == 2
        assert err.startswith("error:")
        assert "What is the mission called" not in err
    assert [path.name for path in tmp_path.iterdir()] == ["note"]


def test_an_empty_folder_will_do(tmp_path, typed):
    """Somebody may have made it already."""
    status, _, err = typed(tmp_path, BEGINNING + WAYS + ENDING)
    assert status == 0, err
    assert load_pack(PackFolder(tmp_path)).pack.name == "The river"


def test_quit_leaves_nothing_unless_told_to_keep(tmp_path, typed):
    """Only a clear yes keeps a draft, in the clear, readable by its owner alone."""
    folder = tmp_path / "x"
    for ending in ("quit\n", "quit\n\n", "quit\nno\n", "exit\nperhaps\n"):
        status, _, err = typed(folder, BEGINNING + ending)
        assert status == 0
        assert "Nothing was written." in err
        assert not folder.exists()
    status, _, err = typed(folder, BEGINNING + "quit\nyes\n")
    assert status == 0
    assert "in the clear" in err
    assert [path.name for path in folder.iterdir()] == ["unfinished.json"]
    assert folder.stat().st_mode & 0o077 == 0


def test_a_kept_draft_is_gone_on_with(tmp_path, typed):
    """And is gone once there is a pack."""
    folder = tmp_path / "x"
    typed(folder, BEGINNING + WAYS[: WAYS.index("Camp, foot, 4h")] + "quit\nyes\n")
    status, out, err = typed(folder, WAYS[WAYS.index("Camp, foot, 4h") :] + ENDING)
    assert status == 0, err
    assert "Going on with the draft that was kept here" in err
    assert "near-bank-far-bank" in err
    assert out
    assert sorted(path.name for path in folder.iterdir()) == ["network.geojson", "pack.toml"]


def test_a_draft_that_cannot_be_read_is_left_where_it_is(tmp_path, typed):
    """It may be somebody's only copy."""
    (tmp_path / "unfinished.json").write_bytes(b"{")
    status, _, err = typed(tmp_path, BEGINNING)
    assert status == 2
    assert "unfinished.json" in err
    assert (tmp_path / "unfinished.json").read_bytes() == b"{"


def test_back_at_the_first_question_has_nothing_to_take_back(tmp_path, typed):
    """And says so."""
    _, _, err = typed(tmp_path / "x", "back\nback\n")
    assert err.count("There is nothing before this.") == 2


def test_what_is_no_text_ends_politely(tmp_path, root):
    """One line, status 2, nothing written."""
    environment = {**os.environ, "PYTHONPATH": str(root / "src"), "PYTHONIOENCODING": "utf-8:strict"}
    command = [sys.executable, "-m", "waystation", "new", str(tmp_path / "x")]
    done = subprocess.run(command, input=b"\xff\xfe\n", capture_output=True, env=environment, check=False)
    assert done.returncode == 2
    assert b"error: what was entered is not UTF-8 text; nothing was written" in done.stderr
    assert list(tmp_path.iterdir()) == []


class Keyboard(io.StringIO):
    """Lines, one of which may be the interrupt key, from what says that it is a terminal."""

    def isatty(self) -> bool:
        return True

    def readline(self, *_: object) -> str:
        line = super().readline()
        if line == "^C\n":
            raise KeyboardInterrupt
        return line


@pytest.mark.parametrize(
    ("text", "status", "kept"),
    [
        ("^C\nyes\n", 130, True),
        ("^C\nno\n", 130, False),
        ("^C\n^C\n", 130, False),
        ("^C\n", 130, False),
        ("", 0, False),
    ],
)
def test_an_interrupt_on_a_terminal_asks_whether_to_keep(text, status, kept, tmp_path, monkeypatch, capsys):
    """Keeps only on yes; a second interrupt is no; nothing is left half-written."""
    monkeypatch.setattr(sys, "stdin", Keyboard("The river\n2\n" + text))
    folder = tmp_path / "x"
    assert _run(["new", str(folder)]) == status
    assert folder.exists() == kept
    assert "Keep what has been answered" in " ".join(capsys.readouterr().err.split())
    if kept:
        assert json.loads((folder / "unfinished.json").read_text())["answers"] == ["The river", "2"]


def test_an_interrupt_from_a_pipe_leaves_nothing(tmp_path, monkeypatch):
    """There is nobody to ask."""

    class Interrupted(io.StringIO):
        def readline(self, *_: object) -> str:
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", Interrupted())
    assert _run(["new", str(tmp_path / "x")]) == 130
    assert list(tmp_path.iterdir()) == []
