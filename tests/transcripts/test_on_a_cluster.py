"""Questions solved on a cluster of other processes, as somebody types it: the same answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.local_cluster import local_cluster
from waystation.cli.main import _run

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("named", ["option", "environment"])
def test_questions_on_a_cluster(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    """To the last bit, whether the cluster is named on the line or in the environment."""
    river = str(root / "packs" / "two-days-to-the-river")
    assert _run(["questions", river, "--json"]) == 0
    here = json.loads(capsys.readouterr().out)
    with local_cluster(2, tmp_path) as cluster:
        options = ["--cluster", cluster.scheduler_address] if named == "option" else []
        if named == "environment":
            monkeypatch.setenv("WAYSTATION_CLUSTER", cluster.scheduler_address)
        assert _run(["questions", river, "--json", *options]) == 0
        there = json.loads(capsys.readouterr().out)
    assert there == here


def test_a_cluster_that_is_not_there_is_one_line(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its address; nothing is answered."""
    monkeypatch.setattr("waystation.solver.cluster.PATIENCE", 1)
    river = str(root / "packs" / "two-days-to-the-river")
    assert _run(["questions", river, "--cluster", "tcp://127.0.0.1:9"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert [line.startswith("error: no cluster answers at tcp://127.0.0.1:9: ") for line in shown.err.splitlines()] == [
        True
    ]
