"""The office behind the pages: it holds the vault open and the desk ready, on one thread, and locks both.

Decides when the desk is made anew: after each thing that was written here, when another program wrote something, and
each minute that passes; and when it is locked. Every use of the vault is on the office's own thread, one after the
other, so that nothing is ever read while it is being written.
"""

from __future__ import annotations

import asyncio
import contextvars
import importlib
import threading
import time
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar, cast

from waystation.bootstrap import in_vault, present_instant
from waystation.bootstrap.cases import cases_named, vault_at_hand
from waystation.bootstrap.rehearsing import enter_rehearsal, in_rehearsal
from waystation.bootstrap.vaults import choose_vault, close_vault, new_run
from waystation.desk.guide.cases import sound_cases
from waystation.desk.guide.running import the_present
from waystation.errors import Usage, WaystationError, WrongPassphrase
from waystation.web.desk_now import DeskNow
from waystation.web.sessions import Tries
from waystation.web.worked import Worked

__all__ = ["Locked", "Office", "Places", "TooManyTries"]

T = TypeVar("T")
GROWS_OLD = 60.0
THOUGHTS = 2
"""So many long things are worked out at once."""
MOST_WAITING = 4


class TooManyTries(Exception):
    """More passphrases wait to be tried than anybody types."""


class Locked(Exception):
    """The office is locked: nothing is shown until somebody has given the passphrase."""


@dataclass(frozen=True)
class Places:
    """What the office is opened for.

    Args:
        packs: The PACKs as given; empty for all missions of the vault.
        vault: The vault's folder; None where all missions lie in folders.
        idle_seconds: After so many seconds without anybody the office locks itself.
    """

    packs: tuple[str, ...] = ()
    vault: Path | None = None
    idle_seconds: float = 600.0

    @property
    def locks(self) -> bool:
        """Whether there is anything to lock."""
        return self.vault is not None


@dataclass
class _Held:
    """What the office has in its hands while it is open."""

    desk: DeskNow
    print: object
    made: float


