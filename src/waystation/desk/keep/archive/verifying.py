"""Verifying keepsakes in a vault, and bundles that anybody was given: bytes are read once, statements are followed.

What a chain of statements shows is decided by `archive.held` and `archive.bundle_check`; nothing here says that what a
keepsake shows happened.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from waystation.archive.bundle_check import Found, check_bundle
from waystation.archive.held import Held, Lies, held
from waystation.archive.records import Keepsake
from waystation.archive.register import Register
from waystation.desk.keep.archive.archived import read_archive
from waystation.desk.keep.archive.holding import sealed_bytes
from waystation.desk.keep.opening import OpenVault
from waystation.errors import Damaged
from waystation.storage.out_folders import read_bundle

__all__ = ["verify_bundle", "verify_item", "verify_items"]


def verify_items(vault: OpenVault, mission: str, words: Sequence[str]) -> list[Held]:
    """Say what is shown of keepsakes.

    Args:
        vault: The vault.
        mission: Whose archive.
        words: The first letters of their ids; none for all that are in the archive and were not destroyed.

    Raises:
        Usage: If a word means no keepsake, or several.
    """
    register = read_archive(vault, mission, why=None)
    held = [one.record for item, one in register.keepsakes.items() if item not in register.destroyed]
    meant = [register.find(word) for word in words] if words else held
    return [verify_item(vault, register, one) for one in dict.fromkeys(meant)]


def verify_item(vault: OpenVault, register: Register, keepsake: Keepsake) -> Held:
    """Say what is shown of a keepsake; its bytes are read to the end."""
    gone = {name for name, standing in vault.state.roster.devices.items() if standing.removed}
    return held(register, keepsake.item, vault.vault_id, gone, _lies(vault, register, keepsake))


def _lies(vault: OpenVault, register: Register, keepsake: Keepsake) -> Lies:
    if keepsake.item in register.destroyed:
        return "destroyed"
    try:
        for _ in sealed_bytes(vault, keepsake):
            pass
    except Damaged as damaged:
        return "missing" if damaged.code.startswith("archive_bytes_missing") else "changed"
    return "whole"


def verify_bundle(path: Path) -> Found:
    """Say what a bundle shows that somebody was given; no vault is needed.

    Raises:
        Usage: If it cannot be read.
    """
    return check_bundle(read_bundle(path))
