"""A new device joins a vault: its bundles are opened, the vault's founder is shown, and what they hold is kept.

Decides that all bundles must be of one vault, and that the device must be on its roster.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from waystation.desk.keep.bundles import Opened, opened_bundles
from waystation.desk.keep.checking import mistakes_of
from waystation.desk.keep.opening import OpenVault, Surroundings, store_of
from waystation.errors import Mistake, Usage, WrongPassphrase
from waystation.storage.vault_folder import VaultFolder
from waystation.vault.devices import Device, device_from
from waystation.vault.head import Opened as OpenedHead
from waystation.vault.head import open_head
from waystation.vault.ledger import VaultState

__all__ = ["Joined", "Waiting", "founder_of", "join_vault", "waiting_device"]


@dataclass(frozen=True)
class Waiting:
    """A device that waits to join a vault.

    Args:
        folder: Its folder.
        opened: What its passphrase opened.
        device: Its keys.
    """

    folder: VaultFolder
    opened: OpenedHead
    device: Device


@dataclass(frozen=True)
class Joined:
    """A device that has joined.

    Args:
        vault: The vault, open.
        member: Whose device it is.
        compartments: The names of the compartments that it reads.
        problems: What is missing or was refused.
    """

    vault: OpenVault
    member: str
    compartments: tuple[str, ...]
    problems: tuple[Mistake, ...]


def waiting_device(path: Path, passphrase: str) -> Waiting:
    """Open the folder of a device that waits to join.

    Raises:
        WrongPassphrase: If the passphrase opens nothing.
        Usage: If there is no such folder, or it has joined already.
    """
    folder = VaultFolder(path)
    opened = open_head(folder.head(), passphrase)
    if opened is None:
        raise WrongPassphrase
    with store_of(folder, opened.secret) as store:
        if store.own("vault") is not None:
            raise Usage("vault_joined_already", path=str(path))
        return Waiting(folder, opened, device_from(store.own("device") or b""))


def _known(waiting: Waiting, files: Sequence[bytes]) -> tuple[VaultState, Opened]:
    """What the bundles tell the device of the one vault that they are of.

    Raises:
        Usage: If none opens, they are of several vaults, or the device is not on the roster.
    """
    opened = opened_bundles(waiting.device, files)
    vaults = {bundle.vault for bundle in opened.bundles}
    if len(vaults) != 1:
        raise Usage("vault_no_bundle" if not vaults else "vault_several_vaults")
    state = VaultState(waiting.device, vaults.pop())
    state.take(
        [raw for bundle in opened.bundles for raw in bundle.entries],
        [raw for bundle in opened.bundles for raw in bundle.attachments],
    )
    if waiting.device.id not in state.roster.active:
        raise Usage("vault_not_added")
    return state, opened


def founder_of(waiting: Waiting, files: Sequence[bytes]) -> str:
    """The fingerprint of the device that founded the vault of some bundles."""
    state, _ = _known(waiting, files)
    return next(one.card.fingerprint for one in state.roster.devices.values() if one.founder)


def join_vault(waiting: Waiting, files: Sequence[bytes], around: Surroundings) -> Joined:
    """Make the device's folder a vault with what the bundles hold.

    Args:
        waiting: The device.
        files: The bytes of files, of which some are bundles.
        around: Chance and the clock.
    """
    state, opened = _known(waiting, files)
    with store_of(waiting.folder, waiting.opened.secret) as store:
        store.set_own({"vault": state.vault, "label": None})
    vault = OpenVault(waiting.folder, waiting.opened, around)
    entries = [raw for bundle in opened.bundles for raw in bundle.entries]
    taken = vault.take(entries, [raw for bundle in opened.bundles for raw in bundle.attachments])
    vault.write_heads()
    member = vault.state.roster.devices[vault.device.id].member
    problems = mistakes_of(vault, [*taken.refused, *vault.state.problems()], warning=True)
    return Joined(vault, member, tuple(sorted(vault.names())), (*opened.problems, *problems))
