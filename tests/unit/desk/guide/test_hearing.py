"""Whom reports concern, and what one of them changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.desks import on_their_way
from waystation.bootstrap.missions import missions_named
from waystation.desk.guide.hearing import changed_by, concerned
from waystation.desk.guide.running import running_of
from waystation.world.report import Report, read_report

HEARD = "2031-10-01T18:40+07:00"


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Two missions on one way, and one that nobody has begun."""
    folder = tmp_path_factory.mktemp("ways")
    first = on_their_way(folder / "first")
    second = Path(shutil.copytree(first, folder / "second"))
    kept = (second / "reports.jsonl").read_text("utf-8")
    (second / "reports.jsonl").write_text(kept.replace(f'"{first.name}"', '"second"'), "utf-8")
    idle = Path(shutil.copytree(first, folder / "idle"))
    lines = [
        line for line in kept.splitlines(keepends=True) if '"kind": "journey"' not in line and '"departure"' not in line
    ]
    (idle / "reports.jsonl").write_text("".join(lines), "utf-8")
    return [str(one) for one in (first, second, idle)]


def seen(condition: str, level: str) -> Report:
    """Something is seen."""
    value = {"kind": "observation", "source": "somlit", "condition": condition, "level": level, "happened": HEARD}
    found = read_report({**value, "heard": HEARD, "grade": "B2"})
    assert isinstance(found, Report)
    return found


def test_what_is_seen_of_one_river_concerns_all_who_have_it_and_are_on_the_way(packs: list[str]) -> None:
    """Not those who have not begun."""
    opened = missions_named(packs)
    assert concerned(opened, packs[0], [seen("river", "high")]) == set(packs[:2])


def test_only_the_journeys_that_are_asked_about_are_looked_at(packs: list[str]) -> None:
    """Each with what the others tell of it all the same."""
    opened = missions_named(packs)
    later = max(one.happened for mission in opened for one in mission.reports)
    every = running_of(opened, later)
    (one,) = running_of(opened, later, {packs[1]})
    assert [each.name for each in every] == packs[:2]
    assert one == every[1]


def test_what_a_report_changed_is_worked_out_from_what_had_been_heard_before(packs: list[str]) -> None:
    """Before it there was an answer, after it there is another; before the journey there was none."""
    (mission, *_) = missions_named(packs[:1])
    report = seen("river", "flood")
    (running,) = running_of([mission], report.happened)
    change = changed_by(running, mission.reports, report)
    assert change is not None
    assert change.code == "level"
    assert change.fields["before"] is not None
    assert changed_by(running, (), report) is None
