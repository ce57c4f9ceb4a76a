"""Making a vault's folder: a new vault, a device that is to join one, or a restored one; and its passphrases.

Decides what a new folder holds, and that both its stores look alike. What the first entries of a vault are is `vault`'s
business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from waystation.desk.keep.noting import noted
from waystation.desk.keep.opening import OpenVault, Surroundings
from waystation.desk.keep.routing import SCHEDULE
from waystation.errors import Damaged, Usage
from waystation.storage.vault_connection import StoreKey
from waystation.storage.vault_folder import STORES, VaultFolder, take_away
from waystation.storage.vault_folder import create_vault as create_folder
from waystation.storage.vault_store import VaultStore
from waystation.vault.devices import DeviceCard, new_device
from waystation.vault.founding import found
from waystation.vault.head import DURESS, SLOTS, TRUE, Cost, Opened, Secret, new_head, open_head, put_secret
from waystation.vault.primitives import Chance

__all__ = [
    "SPARE",
    "change_passphrase",
    "create_vault",
    "first_compartments",
    "found_in",
    "left_if_broken_off",
    "new_store_folder",
    "packed",
    "request_membership",
    "unpacked",
    "whole_or_nothing",
]

FIRST_DEVICE = "first device"
SPARE = "spare"
"""The own value that opens the store which is not used yet."""
PACKED = 49
ADMINISTRATOR = "administrator"


def new_store_folder(
    path: Path, passphrase: str, cost: Cost, chance: Chance, fill: Callable[[VaultStore], None]
) -> tuple[VaultFolder, Opened]:
    """Make a vault's folder and fill the store that its passphrase opens.

    Args:
        path: The folder; new or empty.
        passphrase: What opens it.
        cost: What a guess at it costs.
        chance: For keys, and for which slot and store are used.
        fill: Puts the first things into the store.

    Returns:
        The folder, and what its passphrase opens.
    """
    slot, letter = chance(1)[0] % SLOTS, STORES[chance(1)[0] % len(STORES)]
    keys = {one: StoreKey(chance(32), chance(16)) for one in STORES}
    secret = Secret(TRUE, letter, keys[letter].key, keys[letter].salt)
    head = put_secret(new_head(chance, cost), slot, passphrase, secret, chance)
    (other,) = set(STORES) - {letter}
    spare = Secret(DURESS, other, keys[other].key, keys[other].salt)
    made = not path.exists()
    folder = create_folder(path, head, keys)
    with whole_or_nothing(path, made), VaultStore(folder, letter, keys[letter]) as store:
        fill(store)
        store.set_own({SPARE: packed(spare), "slots": bytes([slot])})
    return folder, Opened(slot, secret)


@contextmanager
def left_if_broken_off(vault: OpenVault) -> Iterator[None]:
    """Close a vault, with nothing more written, if what is done with it is broken off."""
    try:
        yield
    except BaseException:
        vault.leave()
        raise


@contextmanager
def whole_or_nothing(path: Path, made: bool) -> Iterator[None]:
    """Take away what is in a new vault's folder unless it becomes whole.

    Args:
        path: The folder.
        made: Whether the folder itself was made for it.
    """
    try:
        yield
    except BaseException:
        take_away(path, folder_too=made)
        raise


def create_vault(path: Path, passphrase: str, member: str, cost: Cost, around: Surroundings) -> OpenVault:
    """Make a new vault, whose founder administers it alone.

    Args:
        path: Its folder; new or empty.
        passphrase: What opens it.
        member: What the founder is called in it.
        cost: What a guess at the passphrase costs.
        around: Chance and the clock.

    Raises:
        Usage: If something is there already, or nothing can be written there.
    """

    def fill(store: VaultStore) -> None:
        found_in(store, FIRST_DEVICE, member, ADMINISTRATOR, around.chance)

    made = not path.exists()
    folder, opened = new_store_folder(path, passphrase, cost, around.chance, fill)
    with whole_or_nothing(path, made):
        vault = OpenVault(folder, opened, around)
        with left_if_broken_off(vault):
            first_compartments(vault)
    return vault


def found_in(store: VaultStore, label: str, member: str, role: str, chance: Chance) -> None:
    """Put the beginning of a vault into an empty store, with the keys of a new device."""
    device = new_device(chance)
    founded = found(device, label, member, role, chance)
    own = {"device": device.kept, "vault": founded.state.vault}
    kinds = noted(founded.state, founded.entries).kinds
    store.append(founded.entries, kinds=kinds, attachments=founded.attachments, own=own)


def first_compartments(vault: OpenVault) -> None:
    """Open what every vault has besides its house."""
    vault.write(lambda draft: draft.open_compartment(SCHEDULE, SCHEDULE))


def packed(secret: Secret) -> bytes:
    """What opens a store, as it is kept among a device's own values; see `unpacked`."""
    return secret.store.encode() + secret.store_key + secret.store_salt


def unpacked(kept: bytes) -> Secret:
    """What opens the store of a view.

    Raises:
        Damaged: If it is not what was kept.
    """
    if len(kept) != PACKED or chr(kept[0]) not in STORES:
        raise Damaged("vault_session")
    return Secret(DURESS, chr(kept[0]), kept[1:33], kept[33:])


def request_membership(path: Path, passphrase: str, label: str, cost: Cost, around: Surroundings) -> DeviceCard:
    """Make the folder of a device that is to join a vault, and its card.

    Args:
        path: Its folder; new or empty.
        passphrase: What opens it.
        label: What people are to call the device.
        cost: What a guess at the passphrase costs.
        around: Chance and the clock.
    """
    device = new_device(around.chance)
    new_store_folder(
        path,
        passphrase,
        cost,
        around.chance,
        lambda store: store.set_own({"device": device.kept, "label": label.encode()}),
    )
    return device.card(label)


def change_passphrase(vault: OpenVault, passphrase: str) -> None:
    """Let another passphrase open what this one opened: one slot is written anew.

    Args:
        vault: The vault.
        passphrase: The new one.

    Raises:
        Usage: If it opens something else here already.
    """
    head = vault.folder.head()
    found = open_head(head, passphrase)
    if found is not None and found.slot != vault.opened.slot:
        raise Usage("passphrase_taken")
    new = put_secret(head, vault.opened.slot, passphrase, vault.opened.secret, vault.around.chance)
    vault.folder.replace_head(new, instead_of=head)
