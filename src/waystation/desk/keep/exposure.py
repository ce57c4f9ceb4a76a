"""What would be known if a member, a device, a broker or a place were taken.

Decides whom a name means, and joins what keys open with what missions connect. An upper bound on purpose: what might be
known counts as known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from waystation.desk.chart.loading import load_pack
from waystation.desk.keep.opening import OpenVault
from waystation.desk.keep.packs import VaultPack, packs_in
from waystation.desk.keep.people import plain
from waystation.desk.keep.touching import broker_touches, place_touches
from waystation.errors import Usage, WaystationError
from waystation.vault.entries import CONTROL
from waystation.vault.exposure import Exposed, exposed_devices, exposed_member
from waystation.vault.standing import Exposure, Readable
from waystation.world.mistakes import nearest
from waystation.world.pack import Pack
from waystation.world.report import Report

__all__ = ["exposures"]

KINDS = ("member", "device", "broker", "place")
LEAST_DIGITS = 4


def exposures(vault: OpenVault, name: str) -> list[Exposure]:
    """What would be known of each that a name means.

    Args:
        vault: The vault.
        name: A name in any case, or `member:NAME`, `device:LABEL`, `broker:ID`, `place:ID`. A device is meant by its
            label or by the first digits of its fingerprint, a broker or a place by its id or its title.

    Raises:
        Usage: If it means nobody and no place; it says which name is nearest.
    """
    kind, _, rest = name.partition(":")
    wanted = (kind,) if kind in KINDS else KINDS
    meant = (rest if kind in KINDS else name).strip()
    missions = _missions(vault) if {"broker", "place"} & set(wanted) else []
    found: list[Exposure] = []
    if "member" in wanted:
        found += [one for member in _members(vault, meant) for one in _member(vault, member)]
    if "device" in wanted:
        found += _device(vault, meant)
    if "broker" in wanted:
        found += _brokers(missions, meant)
    if "place" in wanted:
        found += _places(missions, meant)
    if not found:
        known = {plain(one): one for one in _known(vault, missions, wanted)}
        raise Usage("exposure_unknown", nearest=known.get(nearest(plain(meant), known), ""))
    return found


def _known(vault: OpenVault, missions: Sequence[_Mission], wanted: Collection[str]) -> Iterator[str]:
    """Everything by which somebody or a place can be meant."""
    for standing in vault.state.roster.devices.values():
        if "member" in wanted:
            yield standing.member
        if "device" in wanted:
            yield standing.card.label
    for each in missions:
        for broker in each.pack.brokers if "broker" in wanted else ():
            yield from (broker.id, broker.title)
        for place in each.pack.places if "place" in wanted else ():
            yield from (place.id, place.title)


def _members(vault: OpenVault, name: str) -> list[str]:
    """The members of a name, whatever its case."""
    members = {standing.member for standing in vault.state.roster.devices.values()}
    return [name] if name in members else sorted(one for one in members if plain(one) == plain(name))


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
        if plain(standing.card.label) == plain(name) or by_digits:
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


def _brokers(missions: Sequence[_Mission], name: str) -> Iterator[Exposure]:
    """By the id or the name of a broker; a source that no mission lists is meant as it stands in its reports."""
    listed = [(broker.id, broker.title) for each in missions for broker in each.pack.brokers]
    for broker in _ids(name, listed) or [name]:
        touched = [broker_touches(each.name, each.pack, each.reports, broker) for each in missions]
        if any(touched):
            yield Exposure("broker", broker, missions=tuple(one for one in touched if one is not None))


def _places(missions: Sequence[_Mission], name: str) -> Iterator[Exposure]:
    listed = [(place.id, place.title) for each in missions for place in each.pack.places]
    for place in _ids(name, listed):
        touched = [place_touches(each.name, each.pack, each.reports, place) for each in missions]
        yield Exposure("place", place, missions=tuple(one for one in touched if one is not None))


def _ids(name: str, listed: Collection[tuple[str, str]]) -> list[str]:
    """The ids that a name means: the id as it stands, or whatever has it as id or title in any case."""
    if any(id_ == name for id_, _ in listed):
        return [name]
    return sorted({id_ for id_, title in listed if plain(name) in (plain(id_), plain(title))})


@dataclass(frozen=True)
class _Mission:
    """A mission that this device reads: its name in the vault, its pack and its reports."""

    name: str
    pack: Pack
    reports: Sequence[Report]


def _missions(vault: OpenVault) -> list[_Mission]:
    found = []
    for mission in packs_in(vault):
        try:
            loaded = load_pack(VaultPack(vault, mission))
        except WaystationError:
            # A pack that came in part only is named by every command that reads it; here the others still count.
            continue
        found.append(_Mission(mission, loaded.stated, loaded.reports))
    return found
