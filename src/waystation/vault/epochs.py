"""Compartments and their epochs: which epochs count, which one new entries use, and when a new one is due.

A function of the set of epoch entries that this device can open and of the roster. The rules are those of
`docs/vault-format.md`. How keys are found is `keyring`'s business; what entries say, everybody else's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from waystation.vault.chains import ChainBook
from waystation.vault.entries import CONTROL
from waystation.vault.keyring import OpenedEpoch
from waystation.vault.primitives import digest, label
from waystation.vault.roster import Roster

__all__ = ["Compartment", "Epoch", "compartment_id", "fold_epochs"]


def compartment_id(vault: bytes, author: bytes, random: bytes) -> bytes:
    """The id of the compartment whose first epoch this device opens with this chance: nobody else can open a first."""
    return digest(label("waystation compartment 1"), vault, author, random)[:16]


@dataclass(frozen=True, slots=True)
class Epoch:
    """An epoch that counts.

    Args:
        id: Its id.
        compartment: The compartment's id.
        name: What its author calls the compartment.
        part: What the compartment is for.
        of: The mission's compartment that it is part of; None if it is of none.
        author: The device that opened it.
        members: The devices that can read what is sealed under it, sorted.
        before: All epochs that it comes after, directly or not.
        directly: Those that it names.
        stands: False if its author was removed and had not written it by then.
    """

    id: bytes
    compartment: bytes
    name: str
    part: str
    of: bytes | None
    author: bytes
    members: tuple[bytes, ...]
    before: frozenset[bytes]
    directly: frozenset[bytes]
    stands: bool


@dataclass(frozen=True)
class Compartment:
    """A compartment as far as this device can read it.

    Args:
        id: Its id; zeros for the vault's own.
        epochs: Every epoch that counts and is known here, by id.
        tips: Those that stand and that no other comes after, by id.
        current: The epoch that new entries use; None while there is none.
        wanted: The devices that ought to be members now.
    """

    id: bytes
    epochs: Mapping[bytes, Epoch]
    tips: tuple[Epoch, ...]
    current: Epoch | None
    wanted: frozenset[bytes]

    @property
    def newest(self) -> Epoch:
        """The current epoch, or while there is none a last one, to take name and purpose from."""
        return self.current or (self.tips[0] if self.tips else self.epochs[min(self.epochs)])

    @property
    def name(self) -> str:
        """What it is called."""
        return self.newest.name

    @property
    def part(self) -> str:
        """What it is for."""
        return self.newest.part

    @property
    def of(self) -> bytes | None:
        """The mission's compartment that it is part of."""
        return self.newest.of

    @cached_property
    def members(self) -> frozenset[bytes]:
        """The devices that read what is written now."""
        return frozenset(self.current.members) if self.current else frozenset()

    @property
    def due(self) -> bool:
        """Whether somebody who can ought to open a new epoch: its members are not those that it ought to have."""
        return bool(self.wanted) and self.members != self.wanted


def fold_epochs(
    opened: Iterable[OpenedEpoch], roster: Roster, book: ChainBook, founder: bytes
) -> tuple[dict[bytes, Compartment], list[OpenedEpoch]]:
    """The compartments that follow from the epochs known here, and the epoch entries that do not count.

    Args:
        opened: Every epoch entry that this device could open, in any order.
        roster: The roster.
        book: The chains.
        founder: The device that founded the vault.
    """
    by_compartment: dict[bytes, list[OpenedEpoch]] = {}
    for each in opened:
        by_compartment.setdefault(each.entry.compartment, []).append(each)
    found, refused = {}, []
    for compartment, entries in sorted(by_compartment.items()):
        counted = _counting(sorted(entries, key=lambda each: each.entry.hash), roster, founder)
        refused += [each for each in entries if each not in counted]
        if counted:
            found[compartment] = _compartment(compartment, counted, roster, book)
    return found, sorted(refused, key=lambda each: each.entry.hash)


