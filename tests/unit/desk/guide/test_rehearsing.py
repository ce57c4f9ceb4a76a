"""A rehearsal: the party does what the answer says, and who breaks it off goes on where it was left."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from waystation.bootstrap import pack_folder
from waystation.desk.chart.loading import Loaded, load_pack
from waystation.desk.guide.rehearsing import Drill
from waystation.desk.guide.running import Opened, Running, answerer_for, running_of, situation_of
from waystation.desk.hear.taking import take_reports
from waystation.guiding.answerer import Answerer
from waystation.guiding.answering import Answer
from waystation.guiding.rehearsal import Rehearsal
from waystation.world.report import Report

JOURNEY = "drill"


@dataclass
class Kept:
    """Reports in memory."""

    reports: list[Report] = field(default_factory=list)

    def all(self) -> list[Report]:
        return list(self.reports)

    def add(self, reports: list[Report]) -> None:
        self.reports += reports


class BrokenOff(Exception):
    """Somebody has had enough."""


@dataclass
class Trained:
    """Who is trained: answers by the book, and may break off after so many reports."""

    folder: Path
    loaded: Loaded
    store: Kept
    stop_after: int = 1 << 30
    kept: list[Rehearsal] = field(default_factory=list)
    advice: list[tuple[datetime, Answer]] = field(default_factory=list)
    answers: Answerer | None = None
    running: list[Running] = field(default_factory=list)
    known: int = -1

    def wait(self, rehearsal: Rehearsal) -> None:
        assert rehearsal.until >= rehearsal.at

    def keep(self, rehearsal: Rehearsal) -> None:
        self.kept.append(rehearsal)

    def tell(self, report: dict[str, Any]) -> None:
        if len(self.store.reports) >= self.stop_after:
            raise BrokenOff
        now = datetime.fromisoformat(report["heard"])
        take_reports(self.store, self.loaded.stated, [report], now)  # refuses what cannot be

    def answer(self, at: datetime) -> Answer | None:
        if self.known != len(self.store.reports):
            self.known = len(self.store.reports)
            opened = Opened(str(self.folder), "drill", pack_folder(str(self.folder)), self.store)
            self.running = running_of([opened], at)
        if not self.running:
            return None
        self.answers = self.answers or answerer_for(self.running[0])
        answer = self.answers.answer(situation_of(self.running[0], at))
        self.advice.append((at, answer))
        return answer


def trained(folder: Path, **more: Any) -> Trained:
    """Somebody with a journey that was just accepted."""
    loaded = load_pack(pack_folder(str(folder)))
    start = loaded.pack.clock.at(0)
    store = Kept(list(loaded.reports))
    mark = {"kind": "journey", "source": "drill", "journey": JOURNEY, "state": "accepted", "number": 417}
    take_reports(store, loaded.stated, [{**mark, "happened": start.isoformat()}], start)
    return Trained(folder, loaded, store, **more)


def begun(one: Trained, seed: int, mishaps: tuple[str, ...] = ()) -> Rehearsal:
    """A rehearsal that waits for nothing."""
    start = one.loaded.pack.clock.at(0)
    return Rehearsal(seed, 0.0, start, None, start, len(one.loaded.reports), mishaps=mishaps)


@pytest.mark.parametrize("seed", range(6))
def test_every_report_of_a_rehearsal_can_be(root: Path, seed: int) -> None:
    """None is refused, their times do not go back, and where they end is where the journey ends."""
    one = trained(root / "packs" / "two-days-to-the-river")
    over = Drill(one.loaded, begun(one, seed, ("ill", "price", "silent")), JOURNEY, one).run()
    told = [report for report in one.store.reports if report.heard and report.heard > one.loaded.pack.clock.at(0)]
    heard = [report.heard for report in told if report.heard is not None]
    assert heard == sorted(heard)
    assert one.kept[-1].over == over.end
    if over.end == "safe":
        (running,) = running_of([Opened(str(one.folder), "drill", pack_folder(str(one.folder)), one.store)], heard[-1])
        assert running.journey.standing.place in one.loaded.pack.mission.to


@pytest.mark.parametrize("stop_after", [3, 5, 9, 14])
def test_a_rehearsal_that_was_broken_off_goes_on(root: Path, stop_after: int) -> None:
    """The same reports in the same order, none twice, as if it had run in one go."""
    folder = root / "packs" / "two-days-to-the-river"
    mishaps = ("silent", "ill")
    whole = trained(folder)
    end = Drill(whole.loaded, begun(whole, 11, mishaps), JOURNEY, whole).run()
    parted = trained(folder, stop_after=len(whole.loaded.reports) + stop_after)
    with pytest.raises(BrokenOff):
        Drill(parted.loaded, begun(parted, 11, mishaps), JOURNEY, parted).run()
    left = parted.kept[-1]
    parted.stop_after = 1 << 30
    assert Drill(parted.loaded, left, JOURNEY, parted).run() == end
    assert [one.id for one in parted.store.reports] == [one.id for one in whole.store.reports]
    assert replace(parted.kept[-1]) == whole.kept[-1]


def test_the_party_does_what_it_is_told(root: Path) -> None:
    """Each leg that it takes was the next step of the answer, no later than when it left."""
    one = trained(root / "packs" / "two-days-to-the-river")
    Drill(one.loaded, begun(one, 4), JOURNEY, one).run()
    left = [report for report in one.store.reports if report.kind == "departure"]
    assert left
    for report in left:
        steps = [answer.next.leg for at, answer in one.advice if at <= report.happened]
        assert report.model_dump()["leg"] in {leg.id for leg in steps if leg is not None}
