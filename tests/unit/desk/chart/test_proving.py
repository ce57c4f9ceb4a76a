"""Writing a pack's decision problem, and holding a plan against a model checker."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import leg, write_pack
from waystation.desk.chart.proving import export_pack, verify_pack
from waystation.errors import Usage
from waystation.storage.folders import PackFolder


@pytest.fixture
def folder(tmp_path: Path) -> PackFolder:
    """One leg with a doubtful risk, and a name that no export may hold."""
    risk = {"caught": [0.1, 0.3], "back": 0.5}
    return PackFolder(write_pack(tmp_path, leg("planted", departures=["12:00", "12:30"], risk=risk)))


@pytest.mark.parametrize("to", ["umb", "drn", "prism"])
def test_an_export_names_nobody(folder: PackFolder, to: str) -> None:
    """Neither leg nor place; it has as many states as it says."""
    exported = export_pack(folder, to)
    assert b"planted" not in exported.data
    assert exported.states > 4
    assert exported.branches >= exported.states
    assert exported.data == export_pack(folder, to).data


def test_an_unknown_format_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    """Even of a folder that holds no pack."""
    with pytest.raises(Usage, match="export_format"):
        export_pack(PackFolder(tmp_path), "xml")


def test_a_plan_is_held_against_storm(folder: PackFolder) -> None:
    """Low, mid and lost."""
    pytest.importorskip("stormpy", reason="the extra `proof` is not installed")
    proof = verify_pack(folder).proof
    assert proof.agree
    assert set(proof.ours) == {"low", "mid", "lost"}
    assert proof.ours["low"] == pytest.approx(0.7 * (0.5 + 0.5 * 0.7 * 0.5))
