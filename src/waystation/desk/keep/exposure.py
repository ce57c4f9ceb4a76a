"""What would be known if a member, a device, a broker or a place were taken.

Decides whom a name means, and joins what keys open with what missions connect. An upper bound on purpose: what might be
known counts as known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from waystation.desk.chart.loading import load_pack
from waystation.desk.keep.opening import OpenVault
from waystation.desk.keep.packs import VaultPack, packs_in
from waystation.desk.keep.touching import broker_touches, place_touches
from waystation.errors import Usage, WaystationError
from waystation.vault.entries import CONTROL
from waystation.vault.exposure import Exposed, exposed_devices, exposed_member
from waystation.vault.standing import Exposure, Readable, Touched

__all__ = ["exposures"]

KINDS = ("member", "device", "broker", "place")
LEAST_DIGITS = 4


def exposures(vault: OpenVault, name: str) -> list[Exposure]:
    """What would be known of each that a name means.

    Args:
        vault: The vault.
        name: A name, or `member:NAME`, `device:LABEL`, `broker:ID`, `place:ID`. A device is meant by its label or by
            the first digits of its fingerprint.

    Raises:
        Usage: If it means nobody and no place.
    """
    kind, _, rest = name.partition(":")
    wanted = (kind,) if kind in KINDS else KINDS
    meant = rest if kind in KINDS else name
    finders: dict[str, Callable[[OpenVault, str], Iterator[Exposure]]] = {
        "member": _member,
        "device": _device,
        "broker": _broker,
        "place": _place,
    }
    found = [one for each in wanted for one in finders[each](vault, meant)]
    if not found:
        raise Usage("exposure_unknown")
    return found


def _member(vault: OpenVault, name: str) -> Iterator[Exposure]:
    devices = {one: standing for one, standing in vault.state.roster.devices.items() if standing.member == name}
    if devices:
        exposed = exposed_member(vault.state, name)
        administrator = any(one.active and one.administrator for one in devices.values())
        labels = tuple(sorted(one.card.label for one in devices.values()))
        yield Exposure("member", name, labels, administrator, tuple(_readable(vault, exposed)), unseen=exposed.unseen)


def _device(vault: OpenVault, name: str) -> Iterator[Exposure]:
    digits = name.replace(" ", "").lower()
    for device, standing in sorted(vault.state.roster.devices.items()):
        by_digits = len(digits) >= LEAST_DIGITS and standing.card.fingerprint.startswith(digits)
        if standing.card.label == name or by_digits:
            exposed = exposed_devices(vault.state, [device])
            administrator = standing.active and standing.administrator
            labels = (standing.card.label,)
            yield Exposure(
                "device", name, labels, administrator, tuple(_readable(vault, exposed)), unseen=exposed.unseen
            )


def _readable(vault: OpenVault, exposed: Exposed) -> Iterator[Readable]:
    """What can be read of each compartment; entries are counted by the epochs under which they are sealed."""
    for one in sorted(exposed.compartments, key=lambda one: (one.name or one.part, one.compartment)):
        if one.compartment == CONTROL:
            continue
        entries = vault.sealed_under(one.compartment, one.epochs)
        people = len(one.people) + len(one.forgotten)
        name = one.name or one.part
        yield Readable(name, one.part, len(one.epochs), entries, people, one.current)


def _broker(vault: OpenVault, name: str) -> Iterator[Exposure]:
    found = _missions(vault, lambda mission, pack, reports: broker_touches(mission, pack, reports, name))
    if found:
        yield Exposure("broker", name, missions=tuple(found))


def _place(vault: OpenVault, name: str) -> Iterator[Exposure]:
    found = _missions(vault, lambda mission, pack, reports: place_touches(mission, pack, reports, name))
    if found:
        yield Exposure("place", name, missions=tuple(found))


def _missions(vault: OpenVault, touches: Callable[..., Touched | None]) -> list[Touched]:
    found = []
    for mission in packs_in(vault):
        try:
            loaded = load_pack(VaultPack(vault, mission))
        except WaystationError:
            # A pack that came in part only is named by every command that reads it; here the others still count.
            continue
        touched = touches(mission, loaded.stated, loaded.reports)
        if touched is not None:
            found.append(touched)
    return found
