"""Members and their devices: listing them, adding by a card, removing, thresholds and approvals.

Decides what a card looks like and what is done at once: after a removal the keys of every compartment that the removed
read are changed here. When a change counts is `vault`'s business.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from waystation.desk.keep.compartments import devices_of, rotate_due
from waystation.desk.keep.opening import OpenVault
from waystation.errors import Damaged, Usage
from waystation.vault.devices import DeviceCard
from waystation.vault.entries import CONTROL
from waystation.vault.payloads import Add, Remove, SetThreshold, Succeed
from waystation.vault.primitives import KEY_SIZE, usable_kem
from waystation.vault.roster import Pending, Standing
from waystation.vault.signals import noted_signals
from waystation.vault.standing import Changed, DeviceStanding, MemberStanding, ProposalStanding
from waystation.vault.writing import Draft
from waystation.world.shape import is_plain

__all__ = [
    "add_device",
    "approve",
    "card_bytes",
    "label_of",
    "members_of",
    "pressed_devices",
    "proposals_of",
    "read_card",
    "remove_member",
    "set_threshold",
]

CARD = "waystation device card"
MOST_CARD = 4096
NAME_LETTERS = 60
LEAST_DIGITS = 4


def card_bytes(card: DeviceCard) -> bytes:
    """A device's card as a file; nothing in it is secret."""
    value = {"kind": CARD, "format": 1, "sign": card.sign.hex(), "kem": card.kem.hex(), "label": card.label}
    return json.dumps(value, indent=2, ensure_ascii=False).encode() + b"\n"


def read_card(data: bytes) -> DeviceCard:
    """A device's card from a file.

    Raises:
        Damaged: If it is none.
    """
    try:
        value: Any = json.loads(data) if len(data) <= MOST_CARD else None
        sign, kem, label = (value[key] for key in ("sign", "kem", "label"))
        card = DeviceCard(bytes.fromhex(sign), bytes.fromhex(kem), str(label)[:NAME_LETTERS])
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Damaged("vault_card") from None
    if value.get("kind") != CARD or len(card.sign) != KEY_SIZE or not usable_kem(card.kem):
        raise Damaged("vault_card")
    return card


def label_of(vault: OpenVault, device: bytes) -> str:
    """What people call a device: its label and whose it is; the first digits of its id where nobody knows it."""
    standing = vault.state.roster.devices.get(device)
    return f"{standing.card.label} of {standing.member}" if standing is not None else device.hex()[:8]


def members_of(vault: OpenVault) -> list[MemberStanding]:
    """Everybody who is or was in the vault, by name."""
    by_member: dict[str, list[Standing]] = {}
    for _, standing in sorted(vault.state.roster.devices.items()):
        by_member.setdefault(standing.member, []).append(standing)
    return [_member(vault, member, several) for member, several in sorted(by_member.items())]


def _member(vault: OpenVault, member: str, several: list[Standing]) -> MemberStanding:
    devices = [
        DeviceStanding(
            one.card.id.hex(),
            one.card.label,
            one.card.fingerprint,
            one.card.id == vault.device.id,
            not one.active,
            tuple(vault.state.roster.devices[other].card.fingerprint for other in one.replaced_by),
        )
        for one in several
    ]
    current = next((one for one in several if one.active), several[0])
    administrator = any(one.active and one.administrator for one in several)
    return MemberStanding(member, current.role, administrator, tuple(devices))


def pressed_devices(vault: OpenVault) -> dict[str, int]:
    """Devices that were opened because somebody was made to, as far as this one has heard, and how often."""
    found: dict[str, int] = {}
    for signal in noted_signals(vault.state):
        label = label_of(vault, signal.of)
        found[label] = found.get(label, 0) + 1
    return found


def proposals_of(vault: OpenVault) -> list[ProposalStanding]:
    """The changes of the roster that wait for approval."""
    return [_proposal(vault, pending) for pending in vault.state.roster.pending]


