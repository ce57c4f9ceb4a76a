"""Chains: whether every entry that a device wrote in a compartment is there, once, and linked to the one before it.

A chain may have gaps (entries that are not here, or not yet) and forks (two entries under one number: the device wrote
twice, or was copied). Both are named; neither makes what is here unreadable. A chain of which the store says that it is
whole and verified is remembered by its tip alone, so that opening a large vault does not read it; the store is asked
when an older number matters. Who may write is not decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from waystation.vault.entries import Entry
from waystation.vault.payloads import ChainClaim
from waystation.vault.problems import Problem

__all__ = ["Chain", "ChainBook", "ChainTip", "Claimed", "Head", "Lookup"]

Lookup = Callable[[bytes, bytes, int], Collection[bytes]]
"""The hashes of the entries that the store holds of an author, in a compartment, under a number."""


class ChainTip(NamedTuple):
    """The last entry of a chain that is whole from number 0, without forks, and verified."""

    author: bytes
    compartment: bytes
    sequence: int
    hash: bytes


class Head(NamedTuple):
    """An entry by number and hash."""

    sequence: int
    hash: bytes


class Chain:
    """The entries of one device in one compartment.

    Args:
        author: The device.
        compartment: The compartment.
        lookup: Asks the store for what lies at or below the remembered tip.
    """

    def __init__(self, author: bytes, compartment: bytes, lookup: Lookup | None) -> None:
        self.author, self.compartment = author, compartment
        self._lookup = lookup
        self._whole_to = -1
        self._linked_to = -1
        self.forked = False
        """Whether two entries stand under one number somewhere."""
        self._at: dict[int, tuple[bytes, ...]] = {}
        self._before: dict[bytes, bytes] = {}
        self._lines: dict[Head, dict[int, bytes]] = {}
        self._tip = Head(-1, bytes(32))

    def remember(self, tip: Head) -> None:
        """Take the store's word that the chain is whole up to this entry."""
        self._whole_to = self._linked_to = tip.sequence
        self._at.setdefault(tip.sequence, (tip.hash,))
        self._tip = max(self._tip, tip)

    def covers(self, sequence: int) -> bool:
        """Whether a number lies in the part that is remembered as whole."""
        return sequence <= self._whole_to

    def at(self, sequence: int) -> Collection[bytes]:
        """The hashes of the entries under a number: none, one, or several if it is forked there."""
        found = self._at.get(sequence, ())
        if not found and sequence <= self._whole_to and self._lookup is not None:
            found = tuple(self._lookup(self.author, self.compartment, sequence))
            self._at[sequence] = found
        return found

    def add(self, entry: Entry) -> bool:
        """Enter an entry; false if it is there already."""
        there = self.at(entry.sequence)
        if entry.hash in there:
            return False
        self._at[entry.sequence] = tuple(sorted((*there, entry.hash)))
        self._before[entry.hash] = entry.previous
        self._lines.clear()
        self.forked = self.forked or bool(there)
        self._link()
        # of a fork the smaller hash is taken for the tip, whatever came first
        if entry.sequence > self._tip.sequence or (
            entry.sequence == self._tip.sequence and entry.hash < self._tip.hash
        ):
            self._tip = Head(entry.sequence, entry.hash)
        return True

    def _link(self) -> None:
        """Note how far the chain is linked without a gap or a splice."""
        while (above := self._at.get(self._linked_to + 1)) is not None:
            below = self.at(self._linked_to) if self._linked_to >= 0 else (bytes(32),)
            if not any(self._before.get(each) in below for each in above):
                return
            self._linked_to += 1

    @property
    def tip(self) -> Head:
        """The last entry; number −1 and zeros where there is none."""
        return self._tip

    def before(self, sequence: int, entry: bytes) -> bytes | None:
        """The hash of the entry before this one, if that is here and linked; zeros before the first; else None."""
        if sequence == 0:
            return bytes(32)
        named = self._before.get(entry)
        below = self.at(sequence - 1)
        if named is None:  # in the part that is known to be whole: its entries were never entered one by one
            return next((each for each in below if each not in self._before), None)
        return named if named in below else None

    def linked(self, sequence: int, entry: bytes) -> bool:
        """Whether every entry from this one back to the first is here."""
        if not self.forked:
            return sequence <= self._linked_to
        for number in range(sequence, 0, -1):
            if number <= self._whole_to and entry not in self._before:
                return True
            found = self.before(number, entry)
            if found is None:
                return False
            entry = found
        return True

    def within(self, sequence: int, entry: bytes, head: Head) -> bool:
        """Whether an entry is at or before a head, on the head's own branch as far as that can be told.

        Where entries between are missing, an entry whose number nothing else claims is given the benefit of doubt;
        the gap itself is named. Where the head is not here but something else stands under its number, it is not.
        """
        if sequence > head.sequence:
            return False
        if head.hash not in self.at(head.sequence):
            return not self.at(head.sequence) and len(self.at(sequence)) == 1
        if not self.forked and head.sequence <= self._linked_to:
            return True
        line = self._line(head)
        if sequence in line:
            return line[sequence] == entry
        if min(line) <= self._whole_to:
            return entry not in self._before
        return len(self.at(sequence)) == 1

    def follows(self, sequence: int, entry: bytes, earlier: int, before: bytes) -> bool:
        """Whether one linked entry comes after another on the same branch."""
        if earlier >= sequence:
            return False
        return not self.forked or self.within(earlier, before, Head(sequence, entry))

    def _line(self, head: Head) -> dict[int, bytes]:
        """A head and what lies before it, down to a gap or to the part that is known to be whole."""
        line = self._lines.get(head)
        if line is None:
            line, here = {}, head.hash
            for number in range(head.sequence, -1, -1):
                line[number] = here
                if number <= self._whole_to and here not in self._before:
                    break
                found = self.before(number, here)
                if found is None:
                    break
                here = found
            self._lines[head] = line
        return line

    def problems(self) -> Iterator[Problem]:
        """Gaps, forks and splices, from the first number to the last."""
        expected = self._whole_to + 1
        for number in sorted(number for number in self._at if number > self._whole_to):
            hashes = self._at[number]
            if number > expected:
                yield Problem("gap", self.author, self.compartment, expected, number - 1)
            for entry in hashes:
                if number == expected and number > 0 and self._before.get(entry) not in self.at(number - 1):
                    yield Problem("spliced", self.author, self.compartment, number, number, entry)
            expected = number + 1
        for number, hashes in sorted(self._at.items()):
            if len(hashes) > 1:
                yield Problem("fork", self.author, self.compartment, number, number)


