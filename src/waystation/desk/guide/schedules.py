"""Where the schedule of the watch is kept: in a vault, for its members and for the watch, or in the clear.

Whoever may read the schedule compartment of a vault finds there what is expected, by number; the watch of this device
reads a file beside, whose key opens nothing else, while the vault is locked. Of what several devices wrote of a journey
the last counts, and every sign of life whoever wrote it, unless somebody who had read of it wrote anew: a sign of life
that turned out to be none is no sign of life.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from waystation.desk.guide.watch_posts import WatchPost, read_schedule
from waystation.desk.keep.compartments import ready
from waystation.desk.keep.noting import instant
from waystation.desk.keep.opening import OpenVault
from waystation.desk.keep.routing import SCHEDULE
from waystation.errors import Damaged
from waystation.guiding.schedule import Schedule, Watched, plain_watched, watched_from
from waystation.storage.watch_files import SealedWatch
from waystation.vault.payloads import Other
from waystation.vault.primitives import KEY_SIZE

__all__ = ["KEY", "KIND", "PlainSchedule", "ScheduleKeeping", "VaultSchedule", "post_of"]

KEY = "watch"
"""The name of this device's own value that holds the key of the watch's files."""
KIND = "schedule"


class ScheduleKeeping(Protocol):
    """Where what is expected of journeys is kept."""

    def schedule(self) -> Schedule:
        """What is expected of all journeys."""
        ...

    def keep(self, watched: Watched) -> None:
        """Keep what is expected of a journey now; with no check-ins, it leaves the schedule."""
        ...

    def show(self, watched: Watched) -> None:
        """Let the watch know at once what is expected of a journey; it is kept soon after."""
        ...


class PlainSchedule:
    """The schedule of packs in the clear.

    Args:
        post: Where it is.
    """

    def __init__(self, post: WatchPost) -> None:
        self.post = post

    def schedule(self) -> Schedule:
        """What is expected of all journeys; nothing where the file is damaged."""
        try:
            return read_schedule(self.post)
        except Damaged:
            return Schedule()

    def keep(self, watched: Watched) -> None:
        """Keep what is expected of a journey now."""
        before = self.schedule()
        after = before.having(watched)
        if after != before:
            self.post.write("schedule", after.plain())

    def show(self, watched: Watched) -> None:
        """Let the watch know at once what is expected of a journey."""
        self.keep(watched)


class VaultSchedule:
    """The schedule of the missions in a vault: in its compartment, and in the file of the watch.

    Args:
        vault: The vault.
    """

    def __init__(self, vault: OpenVault) -> None:
        self.vault = vault

    def schedule(self) -> Schedule:
        """What is expected of all journeys, by whoever wrote last; signs of life count whoever wrote them."""
        return Schedule({number: one for number, (_, one) in sorted(self._last().items()) if one.checks})

    def _last(self) -> dict[int, Ordered]:
        """The last word on each journey, and when it was written."""
        found: dict[int, Ordered] = {}
        for number, words in self._words().items():
            read: dict[str, int] = {}
            for word in sorted(words, key=lambda each: each.order, reverse=True):
                if word.sequence > read.get(word.chain, -1):
                    written = word.order, word.watched
                    found[number] = _merged(found.get(number, written), written)
                for chain, sequence in word.read.items():
                    read[chain] = max(sequence, read.get(chain, -1))
        return found

    def _words(self) -> dict[int, list[_Word]]:
        """Every word on each journey, whoever wrote it."""
        found: dict[int, list[_Word]] = {}
        for compartment in self.vault.compartments_named(SCHEDULE):
            for entry, payload in self.vault.said(compartment, (KIND,)):
                one = _read(payload)
                if one is not None and isinstance(payload, Other):
                    order = instant(str(payload.fields.get("written"))), entry.hash
                    chain = f"{compartment.hex()}/{entry.author.hex()}"
                    word = _Word(order, one, chain, entry.sequence, _numbers(payload.fields.get("read")))
                    found.setdefault(one.number, []).append(word)
        return found

    def keep(self, watched: Watched) -> None:
        """Keep what is expected of a journey now, for all who read the schedule, and for the watch of this device."""
        before = self.schedule()
        if before.having(watched) != before:
            with self.vault.writing():
                compartment = ready(self.vault, SCHEDULE)
                written = self._after_all(watched.number).isoformat(timespec="microseconds")
                fields = {"watched": plain_watched(watched), "written": written, "read": self._read_of(watched.number)}
                kept = Other({"kind": KIND, **fields})
                self.vault.step(lambda draft: draft.write(compartment, kept))
        self.write_file()

    def _read_of(self, number: int) -> dict[str, int]:
        """How far each chain has been read about a journey: what is written now stands for all of that."""
        read: dict[str, int] = {}
        for word in self._words().get(number, ()):
            read[word.chain] = max(word.sequence, read.get(word.chain, 0))
        return read

    def _after_all(self, number: int) -> datetime:
        """Now, or after the last word on a journey: a clock that was wrong once must not keep later words out."""
        now, last = instant(self.vault.now()), self._last().get(number)
        return now if last is None else max(now, last[0][0] + timedelta(microseconds=1))

    def show(self, watched: Watched) -> None:
        """Let the watch know at once what is expected of a journey; what is kept for all follows."""
        post_of(self.vault).write("schedule", self.schedule().having(watched).plain())

    def write_file(self) -> None:
        """Bring the file of the watch into step with what is kept in the compartment."""
        post, schedule = post_of(self.vault), self.schedule()
        try:
            current = read_schedule(post) == schedule and post.stamp("schedule") is not None
        except Damaged:
            current = False
        if not current:
            post.write("schedule", schedule.plain())


def _read(payload: object) -> Watched | None:
    """What an entry says is expected; None for what no version of this program can have written."""
    try:
        return watched_from(payload.fields["watched"]) if isinstance(payload, Other) else None
    except (AssertionError, KeyError, TypeError, ValueError, OverflowError):
        return None


Order = tuple[datetime, bytes]
Ordered = tuple[Order, Watched]


@dataclass(frozen=True)
class _Word:
    """What a device wrote of a journey, which replaces all that it had read of it: what it leaves out was taken back.

    Args:
        order: When, and the hash of its entry.
        watched: What it expected.
        chain: In which chain it wrote that.
        sequence: Where in it.
        read: How far it had read each chain then.
    """

    order: Order
    watched: Watched
    chain: str
    sequence: int
    read: Mapping[str, int]


def _numbers(value: object) -> dict[str, int]:
    """How far chains had been read; nothing where that was not written, or is none."""
    pairs = value.items() if isinstance(value, dict) else ()
    return {str(chain): number for chain, number in pairs if type(number) is int}


def _merged(one: Ordered, other: Ordered) -> Ordered:
    """The later of two, with the latest signs of life of both."""
    order, last = max(one, other, key=lambda each: each[0])
    alive = max((each.alive for _, each in (one, other) if each.alive is not None), default=None)
    moved = max((each.moved for _, each in (one, other) if each.moved is not None), default=None)
    return order, replace(last, alive=alive, moved=moved)


def post_of(vault: OpenVault) -> SealedWatch:
    """Where the watch of a vault finds its schedule; its key is drawn when it is asked for first."""
    key = vault.store.own(KEY)
    if key is None or len(key) != KEY_SIZE:
        fresh = vault.around.chance(KEY_SIZE)
        with vault.writing():
            key = vault.store.own(KEY)
            if key is None or len(key) != KEY_SIZE:
                vault.step(lambda _draft: None, own={KEY: fresh})
                key = fresh
    return SealedWatch(vault.folder.path, vault.opened.secret.store, key, vault.vault_id, vault.around.chance)
