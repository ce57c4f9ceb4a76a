"""The office behind the pages: it holds the vault open and the desk ready, on one thread, and locks both.

Decides when the desk is another: after each thing that was written here, when another program wrote something, when
answers were worked out anew, and each minute that passes; and when it is locked. Every use of the vault is on the
office's own thread, one after the other, so that nothing is ever read while it is being written. Answers are worked
out beside it: until they are there, the desk has those from before, and says so.
"""

from __future__ import annotations

import asyncio
import contextvars
import importlib
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from waystation.bootstrap import present_instant
from waystation.bootstrap.at_hand import AtHand
from waystation.bootstrap.cases import vault_at_hand
from waystation.bootstrap.rehearsing import enter_rehearsal, in_rehearsal
from waystation.bootstrap.vaults import choose_vault, close_vault, new_run, opens
from waystation.bootstrap.watches import refresh_watch
from waystation.desk.guide.cases import present_of
from waystation.desk.guide.replanning import Answers
from waystation.errors import Mistake, Usage, WaystationError, WrongPassphrase
from waystation.web.answering import Answering, Job
from waystation.web.desk_now import DeskNow
from waystation.web.passphrases import Passphrases
from waystation.web.places import Locked, Places
from waystation.web.repeated import Repeated
from waystation.web.thinking import Thoughts, call_on
from waystation.web.worked import Worked

__all__ = ["Office"]

T = TypeVar("T")
GROWS_OLD = 60.0
FIRST_PATIENCE, PATIENCE = 2.0, 0.1
"""Seconds that a page waits for answers which are being worked out: right after opening; and later, where the last
took no longer."""


@dataclass
class _Held:
    """What the office has in its hands while it is open."""

    at_hand: AtHand
    desk: DeskNow
    made: float
    asked: int