@dataclass(frozen=True, slots=True)
class Claimed:
    """An entry that somebody says they hold.

    Args:
        claim: Which.
        by: The device that says so.
        entry: The hash of the entry in which it does.
    """

    claim: ChainClaim
    by: bytes
    entry: bytes


class ChainBook:
    """All chains of a vault.

    Args:
        lookup: Asks the store for older numbers of chains that are remembered by their tips.
    """

    def __init__(self, lookup: Lookup | None = None) -> None:
        self._lookup = lookup
        self._chains: dict[tuple[bytes, bytes], Chain] = {}

    def remember(self, tips: Iterable[ChainTip]) -> None:
        """Take the store's word that these chains are whole and verified."""
        for tip in tips:
            self.chain(tip.author, tip.compartment).remember(Head(tip.sequence, tip.hash))

    def chain(self, author: bytes, compartment: bytes) -> Chain:
        """The chain of a device in a compartment, empty where nothing of it is here."""
        found = self._chains.get((author, compartment))
        if found is None:
            found = self._chains[author, compartment] = Chain(author, compartment, self._lookup)
        return found

    def add(self, entry: Entry) -> bool:
        """Enter an entry; false if it is there already."""
        return self.chain(entry.author, entry.compartment).add(entry)

    def holds(self, entry: Entry) -> bool:
        """Whether the entry is here already."""
        return entry.hash in self.chain(entry.author, entry.compartment).at(entry.sequence)

    def tips(self) -> Iterator[ChainTip]:
        """The last entry of every chain, in a fixed order."""
        for (author, compartment), chain in sorted(self._chains.items()):
            if chain.tip.sequence >= 0:
                yield ChainTip(author, compartment, *chain.tip)

    def problems(self) -> Iterator[Problem]:
        """Gaps, forks and splices of all chains, in a fixed order."""
        for _, chain in sorted(self._chains.items()):
            yield from chain.problems()

    def withheld(self, claims: Iterable[Claimed]) -> Iterator[Problem]:
        """What somebody says they hold and is not here: for each chain, from the first number missing to the last."""
        missing: dict[tuple[bytes, bytes], Claimed] = {}
        for claimed in claims:
            author, compartment, sequence, entry = claimed.claim
            if entry in self.chain(author, compartment).at(sequence):
                continue
            other = missing.get((author, compartment))
            if other is None or (sequence, claimed.entry) > (other.claim.sequence, other.entry):
                missing[author, compartment] = claimed
        for (author, compartment), claimed in sorted(missing.items()):
            until = claimed.claim.sequence
            first = min(until, self.chain(author, compartment).tip.sequence + 1)
            fields = (("by", claimed.by), ("claimed", claimed.claim.hash))
            yield Problem("withheld", author, compartment, first, until, fields=fields)
