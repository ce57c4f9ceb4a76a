"""Missions with their records: those that are named, or all of the open vault."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from waystation.bootstrap import in_vault, is_vault, record_of
from waystation.bootstrap.missions import missions_named
from waystation.bootstrap.vaults import open_vault
from waystation.desk.guide.cases import Case

if TYPE_CHECKING:
    from waystation.desk.keep.opening import OpenVault

__all__ = ["cases_named", "every_case", "vault_at_hand"]


def cases_named(names: Sequence[str], *, personal: bool = False) -> list[Case]:
    """The missions that are named.

    Args:
        names: Folders, or `vault:NAME`; a vault's folder stands for all that this device reads in it. None for the
            vault that is open.
        personal: Whether reports about people are read too; in a vault, that somebody looked is written down.

    Raises:
        Usage: If there is no such mission, or none is named and no vault is open.
    """
    return [Case(one, record_of(one.name)) for one in missions_named(names, personal=personal)]


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


def every_case(names: Sequence[str], *, personal: bool = False) -> list[Case]:
    """The missions that are named and, where one of them is in a vault, all others there: none is left out."""
    if vault_at_hand(names) is None:
        return cases_named(names, personal=personal)
    folders = [name for name in names if name and not in_vault(name) and not is_vault(name)]
    inside = cases_named((), personal=personal)
    return inside + (cases_named(folders, personal=personal) if folders else [])
