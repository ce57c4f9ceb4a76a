"""Splitting a party, and several missions at once, as a coordinator asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from waystation.desk.chart.loading import Loaded, PackSource, load_pack
from waystation.errors import Usage
from waystation.planning.missions import Mission, Missions, missions_together
from waystation.planning.parting import MOST_GROUPS, units
from waystation.planning.splits import Split, split_party
from waystation.solver.spreading import HERE, Watch, Workers
from waystation.world.pack import Pack

__all__ = ["Joined", "Parted", "join_loaded", "join_missions", "split_loaded", "split_pack"]


@dataclass(frozen=True)
class Parted:
    """A party and every way to split it.

    Args:
        loaded: The pack with its data.
        splits: The splits, the best first.
        units: How many parts of the party can be told apart; 1 if it can never be split.
    """

    loaded: Loaded
    splits: tuple[Split, ...]
    units: int

    @property
    def pack(self) -> Pack:
        """The mission and its world."""
        return self.loaded.pack


@dataclass(frozen=True)
class Joined:
    """Several missions and what becomes of them together."""

    loaded: tuple[Loaded, ...]
    missions: Missions


def split_pack(
    source: PackSource,
    runs: int,
    seed: int,
    *,
    groups: int = MOST_GROUPS,
    apart_hours: float | None = None,
    workers: Workers = HERE,
    watch: Watch | None = None,
) -> Parted:
    """Compare every split of a pack's party.

    Args:
        source: Where the pack's files come from.
        runs: How many courses of the conditions are drawn where a chance is not worked out exactly.
        seed: The same seed gives the same courses.
        groups: The most groups.
        apart_hours: How many hours after one another groups leave; default what is best.
        workers: Who makes the plans.
        watch: Told of each plan that is made.
    """
    return split_loaded(
        load_pack(source), runs, seed, groups=groups, apart_hours=apart_hours, workers=workers, watch=watch
    )


def split_loaded(
    loaded: Loaded,
    runs: int,
    seed: int,
    *,
    groups: int = MOST_GROUPS,
    apart_hours: float | None = None,
    workers: Workers = HERE,
    watch: Watch | None = None,
) -> Parted:
    """Compare every split of the party of a pack that was read already.

    Args:
        loaded: The pack with its data.
        runs: How many courses of the conditions are drawn where a chance is not worked out exactly.
        seed: The same seed gives the same courses.
        groups: The most groups.
        apart_hours: How many hours after one another groups leave; default what is best.
        workers: Who makes the plans.
        watch: Told of each plan that is made.
    """
    splits = split_party(
        loaded.pack,
        loaded.departures,
        loaded.calendars,
        runs=runs,
        seed=seed,
        most_groups=groups,
        apart_hours=apart_hours,
        workers=workers,
        watch=watch,
    )
    return Parted(loaded, tuple(splits), len(units(loaded.pack.travellers)))


def join_missions(sources: Sequence[PackSource], runs: int, seed: int, at_once: bool = False) -> Joined:
    """Look at several missions on one network at once.

    Args:
        sources: Where the packs' files come from.
        runs: How many courses of the conditions are drawn where a chance is not worked out exactly.
        seed: The same seed gives the same courses.
        at_once: Let all set out when the first one given does.

    Raises:
        Usage: If a pack with timetables would have to set out on another day than they were read for.
    """
    return join_loaded([load_pack(source) for source in sources], runs, seed, at_once)


def join_loaded(loaded: Sequence[Loaded], runs: int, seed: int, at_once: bool = False) -> Joined:
    """Look at several missions whose packs were read already.

    Args:
        loaded: The packs with their data.
        runs: How many courses of the conditions are drawn where a chance is not worked out exactly.
        seed: The same seed gives the same courses.
        at_once: Let all set out when the first one given does.

    Raises:
        Usage: If a pack with timetables would have to set out on another day than they were read for.
    """
    start = loaded[0].pack.clock.start
    missions = []
    for each in loaded:
        pack = each.pack
        if at_once and pack.clock.start != start:
            if each.departures:
                raise Usage("at_once_timetable", pack=pack.name)
            moved = start.astimezone(pack.clock.start.tzinfo)
            pack = replace(pack, clock=pack.clock.model_copy(update={"start": moved}))
        missions.append(Mission(pack, each.departures))
    return Joined(tuple(loaded), missions_together(missions, runs=runs, seed=seed))
