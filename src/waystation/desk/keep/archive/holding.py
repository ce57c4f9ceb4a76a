"""The bytes of keepsakes: opened and checked, written out to be looked at, destroyed.

Every opening is stated before anybody sees a byte. How chunks lie on the disk is `storage`'s business.
"""

from __future__ import annotations

from collections.abc import Iterator

from waystation.archive.custody import Act
from waystation.archive.records import Custody, Destroyed, Keepsake
from waystation.archive.register import Register
from waystation.desk.keep.archive.archived import archives_in, enter, read_archive, state
from waystation.desk.keep.opening import OpenVault
from waystation.errors import Usage
from waystation.storage.sealed_files import SealedFiles
from waystation.storage.sealed_streams import must_be_there, names_of, opened_stream
from waystation.vault.chunks import Chunks

__all__ = ["chunks_of_item", "destroy", "note_opened", "sealed_bytes", "sealed_files", "sweep"]


def sealed_files(vault: OpenVault) -> SealedFiles:
    """Where the chunks of a vault lie."""
    return SealedFiles.of_vault(vault.folder.path)


def chunks_of_item(keepsake: Keepsake) -> Chunks:
    """What seals and opens the chunks of a keepsake."""
    return Chunks(bytes.fromhex(keepsake.key), bytes.fromhex(keepsake.item))


def sealed_bytes(vault: OpenVault, keepsake: Keepsake) -> Iterator[memoryview]:
    """The bytes of a keepsake, piece by piece, each checked before it is handed on, in constant memory.

    Says nothing to anybody: whoever shows them to people first writes down that they were opened (`note_opened`).

    Args:
        vault: The vault.
        keepsake: The keepsake.

    Raises:
        Damaged: `archive_bytes_missing`, if they are not on this device; `archive_bytes_changed`.
    """
    return opened_stream(sealed_files(vault), chunks_of_item(keepsake), keepsake.size, bytes.fromhex(keepsake.sha256))


def note_opened(vault: OpenVault, register: Register, keepsake: Keepsake, act: Act = "opened") -> None:
    """Write down that a keepsake is opened, before it is.

    Args:
        vault: The vault.
        register: What is known.
        keepsake: The keepsake.
        act: What is done with it: one of `custody.ACTS`.

    Raises:
        Usage: `archive_destroyed`; or if this device may not write, and so may not open.
        Damaged: `archive_bytes_missing`.
    """
    if keepsake.item in register.destroyed:
        raise Usage("archive_destroyed", value=keepsake.item[:8])
    must_be_there(sealed_files(vault), chunks_of_item(keepsake), keepsake.size)
    enter(vault, register.mission, [state(vault, register, keepsake, act)])


def destroy(vault: OpenVault, register: Register, keepsakes: list[Keepsake], why: str) -> int:
    """Destroy the bytes of keepsakes for good: stated first, then written over and taken away here.

    Their records stay, and who held them when. On other devices their bytes go as soon as these hear of it.

    Args:
        vault: The vault.
        register: What is known.
        keepsakes: The keepsakes.
        why: What is written down of the reason.

    Returns:
        How many chunks lay here.
    """
    new = [one for one in keepsakes if one.item not in register.destroyed]
    records = [record for one in new for record in _said(vault, register, one, why)]
    if records:
        enter(vault, register.mission, records)
    files = sealed_files(vault)
    return files.destroy(name for one in keepsakes for name in names_of(chunks_of_item(one), one.size))


def _said(vault: OpenVault, register: Register, keepsake: Keepsake, why: str) -> Iterator[Custody | Destroyed]:
    yield state(vault, register, keepsake, "destroyed")
    yield Destroyed(item=keepsake.item, why=why)


def sweep(vault: OpenVault) -> int:
    """Take away the bytes of what was destroyed elsewhere, as far as they lie here.

    Returns:
        How many chunks lay here.
    """
    if not vault.writable:
        return 0
    files = sealed_files(vault)
    there = files.names()
    if not there:
        return 0
    gone = [
        name
        for mission in archives_in(vault)
        for register in [read_archive(vault, mission, why=None)]
        for item in register.destroyed
        if item in register.keepsakes
        for record in [register.keepsakes[item].record]
        for name in names_of(chunks_of_item(record), record.size)
    ]
    return files.destroy(one for one in gone if one in there)
