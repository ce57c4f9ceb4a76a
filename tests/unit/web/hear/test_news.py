"""What changed since a moment, on its page: the plan in words, numbers before and now, the reports that came in."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.served import served
from waystation.storage.report_files import ReportFile
from waystation.world.report import Report, read_report

PACK = Path(__file__).resolve().parents[4] / "packs" / "two-days-to-the-river"
HERE = f"/news/{PACK.name}"


def test_what_came_in_is_said_with_what_it_moved(tmp_path: Path) -> None:
    """A river that rose, and what that does to the plan."""
    pack = tmp_path / PACK.name
    shutil.copytree(PACK, pack)
    when = "2031-10-01T10:00:00+07:00"
    found = read_report(
        {
            "kind": "observation",
            "condition": "river",
            "level": "high",
            "source": "hwang",
            "grade": "A1",
            "happened": when,
            "heard": when,
        }
    )
    assert isinstance(found, Report)
    ReportFile(pack).add([found])
    with served(pack) as visitor:
        said = visitor.shows(f"{HERE}?since=2031-10-01T00:00")
    assert "arrive" in said
    moved, came = said.index("Numbers that moved"), said.index("Reports that came in")
    assert "River high" in said[moved:came]
    assert "A1: a completely reliable source" in said[came:]


def test_where_nothing_came_in_nothing_is_planned() -> None:
    """It says so."""
    with served(PACK) as visitor:
        assert "Nothing was heard since then" in visitor.shows(f"{HERE}?since=2031-12-01")


def test_a_moment_that_is_none_is_said() -> None:
    """In words."""
    with served(PACK) as visitor:
        assert "must be a date" in visitor.shows(f"{HERE}?since=soon", 422)
