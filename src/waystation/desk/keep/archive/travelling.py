"""Who is on the way in any mission of a vault, as far as this device sees it: what the archive's embargo is asked with.

A mission whose pack cannot be read is left out, and then counts as not seen. What every archive of the vault says of
people's kin, homes and travels counts in all of them.
"""

from __future__ import annotations

from dataclasses import replace

from waystation.archive.describing import described
from waystation.archive.on_the_way import RUNS, MissionSeen, Underway, full_word
from waystation.desk.chart.loading import load_pack
from waystation.desk.keep.archive.archived import archives_in, read_archive
from waystation.desk.keep.opening import OpenVault
from waystation.desk.keep.packs import VaultPack, packs_in
from waystation.desk.keep.reports import kept_in
from waystation.desk.keep.routing import IDENTITIES
from waystation.errors import WaystationError
from waystation.guiding.journey import journeys_of

__all__ = ["described_in", "underway"]

WHY = "archive embargo"
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
    return _with_people(vault, Underway(found))


def described_in(vault: OpenVault) -> list[str]:
    """The missions in which this device may read who people are, whether anything is kept of them or not."""
    end = f"/{IDENTITIES}"
    return sorted({*archives_in(vault), *(name.removesuffix(end) for name in vault.names() if name.endswith(end))})


def _with_people(vault: OpenVault, seen: Underway) -> Underway:
    """What is seen, with what every archive says of people; that these were looked at is written down."""
    kin: set[tuple[str, str]] = set()
    at_home: dict[str, tuple[str, ...]] = {}
    travels: dict[str, tuple[str, ...]] = {}
    for mission in described_in(vault):
        register = read_archive(vault, mission, WHY)

        def full(word: str, mission: str = mission) -> str:
            return full_word(mission, word, traveller=seen.is_traveller(mission, word))

        for person in register.subjects_said:
            who = described(register, person)
            if who is not None:
                kin |= {(full(person), full(one)) for one in who.kin}
                at_home[full(person)] = (*at_home.get(full(person), ()), *who.at_home)
                travels[full(person)] = (*travels.get(full(person), ()), *who.missions)
    return replace(seen, kin=frozenset(kin), at_home=at_home, travels=travels)
