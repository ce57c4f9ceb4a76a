"""The first entries of a vault: its genesis, and the first epoch of its control compartment."""

from __future__ import annotations

from dataclasses import dataclass

from waystation.vault.control import vault_id
from waystation.vault.devices import Device
from waystation.vault.entries import CONTROL, Entry, seal_entry
from waystation.vault.keyring import epoch_id, roster_hash, wraps_for
from waystation.vault.ledger import VaultState
from waystation.vault.payloads import EpochOpened, Genesis
from waystation.vault.primitives import KEY_SIZE, ZEROS, Chance, digest
from waystation.vault.writing import Draft, fit_content

__all__ = ["Founded", "found"]


@dataclass(frozen=True, slots=True)
class Founded:
    """A new vault.

    Args:
        state: What its founder knows; everything below is taken into it already.
        house: The id of the vault's own compartment for what belongs to no mission.
        entries: To be stored.
        attachments: To be stored.
    """

    state: VaultState
    house: bytes
    entries: tuple[Entry, ...]
    attachments: tuple[bytes, ...]


def found(device: Device, label: str, member: str, role: str, chance: Chance) -> Founded:
    """A new vault, whose founder administers it alone.

    Args:
        device: The founder's device.
        label: What people call the device.
        member: The founder's name in the vault.
        role: What the founder does.
        chance: For keys, nonces and ids.

    Raises:
        Usage: `entry_unfit`, where a name is too long.
    """
    genesis = Genesis(chance(32), device.card(label), member, role)
    vault, key = vault_id(genesis), chance(KEY_SIZE)
    roster = roster_hash(key, vault, CONTROL, [device.id])
    epoch = epoch_id(key, vault, CONTROL, roster)
    wraps = wraps_for(key, vault, CONTROL, roster, [device.card(label)], chance=chance)
    place = {"vault": vault, "compartment": CONTROL, "epoch": epoch}
    first = seal_entry(device, key, fit_content(genesis), **place, sequence=0, previous=ZEROS, chance=chance)
    opened = fit_content(EpochOpened("", None, "control", (device.id,)))
    second = seal_entry(
        device, key, opened, **place, sequence=1, previous=first.hash, chance=chance, attachment=digest(wraps)
    )
    state = VaultState(device, vault)
    state.take([first, second], [wraps], verified=True)
    draft = Draft(state, chance)
    house = draft.open_compartment("", "house")
    state.take(draft.entries, draft.attachments, verified=True)
    return Founded(state, house, (first, second, *draft.entries), (wraps, *draft.attachments))
