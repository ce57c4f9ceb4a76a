"""Where reviews of languages are kept, and chance for the signs of a journey."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from waystation.bootstrap import in_vault, is_vault, report_store
from waystation.bootstrap.vaults import open_vault
from waystation.desk.hear.taking import ReportStore

__all__ = ["Reviews", "chance", "reviews_at"]


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


def chance(size: int) -> bytes:
    """So many bytes by chance, from the system."""
    return os.urandom(size)
