"""What removals leave standing of what removed devices, and the successors that went with them, wrote.

Which removals count is decided by `roster_fold`; what lies beyond a head, by `chains`.
"""

from __future__ import annotations

from collections.abc import Iterable

from waystation.vault.chains import Head
from waystation.vault.payloads import Remove, Succeed
from waystation.vault.roster_entries import RosterGraph

__all__ = ["limits_of"]


def limits_of(graph: RosterGraph, removals: Iterable[bytes]) -> dict[bytes, dict[bytes, Head]]:
    """The last entry that stands, by device and compartment; what is not there has none.

    Of several removals of a device the shortest chain holds. Of successors of whom a removal did not know nothing
    stands.

    Args:
        graph: The roster entries.
        removals: The removals that count.
    """
    limits: dict[bytes, dict[bytes, Head]] = {}
    unknown: set[bytes] = set()
    for change in removals:
        payload = graph.entries[change].payload
        assert isinstance(payload, Remove)
        heads: dict[bytes, Head] = {}
        for compartment, sequence, entry in payload.heads:
            head = Head(sequence, entry)
            heads[compartment] = min(head, heads.get(compartment, head))
        other = limits.get(payload.device)
        if other is not None:
            heads = {name: min(head, other[name]) for name, head in heads.items() if name in other}
        limits[payload.device] = heads
        unknown |= _unknown_successors(graph, change, payload.device)
    return limits | {device: {} for device in unknown}


def _unknown_successors(graph: RosterGraph, change: bytes, device: bytes) -> set[bytes]:
    """The successors of a removed device, and theirs, of whose succession the removal did not know."""
    successions = [entry for entry in graph.entries.values() if isinstance(entry.payload, Succeed)]
    line = {device}
    while more := {entry.author for entry in successions if entry.speaker in line} - line:
        line |= more
    return {entry.author for entry in successions if entry.speaker in line and not graph.knows(change, entry.hash)}
