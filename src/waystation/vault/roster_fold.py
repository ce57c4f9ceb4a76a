"""How the roster follows from the roster entries.

Changes are taken depth by depth, at each depth first all removals, then the rest; a change counts from the depth of the
approval that completes it. Three things keep a seized device from rewriting the past by writing entries that pretend to
know little:

- A removal that is once found to count goes on counting, and voids what the removed device wrote beyond its heads at
  whatever depth; the fold then begins again without that. So nothing that a removed device adds afterwards counts.
- Of removals that did not know of each other, all count, also where they remove each other's authors: somebody too many
  outside is safer than somebody too many inside.
- A threshold binds every change that was not already counted by what those who set it knew. So nobody evades a
  threshold by pretending not to have heard of it.
- A succession takes its say only from what its old device writes knowing of it, and never its place from another that
  did not know of it. So whoever has an old backup throws nobody off by restoring it as if long ago.

Everything here depends on the set of entries alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from waystation.vault.chains import ChainBook
from waystation.vault.entries import CONTROL
from waystation.vault.limits import VAULT_LIMITS
from waystation.vault.payloads import Add, Approve, Genesis, Remove, SetThreshold, Succeed
from waystation.vault.primitives import usable_kem
from waystation.vault.roster import Pending, Roster, Standing
from waystation.vault.roster_entries import RosterEntry, RosterGraph
from waystation.vault.roster_limits import limits_of

__all__ = ["fold_roster"]


def fold_roster(graph: RosterGraph, book: ChainBook) -> Roster:
    """The roster that follows from a graph of roster entries.

    Args:
        graph: All roster entries whose pasts are whole.
        book: The chains, to tell what lies beyond a removal's heads.
    """
    folding = _Folding(book)
    for entry in sorted(graph.entries.values(), key=lambda each: (graph.depth[each.hash], each.hash)):
        if isinstance(entry.payload, SetThreshold | Approve):
            folding.before(graph, entry.hash)  # the oldest first, so that none needs another that is not known yet
    walk = folding.outcome(graph)
    devices = {}
    for name, standing in walk.devices.items():
        successors = tuple(sorted(walk.replaced.get(name, ())))
        devices[name] = replace(standing, removed=name in walk.removed, replaced_by=successors)
    return Roster(
        devices=MappingProxyType(devices),
        threshold=walk.threshold_now(),
        limits=MappingProxyType({name: MappingProxyType(heads) for name, heads in walk.limits.items()}),
        pending=tuple(walk.pending()),
        counted=frozenset(walk.counted),
        frontier=graph.frontier(),
    )


@dataclass(frozen=True, slots=True)
class _Threshold:
    """A threshold that counts, and the first approval of it by each who approved."""

    change: bytes
    number: int
    approvals: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class _Before:
    """What followed from all that the author of an entry knew: the changes that counted, and the threshold."""

    counted: frozenset[bytes]
    threshold: int


class _Folding:
    """Walks a graph again and again until no further removal or threshold is found."""

    def __init__(self, book: ChainBook) -> None:
        self._book = book
        self._before: dict[bytes, _Before] = {}

    def before(self, graph: RosterGraph, entry: bytes) -> _Before:
        """What followed from the past of an entry."""
        known = self._before.get(entry)
        if known is None:
            walk = self.outcome(RosterGraph(graph.past(entry), graph.root))
            known = self._before[entry] = _Before(frozenset(walk.counted), walk.threshold_now())
        return known

    def outcome(self, graph: RosterGraph) -> _Walk:
        """The walk in which everything that counts is taken account of."""
        removals: dict[bytes, int] = {}
        while True:
            walk = self._with_thresholds(graph, removals)
            if not walk.new_removals:
                return walk
            first = min(walk.new_removals.values())
            removals |= {change: depth for change, depth in walk.new_removals.items() if depth == first}

    def _with_thresholds(self, graph: RosterGraph, removals: dict[bytes, int]) -> _Walk:
        thresholds: dict[bytes, _Threshold] = {}
        early: dict[bytes, frozenset[bytes]] = {}
        while True:
            walk = _Walk(graph, self._book, removals, thresholds, early, self.before)
            walk.run()
            found = walk.new_thresholds
            removed = min(walk.new_removals.values(), default=len(graph.entries))
            room = VAULT_LIMITS.thresholds - len(thresholds)
            first = min((depth for depth, _ in found.values()), default=removed)
            if first >= removed or room <= 0:
                return walk
            for change in sorted(change for change, (depth, _) in found.items() if depth == first)[:room]:
                thresholds[change] = found[change][1]
                approved = (self.before(graph, each).counted for each in thresholds[change].approvals)
                early[change] = frozenset().union(*approved)


@dataclass
class _Walk:
    """One way through the graph, from the genesis up.

    Args:
        graph: The roster entries.
        book: The chains.
        removals: The removals that are known to count, with their depths.
        thresholds: The thresholds that are known to count.
        early: For each of them the changes that it does not bind.
        before: What followed from the past of an entry.
    """

    graph: RosterGraph
    book: ChainBook
    removals: dict[bytes, int]
    thresholds: dict[bytes, _Threshold]
    early: dict[bytes, frozenset[bytes]]
    before: Callable[[RosterGraph, bytes], _Before]
    devices: dict[bytes, Standing] = field(default_factory=dict)
    replaced: dict[bytes, list[bytes]] = field(default_factory=dict)
    replacing: dict[bytes, list[bytes]] = field(default_factory=dict)
    removed: set[bytes] = field(default_factory=set)
    counted: set[bytes] = field(default_factory=set)
    supporters: dict[bytes, list[RosterEntry]] = field(default_factory=dict)
    new_removals: dict[bytes, int] = field(default_factory=dict)
    new_thresholds: dict[bytes, tuple[int, _Threshold]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.limits = limits_of(self.graph, self.removals)
        self.removers: dict[bytes, list[bytes]] = {}
        for change in self.removals:
            payload = self.graph.entries[change].payload
            assert isinstance(payload, Remove)
            self.removers.setdefault(payload.device, []).append(change)
        self._later = {
            name: [other for other in self.thresholds if self.graph.knows(other, name)] for name in self.thresholds
        }
        self._void = {entry.hash for entry in self.graph.entries.values() if self._beyond(entry)}

    def _beyond(self, entry: RosterEntry) -> bool:
        limits = self.limits.get(entry.author)
        if limits is None or isinstance(entry.payload, Genesis | Succeed):  # by these a device comes onto the roster
            return False
        head = limits.get(CONTROL)
        return head is None or not self.book.chain(entry.author, CONTROL).within(entry.sequence, entry.hash, head)

    def run(self) -> None:
        """Take the entries depth by depth."""
        for depth, level in enumerate(self.graph.by_depth()):
            touched: list[bytes] = []
            for entry in level:
                change = self._change_of(entry)
                if change is not None:
                    self.supporters.setdefault(change, []).append(entry)
                    touched.append(change)
            ready = [change for change in dict.fromkeys(sorted(touched)) if self._ready(change)]
            for change in ready:  # all by the roster before this depth
                if isinstance(self.graph.entries[change].payload, Remove):
                    self.new_removals[change] = depth
            for change in sorted(change for change, at in self.removals.items() if at == depth):
                self._remove(change)
            for change in ready:
                self._apply(change, depth)

    def _change_of(self, entry: RosterEntry) -> bytes | None:
        """Which change an entry speaks for: its own, or the one that it approves and is known to have seen."""
        if not isinstance(entry.payload, Approve):
            return entry.hash
        what = entry.payload.what
        known = what in self.graph.entries and self.graph.knows(entry.hash, what)
        return what if known and not isinstance(self.graph.entries[what].payload, Approve | Genesis) else None

    def _ready(self, change: bytes) -> bool:
        if change in self.counted or change in self.removals:
            return False
        if change == self.graph.root:
            return True
        entry = self.graph.entries[change]
        if isinstance(entry.payload, Genesis) or not self._possible(entry):
            return False
        approvals = self._approvals(change)
        return len(self._members(approvals)) >= self._needed(change, approvals)

    def _possible(self, entry: RosterEntry) -> bool:
        """Whether the change can be made at all, to the roster before this depth."""
        payload = entry.payload
        if isinstance(payload, Remove):
            others = self.removers.get(payload.device, ())
            return payload.device in self.devices and not any(self.graph.knows(entry.hash, each) for each in others)
        if entry.hash in self._void or entry.speaker not in self.devices:
            return False
        if isinstance(payload, Add):
            new_key = all(payload.device.kem != each.card.kem for each in self.devices.values())
            return payload.device.sign not in self.devices and new_key and usable_kem(payload.device.kem)
        if isinstance(payload, Succeed):
            fits = payload.device.kem == self.devices[payload.of].card.kem and payload.device.sign not in self.devices
            return fits and not self._knew_of_successor(entry)
        assert isinstance(payload, SetThreshold)
        here = {s.member for name, s in self.devices.items() if s.administrator and self._here(name)}
        return payload.number <= len(here) and payload.number != self.before(self.graph, entry.hash).threshold

    def _here(self, device: bytes) -> bool:
        return device not in self.removed and device not in self.replaced

    def _knew_of_successor(self, entry: RosterEntry) -> bool:
        return any(self.graph.knows(entry.hash, change) for change in self.replacing.get(entry.speaker, ()))

    def _approvals(self, change: bytes) -> list[RosterEntry]:
        """What counts as approval of a change, the proposal among them, by the roster before this depth."""
        removal = isinstance(self.graph.entries[change].payload, Remove)
        counts = self._counts_for_removal if removal else self._counts
        return [entry for entry in self.supporters.get(change, ()) if counts(entry)]

    def _counts(self, entry: RosterEntry) -> bool:
        standing = self.devices.get(entry.speaker)
        if standing is None or not standing.administrator or entry.hash in self._void:
            return False
        gone = entry.speaker in self.removed and not isinstance(entry.payload, Succeed)
        return not gone and not self._knew_of_successor(entry)

    def _counts_for_removal(self, entry: RosterEntry) -> bool:
        """As `_counts`, but only those who knew that they were removed have lost their say by it."""
        standing = self.devices.get(entry.author)
        if standing is None or not standing.administrator:
            return False
        knew = any(self.graph.knows(entry.hash, change) for change in self.removers.get(entry.author, ()))
        return not knew and not self._knew_of_successor(entry)

    def _members(self, approvals: Iterable[RosterEntry]) -> set[str]:
        return {self.devices[entry.speaker].member for entry in approvals}

    def _needed(self, change: bytes, approvals: Iterable[RosterEntry]) -> int:
        """The greatest threshold that binds a change."""
        hashes = [entry.hash for entry in approvals]
        binding = [
            known.number
            for name, known in self.thresholds.items()
            if name != change and change not in self.early[name] and not self._lifted(name, hashes)
        ]
        return max(binding, default=1)

    def _lifted(self, threshold: bytes, approvals: Iterable[bytes]) -> bool:
        """Whether a later threshold took this one's place, and one who approves knew it."""
        return any(self.graph.knows(each, name) for name in self._later[threshold] for each in approvals)

    def threshold_now(self) -> int:
        """What binds a change by somebody who knows everything."""
        return max((known.number for name, known in self.thresholds.items() if not self._later[name]), default=1)

    # ---- what a change brings about

    def _remove(self, change: bytes) -> None:
        payload = self.graph.entries[change].payload
        assert isinstance(payload, Remove)
        self.removed.add(payload.device)
        gone = self.devices.get(payload.device)
        if gone is not None:  # whoever took its place holds the same X25519 key, and so does whoever holds the device
            self.removed |= {name for name, each in self.devices.items() if each.card.kem == gone.card.kem}
        self.counted.add(change)

    def _apply(self, change: bytes, depth: int) -> None:
        """Make a change that is no removal, if it still can be made after what came before it at this depth."""
        entry = self.graph.entries[change]
        payload = entry.payload
        if isinstance(payload, Remove) or (change != self.graph.root and not self._possible(entry)):
            return
        if isinstance(payload, SetThreshold) and change not in self.thresholds:
            self.new_thresholds[change] = depth, self._threshold(change, payload.number)
            return
        if isinstance(payload, Genesis | Add):
            founder = isinstance(payload, Genesis)
            self.devices[payload.device.sign] = Standing(payload.device, payload.member, payload.role, founder, change)
        elif isinstance(payload, Succeed):
            before = self.devices[payload.of]
            self.devices[payload.device.sign] = replace(before, card=payload.device, since=change)
            if payload.of in self.removed:
                self.removed.add(payload.device.sign)
            self.replaced.setdefault(payload.of, []).append(payload.device.sign)
            self.replacing.setdefault(payload.of, []).append(change)
        self.counted.add(change)

    def _threshold(self, change: bytes, number: int) -> _Threshold:
        first: dict[bytes, RosterEntry] = {}
        for entry in self._approvals(change):
            other = first.get(entry.author)
            if other is None or (entry.sequence, entry.hash) < (other.sequence, other.hash):
                first[entry.author] = entry
        return _Threshold(change, number, tuple(sorted(entry.hash for entry in first.values())))

    def pending(self) -> Iterable[Pending]:
        """Changes that could be made, and lack approval."""
        for change, entry in sorted(self.graph.entries.items()):
            payload = entry.payload
            if change in self.counted or isinstance(payload, Approve | Genesis) or not self._possible(entry):
                continue
            if isinstance(payload, Succeed) and payload.of in self.removed:
                continue
            approvals = self._approvals(change)
            members = tuple(sorted(self._members(approvals)))
            yield Pending(change, entry.speaker, payload, members, self._needed(change, approvals))
