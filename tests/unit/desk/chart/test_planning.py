"""Planning as a coordinator asks for it: from now, from later, with other ways where they are quick or needed."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from tests.builders import leg, write_pack
from waystation.desk.chart import planning as module
from waystation.desk.chart.planning import plan_pack, play_out
from waystation.storage.folders import PackFolder

GUIDE = {"id": "g", "role": "guide", "betrays": 0.0}
DEAR = leg("dear", broker="g", fee=100, departures=["12:00"], risk={"caught": 0.1})
CHEAP = leg("cheap", departures=["12:00"], risk={"caught": 0.12})


@pytest.fixture
def folder(tmp_path: Path) -> PackFolder:
    """Two ways, the safer the dearer."""
    return PackFolder(write_pack(tmp_path, DEAR, CHEAP, broker=[GUIDE]))


def test_other_ways_come_where_they_are_quick_and_not_where_they_are_not_wanted(
    folder: PackFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked for, they always come."""
    assert len(plan_pack(folder).alternatives) > 1
    assert len(plan_pack(folder, alternatives=False).alternatives) == 1
    monkeypatch.setattr(module, "QUICK_PAIRS", 0)
    assert [a.label for a in plan_pack(folder).alternatives] == ["safest"]
    assert len(plan_pack(folder, alternatives=True).alternatives) > 1


def test_a_plan_over_budget_looks_for_a_way_that_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where other ways are not quick."""
    monkeypatch.setattr(module, "QUICK_PAIRS", 0)
    source = PackFolder(write_pack(tmp_path, DEAR, CHEAP, broker=[GUIDE], mission={"budget": 50}))
    planned = plan_pack(source)
    assert planned.plan.over_budget
    assert planned.affordable is not None
    assert planned.affordable.outcome.cost == 0.0
    assert plan_pack(PackFolder(tmp_path), alternatives=False).affordable is None


def test_a_later_moment_is_read_from_its_line(folder: PackFolder) -> None:
    """Both ways have left by then."""
    later = plan_pack(folder, "a,2031-10-01T12:30:00+09:00")
    assert later.plan.outcome.safe.mid == 0.0
    assert later.plan.charted.moment.step == 1


def test_the_time_of_each_stage_is_told(folder: PackFolder) -> None:
    """Reading, compiling, solving, explaining, other ways."""
    assert set(plan_pack(folder).seconds) == {"read", "compile", "solve", "explain", "alternatives"}


def test_playing_out_counts_every_run(folder: PackFolder) -> None:
    """The same seed gives the same runs; within the error of what is calculated."""
    played = play_out(folder, 10_000, 3)
    assert played.safe + played.lost + played.underway == played.runs == 10_000
    assert (played.safe, played.lost) == (play_out(folder, 10_000, 3).safe, play_out(folder, 10_000, 3).lost)
    assert abs(played.safe / 10_000 - 0.9) < 5 * math.sqrt(0.09 / 10_000)
