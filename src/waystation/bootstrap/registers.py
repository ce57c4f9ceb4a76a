"""Where tracing requests are kept: with a mission, or in the open vault's own register."""

from __future__ import annotations

from waystation.bootstrap import record_of, report_store
from waystation.bootstrap.vaults import open_vault
from waystation.desk.hear.taking import ReportStore

__all__ = ["register_of"]

REGISTER = "tracing"


def register_of(pack: str | None) -> tuple[ReportStore, str]:
    """Where tracing requests are kept, and whose device signs what is written there.

    Args:
        pack: A PACK; None for the register of the open vault, which belongs to no mission.

    Returns:
        The store; and the member's name, empty where nobody signs.
    """
    if pack is not None:
        return report_store(pack), record_of(pack).member
    from waystation.desk.keep.reports import VaultReports

    vault = open_vault()
    standing = vault.state.roster.devices.get(vault.device.id)
    return VaultReports(vault, REGISTER), standing.member if standing is not None else ""
