"""Training: a rehearsal that is begun and driven, with whoever is trained looking on; the same for terminal and pages.

Decides how the clock is driven: at its speed, faster, slower, not at all, or straight on to what is heard next. What is
shown of it is the business of whoever looks on; what truly happens is `desk.guide.rehearsing`'s.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from waystation.bootstrap import pack_folder, report_store
from waystation.bootstrap import rehearsing as played
from waystation.bootstrap.missions import missions_named
from waystation.bootstrap.watches import refresh_watch
from waystation.desk.chart.loading import Loaded, load_pack
from waystation.desk.guide.running import Running, answerer_for, running_of, situation_of
from waystation.desk.hear.taking import take_reports
from waystation.errors import BadInput, Usage
from waystation.guiding.rehearsal import Rehearsal
from waystation.world.report import Report, read_report
from waystation.world.report_journeys import JourneyMark
from waystation.world.report_lines import REPORTS

if TYPE_CHECKING:
    from waystation.guiding.answerer import Answerer
    from waystation.guiding.answering import Answer
    from waystation.guiding.playing import Over

__all__ = ["SPEED", "BrokenOff", "Played", "Trainee", "begin_training", "go_on"]

SPEED = 600.0
"""Seconds of the journey that pass in each, unless somebody says otherwise."""
NUMBERS = (100, 10_000)


class BrokenOff(BaseException):
    """Somebody broke the rehearsal off; its clock stands where it was."""


def begin_training(pack: str, into: str, speed: float, seed: int, mishaps: Iterable[str]) -> None:
    """Make the folder of a rehearsal, and accept its mission there.

    Args:
        pack: The folder of the pack.
        into: The rehearsal's folder: new, or empty.
        speed: Seconds of the journey in each second.
        seed: The luck.
        mishaps: What is to go wrong beside what the plan foresees.

    Raises:
        Usage: If the pack is never played, or the folder cannot be made.
    """
    played.check_rehearsable(pack)
    source = pack_folder(pack)
    start = load_pack(source).pack.clock.at(0)
    before = len(source.seen.get(REPORTS, b"").splitlines())
    rehearsal = Rehearsal(seed, speed, start, None, start, before, mishaps=tuple(sorted(set(mishaps))))
    played.begin_rehearsal(into, rehearsal, source.seen)
    name, number = Path(into).resolve().name, Random(f"{seed} number").randrange(*NUMBERS)
    mark = {"kind": "journey", "source": "rehearsal", "journey": name, "state": "accepted", "number": number}
    store = report_store(into)
    take_reports(store, load_pack(pack_folder(into)).stated, [{**mark, "happened": start.isoformat()}], start)


class Trainee:
    """Whoever is trained: what is heard is taken down for them, and the clock runs as they like.

    Args:
        folder: The rehearsal's folder.
        truth: Its pack as it was when it began.
        speed: Seconds of the journey in each second; 0 waits for nothing.
    """

    def __init__(self, folder: str, truth: Loaded, speed: float) -> None:
        self.folder = folder
        self.truth = truth
        self._speed = speed
        self._paused = self._skips = self._ends = False
        self._woken = threading.Event()
        self._running: Running | None = None
        self._read = -1
        self._answerer: Answerer | None = None

    # ---- what whoever looks on is shown; nothing unless they say how

    def heard(self, report: Report) -> None:
        """A report was heard."""

    def answered(self, answer: Answer, *, fresh: bool) -> None:
        """What the answer is now; fresh where something was heard since the last."""

    def refused(self, error: BadInput) -> None:
        """A report could not be taken down any more."""

    # ---- driving the clock; from any thread

    @property
    def speed(self) -> float:
        """Seconds of the journey in each second; 0 while the clock stands."""
        return 0.0 if self._paused else self._speed

    def drive(self, speed: float) -> None:
        """Let the clock run at another speed; 0 stops it where it is."""
        self._paused = speed <= 0.0
        self._speed = speed if speed > 0.0 else self._speed
        self._woken.set()

    def skip(self) -> None:
        """Let the clock run straight on to what is heard next, and go on from there."""
        self._skips, self._paused = True, False
        self._woken.set()

    def break_off(self) -> None:
        """End the drive; the clock stays where it is."""
        self._ends = True
        self._woken.set()

    # ---- what a drill needs

    def wait(self, rehearsal: Rehearsal) -> None:
        """Let the clock run until the rehearsal's `until`."""
        if rehearsal.speed <= 0.0:
            return
        here = rehearsal
        while here.at < here.until:
            self._woken.clear()
            if self._ends:
                raise BrokenOff
            if self._skips:
                self._skips = False
                return
            here = self._run(here)

    def _run(self, here: Rehearsal) -> Rehearsal:
        """Let the clock run until somebody wakes it, or it has come to its `until`."""
        driven = replace(here, speed=self._speed, since=None if self._paused else played.machine_instant())
        played.keep_rehearsal(self.folder, driven)
        try:
            left = (here.until - here.at).total_seconds() / self._speed
            self._woken.wait(None if self._paused else left)
        finally:
            here = replace(driven, at=driven.now(played.machine_instant()), since=None)
            played.keep_rehearsal(self.folder, here)
        return here

    def keep(self, rehearsal: Rehearsal) -> None:
        """Keep how the rehearsal stands."""
        played.keep_rehearsal(self.folder, rehearsal)

    def tell(self, report: dict[str, Any]) -> None:
        """Take a report down, as it is heard."""
        store = report_store(self.folder)
        found = read_report(report)
        if isinstance(found, list):
            raise BadInput(found)
        if any(one.id == found.id for one in store.all()):
            return  # it was told before the rehearsal was broken off
        self.heard(found)
        try:
            take_reports(store, self.truth.stated, [report], found.heard or found.happened)
        except BadInput as error:  # whoever is trained has decided otherwise, such as to close the journey
            self.refused(error)

    def answer(self, at: datetime) -> Answer | None:
        """The answer that every command and page would give now."""
        size = (Path(self.folder) / REPORTS).stat().st_size
        fresh = size != self._read
        if fresh:
            self._read = size
            running = running_of(missions_named([self.folder]), at)
            self._running = running[0] if running else None
        if self._running is None:
            return None
        self._answerer = self._answerer or answerer_for(self._running)
        answer = self._answerer.answer(situation_of(self._running, at))
        if fresh:
            refresh_watch(self.folder, self._running.pack, self._running.journey, answer.ahead, at)
        self.answered(answer, fresh=fresh)
        return answer


