"""Backups: all that this device holds in one sealed file, and a vault made of it again, as a new device.

Decides what a backup leaves out (what belongs to this folder alone) and that whoever restores never goes on in the old
device's name: two devices that wrote in one name could not be told apart. So it does no harm if the old one writes on,
nor if a backup is restored twice: each is a device of its own. What counts of that is `vault`'s business.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from waystation.desk.keep.bundles import opened_bundles
from waystation.desk.keep.carried import note_carried
from waystation.desk.keep.compartments import rotate_due
from waystation.desk.keep.creating import SPARE, left_if_broken_off, new_store_folder, whole_or_nothing
from waystation.desk.keep.opening import OpenVault, Surroundings
from waystation.errors import Damaged
from waystation.storage.age_files import Backup, pack_backup, read_backup, seal_for, seal_with, unseal
from waystation.storage.vault_store import VaultStore
from waystation.vault.devices import Device, device_from
from waystation.vault.entries import Entry, parse_entry
from waystation.vault.head import Cost
from waystation.vault.primitives import KEY_SIZE

__all__ = ["BackedUp", "Restored", "back_up", "opened_backup", "restore_vault"]

OF_THIS_FOLDER = (SPARE, "duress", "slots", "watch")


@dataclass(frozen=True)
class BackedUp:
    """A backup: its bytes, and how many entries are in it."""

    data: bytes
    entries: int


@dataclass(frozen=True)
class Restored:
    """A vault made of a backup.

    Args:
        vault: The vault, open.
        member: Whose it is.
        entries: How many entries it holds.
        holds: Whether the new device counts already; else administrators must approve it first.
        too_late: Empty, or why no device can take the old one's place any more: `removed` or `replaced`; then the vault
            is only read.
    """

    vault: OpenVault
    member: str
    entries: int
    holds: bool
    too_late: str = ""


def back_up(vault: OpenVault, where: str, recipients: Sequence[str], passphrase: str | None) -> BackedUp:
    """Seal all that this device holds, and note that it leaves.

    Args:
        vault: The vault.
        where: Where the backup will be written.
        recipients: For whom it is sealed.
        passphrase: What opens it, where there are no recipients.
    """
    vault.write_heads()
    entries = tuple(raw for _, raw in vault.store.entries())
    hashes = sorted(vault.store.attachment_hashes())
    found = vault.store.attachments(hashes)
    own = {name: value for name, value in vault.store.owns().items() if name not in OF_THIS_FOLDER}
    backup = pack_backup(Backup(entries, tuple(found[one] for one in hashes), own, vault.store.destroyed()))
    data = seal_for(backup, recipients) if passphrase is None else seal_with(backup, passphrase)
    note_carried(vault, "backup", where, vault.store.last_row())
    return BackedUp(data, len(entries))


def opened_backup(data: bytes, identities: Sequence[str], passphrase: str | None) -> Backup:
    """A backup out of its sealed file.

    Raises:
        WrongPassphrase: If the passphrase does not open it.
        Usage: If no identity does.
        Damaged: If it is no backup.
    """
    return read_backup(unseal(data, identities=identities, passphrase=passphrase))


def restore_vault(
    path: Path, backup: Backup, passphrase: str, cost: Cost, around: Surroundings, *, since: Iterable[bytes] = ()
) -> Restored:
    """Make a vault of a backup: a new device in the place of the one that was backed up.

    Args:
        path: Its folder; new or empty.
        backup: The backup.
        passphrase: What is to open it.
        cost: What a guess at the passphrase costs.
        around: Chance and the clock.
        since: Files of which some are bundles by others, to be taken in at once.
    """
    kept = backup.own.get("device")
    if kept is None or "vault" not in backup.own:
        raise Damaged("backup_damaged")
    before = device_from(kept)
    entries: list[Entry] = [parse_entry(raw) for raw in backup.entries]

    def fill(store: VaultStore) -> None:
        unverified = [entry.hash for entry in entries]
        # Not the old device's keys: a folder whose restoring was broken off must open as no device at all.
        own = {name: value for name, value in backup.own.items() if name != "device"}
        store.append(entries, waiting=unverified, attachments=backup.attachments, own=own)
        if backup.destroyed:
            store.destroy(backup.destroyed)

    made = not path.exists()
    folder, opened = new_store_folder(path, passphrase, cost, around.chance, fill)
    with whole_or_nothing(path, made):
        vault = OpenVault(folder, opened, around, before)
        with left_if_broken_off(vault):
            too_late = _take_place(vault, before, since)
        if not too_late:
            vault.leave()
            vault = OpenVault(folder, opened, around)
            with left_if_broken_off(vault), vault.writing():
                rotate_due(vault)
    standing = vault.state.roster.devices.get(before.id)
    member = standing.member if standing is not None else ""
    active = vault.device.id in vault.state.roster.active
    return Restored(vault, member, vault.store.count(), active, too_late)


def _take_place(vault: OpenVault, before: Device, since: Iterable[bytes]) -> str:
    """Let a new device take the place of the one that was backed up, if any still can.

    Args:
        vault: What was backed up, open as the old device.
        before: The old device.
        since: Files of which some are bundles by others.

    Returns:
        Empty, or why none can: `removed` or `replaced`.
    """
    around = vault.around
    vault.note_kinds()
    opened_since = opened_bundles(before, since).bundles
    if opened_since:
        vault.take(
            [raw for bundle in opened_since for raw in bundle.entries],
            [raw for bundle in opened_since for raw in bundle.attachments],
        )
    standing = vault.state.roster.devices.get(before.id)
    if standing is not None and not standing.active:
        vault.store.set_own({"device": before.kept})
        return "removed" if standing.removed else "replaced"
    after = Device(around.chance(KEY_SIZE), before.kem_private)
    label = f"{vault.card.label}, restored {around.clock().date().isoformat()}"
    vault.write(lambda draft: draft.succeed(after, label), own={"device": after.kept})
    return ""
