"""Missions for what is done over all of them at once: those that are named, or all of the open vault."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from waystation.bootstrap import VAULT, in_vault, is_vault, pack_source, record_of
from waystation.bootstrap.vaults import open_vault
from waystation.desk.guide.cases import Case, cases_of

if TYPE_CHECKING:
    from waystation.desk.keep.opening import OpenVault

__all__ = ["cases_named", "every_case", "vault_at_hand"]


def cases_named(names: Sequence[str]) -> list[Case]:
    """The missions that are named.

    Args:
        names: Folders, or `vault:NAME`; a vault's folder stands for all that this device reads in it. None for the
            vault that is open.

    Raises:
        Usage: If there is no such mission, or none is named and no vault is open.
        BadInput: If a pack is not sound.
    """
    found: dict[str, None] = {}
    for name in names or ("",):
        if name and not is_vault(name):
            found[name] = None
            continue
        from waystation.desk.keep.packs import packs_in

        found |= dict.fromkeys(VAULT + one for one in packs_in(open_vault(Path(name) if name else None)))
    return cases_of(((name, pack_source(name)) for name in found), record_of)


def vault_at_hand(names: Sequence[str]) -> OpenVault | None:
    """The vault in which some missions are, or None where all lie in folders.

    Args:
        names: As in `cases_named`.
    """
    for name in names or ("",):
        if not name or in_vault(name):
            return open_vault()
        if is_vault(name):
            return open_vault(Path(name))
    return None


def every_case(names: Sequence[str]) -> list[Case]:
    """The missions that are named and, where one of them is in a vault, all others there: none is left out."""
    vault = vault_at_hand(names)
    if vault is None:
        return cases_named(names)
    from waystation.desk.keep.packs import packs_in

    inside = [VAULT + one for one in packs_in(vault)]
    folders = [name for name in names if name and not in_vault(name) and not is_vault(name)]
    return cases_named([*inside, *folders]) if inside or folders else []
