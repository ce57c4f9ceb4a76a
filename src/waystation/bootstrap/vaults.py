"""The vault of this run of a command: which one it is, how it is opened, and that it is closed whatever happens."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from waystation.bootstrap.rehearsing import in_rehearsal
from waystation.errors import Mistake, Usage, WaystationError

if TYPE_CHECKING:
    from waystation.desk.keep.opening import OpenVault, Surroundings

__all__ = [
    "choose_vault",
    "close_vault",
    "given_passphrase",
    "lock_vaults",
    "named_vault",
    "new_run",
    "open_vault",
    "opens",
    "recipients",
    "surroundings",
    "told_passphrase",
    "unlock_vault",
    "unlocked_vaults",
]


@dataclass
class _Run:
    """Which vault this run of a command uses, and how it is opened.

    Args:
        folder: The vault that was named, or None.
        passphrase: Asks for its passphrase, or reads it.
        told: Whether a file or command was named for the passphrase.
        recipients: For whom files that are written are sealed.
        warn: Says what is heard of only when a vault is opened.
        opened: Vaults that are open, by their folders.
    """

    folder: Path | None = None
    passphrase: Callable[[], str] | None = None
    told: bool = False
    recipients: tuple[str, ...] = ()
    warn: Callable[[Mistake], None] | None = None
    opened: dict[Path, OpenVault] = field(default_factory=dict)


_RUN: ContextVar[_Run] = ContextVar("waystation_run", default=_Run())  # noqa: B039 -- one run, one process


def choose_vault(
    folder: Path | None,
    passphrase: Callable[[], str],
    *,
    told: bool,
    recipients: Sequence[str] = (),
    warn: Callable[[Mistake], None] | None = None,
) -> None:
    """Note which vault a command was given, before it is opened.

    Args:
        folder: The vault's folder; None for the one that is unlocked.
        passphrase: Reads its passphrase, or asks for it.
        told: Whether a file or command was named for the passphrase, so that a session is not asked.
        recipients: For whom files that are written are sealed.
        warn: Says what is heard of only when a vault is opened.
    """
    run = _RUN.get()
    run.folder, run.passphrase, run.told = folder, passphrase, told
    run.recipients, run.warn = tuple(recipients), warn


def new_run() -> None:
    """Begin anew where several go on beside each other in one process: nothing is named, and nothing is open."""
    _RUN.set(_Run())


def named_vault() -> Path | None:
    """The vault that this run was given, or None."""
    return _RUN.get().folder


def given_passphrase() -> str:
    """The passphrase that this run was given, or that is asked for.

    Raises:
        Usage: If nobody can be asked.
    """
    asked = _RUN.get().passphrase
    if asked is None:
        raise Usage("passphrase_nobody")
    return asked()


def told_passphrase() -> Callable[[], str] | None:
    """What reads the passphrase out of a file or command that was named; None where somebody would be asked."""
    run = _RUN.get()
    return run.passphrase if run.told else None


def recipients() -> tuple[str, ...]:
    """For whom files that are written are sealed; nobody where they stay in the clear."""
    return _RUN.get().recipients


def surroundings() -> Surroundings:
    """Chance and the clock of this machine."""
    from waystation.desk.keep.opening import Surroundings

    return Surroundings(os.urandom, lambda: datetime.now().astimezone())


def open_vault(path: Path | None = None) -> OpenVault:
    """The vault of this run, opened when it is asked for first.

    Args:
        path: The vault's folder; default the one that was named, else the one that is unlocked.

    Raises:
        Usage: If none was named and none, or more than one, is unlocked; in a rehearsal, always.
        WrongPassphrase: If the passphrase opens nothing.
    """
    from waystation.desk.keep.opening import open_vault as opened_by
    from waystation.desk.keep.opening import open_with
    from waystation.desk.keep.pressed import note_opening
    from waystation.storage.vault_folder import VaultFolder
    from waystation.storage.vault_session import fetch

    if in_rehearsal():
        raise Usage("rehearsal_no_vault")
    run = _RUN.get()
    folder = (path or run.folder or _only_unlocked()).absolute()
    if folder not in run.opened:
        kept = None if run.told else fetch(_runtime(), folder)
        if kept is not None:
            run.opened[folder] = open_with(folder, kept, surroundings())
        else:
            VaultFolder(folder).head()  # nobody is asked for the passphrase of what is no vault
            run.opened[folder] = opened_by(folder, given_passphrase(), surroundings())
        for device in note_opening(run.opened[folder]):
            if run.warn is not None:
                run.warn(Mistake("vault_pressed", fields={"device": device}, warning=True))
    return run.opened[folder]


def _only_unlocked() -> Path:
    unlocked = unlocked_vaults()
    if not unlocked:
        raise Usage("vault_none_open")
    if len(unlocked) > 1:
        raise Usage("vault_several_open", number=len(unlocked))
    return unlocked[0]


def opens(folder: Path, passphrase: str) -> bool:
    """Whether a passphrase opens a vault, at the cost of opening it."""
    from waystation.storage.vault_folder import VaultFolder
    from waystation.vault.head import open_head

    return open_head(VaultFolder(folder).head(), passphrase) is not None


def close_vault() -> None:
    """Close what this run opened, and forget what it was given."""
    run = _RUN.get()
    try:
        for folder, vault in run.opened.items():
            if vault.store.harmed and run.warn is not None:
                # Only now: some damage is met only where it is read.
                fields = {"path": str(folder), "number": len(vault.store.lost)}
                run.warn(Mistake("vault_harmed", fields=fields, warning=True))
            vault.close()
    finally:
        _RUN.set(_Run())


def _runtime() -> Path:
    from waystation.storage.vault_session import runtime_folder

    return runtime_folder(os.environ)


def unlocked_vaults() -> list[Path]:
    """The vaults that are unlocked now."""
    from waystation.storage.vault_session import opened

    return opened(_runtime())


def unlock_vault(minutes: int) -> Path:
    """Open the vault of this run for later commands, until it has rested for some minutes.

    Returns:
        Its folder.
    """
    from waystation.desk.keep.opening import kept_secret
    from waystation.storage.vault_session import hold

    folder = _RUN.get().folder
    if folder is None:
        raise Usage("vault_which")
    vault = open_vault(folder)
    hold(_runtime(), vault.folder.path, kept_secret(vault.opened), idle_seconds=minutes * 60)
    return folder


def lock_vaults() -> list[Path]:
    """Lock what is unlocked; each first writes down what it holds.

    Returns:
        The folders.
    """
    from waystation.storage.vault_session import release

    try:
        for folder in unlocked_vaults():
            # Whatever may hinder that, it must not hinder the lock.
            with suppress(WaystationError):
                open_vault(folder).write_heads()
    finally:
        locked = release(_runtime(), None)
    return locked
