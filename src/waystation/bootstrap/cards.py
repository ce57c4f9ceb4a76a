"""Where reviews of languages are kept, and chance for the signs of a journey."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from waystation.bootstrap import in_vault, is_vault, report_store
from waystation.bootstrap.cases import every_case
from waystation.bootstrap.vaults import open_vault
from waystation.desk.guide.cases import Case
from waystation.desk.hear.taking import ReportStore

__all__ = ["Reviews", "beside", "chance", "reviews_at"]


@dataclass(frozen=True)
class Reviews:
    """Where reviews are kept.

    Args:
        store: The reports among which they are.
        member: Who signs; empty where nobody does.
    """

    store: ReportStore
    member: str


def reviews_at(name: str) -> Reviews:
    """Where reviews are kept: in a vault in its house, for all its missions; in a folder beside the pack's reports.

    Args:
        name: A folder, or `vault:NAME`; empty for the vault that is open.
    """
    if name and not in_vault(name) and not is_vault(name):
        return Reviews(report_store(name), "")
    from waystation.desk.keep.reports import VaultReports

    vault = open_vault(Path(name) if name and not in_vault(name) else None)
    standing = vault.state.roster.devices.get(vault.device.id)
    return Reviews(VaultReports(vault, None), standing.member if standing is not None else "")


def beside(names: Sequence[str], case: Case) -> list[Case]:
    """The missions at hand beside one: in a vault all others that this device reads; for a folder none.

    Args:
        names: The PACK as given.
        case: The mission.
    """
    return [one for one in every_case(names) if one.name != case.name]


def chance(size: int) -> bytes:
    """So many bytes by chance, from the system."""
    return os.urandom(size)
