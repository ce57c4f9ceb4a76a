"""Requests that leave on later days: as if their pack had been written for that day, its rivers carried on."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.builders import START, condition, leg, place, write_pack
from waystation.deciding.drawing_up import Period
from waystation.deciding.judging import judge
from waystation.desk.chart.loading import load_pack
from waystation.desk.decide.departures import (
    Applicant,
    Departure,
    Remembered,
    first_departures,
    flips_of,
    standing_of,
    ways_on,
)
from waystation.desk.decide.recording import FolderRecord
from waystation.storage.folders import PackFolder
from waystation.storage.report_files import ReportFile

FALLS = [[1.0, 0.0], [0.02, 0.98]]
NOON = datetime.fromisoformat(START)
PERIOD = Period(NOON.replace(hour=0), (), 0.5, 3)


def written(folder: Path, start: datetime = NOON, **river: Any) -> Path:
    """A ford that a high river makes dangerous, beside a bus at two in the afternoon that costs something."""
    guide = {"id": "g", "role": "guide", "betrays": 0.0}
    return write_pack(
        folder,
        place("a", found=0.01),
        leg("ford", risk={"harm": 0.05}, when={"river=high": {"harm": 8.0}}),
        leg("bus", departures=["14:00"], broker="g", fee=40, risk={"caught": [0.02, 0.2]}),
        broker=[guide],
        condition=[condition(per_hour=FALLS, **river)],
        hours=72,
        step=60,
        start=start.isoformat(),
        charter={"members": ["anna"], "threshold": 1, "review": "2031-10-05"},
    )


def departure(folder: Path, days: int = 0) -> Departure:
    """The mission leaving so many days after its own start."""
    source = Remembered(PackFolder(folder))
    loaded = load_pack(source)
    standing = standing_of(Applicant(source, FolderRecord(folder), ReportFile(folder)), loaded.pack)
    return Departure("only", loaded, source, standing, timedelta(days=days))


@pytest.mark.parametrize("days", [0, 1, 3, 6])
def test_a_later_departure_is_judged_as_a_pack_that_was_written_for_it(tmp_path: Path, days: int) -> None:
    """Gates, figures, hours; the river is as likely high as so many hours leave it; the charter may have run out."""
    later = departure(written(tmp_path / "own", now="high"), days)
    high = 0.98 ** (24 * days)
    now: Any = {"low": 1.0 - high, "high": high} if days else "high"
    anew = departure(written(tmp_path / "then", NOON + timedelta(days=days), now=now))
    wanted = judge(replace(anew.asking(), flips=False)).verdict
    found = judge(replace(later.asking(), flips=False)).verdict
    assert found.word == wanted.word
    assert [gate.holds for gate in found.gates] == [gate.holds for gate in wanted.gates]
    assert (found.go.low, found.go.p10) == (
        pytest.approx(wanted.go.low, abs=1e-12),
        pytest.approx(wanted.go.p10, abs=1e-12),
    )
    assert (found.hold.until if found.hold else None) == (wanted.hold.until if wanted.hold else None)
    assert ("charter.review" in {gate.name for gate in found.missed}) is (days == 6)
    first = ways_on(PERIOD, later)[0]
    assert (first.day, first.permit.word, first.permit.missed) == (days, found.word, found.missed)
    assert [flip.verdict for flip in flips_of(later)] == [flip.verdict for flip in judge(later.asking()).verdict.flips]


def test_departures_are_at_the_missions_own_hour_within_the_period(tmp_path: Path) -> None:
    """Who could have left before it leaves on its first day; who is ready only after it never does."""
    pack = load_pack(PackFolder(written(tmp_path, now="low"))).pack
    day = timedelta(days=1)

    def days(first: datetime, length: int, every: int) -> list[float]:
        return [later / day for later in first_departures(pack, first, length, every)]

    midnight = NOON.replace(hour=0)
    assert days(midnight, 7, 3) == [0.0, 3.0, 6.0]
    assert days(midnight - 2 * day, 7, 3) == [0.0, 3.0]
    assert days(midnight + 2 * day, 7, 3) == [2.0, 5.0, 8.0]
    assert days(midnight - 9 * day, 7, 3) == []


def test_each_file_is_asked_for_once(tmp_path: Path) -> None:
    """A vault is read by one thread only, and plans are made by several."""
    written(tmp_path, now="low")
    asked: list[str] = []

    class Counting(PackFolder):
        def read(self, inside: str) -> bytes:
            asked.append(inside)
            return super().read(inside)

    source = Remembered(Counting(tmp_path))
    loaded = load_pack(source)
    before = list(asked)
    standing = standing_of(Applicant(source, FolderRecord(tmp_path), ReportFile(tmp_path)), loaded.pack)
    for days in (1, 2):
        Departure("only", loaded, source, standing, timedelta(days=days)).asking()
    assert asked == before
    assert len(set(before)) == len(before)
