"""What a vault's reports say and who stands behind them: the member whose device signed, never a typed name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from waystation.deciding.records import Said
from waystation.desk.keep.compartments import named
from waystation.desk.keep.opening import OpenVault
from waystation.desk.keep.packs import packs_in
from waystation.desk.keep.reports import VaultReports, every_kept
from waystation.desk.keep.routing import IDENTITIES, part_of
from waystation.errors import Usage
from waystation.world.mistakes import nearest
from waystation.world.report import Report

__all__ = ["VaultRecord", "records_in", "signed_in"]


def signed_in(vault: OpenVault, missions: Iterable[str]) -> list[Said]:
    """The reports of missions, without those about people, each as often as it was signed.

    Args:
        vault: The vault.
        missions: The missions' names; those of which this device reads nothing have no reports here.
    """
    devices = vault.state.roster.devices
    return [
        Said(kept.report, mission, devices[kept.author].member, signed=True, written=kept.order[0])
        for mission in missions
        for kept in every_kept(vault, [name for name in named(vault, mission) if part_of(name) != IDENTITIES])
        if kept.author in devices
    ]


@dataclass(frozen=True)
class VaultRecord:
    """The record of a mission in a vault.

    Args:
        vault: The vault.
        mission: The mission's name in it.

    Raises:
        Usage: If there is no such mission that this device reads.
    """

    vault: OpenVault
    mission: str

    def __post_init__(self) -> None:
        known = packs_in(self.vault)
        if self.mission not in known:
            raise Usage("vault_no_pack", value=self.mission, nearest=nearest(self.mission, known))

    @property
    def member(self) -> str:
        """Whose the device at hand is."""
        standing = self.vault.state.roster.devices.get(self.vault.device.id)
        return standing.member if standing is not None else ""

    @property
    def members(self) -> tuple[str, ...]:
        """The members who have a device on the roster now, sorted."""
        roster = self.vault.state.roster
        return tuple(sorted({roster.devices[device].member for device in roster.active}))

    @property
    def writable(self) -> bool:
        """Whether this device may write to the mission."""
        ids = self.vault.compartments_named(self.mission)
        there = self.vault.state.compartments
        return not self.vault.store.read_only and any(self.vault.device.id in there[one].wanted for one in ids)

    def said(self) -> list[Said]:
        """The mission's reports, each by the member whose device signed it."""
        return signed_in(self.vault, [self.mission])

    def add(self, report: Report) -> None:
        """Add a report, signed by the device at hand."""
        VaultReports(self.vault, self.mission).add([report])


def records_in(vault: OpenVault) -> list[VaultRecord]:
    """The record of every mission that this device reads, by name."""
    return [VaultRecord(vault, name) for name in packs_in(vault)]
