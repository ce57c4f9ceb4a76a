"""The entries of which the roster is made, in the order of what their authors knew.

Each names the roster entries that its author knew and that no other known one names; with the author's own entry
before it these make a graph without cycles. The depth of an entry is the length of the longest way back to the genesis;
its past is all that can be reached. An entry whose past is not all here waits. What the entries bring about is the
roster's business.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from waystation.vault.payloads import Add, Approve, Genesis, Remove, SetThreshold, Succeed

__all__ = ["CHANGES", "RosterEntry", "RosterGraph", "RosterPayload"]

RosterPayload = Genesis | Add | Remove | SetThreshold | Approve | Succeed
CHANGES = (Genesis, Add, Remove, SetThreshold, Approve, Succeed)


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """A roster entry, opened and known to be linked back to the first of its chain.

    Args:
        hash: The entry's hash.
        author: The device that signed it.
        sequence: Its number in the author's control chain.
        own_before: The author's roster entry before it on its own branch; None for the first.
        payload: What it says.
    """

    hash: bytes
    author: bytes
    sequence: int
    own_before: bytes | None
    payload: RosterPayload

    @property
    def speaker(self) -> bytes:
        """The device whose word it is: of a succession the one that lets its author take its place."""
        return self.payload.of if isinstance(self.payload, Succeed) else self.author

    @property
    def parents(self) -> tuple[bytes, ...]:
        """The entries that its author is known to have had."""
        own = () if self.own_before is None else (self.own_before,)
        return (*self.payload.after, *own)


class RosterGraph:
    """Roster entries whose pasts are whole, with depth and past of each; a function of the set of entries.

    Args:
        entries: In any order, each once.
        root: The hash of the genesis.
    """

    def __init__(self, entries: Iterable[RosterEntry], root: bytes) -> None:
        given = {entry.hash: entry for entry in entries}
        self.root = root
        self.entries: dict[bytes, RosterEntry] = {}
        self.depth: dict[bytes, int] = {}
        self._bit: dict[bytes, int] = {}
        self._past: dict[bytes, int] = {}
        for entry in _oldest_first(given, root):
            self._enter(entry)
        self.waiting = frozenset(given) - frozenset(self.entries)

    def _enter(self, entry: RosterEntry) -> None:
        past, depth = 0, 0
        for parent in entry.parents:
            past |= self._past[parent] | 1 << self._bit[parent]
            depth = max(depth, self.depth[parent] + 1)
        self._bit[entry.hash] = len(self._bit)
        self.entries[entry.hash], self.depth[entry.hash], self._past[entry.hash] = entry, depth, past

    def knows(self, later: bytes, earlier: bytes) -> bool:
        """Whether the author of one entry is known to have had the other when writing it."""
        return bool(self._past[later] >> self._bit[earlier] & 1)

    def past(self, entry: bytes) -> list[RosterEntry]:
        """All that the author of an entry is known to have had."""
        return [each for each in self.entries.values() if self.knows(entry, each.hash)]

    def by_depth(self) -> list[list[RosterEntry]]:
        """The entries of each depth, from 0, each list sorted by hash."""
        levels: list[list[RosterEntry]] = [[] for _ in range(1 + max(self.depth.values(), default=-1))]
        for entry in sorted(self.entries.values(), key=lambda each: each.hash):
            levels[self.depth[entry.hash]].append(entry)
        return levels

    def frontier(self) -> tuple[bytes, ...]:
        """The entries that no other names: what a new one has to name."""
        named = {parent for entry in self.entries.values() for parent in entry.parents}
        return tuple(sorted(entry for entry in self.entries if entry not in named))


def _oldest_first(given: dict[bytes, RosterEntry], root: bytes) -> Iterable[RosterEntry]:
    """Entries whose parents all came before them; those with a parent that is not here never come."""
    children: dict[bytes, list[bytes]] = {}
    open_parents: dict[bytes, int] = {}
    for entry in given.values():
        parents = set(entry.parents)
        open_parents[entry.hash] = len(parents)
        for parent in parents:
            children.setdefault(parent, []).append(entry.hash)
    ready = [root] if root in given and not given[root].parents else []
    while ready:
        here = ready.pop()
        yield given[here]
        for child in children.get(here, ()):
            open_parents[child] -= 1
            if not open_parents[child]:
                ready.append(child)
