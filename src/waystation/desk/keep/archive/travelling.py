"""Who is on the way in any mission of a vault, as far as this device sees it: what the archive's embargo is asked with.

A mission whose pack cannot be read is left out, and then counts as not seen.
"""

from __future__ import annotations

from waystation.archive.embargo import RUNS, MissionSeen, Underway
from waystation.desk.chart.loading import load_pack
from waystation.desk.keep.opening import OpenVault
from waystation.desk.keep.packs import VaultPack, packs_in
from waystation.desk.keep.reports import kept_in
from waystation.errors import WaystationError
from waystation.guiding.journey import journeys_of

__all__ = ["underway"]

OF_AGE = 18
"""From which age on somebody is no child (Convention on the Rights of the Child, article 1)."""


def underway(vault: OpenVault) -> Underway:
    """Every mission that this device sees, with its travellers and how its journeys stand.

    Args:
        vault: The vault.
    """
    found: dict[str, MissionSeen] = {}
    for mission in packs_in(vault):
        try:
            loaded = load_pack(VaultPack(vault, mission))
        except WaystationError:
            continue
        reports = [*loaded.reports, *(one.report for one in kept_in(vault, mission, personal=True))]
        journeys = journeys_of(loaded.stated, reports)
        travellers = loaded.stated.travellers
        found[mission] = MissionSeen(
            frozenset(one.id for one in travellers),
            tuple((one.name, one.end or RUNS) for one in journeys),
            frozenset(one.id for one in travellers if one.age is not None and one.age < OF_AGE),
        )
    return Underway(found)
