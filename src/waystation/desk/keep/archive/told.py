"""What a vault holds of a mission that a story may tell of: its archive, its reports, its places, who travels."""

from __future__ import annotations

from waystation.archive.story.scenes import Held
from waystation.desk.chart.loading import load_pack
from waystation.desk.keep.archive.archived import read_archive
from waystation.desk.keep.opening import OpenVault
from waystation.desk.keep.packs import VaultPack, packs_in
from waystation.errors import WaystationError
from waystation.world.pack import Pack

__all__ = ["held_in"]


def held_in(vault: OpenVault, mission: str, why: str | None) -> Held:
    """What a vault holds of a mission; what cannot be read of its pack is left out.

    Args:
        vault: The vault.
        mission: The mission's name.
        why: Why people are looked at, which is written down; None to leave out who is in its keepsakes.
    """
    register = read_archive(vault, mission, why)
    if mission not in packs_in(vault):
        return Held(mission, register)
    try:
        loaded = load_pack(VaultPack(vault, mission))
    except WaystationError:
        # A pack that came in part only is named by every command that reads it; its archive still counts.
        return Held(mission, register)
    pack = loaded.stated
    return Held(
        mission,
        register,
        loaded.reports,
        {place.id: place.at for place in pack.places},
        pack.clock.start.date(),
        tuple(traveller.id for traveller in pack.travellers),
        {broker.id: _works_at(pack, broker.id) for broker in pack.brokers},
        {("place", one.id): one.title for one in pack.places} | {("broker", one.id): one.title for one in pack.brokers},
    )


def _works_at(pack: Pack, broker: str) -> frozenset[str]:
    """The places that a broker's legs touch."""
    return frozenset(place for leg in pack.legs if leg.broker == broker for place in (leg.origin, leg.destination))
