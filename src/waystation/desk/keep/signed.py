"""What a vault's reports say and who stands behind them: the member whose device signed, never a typed name."""

from __future__ import annotations

from collections.abc import Iterable

from waystation.deciding.records import Said
from waystation.desk.keep.compartments import named
from waystation.desk.keep.opening import OpenVault
from waystation.desk.keep.reports import every_kept
from waystation.desk.keep.routing import HOUSE, IDENTITIES, part_of

__all__ = ["active_members", "own_member", "signed_in"]


def signed_in(vault: OpenVault, missions: Iterable[str]) -> list[Said]:
    """The reports of missions, without those about people, each as often as it was signed.

    Args:
        vault: The vault.
        missions: The missions' names; those of which this device holds no key have no reports here.
    """
    devices = vault.state.roster.devices
    return [
        Said(kept.report, mission, devices[kept.author].member, signed=True)
        for mission in missions
        if mission != HOUSE
        for kept in every_kept(vault, [name for name in named(vault, mission) if part_of(name) != IDENTITIES])
        if kept.author in devices
    ]


def own_member(vault: OpenVault) -> str:
    """Whose the device at hand is; empty before it is on the roster."""
    standing = vault.state.roster.devices.get(vault.device.id)
    return standing.member if standing is not None else ""


def active_members(vault: OpenVault) -> list[str]:
    """The members who have a device on the roster now, sorted."""
    roster = vault.state.roster
    return sorted({roster.devices[device].member for device in roster.active})