class Played:
    """A rehearsal that is driven, and what it came to.

    Args:
        folder: Its folder.
        speed: Seconds of the journey in each second; None for the speed it was begun with.

    Raises:
        Usage: If it is none, or is over.
    """

    def __init__(self, folder: str, speed: float | None = None) -> None:
        rehearsal = played.rehearsed(folder)
        if rehearsal.over:
            raise Usage("rehearsal_over", value=rehearsal.over)
        self.folder = folder
        self.rehearsal = replace(rehearsal, speed=rehearsal.speed if speed is None else speed, since=None)
        self.truth = played.truth_of(folder, self.rehearsal)
        self.mark = self._marks()[-1]
        self.over: Over | None = None
        self.ended: datetime = self.rehearsal.at

    def _marks(self) -> list[JourneyMark]:
        every = report_store(self.folder).all()
        return [one for one in every if isinstance(one, JourneyMark) and one.state == "accepted"]

    @property
    def left(self) -> datetime | None:
        """When they first left; None if they never did."""
        reports = report_store(self.folder).all()
        when = self.mark.happened
        return next((one.happened for one in reports if one.kind == "departure" and one.happened >= when), None)

    @property
    def foreseen(self) -> float:
        """The nominal chance of arriving, as it was foreseen when the rehearsal began."""
        from waystation.planning.plan import make_plan

        truth = self.truth
        return make_plan(truth.pack, truth.departures, None, truth.calendars).outcome.safe.mid


def go_on(game: Played, trainee: Trainee) -> None:
    """Drive a rehearsal to its end, or until somebody breaks it off.

    Args:
        game: The rehearsal.
        trainee: Who is trained.

    Raises:
        BrokenOff: If somebody broke it off.
    """
    from waystation.desk.guide.rehearsing import Drill

    drill = Drill(game.truth, game.rehearsal, game.mark.journey, trainee)
    game.over = drill.run()
    game.rehearsal = drill.rehearsal
    game.ended = drill.clock.at(game.over.step) if game.over is not None else drill.rehearsal.at