def _counting(entries: list[OpenedEpoch], roster: Roster, founder: bytes) -> list[OpenedEpoch]:
    """The epoch entries that their authors had a right to write, those that they come after first."""
    ids = {each.entry.epoch for each in entries}
    counted: list[OpenedEpoch] = []
    known: dict[bytes, OpenedEpoch] = {}
    left = entries
    while True:
        ready = [each for each in left if all(one in known or one not in ids for one in each.payload.supersedes)]
        good = [each for each in ready if _rightful(each, known, roster, founder)]
        if not good:
            return counted
        counted += good
        for each in good:
            known.setdefault(each.entry.epoch, each)
        left = [each for each in left if each not in ready]


def _rightful(each: OpenedEpoch, known: Mapping[bytes, OpenedEpoch], roster: Roster, founder: bytes) -> bool:
    entry, payload = each.entry, each.payload
    members = set(payload.members)
    if entry.author not in members or len(members) != len(payload.members):
        return False
    if not members <= roster.devices.keys() or (entry.compartment == CONTROL) != (payload.part == "control"):
        return False
    if not payload.supersedes:
        if entry.compartment == CONTROL:
            return entry.author == founder and members == {founder}
        return payload.random is not None and entry.compartment == compartment_id(
            entry.vault, entry.author, payload.random
        )
    for before in (known[one] for one in payload.supersedes if one in known):
        if (payload.part, payload.of) != (before.payload.part, before.payload.of):
            return False
        if not roster.kin(entry.author) & set(before.payload.members):
            return False
        if entry.compartment == CONTROL and any(
            roster.devices[one].active and one not in members for one in before.payload.members
        ):
            return False
    return True


def _compartment(compartment: bytes, counted: list[OpenedEpoch], roster: Roster, book: ChainBook) -> Compartment:
    epochs = _joined(counted, roster, book)
    standing = [epoch for epoch in epochs.values() if epoch.stands]
    superseded = frozenset().union(*(epoch.before for epoch in standing))
    tips = tuple(sorted((epoch for epoch in standing if epoch.id not in superseded), key=lambda epoch: epoch.id))
    left_out = {
        (epoch.id, device)
        for epoch in standing
        for before in epoch.directly & epochs.keys()
        for device in set(epochs[before].members) - set(epoch.members)
    }

    def kept(epoch: Epoch) -> set[bytes]:
        """Its members, without those that an epoch which it does not come after left out."""
        gone = {device for by, device in left_out if by != epoch.id and by not in epoch.before}
        return set(epoch.members) - gone

    usable = [tip for tip in tips if kept(tip) == set(tip.members) and roster.active.issuperset(tip.members)]
    wanted = roster.active if compartment == CONTROL else frozenset().union(*(kept(tip) for tip in tips))
    return Compartment(compartment, epochs, tips, usable[0] if usable else None, roster.now(wanted))


def _joined(counted: list[OpenedEpoch], roster: Roster, book: ChainBook) -> dict[bytes, Epoch]:
    """One epoch for each id; if several entries open the same, it comes after all that any standing one names."""
    epochs: dict[bytes, Epoch] = {}
    entries: dict[bytes, list[OpenedEpoch]] = {}
    for each in counted:
        entries.setdefault(each.entry.epoch, []).append(each)
    for name, several in entries.items():
        stand = [each for each in several if not _void(each, roster, book)]
        speaking = stand or several
        first = speaking[0]
        directly = frozenset(one for each in speaking for one in each.payload.supersedes) - {name}
        before = directly.union(*(epochs[one].before for one in directly if one in epochs)) - {name}
        epochs[name] = Epoch(
            id=name,
            compartment=first.entry.compartment,
            name=first.payload.name,
            part=first.payload.part,
            of=first.payload.of,
            author=first.entry.author,
            members=tuple(sorted(first.payload.members)),
            before=before,
            directly=directly,
            stands=bool(stand),
        )
    return epochs


def _void(each: OpenedEpoch, roster: Roster, book: ChainBook) -> bool:
    entry = each.entry
    return roster.voids(book, entry.author, entry.compartment, entry.sequence, entry.hash)
