"""An open vault: a store and what its entries mean, kept in step.

Decides in which order things happen: what others added is taken in before a chain is continued, nothing is
believed before it is on the disk, keys of people to be forgotten are destroyed as soon as a tombstone is here. Who may
do what, and what an entry means, is `vault`'s business; what people keep in a vault, the other modules' here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from waystation.desk.keep.noting import ATTACHED, CARRYING, noted
from waystation.errors import Damaged, Usage, WrongPassphrase
from waystation.storage.vault_connection import StoreKey
from waystation.storage.vault_folder import VaultFolder
from waystation.storage.vault_store import Header, VaultStore
from waystation.vault.chains import ChainTip
from waystation.vault.devices import Device, DeviceCard, device_from
from waystation.vault.entries import CONTROL, Entry, parse_entry
from waystation.vault.head import DURESS, Opened, Secret, open_head
from waystation.vault.ledger import Taken, VaultState
from waystation.vault.payloads import FilePart, Payload
from waystation.vault.primitives import Chance
from waystation.vault.problems import Problem
from waystation.vault.writing import Draft

__all__ = [
    "Clock",
    "OpenVault",
    "Surroundings",
    "kept_secret",
    "open_vault",
    "open_with",
    "store_of",
]

Clock = Callable[[], datetime]
Made = TypeVar("Made")


@dataclass(frozen=True)
class Surroundings:
    """What a vault needs from outside: chance and a clock."""

    chance: Chance
    clock: Clock


def kept_secret(opened: Opened) -> bytes:
    """What a session keeps of an opened vault: the slot and what it held; no passphrase."""
    secret = opened.secret
    return bytes([opened.slot, secret.kind]) + secret.store.encode() + secret.store_key + secret.store_salt


def _opened(kept: bytes) -> Opened:
    if len(kept) != 51:
        raise Damaged("vault_session")
    return Opened(kept[0], Secret(kept[1], chr(kept[2]), kept[3:35], kept[35:51]))


def open_vault(path: Path, passphrase: str, around: Surroundings) -> OpenVault:
    """Open a vault with its passphrase.

    Raises:
        WrongPassphrase: After the same work as a right one.
        Usage: If there is no vault, it is busy, or this device has not joined it yet.
        Damaged: If its head, or its store, cannot be opened.
    """
    folder = VaultFolder(path)
    opened = open_head(folder.head(), passphrase)
    if opened is None:
        raise WrongPassphrase
    return OpenVault(folder, opened, around)


def open_with(path: Path, kept: bytes, around: Surroundings) -> OpenVault:
    """Open a vault with what a session kept; see `open_vault`."""
    return OpenVault(VaultFolder(path), _opened(kept), around)


def store_of(folder: VaultFolder, secret: Secret) -> VaultStore:
    """The store that a secret opens."""
    return VaultStore(folder, secret.store, StoreKey(secret.store_key, secret.store_salt))


def _joined(vault: bytes | None, path: Path) -> bytes:
    if vault is None:
        raise Usage("vault_not_joined", path=str(path))
    return vault


class OpenVault:
    """A vault that is open on this device.

    Args:
        folder: Its folder.
        opened: Which slot was opened, and what it held.
        around: Chance and the clock.
        device: Which device this is, where the store does not say so yet.
    """

    def __init__(self, folder: VaultFolder, opened: Opened, around: Surroundings, device: Device | None = None) -> None:
        self.folder = folder
        self.opened = opened
        self.around = around
        self.store = store_of(folder, opened.secret)
        self._inside = False
        self._unwritten = False
        try:
            self.device = device or device_from(self.store.own("device") or b"")
            self.vault_id = _joined(self.store.own("vault"), folder.path)
            self._remember()
        except BaseException:
            self.store.close()
            raise

    @property
    def card(self) -> DeviceCard:
        """The device at hand as the roster has it."""
        standing = self.state.roster.devices.get(self.device.id)
        return standing.card if standing is not None else self.device.card("")

    @property
    def writable(self) -> bool:
        """Whether anything can be added: not on a read-only disk, nor to a store with damaged pages."""
        return not self.store.read_only and not self.store.harmed

    def silenced(self) -> Usage | None:
        """Why this device may write nothing in its own name; None if it may."""
        standing = self.state.roster.devices.get(self.device.id)
        if standing is None:
            return Usage("vault_waits")
        if not standing.active:
            return Usage("vault_removed" if standing.removed else "vault_replaced")
        return None

    @property
    def pressed(self) -> bool:
        """True in the view behind a duress passphrase; never said to anybody."""
        return self.opened.secret.kind == DURESS

    def now(self) -> str:
        """The present instant as entries write it."""
        return self.around.clock().astimezone(UTC).isoformat(timespec="microseconds")

    # ---- reading

    def names(self) -> set[str]:
        """The names of the compartments of which this device holds a key, without the vault's own."""
        return {self.name_of(compartment) for compartment in self.state.compartments if compartment != CONTROL}

    def name_of(self, compartment: bytes) -> str:
        """The name of a compartment of which this device holds a key; what it is for, where it has none."""
        one = self.state.compartments[compartment]
        return one.name or one.part

    def compartments_named(self, name: str) -> list[bytes]:
        """The ids of the compartments of a name, smallest first: devices that were apart may have opened several."""
        return sorted(one for one in self.state.compartments if one != CONTROL and self.name_of(one) == name)

    def said(self, compartment: bytes, kinds: Collection[str]) -> Iterator[tuple[Entry, Payload | FilePart]]:
        """What the entries of a compartment say, of those that count and open; in the order in which they came.

        Args:
            compartment: The compartment's id.
            kinds: Of which kinds; `FILE` for parts of files.
        """
        for _, raw in self.store.entries(compartment=compartment, kinds=kinds):
            entry = parse_entry(raw)
            payload = self.state.read(entry)
            if payload is not None and not isinstance(payload, Problem):
                yield entry, payload

    def hearing(self, ids: Collection[str], compartments: Collection[bytes]) -> set[str]:
        """Which of some ids reports in some compartments have already, but for those under a person's own key.

        Args:
            ids: The ids.
            compartments: The compartments' ids.
        """
        found: set[str] = set()
        for raw in self.store.bytes_of(self.store.hearing(ids)).values():
            entry = parse_entry(raw)
            if entry.compartment in compartments:
                found.update(one for each in noted(self.state, [entry]).heard.values() for one in each)
        return found & set(ids)

    def sealed_under(self, compartment: bytes, epochs: Collection[bytes]) -> int:
        """How many entries of a compartment are sealed under some epochs."""
        return sum(parse_entry(raw).epoch in epochs for _, raw in self.store.entries(compartment=compartment))

    def _remember(self) -> None:
        """Work out the state from what is on the disk: chains by their ends, everything that may hold keys whole."""
        self.state = VaultState(self.device, self.vault_id, self.store.at)
        chains, whole = self.store.chains(), self.store.whole()
        self.state.remember(
            ChainTip(*chain, *chains[chain]) for chain in sorted(whole & chains.keys()) if chain[1] != CONTROL
        )
        broken = [chain for chain in sorted(chains.keys() - whole) if chain[1] != CONTROL]
        self._take_known(self.store.entries(compartment=CONTROL))
        self._take_known(self.store.entries(kinds=CARRYING))
        for author, compartment in broken:
            self._take_known(self.store.entries(author=author, compartment=compartment))
        self._verify()
        self._row = self.store.last_row()

    def _verify(self) -> None:
        """Look at the signatures of what was not looked at before, such as entries out of a backup."""
        unverified = list(self.store.entries(verified=False))
        found = [parse_entry(raw) for _, raw in unverified]
        if found:
            attached = self.store.attachments(header.attachment for header, _ in unverified if header.attachment)
            self.state.take(found, attached.values(), known=True)
            sound = [entry.hash for entry in found if self.state.book.holds(entry)]
            if self.store.harmed or not self.store.read_only:
                self.store.set_verified(sound, verified=True)
        if self.store.harmed:
            # What is left of a damaged store may have lost the kinds of its entries; in memory they can be noted.
            self.note_kinds()

    def _take_known(self, found: Iterable[tuple[Header, bytes]]) -> None:
        headers, entries = [], []
        for header, raw in found:
            headers.append(header)
            entries.append(raw)
        attachments = self.store.attachments(header.attachment for header in headers if header.attachment)
        sound = {header.hash for header in headers if header.verified}
        self.state.take(entries, attachments.values(), verified=sound, known=True)

    def catch_up(self) -> None:
        """Take in what other processes added since; within a writing that has been done."""
        if not self._inside:
            self._catch_up()

    def _catch_up(self) -> None:
        """Take in what another process has added since."""
        last = self.store.last_row()
        if last > self._row:
            self._take_known(self.store.entries(after=self._row))
            self._row = last

    # ---- writing

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A durable transaction, of one or more steps: all of them are kept, or none.

        What other processes added to the vault is taken in first.
        """
        if self._inside:
            yield
            return
        self._inside = True
        try:
            with self.store.writing():
                self._catch_up()
                yield
                self._row = self.store.last_row()
        except BaseException:
            self._inside = False
            if not self.store.harmed:
                self._remember()  # what the state has taken in is not on the disk
            raise
        self._inside = False
        self._destroy()

    def step(self, make: Callable[[Draft], Made], own: Mapping[str, bytes | None] | None = None) -> Made:
        """Write new entries, within a writing.

        Args:
            make: Makes them in a draft; its value is handed back.
            own: Own values to keep with them.
        """
        draft = Draft(self.state, self.around.chance)
        try:
            made = make(draft)
        except Usage:
            if (why := self.silenced()) is not None:
                raise why from None
            raise
        self._keep(self.state.take(draft.entries, draft.attachments, verified=True), own)
        return made

    def write(self, make: Callable[[Draft], Made], own: Mapping[str, bytes | None] | None = None) -> Made:
        """Write new entries, durably, all or none; see `step`."""
        with self.writing():
            return self.step(make, own)

    def take(self, entries: Iterable[bytes], attachments: Iterable[bytes]) -> Taken:
        """Take in entries that came from elsewhere: what counts or may yet count is kept, the rest refused.

        Args:
            entries: Their bytes.
            attachments: Attachments, of these entries or others.
        """
        with self.writing():
            taken = self.state.take(entries, attachments)
            self._keep(taken)
        return taken

    def _keep(self, taken: Taken, own: Mapping[str, bytes | None] | None = None) -> None:
        """Put on the disk what the state has taken in."""
        found = noted(self.state, taken.accepted)
        attachments = [data for _, data in taken.attachments]
        self.store.append(taken.accepted, kinds=found.kinds, attachments=attachments, own=own)
        self.store.set_heard(found.heard)
        self._unwritten = self._unwritten or bool(taken.accepted)
        if any(kind == "epoch" for kind in found.kinds.values()):
            self.note_kinds()

    def note_kinds(self) -> None:
        """Note the kinds of entries that open only now, since a key has come."""
        found = noted(self.state, (parse_entry(raw) for _, raw in self.store.entries(kinds=(None, ATTACHED))))
        if found.kinds:
            self.store.set_kinds(found.kinds)
            self.store.set_heard(found.heard)

    def _destroy(self) -> None:
        """Destroy the keys of people who are forgotten, as far as they are still here."""
        due = self.state.destroyed() - self.store.destroyed()
        if due and not self.store.read_only:
            self.store.destroy(due)

    def close(self) -> None:
        """Write down what this device holds, if it changed, and close the store."""
        try:
            if self._unwritten:
                self.write_heads()
        finally:
            self.store.close()

    def leave(self) -> None:
        """Close the store and write nothing any more in this device's name."""
        self.store.close()

    def write_heads(self) -> None:
        """Write down, signed, the last entry of every chain that changed, where anything can be written.

        Whoever is not on the roster cannot.
        """
        if not self.writable or self.device.id not in self.state.roster.active:
            return
        self.write(lambda draft: draft.heads())
        self._unwritten = False
