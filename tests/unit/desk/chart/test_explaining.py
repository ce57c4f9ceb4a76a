"""Explaining as it is asked for: of a folder, from now or later, as a picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.builders import leg, write_pack
from waystation.charts.panels import Figure
from waystation.desk.chart.explaining import FORMATS, draw_explanation, explain_pack, figure_format
from waystation.errors import Usage
from waystation.storage.folders import PackFolder


@pytest.fixture
def folder(tmp_path: Path) -> PackFolder:
    """One leg of which little is known."""
    return PackFolder(write_pack(tmp_path / "pack", leg("l", risk={"caught": [0.1, 0.5]})))


def test_it_is_explained_from_the_start_or_from_later(folder: PackFolder) -> None:
    """At the end there is nothing to be lost."""
    now, later = explain_pack(folder), explain_pack(folder, "b,2031-10-01T13:00:00+09:00")
    assert (now.later, later.later) == (False, True)
    assert (now.explanation.lost, later.explanation.lost) == (pytest.approx(0.3), 0.0)
    assert set(now.seconds) == {"read", "compile", "solve", "explain", "likely"}


def test_draws_and_seed_are_those_asked_for(folder: PackFolder) -> None:
    """The same seed draws the same."""
    one, same = (explain_pack(folder, draws=3000, seed=5).explanation.likely for _ in range(2))
    assert (len(one.drawn), one.seed) == (3000, 5)
    assert np.array_equal(one.drawn, same.drawn)
    assert not np.array_equal(one.drawn, explain_pack(folder, draws=3000, seed=6).explanation.likely.drawn)


@pytest.mark.parametrize("ending", FORMATS)
def test_each_kind_begins_as_its_kind_does(ending: str) -> None:
    """PNG or XML."""
    beginning = {"png": b"\x89PNG\r\n", "svg": b"<?xml"}[ending]
    assert draw_explanation(ending, Figure("x"), 300).startswith(beginning)
    assert figure_format(f"a.b/x.{ending.upper()}") == ending


@pytest.mark.parametrize("path", ["x", "x.html", "png", ".png", ""])
def test_another_ending_is_refused(path: str) -> None:
    """By a file that cannot be drawn."""
    with pytest.raises(Usage) as refused:
        figure_format(path)
    assert refused.value.code == "figure_format"
