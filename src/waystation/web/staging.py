"""A stage beside the office: one rehearsal at a time, played in a folder of its own that is gone when it ends.

Decides that only invented missions are played here: the demonstration's, and packs in folders that the pages were
opened for; never one out of a vault. The rehearsal's pages are the real ones, over an office of their own.
"""

from __future__ import annotations

import asyncio
import contextvars
import shutil
import tempfile
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from waystation.bootstrap import demonstration, in_vault, is_vault
from waystation.bootstrap.rehearsing import enter_rehearsal, is_rehearsal, new_seed
from waystation.bootstrap.training import SPEED, BrokenOff, Played, Trainee, begin_training, go_on
from waystation.desk.chart.loading import load_pack
from waystation.desk.guide.cases import Case
from waystation.errors import Mistake, Usage, WaystationError
from waystation.guiding.rehearsal import MISHAPS
from waystation.storage.folders import PackFolder
from waystation.web.office import Office
from waystation.web.places import Places
from waystation.wording.rehearsals import debrief_lines
from waystation.world.pack import Pack
from waystation.world.report import Report

__all__ = ["SPEEDS", "Play", "Stage"]

SPEEDS = (60.0, 600.0, 3600.0)
"""How fast a rehearsal's clock may run: a minute, ten minutes, an hour of the journey in each second."""
GROWS_OLD = 2.0
NAME = "rehearsal"


@dataclass
class Play:
    """A rehearsal that is on the stage.

    Args:
        folder: Its folder.
        game: The rehearsal.
        trainee: Whoever is trained.
        office: The office behind its pages.
    """

    folder: Path
    game: Played
    trainee: Trainee
    office: Office
    trouble: Sequence[Mistake] = ()
    """Why it broke off, where it did."""
    _foreseen: float | None = None

    @property
    def mission(self) -> str:
        """The mission's name, as its pages have it."""
        return self.folder.name

    @property
    def journey(self) -> str:
        """The journey's name."""
        return self.game.mark.journey

    @property
    def speed(self) -> float:
        """Seconds of the journey in each second; 0 while the clock stands."""
        return self.trainee.speed

    @property
    def is_over(self) -> bool:
        """Whether the journey has ended."""
        return bool(self.game.rehearsal.over)

    def foresee(self) -> float:
        """The nominal chance of arriving, as it was foreseen; planned once."""
        if self._foreseen is None:
            self._foreseen = self.game.foreseen
        return self._foreseen

    def debrief(self) -> list[str]:
        """What is said of it now that it is over, in the language that is spoken."""
        return debrief_lines(self.game.rehearsal, self.foresee(), self.game.left, self.game.rehearsal.at)


class Stage:
    """The stage.

    Args:
        packs: The PACKs that the pages were opened for.
    """

    def __init__(self, packs: Sequence[str]) -> None:
        own = [one for one in packs if not in_vault(one) and not is_vault(one) and not is_rehearsal(one)]
        self.packs = list(dict.fromkeys([*own, str(demonstration())]))
        """The packs that may be played."""
        self.play: Play | None = None
        self._thread: threading.Thread | None = None
        self._changing = asyncio.Lock()
        self._titles: dict[str, tuple[object, str | None]] = {}

    def titles(self, cases: Sequence[Case] = ()) -> list[tuple[str, str]]:
        """The packs that may be played: the place of each in the list, and its title.

        One whose journey has begun is not played: what is only played would stand beside what is not.

        Args:
            cases: Missions that are read already: of these, nothing is read again.
        """
        there = {case.name: case for case in cases}
        found = [(str(number), self._title(pack, there.get(pack))) for number, pack in enumerate(self.packs)]
        return [(number, title) for number, title in found if title is not None]

    def _title(self, pack: str, case: Case | None) -> str | None:
        """A pack's title; read again only where something was written in its folder."""
        now = case if case is not None else _print_of(Path(pack))
        known = self._titles.get(pack)
        if known is None or not (known[0] is now if case is not None else known[0] == now):
            title = _title_of(pack) if case is None else _title_in(case.pack, case.opened.reports)
            known = self._titles[pack] = (now, title)
        return known[1]

    async def begin(self, number: int, mishaps: Sequence[str] = (), seed: int | None = None) -> Play:
        """Begin a rehearsal; one that is on the stage is ended.

        Args:
            number: Which of `packs`.
            mishaps: What is to go wrong beside what the plan foresees.
            seed: The luck; by default any.

        Raises:
            WaystationError: If there is no such pack, or it cannot be played.
        """
        if not 0 <= number < len(self.packs) or not set(mishaps) <= set(MISHAPS):
            raise Usage("rehearsal_none", value=str(number))
        async with self._changing:
            await self._end()
            play = await asyncio.to_thread(self._begun, self.packs[number], mishaps, seed)
            self.play = play
            self._thread = threading.Thread(target=_driven, args=(play,), name="rehearsal", daemon=True)
            self._thread.start()
            return play

    async def end(self) -> None:
        """End the rehearsal that is on the stage, if there is one; nothing of it is left."""
        async with self._changing:
            await self._end()

    async def look(self) -> None:
        """Let the rehearsal's pages see what was heard since."""
        play = self.play
        if play is not None:
            await play.office.look()

    def _begun(self, pack: str, mishaps: Sequence[str], seed: int | None) -> Play:
        home = Path(tempfile.mkdtemp(prefix="waystation-rehearsal-"))
        folder = home / (Path(pack).resolve().name or NAME)
        try:
            begin_training(pack, str(folder), SPEED, new_seed() if seed is None else seed, mishaps)
            game = Played(str(folder))
        except BaseException:
            shutil.rmtree(home, ignore_errors=True)
            raise
        trainee = Trainee(str(folder), game.truth, SPEED)
        return Play(folder, game, trainee, Office(Places((str(folder),)), grows_old=GROWS_OLD))

    async def _end(self) -> None:
        play, thread = self.play, self._thread
        self.play = self._thread = None
        if play is None:
            return
        play.trainee.break_off()
        if thread is not None:
            await asyncio.to_thread(thread.join)
        await play.office.close()
        await asyncio.to_thread(shutil.rmtree, play.folder.parent, ignore_errors=True)


def _driven(play: Play) -> None:
    """Drive a rehearsal to its end, on a thread of its own that goes by its clock."""

    def drive() -> None:
        enter_rehearsal([str(play.folder)])
        try:
            go_on(play.game, play.trainee)
            play.foresee()
        except BrokenOff:
            return
        except WaystationError as error:
            play.trouble = error.mistakes()

    contextvars.Context().run(drive)


def _title_of(pack: str) -> str | None:
    """A pack's title; None where it cannot be read, or has a journey already."""
    try:
        loaded = load_pack(PackFolder(Path(pack)))
    except WaystationError:
        return None
    return _title_in(loaded.stated, loaded.reports)


def _title_in(pack: Pack, reports: Iterable[Report]) -> str | None:
    return None if any(one.kind == "journey" for one in reports) else pack.name


def _print_of(folder: Path) -> object:
    """What changes on the disk whenever something is written in a folder."""
    try:
        stats = [file.stat() for file in sorted(folder.iterdir())]
    except OSError:
        return None
    return [(one.st_ino, one.st_mtime_ns, one.st_size) for one in stats]