@dataclass
class Office:
    """The office.

    Args:
        places: What it is opened for.
        clock: Seconds that only grow, for what grows old.
        grows_old: Seconds after which the desk is made anew, since time passes by itself.
        rest: Lets some seconds pass, before a passphrase is tried after others that opened nothing.
        patience: Seconds that a page waits for answers which are being worked out; None for as long as is sensible.
    """

    places: Places
    clock: Callable[[], float] = time.monotonic
    grows_old: float = GROWS_OLD
    rest: Callable[[float], Awaitable[None]] = asyncio.sleep
    patience: float | None = None
    _held: _Held | None = field(default=None, init=False)
    _version: int = field(default=0, init=False)
    _opening: int = field(default=0, init=False)
    _opened: bytes = field(default=b"", init=False)
    _touched: float = field(default=0.0, init=False)
    _awaited: int = field(default=0, init=False)
    _changed: asyncio.Event = field(default_factory=asyncio.Event, init=False)
    _loop: asyncio.AbstractEventLoop | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "office")
        self._answering = Answering(self._were_found, lambda: self._awaited > 0)
        self._packs = list(self.places.packs)
        self._worked = Worked()
        self.repeated = Repeated()
        self._passphrases = Passphrases(self.clock, self.rest)
        self._thoughts = Thoughts()
        self._context = contextvars.Context()
        self._context.run(new_run)
        self._touched = self.clock()

    # ---- from the pages, on the event loop

    @property
    def version(self) -> int:
        """Which state the desk is in; it grows with every change."""
        return self._version

    @property
    def opening(self) -> int:
        """Which opening of the office this is; it grows whenever it is opened or locked."""
        return self._opening

    @property
    def is_open(self) -> bool:
        """Whether pages are shown without asking for a passphrase."""
        return self._held is not None or not self.places.locks

    def touch(self) -> None:
        """Somebody is there: the office stays open."""
        self._touched = self.clock()

    async def do(self, work: Callable[[DeskNow], T], *, waits: bool = True) -> T:
        """Do something with the desk as it stands.

        Args:
            work: Runs on the office's thread.
            waits: Whether to wait a moment for answers that are being worked out.

        Raises:
            Locked: If the office is locked.
        """
        if self._held is None and not self.places.locks:
            await self._on_thread(self._desk)
        if waits:
            await self._settled()
        return await self._on_thread(lambda: work(self._desk()))

    async def change(self, work: Callable[[DeskNow], T]) -> T:
        """Do something that writes; afterwards the desk is another, and whoever waits for that is told.

        Args:
            work: Runs on the office's thread, with the desk as it stands.

        Raises:
            Locked: If the office is locked.
        """

        def both() -> T:
            self._desk()
            self._look()
            try:
                return work(self._desk())
            finally:
                self._take_in_new()

        try:
            return await self._on_thread(both)
        finally:
            self._tell()

    async def think(self, work: Callable[[], T]) -> T:
        """Work something long out of values alone, while the office goes on."""
        return await self._thoughts.think(work)

    async def warm(self) -> None:
        """Make ready what the first page needs, before anybody asks for it."""
        await self.think(_load_solver)
        if not self.places.locks:
            with suppress(WaystationError, OSError):  # what cannot be read is said on the page that asks for it
                await self.do(lambda desk: desk)

    async def take_in(self, pack: str) -> None:
        """Look at one more pack from now on, in a folder that was just made."""
        if not self.places.locks and pack not in self._packs:
            self._packs.append(pack)
            if self._held is not None:
                self._held.at_hand.names.append(pack)
            await self.change(lambda _desk: None)

    async def unlock(self, passphrase: str) -> bool:
        """Open the office; after some that opened nothing, each next passphrase waits, one after the other.

        Returns:
            Whether the same is open now as was before; where nothing was open yet, too.

        Raises:
            WaystationError: If the passphrase opens nothing, or there is no vault.
            TooManyTries: If several wait already.
        """
        self.touch()
        try:
            same = await self._passphrases.tried(lambda: self._on_thread(lambda: self._open(passphrase)))
        finally:
            self._tell()
        self.touch()
        return same

    async def lock(self) -> None:
        """Close the vault and forget what was read."""
        await self._on_thread(self._close)
        self._tell()

    async def look(self) -> None:
        """Lock what has rested for too long; take in what another program wrote, and that time has passed."""
        if self.places.locks and self._held is not None and self.clock() - self._touched > self.places.idle_seconds:
            await self.lock()
            return
        before = self._version
        with suppress(Locked):
            await self._on_thread(self._look)
        if self._version != before:
            self._tell()

    async def changed(self, version: int, seconds: float) -> int:
        """Wait until the desk is another than some version, or for some seconds; the version then."""
        if self._version == version:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._changed.wait()
        return self._version

    async def close(self) -> None:
        """Close for good."""
        self._answering.end()
        await self._on_thread(self._close)
        self._thread.shutdown(wait=True)

    async def _settled(self) -> None:
        """Wait for answers that are being worked out, if that is likely to be soon."""
        patience, took = self.patience, self._answering.took
        if patience is None:
            patience = FIRST_PATIENCE if took is None else PATIENCE if took < PATIENCE else 0.0
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                while self._held is not None and self._held.desk.working:
                    await self._changed.wait()

    def _tell(self) -> None:
        event, self._changed = self._changed, asyncio.Event()
        event.set()

    async def _on_thread(self, work: Callable[[], T]) -> T:
        # The language is whoever asks'; the vault that is open is this office's own.
        from waystation.wording.language import speaking, spoken

        language = spoken()

        def inside() -> T:
            with speaking(language):
                return work()

        self._loop = asyncio.get_running_loop()
        self._awaited += 1
        try:
            return await self._loop.run_in_executor(self._thread, lambda: self._context.run(inside))
        finally:
            self._awaited -= 1

    # ---- on the thread that works answers out

    def _were_found(self, job: Job, answers: Answers, whole: bool) -> None:
        """Answers were found: hand them to the office, with what Tonight needs of them."""
        held, loop = self._held, self._loop
        if held is None or loop is None or job.opening != self._opening:
            return
        known = held.desk.known
        if not whole and known is not None:  # what was known of the others holds until theirs are there
            running = {(case.name, journey.name) for case in job.cases for journey in case.running}
            before = {key: one for key, one in known.found.items() if key in running}
            answers = replace(answers, found={**before, **answers.found})
        desk = held.desk.beside(cases=job.cases, now=job.now, known=answers)
        desk.tonight()
        for case in desk.cases:
            _ = case.handings, case.duties, [desk.watched(case, journey) for journey in case.running]

        def publish() -> None:
            self._context.run(lambda: self._publish(job, desk, whole=whole))
            call_on(loop, self._tell)

        with suppress(RuntimeError):  # the pages were stopped meanwhile
            self._thread.submit(publish)

    # ---- on the office's own thread

    def _desk(self) -> DeskNow:
        if self._held is None:
            if self.places.locks:
                raise Locked
            self._make_anew()
        assert self._held is not None
        return self._held.desk

    def _open(self, passphrase: str) -> bool:
        assert self.places.vault is not None
        if self._held is not None:
            # Whoever types one although it is open is held to it all the same; and each opens its own view.
            if not opens(self.places.vault, passphrase):
                raise WrongPassphrase
            self._close()
        choose_vault(self.places.vault, lambda: passphrase, told=True)
        try:
            self._make_anew()
        except BaseException:
            self._close()
            raise
        finally:
            choose_vault(self.places.vault, _nobody, told=True)
        before, self._opened = self._opened, self._device()
        return before in (b"", self._opened)

    def _device(self) -> bytes:
        """By whose keys the office is open: each view of a vault has its own."""
        assert self._held is not None
        vault = self._held.desk.vault
        return vault.device.id if vault is not None else b""

    def _look(self) -> None:
        """Take in what is new, and that time has passed."""
        held = self._held
        if held is None:
            raise Locked
        if not self._take_in_new() and self.clock() - held.made > self.grows_old:
            held.made = self.clock()
            now = present_of(held.desk.cases, present_instant())
            if any(case.running for case in held.desk.cases):
                self._ask(now)
            else:
                self._version += 1
                held.desk = replace(held.desk, version=self._version, now=now)

    def _make_anew(self) -> None:
        names = tuple(self._packs)
        if names and not self.places.locks:
            enter_rehearsal(names)
        at_hand = AtHand(list(names))
        at_hand.catch_up()
        vault = vault_at_hand(names) if self.places.locks else None
        self._opening += 1
        now = present_of(at_hand.cases, present_instant())
        desk = DeskNow(self._version, now, (), vault=vault, rehearsal=in_rehearsal(), worked=self._worked)
        self._held = _Held(at_hand, desk, self.clock(), 0)
        self._lay_out()

    def _take_in_new(self) -> bool:
        """Take in what was written since, here or elsewhere; whether there was anything."""
        held = self._held
        if held is None:
            return False
        try:
            if not held.at_hand.catch_up():
                return False
        except WaystationError as error:
            # Nothing can be read any more: a page says why, and nothing old stands there as if it were new.
            self._version += 1
            if self.places.locks:
                held.desk = replace(held.desk, version=self._version, troubles=tuple(error.mistakes()))
            else:
                self._held = None
            return True
        self._lay_out()
        return True

    def _lay_out(self) -> None:
        """Lay the missions out as they are at hand now, and have answered what is open."""
        held = self._held
        assert held is not None
        cases = tuple(held.at_hand.cases)
        running = {(case.name, journey.name) for case in cases for journey in case.running}
        before = held.desk.known
        known = {key: one for key, one in before.found.items() if key in running} if before is not None else {}
        now = present_of(cases, present_instant())
        self._version += 1
        held.desk = replace(
            held.desk, version=self._version, now=now, cases=cases, troubles=tuple(held.at_hand.troubles),
            known=Answers(known, before.troubles if before is not None and running else ()), working=bool(running),
        )  # fmt: skip
        held.made = self.clock()
        if running:
            self._ask(now)

    def _ask(self, now: datetime) -> None:
        held = self._held
        assert held is not None
        held.asked += 1
        self._answering.ask(Job(self._opening, held.asked, held.desk.cases, now))

    def _publish(self, job: Job, found_for: DeskNow, *, whole: bool) -> None:
        held = self._held
        if held is None or job.opening != self._opening:
            return
        answers = found_for.answers
        latest = job.number == held.asked
        if not latest:  # what has ended meanwhile needs no answer any more
            running = {(case.name, journey.name) for case in held.desk.cases for journey in case.running}
            found = {key: one for key, one in answers.found.items() if key in running}
            answers = replace(answers, found=found)
        before = held.desk.known
        self._version += 1
        held.desk = replace(
            held.desk,
            version=self._version,
            now=job.now if latest and whole else held.desk.now,
            known=answers,
            working=not (latest and whole),
            nights=found_for.nights,
            watches=found_for.watches,
        )
        if latest and whole and before is not None:
            troubles = _tell_watch(before, answers, job.now)
            held.desk = replace(held.desk, troubles=(*held.at_hand.troubles, *troubles))

    def _close(self) -> None:
        had = self._held is not None
        self._held = None
        self._opening += 1
        self._worked.clear()
        self.repeated.clear()
        self._answering.forget()
        close_vault()
        if had:
            self._version += 1


def _tell_watch(before: Answers, after: Answers, now: datetime) -> list[Mistake]:
    """Let the watch expect what is expected now of each journey whose way ahead is another than before."""
    troubles: list[Mistake] = []
    for key, one in after.found.items():
        known = before.found.get(key)
        if known is not None and known.answer.ahead != one.answer.ahead:
            running = one.running
            troubles += refresh_watch(running.name, running.pack, running.journey, one.answer.ahead, now)
    return troubles


def _load_solver() -> None:
    """Load what plans, and what it was compiled to: the first page need not wait for that."""
    importlib.import_module("waystation.guiding.answerer")


def _nobody() -> str:
    raise Usage("passphrase_nobody")