@dataclass
class Office:
    """The office.

    Args:
        places: What it is opened for.
        clock: Seconds that only grow, for what grows old.
        grows_old: Seconds after which the desk is made anew, since time passes by itself.
        rest: Lets some seconds pass, before a passphrase is tried after others that opened nothing.
    """

    places: Places
    clock: Callable[[], float] = time.monotonic
    grows_old: float = GROWS_OLD
    rest: Callable[[float], Awaitable[None]] = asyncio.sleep
    _held: _Held | None = field(default=None, init=False)
    _version: int = field(default=0, init=False)
    _touched: float = field(default=0.0, init=False)
    _changed: asyncio.Event = field(default_factory=asyncio.Event, init=False)

    def __post_init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "office")
        self._packs = list(self.places.packs)
        self._worked = Worked()
        self._tries = Tries()
        self._trying = asyncio.Lock()
        self._waiting = 0
        self._thoughts = asyncio.Semaphore(THOUGHTS)
        self._context = contextvars.Context()
        self._context.run(new_run)
        self._touched = self.clock()

    # ---- from the pages, on the event loop

    @property
    def version(self) -> int:
        """Which state the desk is in; it grows with every change."""
        return self._version

    @property
    def is_open(self) -> bool:
        """Whether pages are shown without asking for a passphrase."""
        return self._held is not None or not self.places.locks

    def touch(self) -> None:
        """Somebody is there: the office stays open."""
        self._touched = self.clock()

    async def do(self, work: Callable[[DeskNow], T]) -> T:
        """Do something with the desk as it stands.

        Args:
            work: Runs on the office's thread.

        Raises:
            Locked: If the office is locked.
        """
        return await self._on_thread(lambda: work(self._desk()))

    async def change(self, work: Callable[[DeskNow], T]) -> T:
        """Do something that writes; afterwards the desk is another, and whoever waits for that is told.

        Args:
            work: Runs on the office's thread, with the desk as it stands.

        Raises:
            Locked: If the office is locked.
        """

        def both() -> T:
            try:
                return work(self._desk(fresh=True))
            finally:
                self._make_anew()

        try:
            return await self._on_thread(both)
        finally:
            self._tell()

    async def think(self, work: Callable[[], T]) -> T:
        """Work something long out of values alone, while the office goes on."""
        context = contextvars.copy_context()
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()

        def tell(result: T | None, error: BaseException | None) -> None:
            if not done.done():
                done.set_exception(error) if error is not None else done.set_result(cast(T, result))

        def thinking() -> None:
            try:
                result = context.run(work)
            except BaseException as error:  # noqa: BLE001 -- whoever asked is told, on their own thread
                _call(loop, partial(tell, None, error))
            else:
                _call(loop, partial(tell, result, None))

        async with self._thoughts:
            # Not one of a pool: nobody waits for it when the pages are stopped.
            threading.Thread(target=thinking, name="thinking", daemon=True).start()
            return await asyncio.shield(done)

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
            await self.change(lambda _desk: None)

    async def unlock(self, passphrase: str) -> None:
        """Open the office; after some that opened nothing, each next passphrase waits, one after the other.

        Raises:
            WaystationError: If the passphrase opens nothing, or there is no vault.
            TooManyTries: If several wait already.
        """
        if self._waiting >= MOST_WAITING:
            raise TooManyTries
        self._waiting += 1
        try:
            async with self._trying:
                await self.rest(self._tries.wait(self.clock()))
                await self._try(passphrase)
        finally:
            self._waiting -= 1

    async def _try(self, passphrase: str) -> None:
        def opening() -> None:
            if self._held is not None:
                close_vault()  # a wrong one must not pass because somebody else has opened it already
            choose_vault(self.places.vault, lambda: passphrase, told=True)
            try:
                self._make_anew()
            except BaseException:
                self._close()
                raise
            finally:
                choose_vault(self.places.vault, _nobody, told=True)

        self.touch()
        try:
            await self._on_thread(opening)
        except WrongPassphrase:
            self._tries.failed(self.clock())
            raise
        finally:
            self._tell()
        self._tries.went_well()
        self.touch()

    async def lock(self) -> None:
        """Close the vault and forget what was read."""
        await self._on_thread(self._close)
        self._tell()

    async def look(self) -> None:
        """Lock what has rested for too long; make the desk anew if another program wrote, or a minute has passed."""
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
        await self._on_thread(self._close)
        self._thread.shutdown(wait=True)

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

        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: self._context.run(inside))

    # ---- on the office's own thread

    def _desk(self, *, fresh: bool = False) -> DeskNow:
        if self._held is None:
            if self.places.locks:
                raise Locked
            self._make_anew()
        elif fresh:
            self._look()
        assert self._held is not None
        return self._held.desk

    def _look(self) -> None:
        held = self._held
        if held is None:
            raise Locked
        if self._print() != held.print or self.clock() - held.made > self.grows_old:
            self._make_anew()

    def _make_anew(self) -> None:
        names = tuple(self._packs)
        if names and not self.places.locks:
            enter_rehearsal(names)
        found = self._print()
        cases, troubles = sound_cases(cases_named(names, personal=True))
        now = the_present([case.opened for case in cases], present_instant())
        vault = vault_at_hand(names) if self.places.locks else None
        self._version += 1
        desk = DeskNow(self._version, now, cases, troubles, vault, in_rehearsal(), worked=self._worked)
        self._held = _Held(desk, found, self.clock())

    def _print(self) -> object:
        """What changes on the disk whenever anything is written where the missions lie."""
        folders = [Path(name) for name in self._packs if not in_vault(name)]
        if self.places.vault is not None:
            folders.append(self.places.vault)
        return tuple(_print_of(folder) for folder in folders)

    def _close(self) -> None:
        had = self._held is not None
        self._held = None
        self._worked.clear()
        close_vault()
        if had:
            self._version += 1


def _load_solver() -> None:
    """Load what plans, and what it was compiled to: the first page need not wait for that."""
    importlib.import_module("waystation.guiding.answerer")


def _call(loop: asyncio.AbstractEventLoop, what: Callable[[], None]) -> None:
    with suppress(RuntimeError):  # the pages were stopped meanwhile
        loop.call_soon_threadsafe(what)


def _nobody() -> str:
    raise Usage("passphrase_nobody")


def _print_of(folder: Path) -> Sequence[tuple[str, int, int]]:
    found = []
    with suppress(OSError):
        for file in sorted(folder.iterdir()):
            with suppress(OSError):
                stat = file.stat()
                found.append((file.name, stat.st_mtime_ns, stat.st_size))
    return tuple(found)
