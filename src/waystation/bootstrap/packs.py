"""Packs that are changed from a page: where their new versions go, into the folder or the vault that they came from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from waystation.bootstrap import VAULT, in_vault, new_folder, pack_source
from waystation.bootstrap.vaults import open_vault
from waystation.desk.chart.versions import checked, text_of, version_of
from waystation.errors import Usage
from waystation.storage.folders import replace_files
from waystation.world.reading import NETWORK, PACK

if TYPE_CHECKING:
    from waystation.desk.chart.drafting.editing import PackText
    from waystation.desk.chart.loading import Loaded
    from waystation.desk.keep.opening import OpenVault

__all__ = ["keep_pack", "new_pack", "pack_text", "version_of"]


def pack_text(name: str) -> PackText:
    """A pack's two files as they stand now.

    Args:
        name: A folder, or `vault:NAME`.
    """
    return text_of(pack_source(name))


def keep_pack(name: str, after: PackText, version: str) -> Loaded:
    """Keep a new version of a pack: whole, and only if it is sound and nobody else changed it meanwhile.

    Args:
        name: A folder, or `vault:NAME`.
        after: Its two files.
        version: Of the version that was changed, by `version_of`.

    Returns:
        The new version, read.

    Raises:
        BadInput: With every mistake; then nothing is written.
        Usage: If somebody changed it meanwhile, or it cannot be written.
    """
    source = pack_source(name)
    before = text_of(source)
    if version_of(before) != version:
        raise Usage("pack_changed_meanwhile")
    loaded = checked(after, source)
    was = before.files
    changed = {path: data for path, data in after.files.items() if data != was[path]}
    if not changed:
        return loaded
    if in_vault(name):
        from waystation.desk.keep.packs import write_version

        write_version(open_vault(), name.removeprefix(VAULT), changed)
    else:
        replace_files(Path(name), changed)
    return loaded


def new_pack(text: PackText, name: str, vault: OpenVault | None, folder: str = "") -> str:
    """Keep a new pack: in the vault where one is open, else in a folder that is named.

    Args:
        text: Its two files.
        name: What it is called in the vault.
        vault: The vault that is open, or None.
        folder: The new folder, where none is.

    Returns:
        The PACK, as commands are given it.

    Raises:
        BadInput: With every mistake; then nothing is written.
        Usage: If there is one of that name, or it cannot be written.
    """
    checked(text)
    if vault is None:
        files = text.files
        new_folder(folder).write({NETWORK: files[NETWORK], PACK: files[PACK]})
        return folder
    from waystation.desk.keep.packs import packs_in, write_version

    if name in packs_in(vault):
        raise Usage("pack_name_taken", value=name)
    write_version(vault, name, text.files)
    return f"{VAULT}{name}"
