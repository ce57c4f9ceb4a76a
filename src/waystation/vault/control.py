"""The control compartment's entries: opened as keys come, sorted by what they are for.

Finds the genesis, and makes the roster's graph out of what is linked back to the first entry of its chain and written
by a member of the epoch that it is sealed under. What follows from it is decided by `roster_fold` and `people`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from waystation.errors import Damaged
from waystation.vault.chains import ChainBook
from waystation.vault.entries import Entry, content
from waystation.vault.keyring import Keyring
from waystation.vault.payloads import FilePart, Genesis, Heads, Payload, Succeed, read_payload
from waystation.vault.primitives import digest, label, usable_kem
from waystation.vault.roster_entries import CHANGES, RosterEntry, RosterGraph
from waystation.vault.succession import in_order

__all__ = ["ControlBook", "vault_id"]


def vault_id(genesis: Genesis) -> bytes:
    """The id of the vault that begins with this."""
    return digest(label("waystation vault 1"), genesis.device.sign, genesis.device.kem, genesis.random)[:16]


class ControlBook:
    """The entries of the control compartment.

    Args:
        vault: The vault's id.
        book: The chains.
    """

    def __init__(self, vault: bytes, book: ChainBook) -> None:
        self._vault = vault
        self._book = book
        self._entries: dict[bytes, Entry] = {}
        self._unopened: dict[bytes, Entry] = {}
        self._payloads: dict[bytes, Payload] = {}
        self._heads: dict[bytes, Heads] = {}
        self._waiting: list[Entry] = []
        self._successions: dict[bytes, bytes] = {}
        self.founder = b""

    def add(self, entry: Entry) -> None:
        """Take note of an entry."""
        self._entries[entry.hash] = self._unopened[entry.hash] = entry

    def holds(self, entry: Entry) -> bool:
        """Whether the entry was noted."""
        return entry.hash in self._entries

    def open_with(self, keys: Mapping[bytes, bytes]) -> bool:
        """Open what can be opened; true if anything was that may change what follows."""
        fresh = False
        for entry in list(self._unopened.values()):
            key = keys.get(entry.epoch)
            if key is None:
                continue
            del self._unopened[entry.hash]
            try:
                payload = read_payload(content(entry, key))
            except Damaged:
                continue
            if isinstance(payload, Heads):
                self._heads[entry.hash] = payload
            elif not isinstance(payload, FilePart):
                if isinstance(payload, Succeed) and in_order(entry, payload):
                    self._successions[entry.hash] = payload.of
                self._payloads[entry.hash] = payload
                fresh = True
        return fresh

    def speaker(self, entry: Entry) -> bytes:
        """The device whose word an entry is: its author, or of a succession the one whose place that takes."""
        return self._successions.get(entry.hash, entry.author)

    def entries(self) -> list[Entry]:
        """All entries, by hash."""
        return [self._entries[name] for name in sorted(self._entries)]

    def opened(self) -> Iterator[tuple[Entry, Payload]]:
        """The opened entries, but for heads, by hash."""
        for name in sorted(self._payloads):
            yield self._entries[name], self._payloads[name]

    def heads(self) -> Iterator[tuple[Entry, Heads]]:
        """The heads that devices noted, by hash."""
        for name in sorted(self._heads):
            yield self._entries[name], self._heads[name]

    def waiting(self) -> list[Entry]:
        """Roster entries whose past is not all here, as of the last graph."""
        return self._waiting

    def graph(self, keyring: Keyring) -> RosterGraph | None:
        """The roster's entries as a graph; None while the genesis is not here."""
        root = self._genesis()
        if root is None:
            return None
        self.founder = root.author
        members: dict[bytes, frozenset[bytes]] = {}
        for each in keyring.opened.values():
            if each.entry.hash in self._entries:
                members[each.entry.epoch] = frozenset(each.payload.members)
        fit = [
            entry
            for entry, payload in self.opened()
            if isinstance(payload, CHANGES) and self._may(entry, payload, members.get(entry.epoch, frozenset()))
        ]
        linked = [entry for entry in fit if self._book.chain(*entry.chain).linked(entry.sequence, entry.hash)]
        graph = RosterGraph(self._in_chains(linked), root.hash)
        there = {entry.hash for entry in linked}
        self._waiting = [entry for entry in fit if entry.hash not in there or entry.hash in graph.waiting]
        return graph

    def _may(self, entry: Entry, payload: Payload, members: frozenset[bytes]) -> bool:
        """Whether whose word it is was a member where it was written; of a succession also that it is in order."""
        if isinstance(payload, Succeed) and entry.hash not in self._successions:
            return False
        return self.speaker(entry) in members

    def _genesis(self) -> Entry | None:
        """The first entry of the founder, who is known by the vault's id; of several, the smallest hash."""
        for entry, payload in self.opened():
            if not isinstance(payload, Genesis) or entry.sequence != 0 or payload.after:
                continue
            fits = entry.author == payload.device.sign and usable_kem(payload.device.kem)
            if fits and vault_id(payload) == self._vault:
                return entry
        return None

    def _in_chains(self, entries: list[Entry]) -> Iterator[RosterEntry]:
        """The entries, each with its author's one before it on its own branch."""
        by_author: dict[bytes, list[Entry]] = {}
        for entry in sorted(entries, key=lambda each: (each.sequence, each.hash)):
            by_author.setdefault(entry.author, []).append(entry)
        for several in by_author.values():
            for place, entry in enumerate(several):
                before = next((each for each in reversed(several[:place]) if self._follows(entry, each)), None)
                payload = self._payloads[entry.hash]
                assert isinstance(payload, CHANGES)
                own = before.hash if before is not None else None
                yield RosterEntry(entry.hash, entry.author, entry.sequence, own, payload)

    def _follows(self, entry: Entry, before: Entry) -> bool:
        chain = self._book.chain(*entry.chain)
        return chain.follows(entry.sequence, entry.hash, before.sequence, before.hash)
