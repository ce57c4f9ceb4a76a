"""Compartments as people name them: which there are, who reads each, opening them, admitting to them and dismissing.

Names are people's; two devices that were apart may have opened two compartments of one name, and then both are read
and the one with the smallest id is written to. Keys and epochs are `vault`'s business.
"""

from __future__ import annotations

from waystation.desk.keep.opening import OpenVault
from waystation.desk.keep.routing import FOOTAGE, RESERVED, mission_of, part_of
from waystation.desk.keep.routing import PARTS as MISSION_PARTS
from waystation.errors import Usage
from waystation.vault.entries import CONTROL
from waystation.vault.epochs import Compartment
from waystation.vault.payloads import PARTS
from waystation.vault.standing import CompartmentStanding
from waystation.world.mistakes import nearest
from waystation.world.shape import is_plain

__all__ = [
    "admit",
    "compartments_of",
    "devices_of",
    "dismiss",
    "fit",
    "is_closed",
    "named",
    "open_compartment",
    "ready",
    "rotate_due",
    "the_one",
]

NAME_LETTERS = 60


def compartments_of(vault: OpenVault) -> list[CompartmentStanding]:
    """Every compartment of which this device holds a key, by name; the vault's own is not listed."""
    found = []
    for compartment, one in vault.state.compartments.items():
        if compartment == CONTROL:
            continue
        headers = vault.store.headers(compartment=compartment)
        members = {vault.state.roster.devices[device].member for device in one.members}
        yours = vault.device.id in one.members
        counts = len(headers), len(one.epochs)
        found.append(CompartmentStanding(vault.name_of(compartment), one.part, tuple(sorted(members)), yours, *counts))
    return sorted(found, key=lambda one: one.name)


def named(vault: OpenVault, mission: str | None) -> list[str]:
    """The names of the compartments of a mission that this device reads; without one, those that are of no mission."""
    if mission is not None:
        return sorted(name for name in vault.names() if mission_of(name) == mission)
    own = [name for name in vault.names() if "/" not in name]
    return sorted(name for name in own if part_of(name) != "mission" or not _is_mission(vault, name))


def _is_mission(vault: OpenVault, name: str) -> bool:
    return any(vault.store.headers(compartment=one, kinds=("pack",)) for one in vault.compartments_named(name))


def ready(vault: OpenVault, name: str) -> bytes:
    """The id of the compartment of a name; opened if there is none yet. Within a writing.

    Args:
        vault: The vault.
        name: The compartment's name.

    Raises:
        Usage: `vault_closed`, if there is one that only others may write to: what went into a second one of its name
            would be read by nobody else.
    """
    ids = [one for one in vault.compartments_named(name) if vault.device.id in vault.state.compartments[one].wanted]
    if ids:
        return ids[0]
    if is_closed(vault, name):
        raise Usage("vault_closed", value=name)
    of = ready(vault, mission_of(name)) if "/" in name else None
    return vault.step(lambda draft: draft.open_compartment(name, _part(name), of))


def is_closed(vault: OpenVault, name: str) -> bool:
    """Whether there is a compartment of a name to which only others may write, as far as can be told from here.

    What a device has no key of it does not see. But the parts of a mission are opened with it, and its archive by
    whoever opened it, who admits others: whoever did not open the mission, and does not see a part, is not admitted
    to that.
    """
    if vault.device.id not in vault.state.roster.active:
        return False  # then nothing can be written anyhow, and that is said
    homes = [vault.state.compartments[one] for one in vault.compartments_named(name)]
    if homes:
        return not any(vault.device.id in home.wanted for home in homes)
    mission, _, part = name.partition("/")
    of_mission = [vault.state.compartments[one] for one in vault.compartments_named(mission)]
    if part not in (*MISSION_PARTS, FOOTAGE) or not of_mission:
        return False
    kin = vault.state.roster.kin(vault.device.id)
    first = [epoch for home in of_mission for epoch in home.epochs.values() if not epoch.directly]
    return not any(epoch.author in kin for epoch in first)


def _part(name: str) -> str:
    """What a compartment is for, by its name, as the format has it."""
    part = part_of(name)
    return part if part in PARTS or (part.startswith("card:") and len(part) > len("card:")) else "mission"


def fit(name: str) -> None:
    """Make sure that a name can stand in `vault:NAME`, and for a mission's compartment.

    Raises:
        Usage: If it cannot.
    """
    if not name or len(name) > NAME_LETTERS or not is_plain(name) or set(name) & set(" /:,=[]") or name in RESERVED:
        raise Usage("vault_name", value=name[:NAME_LETTERS])


def open_compartment(vault: OpenVault, name: str) -> None:
    """Open a compartment that only this device reads at first.

    Raises:
        Usage: If there is one of that name that it reads already, or it cannot be a name.
    """
    mission, _, part = name.partition("/")
    fit(mission)
    if "/" in name and (not part or len(part) > NAME_LETTERS or not is_plain(part) or "/" in part):
        raise Usage("vault_name", value=name[:NAME_LETTERS])
    if name in vault.names():
        raise Usage("vault_compartment_there", value=name)
    with vault.writing():
        ready(vault, name)


def the_one(vault: OpenVault, name: str) -> Compartment:
    """The compartment of a name that this device may write to.

    Raises:
        Usage: If there is none.
    """
    own = [one for one in vault.state.compartments if vault.device.id in vault.state.compartments[one].wanted]
    for one in vault.compartments_named(name):
        if one in own:
            return vault.state.compartments[one]
    if (why := vault.silenced()) is not None:
        raise why
    known = {vault.name_of(one) for one in own if one != CONTROL}
    raise Usage("vault_no_compartment", value=name, nearest=nearest(name, known))


def devices_of(vault: OpenVault, member: str) -> list[bytes]:
    """The ids of a member's devices that are on the roster.

    Raises:
        Usage: If there is no such member.
    """
    standings = vault.state.roster.devices
    found = sorted(device for device in vault.state.roster.active if standings[device].member == member)
    if not found:
        known = {standings[device].member for device in vault.state.roster.active}
        raise Usage("vault_no_member", value=member, nearest=nearest(member, known))
    return found


def admit(vault: OpenVault, name: str, member: str, *, with_history: bool) -> None:
    """Let a member's devices read a compartment: a new epoch with them, and with the keys of what was before.

    Args:
        vault: The vault.
        name: The compartment.
        member: The member.
        with_history: Whether they may read what was written before.
    """
    devices = devices_of(vault, member)
    with vault.writing():
        compartment = the_one(vault, name)
        vault.step(lambda draft: draft.rotate(compartment.id, add=devices, history=with_history))


def dismiss(vault: OpenVault, name: str, member: str) -> None:
    """Let a member's devices read a compartment no more: a new epoch without them.

    Raises:
        Usage: If they do not read it, or the device at hand is among them: whoever makes a key has it.
    """
    devices = devices_of(vault, member)
    if vault.device.id in devices:
        raise Usage("vault_dismiss_self", value=name)
    with vault.writing():
        compartment = the_one(vault, name)
        if not compartment.members & set(devices):
            raise Usage("vault_not_in", value=member)
        vault.step(lambda draft: draft.rotate(compartment.id, leave_out=devices))


def rotate_due(vault: OpenVault) -> list[str]:
    """Open a new epoch of every compartment whose members are not those that it ought to have. Within a writing.

    Returns:
        Their names, without the vault's own.
    """
    before = {one: known.current for one, known in vault.state.compartments.items()}
    vault.step(lambda draft: draft.settle())
    after = vault.state.compartments
    return sorted(vault.name_of(one) for one in after if one != CONTROL and after[one].current != before.get(one))
