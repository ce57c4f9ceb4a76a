"""Terms for brokers, as a coordinator asks for them: what to offer, what a bribe buys, what parting does."""

from __future__ import annotations

from dataclasses import dataclass

from waystation.deciding.prices import Bribe, Raised, Rewarded, find_bribes, raised_prices, rewards
from waystation.deciding.terms import Frontier, find_frontier
from waystation.desk.chart.loading import Loaded, PackSource, load_pack
from waystation.planning.parting import partings, units
from waystation.planning.splits import Split, split_party
from waystation.solver.spreading import HERE, Watch, Workers
from waystation.world.pack import Pack

__all__ = ["MOST_PARTINGS", "Termed", "terms_loaded", "terms_of"]

MOST_PARTINGS = 32
"""Up to so many ways to have two parties are planned here; `split` compares more."""


@dataclass(frozen=True)
class Termed:
    """What was found about terms.

    Args:
        loaded: The pack with its data.
        frontier: The offers worth telling.
        bribes: What each official is worth, the best first.
        rewards: What the adversary pays for the whole party, then for two smaller ones of every size.
        splits: The whole party and the best two smaller ones, each planned as a party of its own; empty where they are
            never parted, or in more ways than are planned here.
        parts: How many parts of the party can be told apart; 1 if they are never parted.
        raised: What prices that may be raised on the way come to; None where every price stands.
    """

    loaded: Loaded
    frontier: Frontier
    bribes: tuple[Bribe, ...]
    rewards: tuple[Rewarded, ...]
    splits: tuple[Split, ...]
    parts: int
    raised: Raised | None

    @property
    def pack(self) -> Pack:
        """The mission and its world."""
        return self.loaded.pack


def terms_of(source: PackSource, *, workers: Workers = HERE, watch: Watch | None = None) -> Termed:
    """Find what could be agreed with brokers, and what money buys.

    Args:
        source: Where the pack's files come from.
        workers: Who makes the plans.
        watch: Told of each plan that is made.
    """
    return terms_loaded(load_pack(source), workers=workers, watch=watch)


def terms_loaded(loaded: Loaded, *, workers: Workers = HERE, watch: Watch | None = None) -> Termed:
    """Find what could be agreed with brokers in a pack that was read already.

    Args:
        loaded: The pack with its data.
        workers: Who makes the plans.
        watch: Told of each plan that is made.
    """
    pack, given = loaded.pack, (loaded.departures, loaded.calendars)
    return Termed(
        loaded,
        find_frontier(pack, *given, workers=workers, watch=watch),
        tuple(find_bribes(pack, *given, workers=workers)),
        tuple(rewards(pack)),
        _two_parties(loaded, workers),
        len(units(pack.travellers)),
        raised_prices(pack, *given),
    )


def _two_parties(loaded: Loaded, workers: Workers) -> tuple[Split, ...]:
    """The undivided party, and the best of all ways to have two."""
    pack = loaded.pack
    parts = len(units(pack.travellers))
    # 2 to the power of (parts - 1) ways, the undivided party among them; what is beyond is not even listed
    if parts == 1 or parts > MOST_PARTINGS.bit_length() or len(partings(pack.travellers, 2)) > MOST_PARTINGS:
        return ()
    splits = split_party(pack, loaded.departures, loaded.calendars, most_groups=2, workers=workers)
    whole = next(split for split in splits if len(split.groups) == 1)
    return whole, next(split for split in splits if len(split.groups) == 2)