def _proposal(vault: OpenVault, pending: Pending) -> ProposalStanding:
    payload = pending.payload
    what = ""
    if isinstance(payload, Add):
        what = f"{payload.device.label} of {payload.member}, {payload.role}"
    elif isinstance(payload, Remove):
        what = label_of(vault, payload.device)
    elif isinstance(payload, SetThreshold):
        what = str(payload.number)
    elif isinstance(payload, Succeed):
        what = payload.device.label
    own = vault.state.roster.devices.get(vault.device.id)  # none for a restored device that waits itself
    return ProposalStanding(
        pending.change.hex(),
        payload.kind,
        what,
        label_of(vault, pending.by),
        len(pending.approved),
        pending.needed,
        own is not None and own.member in pending.approved,
    )


def add_device(vault: OpenVault, card: DeviceCard, member: str, role: str) -> Changed:
    """Propose that a device joins; an administrator's own proposal approves it.

    Raises:
        Usage: If the device belongs, or belonged, already.
    """
    if not member or len(member) > NAME_LETTERS or not is_plain(member):
        raise Usage("vault_member_name")
    return _change(vault, lambda draft: draft.add_device(card, member, role).hash)


def remove_member(vault: OpenVault, name: str) -> Changed:
    """Propose that all of a member's devices leave, or one device by the first digits of its fingerprint.

    With a device go all that have its X25519 key: those whose place it took, and other restored backups of it. What
    they hold keys of gets new ones here, as far as the change holds.

    Raises:
        Usage: If there is no such member or device, or it would remove the device at hand.
    """
    meant = _devices_meant(vault, name)
    kin = {one for device in meant for one in vault.state.roster.kin(device)} - set(meant)
    devices = [*sorted(one for one in kin if not vault.state.roster.devices[one].removed), *meant]
    if vault.device.id in devices:
        raise Usage("vault_remove_self")  # after it no key could be changed here; the last administrator would be gone
    readable = sorted(
        vault.name_of(one)
        for one, compartment in vault.state.compartments.items()
        if one != CONTROL and any(set(devices) & set(epoch.members) for epoch in compartment.epochs.values())
    )

    def make(draft: Draft) -> bytes:
        return [draft.remove_device(device).hash for device in devices][-1]

    return replace(_change(vault, make), readable=tuple(readable))


def _devices_meant(vault: OpenVault, name: str) -> list[bytes]:
    roster = vault.state.roster
    digits = name.replace(" ", "").lower()
    if len(digits) >= LEAST_DIGITS:
        found = [one for one in roster.active if roster.devices[one].card.fingerprint.startswith(digits)]
        if len(found) == 1:
            return found
    return devices_of(vault, name)


def set_threshold(vault: OpenVault, number: int) -> Changed:
    """Propose how many administrators must approve a change."""
    return _change(vault, lambda draft: draft.set_threshold(number).hash)


def approve(vault: OpenVault, letters: str) -> Changed:
    """Approve a change that waits.

    Args:
        vault: The vault.
        letters: The first letters of its id.

    Raises:
        Usage: If there is none such, or several, or it removes the device at hand.
    """
    found = [one for one in vault.state.roster.pending if one.change.hex().startswith(letters.lower())]
    if len(found) != 1:
        raise Usage("vault_no_proposal" if not found else "vault_many_proposals", value=letters[:64])
    if isinstance(found[0].payload, Remove) and found[0].payload.device == vault.device.id:
        raise Usage("vault_remove_self")

    def make(draft: Draft) -> bytes:
        draft.approve(found[0].change)
        return found[0].change

    return _change(vault, make)


def _change(vault: OpenVault, make: Callable[[Draft], bytes]) -> Changed:
    """Write a change, or an approval of one, and then the keys that are due because of it.

    Args:
        vault: The vault.
        make: Writes it; returns the hash of the change.
    """
    with vault.writing():
        change = vault.step(make)
        rotated = rotate_due(vault)
    missing = [one.needed - len(one.approved) for one in vault.state.roster.pending if one.change == change]
    return Changed(not missing, max(missing, default=0), tuple(rotated))
