"""A vault to be thrown away: made anew for each demonstration, beside a file with its passphrase.

Decides that only what an earlier demonstration made is ever removed. The passphrase is 128 bits of chance, which no
number of cheap guesses finds; that is why this vault alone may have cheap ones without anybody asking for them.
"""

from __future__ import annotations

from pathlib import Path

from waystation.desk.keep.creating import create_vault
from waystation.desk.keep.opening import OpenVault, Surroundings
from waystation.errors import Usage, WaystationError
from waystation.storage.folders import write_whole
from waystation.storage.sealed_files import SealedFiles
from waystation.storage.vault_folder import HEAD, STORES, VaultFolder
from waystation.vault.head import Cost, open_head

__all__ = ["PASSPHRASE", "THROWAWAY_COST", "VAULT", "remove_earlier", "throwaway_vault"]

VAULT = "vault"
PASSPHRASE = "vault-passphrase"  # noqa: S105 -- the name of the file that holds it
THROWAWAY_COST = Cost(memory_kib=1024, passes=1, lanes=1)
MEMBER = "coordinator"


def throwaway_vault(folder: Path, around: Surroundings) -> OpenVault:
    """A new vault in a folder, in the place of one that an earlier demonstration made there.

    Args:
        folder: The demonstration's folder; made if need be.
        around: Chance and the clock.

    Raises:
        Usage: If something else lies where the vault would be, or nothing can be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        remove_earlier(folder / VAULT, folder / PASSPHRASE)
    except OSError as error:
        raise Usage("cannot_write", path=str(folder), why=error.strerror or "the system refused") from None
    passphrase = around.chance(16).hex()
    vault = create_vault(folder / VAULT, passphrase, MEMBER, THROWAWAY_COST, around)
    write_whole(folder / PASSPHRASE, passphrase.encode() + b"\n")
    return vault


def remove_earlier(vault: Path, passphrase: Path) -> None:
    """Remove a vault that the passphrase beside it opens, and nothing else.

    Raises:
        Usage: `demo_folder`, if something else lies there.
    """
    if not vault.exists() or (vault.is_dir() and not any(vault.iterdir())):
        return
    try:
        opened = open_head(VaultFolder(vault).head(), passphrase.read_text("ascii").strip())
    except (OSError, UnicodeDecodeError, WaystationError):
        opened = None
    if opened is None:
        raise Usage("demo_folder", path=str(vault))
    chunks = SealedFiles.of_vault(vault)
    for name in chunks.names():
        (chunks.path / name).unlink()
    if chunks.path.exists():
        chunks.path.rmdir()
    for store in STORES:
        for name in (store, f"{store}-wal", f"{store}-shm"):
            (vault / name).unlink(missing_ok=True)
    (vault / HEAD).unlink()
    vault.rmdir()
