"""New entries: what a device writes, in the right chain, under the right epoch, naming what it knows.

A draft changes nothing: its entries and attachments are first made durable by whoever asked, then taken into the state
with `verified=True`. What is written here counts by the rules of the other modules or is refused before it is written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from waystation.errors import Damaged, Usage
from waystation.vault.chains import Head
from waystation.vault.devices import Device, DeviceCard
from waystation.vault.entries import CONTENT_MOST, CONTROL, Entry, seal_entry
from waystation.vault.epochs import Compartment, Epoch, compartment_id
from waystation.vault.exposure import epochs_held
from waystation.vault.keyring import epoch_id, roster_hash, wraps_for
from waystation.vault.ledger import VaultState
from waystation.vault.limits import VAULT_LIMITS
from waystation.vault.payloads import (
    Add,
    Approve,
    ChainClaim,
    EpochKey,
    EpochOpened,
    FilePart,
    Heads,
    Payload,
    Remove,
    SetThreshold,
    Succeed,
    content_of,
    read_payload,
)
from waystation.vault.primitives import KEY_SIZE, ZEROS, Chance, digest
from waystation.vault.succession import heads_of, sign_succession

__all__ = ["Draft", "file_parts", "members_now"]

PART_BYTES = 16 * 65_536 - 4 - 37
"""Of a file in one entry, so that full parts need no filling."""


def file_parts(data: bytes) -> Iterator[FilePart]:
    """A file in parts, each fit for one entry; an empty file is one empty part."""
    whole = digest(data)
    for number, at in enumerate(range(0, max(1, len(data)), PART_BYTES)):
        yield FilePart(whole, number, data[at : at + PART_BYTES])


def members_now(state: VaultState, compartment: bytes) -> frozenset[bytes]:
    """The devices that a new epoch of a compartment would be for, as things are."""
    found = state.compartments.get(compartment)
    return found.wanted if found is not None else frozenset()


class Draft:
    """Entries that a device is about to write.

    Args:
        state: What the device knows; a draft does not change it.
        chance: For keys, nonces and ids.
    """

    def __init__(self, state: VaultState, chance: Chance) -> None:
        self.state = state
        self.entries: list[Entry] = []
        self.attachments: list[bytes] = []
        self.people: dict[tuple[bytes, bytes], bytes] = {}
        """The keys of people who are added here, by compartment and person."""
        self.chance = chance
        self._tips: dict[bytes, Head] = {}
        self._epochs: dict[bytes, tuple[bytes, bytes]] = {}
        self._frontier: tuple[bytes, ...] | None = None

    # ---- any entry

    def write(self, compartment: bytes, payload: Payload | FilePart, attachment: bytes | None = None) -> Entry:
        """An entry under the current epoch of a compartment.

        Raises:
            Usage: `not_a_member`, where this device cannot write there; `epoch_due`, where a new epoch has to be opened
                first; `entry_unfit` (kind), where a value is not as the format wants it; `entry_too_large` (most).
        """
        epoch, key = self._current(compartment)
        return self._append(compartment, epoch, key, payload, attachment)

    def key(self, compartment: bytes) -> bytes:
        """The key under which an entry of a compartment would be sealed.

        Raises:
            Usage: `not_a_member`; `epoch_due`.
        """
        return self._current(compartment)[1]

    def _current(self, compartment: bytes) -> tuple[bytes, bytes]:
        own = self._epochs.get(compartment)
        if own is not None:
            return own
        found = self.state.compartments.get(compartment)
        if found is None or not self._mine(found.epochs.values()):
            raise Usage("not_a_member")
        if found.current is None:
            raise Usage("epoch_due")
        if self.state.device.id not in found.current.members:
            raise Usage("not_a_member")
        return found.current.id, self.state.keyring.keys[found.current.id]

    def _mine(self, epochs: Iterable[Epoch]) -> list[Epoch]:
        kin = self.state.roster.kin(self.state.device.id)
        return [epoch for epoch in epochs if kin & set(epoch.members)]

    def _append(
        self, compartment: bytes, epoch: bytes, key: bytes, payload: Payload | FilePart, attachment: bytes | None
    ) -> Entry:
        device = self.state.device
        tip = self._tips.get(compartment) or self.state.book.chain(device.id, compartment).tip
        entry = seal_entry(
            device,
            key,
            fit_content(payload),
            vault=self.state.vault,
            compartment=compartment,
            epoch=epoch,
            sequence=tip.sequence + 1,
            previous=tip.hash,
            chance=self.chance,
            attachment=ZEROS if attachment is None else digest(attachment),
        )
        self._tips[compartment] = Head(entry.sequence, entry.hash)
        self.entries.append(entry)
        if attachment is not None:
            self.attachments.append(attachment)
        return entry

    # ---- epochs

    def open_compartment(self, name: str, part: str, of: bytes | None = None, members: Collection[bytes] = ()) -> bytes:
        """A new compartment, its first epoch, and this device with others as its members.

        Args:
            name: What it is called.
            part: What it is for, one of `PARTS` or `card:LEG`.
            of: The mission's compartment that it is part of.
            members: The ids of other devices.

        Returns:
            The compartment's id.
        """
        random = self.chance(KEY_SIZE)
        compartment = compartment_id(self.state.vault, self.state.device.id, random)
        members = frozenset(members) | {self.state.device.id}
        self._open_epoch(compartment, EpochOpened(name, of, part, tuple(sorted(members)), random=random))
        return compartment

    def rotate(
        self,
        compartment: bytes,
        add: Collection[bytes] = (),
        leave_out: Collection[bytes] = (),
        name: str | None = None,
        *,
        history: bool = True,
    ) -> Entry:
        """A new epoch of a compartment with a new key.

        Args:
            compartment: One of which this device is a member.
            add: Devices that are to be members from now on.
            leave_out: Devices that are to be members no more.
            name: What it is called from now on; None for as before.
            history: Whether new members may read what was written before, as far as all others of the members may:
                a history is read by everybody who reads the epoch.

        Raises:
            Usage: `not_a_member`; `epoch_due`, where several epochs have to be joined before anybody can be added
                without history: `settle` does so.
        """
        found = self.state.compartments.get(compartment)
        tips = self._mine(found.tips) if found is not None else []
        if found is None or not tips:
            raise Usage("not_a_member")
        members = (found.wanted | frozenset(add)) - frozenset(leave_out) | {self.state.device.id}
        keys = self._history(found, tips, members, history=history)
        payload = EpochOpened(
            name=found.name if name is None else name,
            of=found.of,
            part=found.part,
            members=tuple(sorted(members)),
            supersedes=tuple(tip.id for tip in tips),
            history=tuple(EpochKey(each, self.state.keyring.keys[each]) for each in keys),
        )
        return self._open_epoch(compartment, payload)

    def _history(
        self, found: Compartment, tips: list[Epoch], members: frozenset[bytes], *, history: bool
    ) -> list[bytes]:
        """The epochs whose keys a new one carries, for members who lack them.

        What was written at the same time under several epochs is for the members of all of them together. What was
        written before is for new members too if `history` says so, as far as all others hold it; in the control
        compartment always.
        """
        before = {device for tip in tips for device in tip.members}
        staying = {device for device in members if self.state.roster.kin(device) & before}
        common = frozenset.intersection(*(tip.before for tip in tips))
        keys = {name for tip in tips for name in (tip.id, *tip.before)} - common if len(tips) > 1 else set()
        if found.id == CONTROL:
            keys |= found.epochs.keys()
        elif members != staying and history:
            held = [epochs_held(self.state, self.state.roster.kin(device)) for device in staying]
            keys |= {name for name in found.epochs if all(name in each for each in held)}
        elif members != staying and keys:
            raise Usage("epoch_due")  # else the new ones would get what is not for them
        if all(keys <= epochs_held(self.state, self.state.roster.kin(device)) for device in members):
            return []
        return sorted(name for name in keys if name in self.state.keyring.keys)

    def _open_epoch(self, compartment: bytes, payload: EpochOpened) -> Entry:
        cards = [self._card(device) for device in payload.members]
        if len(cards) > VAULT_LIMITS.devices:
            raise Usage("too_many_devices", most=VAULT_LIMITS.devices)
        key = self.chance(KEY_SIZE)
        roster = roster_hash(key, self.state.vault, compartment, payload.members)
        epoch = epoch_id(key, self.state.vault, compartment, roster)
        wraps = wraps_for(key, self.state.vault, compartment, roster, cards, chance=self.chance)
        self._epochs[compartment] = epoch, key
        return self._append(compartment, epoch, key, payload, wraps)

    def _card(self, device: bytes) -> DeviceCard:
        standing = self.state.roster.devices.get(device)
        if standing is None or not standing.active:
            raise Usage("device_unknown", value=device.hex())
        return standing.card

    def settle(self) -> None:
        """Open the epochs that are due, wherever this device may: after the roster or a compartment has changed."""
        if self.state.device.id not in self.state.roster.active:
            return
        for name, found in sorted(self.state.compartments.items()):
            if found.due and self.state.device.id in found.wanted and self._mine(found.tips):
                self.rotate(name)

    # ---- the roster

    def _change(self, payload: Payload) -> Entry:
        entry = self.write(CONTROL, payload)
        self._frontier = (entry.hash,)
        return entry

    def _after(self) -> tuple[bytes, ...]:
        return self.state.roster.frontier if self._frontier is None else self._frontier

    def add_device(self, card: DeviceCard, member: str, role: str) -> Entry:
        """Propose, and as an administrator approve, that a device joins.

        Raises:
            Usage: `device_known`, where the device, or another with its X25519 key, belongs or belonged already;
                `too_many_devices` (most).
        """
        roster = self.state.roster
        if any(card.sign == name or card.kem == each.card.kem for name, each in roster.devices.items()):
            raise Usage("device_known")
        if len(roster.active) >= VAULT_LIMITS.devices:
            raise Usage("too_many_devices", most=VAULT_LIMITS.devices)
        return self._change(Add(card, member, role, self._after()))

    def remove_device(self, device: bytes) -> Entry:
        """Propose, and as an administrator approve, that a device leaves; what it wrote until now stands.

        Raises:
            Usage: `device_unknown` (value), where it does not belong, or was removed already.
        """
        standing = self.state.roster.devices.get(device)
        if standing is None or standing.removed:
            raise Usage("device_unknown", value=device.hex())
        return self._change(Remove(device, heads_of(self.state.book.tips(), device), self._after()))

    def set_threshold(self, number: int) -> Entry:
        """Propose, and as an administrator approve, how many administrators a change needs.

        Raises:
            Usage: `threshold_range` (most), where there are not so many administrators.
        """
        most = len(self.state.roster.administrators)
        if not 1 <= number <= most:
            raise Usage("threshold_range", most=most)
        return self._change(SetThreshold(number, self._after()))

    def approve(self, change: bytes) -> Entry:
        """Approve a change that waits.

        Raises:
            Usage: `nothing_to_approve`.
        """
        if all(each.change != change for each in self.state.roster.pending):
            raise Usage("nothing_to_approve")
        return self._change(Approve(change, self._after()))

    def succeed(self, after: Device, called: str) -> Entry:
        """Propose that another device takes this one's place: the first entry of that one's own chain.

        Args:
            after: The device; it has this one's X25519 key.
            called: What people are to call it.

        Raises:
            Usage: `not_a_member`, where this device is on no roster that it knows.
        """
        device, vault = self.state.device, self.state.vault
        found = self.state.compartments.get(CONTROL)
        tips = (*([found.current] if found.current else ()), *found.tips) if found is not None else ()
        epoch = next((each.id for each in tips if device.id in each.members), None)
        if epoch is None:
            raise Usage("not_a_member")
        heads = heads_of(self.state.book.tips(), device.id)
        signature = sign_succession(device, vault, after.id, heads)
        payload = Succeed(after.card(called), device.id, heads, signature, self._after())
        entry = seal_entry(
            after,
            self.state.keyring.keys[epoch],
            fit_content(payload),
            vault=vault,
            compartment=CONTROL,
            epoch=epoch,
            sequence=0,
            previous=ZEROS,
            chance=self.chance,
        )
        self.entries.append(entry)
        self._frontier = (entry.hash,)
        return entry

    # ---- heads

    def heads(self) -> Entry | None:
        """What this device holds of every chain that changed since its last heads; None if nothing did."""
        state = self.state
        own = [(entry, heads) for entry, heads in state.heads() if entry.author == state.device.id]
        claimed: dict[tuple[bytes, bytes], ChainClaim] = {}
        for _, heads in sorted(own, key=lambda each: each[0].sequence):
            claimed |= {(claim.author, claim.compartment): claim for claim in heads.chains}
        last = max((Head(entry.sequence, entry.hash) for entry, _ in own), default=None)
        tips = {(tip.author, tip.compartment): ChainClaim(*tip) for tip in state.book.tips()}
        for compartment, head in self._tips.items():
            tips[state.device.id, compartment] = ChainClaim(state.device.id, compartment, *head)
        changed = [tip for name, tip in sorted(tips.items()) if claimed.get(name) != tip]
        if all(last is not None and tip.hash == last.hash for tip in changed):
            return None
        return self.write(CONTROL, Heads(tuple(changed)))


def fit_content(payload: Payload | FilePart) -> bytes:
    """The content of an entry, after making sure that every reader will take it.

    Raises:
        Usage: `entry_unfit` (kind) or `entry_too_large` (most).
    """
    words = content_of(payload)
    if len(words) > CONTENT_MOST:
        raise Usage("entry_too_large", most=CONTENT_MOST)
    try:
        read_payload(words)
    except Damaged:
        raise Usage("entry_unfit", kind=getattr(payload, "kind", "file")) from None
    return words
