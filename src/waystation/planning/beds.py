"""Who may sleep where, when several parties use the same houses: beds are booked beforehand, hour by hour.

Each hour of a house goes to the party whose own plan is likeliest to have it there, then to the next that still fits;
of equals to the one ranked first. No house is then ever overfull, whatever happens, and parties stay independent of
each other given the conditions; the price is that a bed that somebody might need stays empty.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from waystation.planning.compiling import Charted
from waystation.planning.shared_conditions import outside_of
from waystation.planning.walks import ARRIVED, BACK, LATE, NEVER, Walk

__all__ = ["Sleeper", "free_beds", "presence"]

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Sleeper:
    """A party that needs beds.

    Args:
        charted: Its mission.
        walk: Where its plan leads.
        people: How many they are.
        offset: The step of the shared clock at which its mission's clock stands at 0.
    """

    charted: Charted
    walk: Walk
    people: int
    offset: int = 0

    @cached_property
    def there(self) -> dict[str, Floats]:
        """Where its plan may have it, and when (`presence`)."""
        return presence(self.walk)


def free_beds(parties: Sequence[Sleeper], at_home: Collection[str] = ()) -> list[dict[str, Bools]]:
    """For each party, the places where it may not always sleep, and when it may.

    Args:
        parties: The parties, the first chooses first.
        at_home: Places that hold all parties in any case: where they are already.

    Returns:
        For each party, by place, (T,) bool over its own steps; empty where nothing is short.
    """
    found: list[dict[str, Bools]] = [{} for _ in parties]
    for place, beds in _small(parties).items():
        coming = [at for at, party in enumerate(parties) if place in party.there]
        if place in at_home or len(coming) < 2 or sum(parties[at].people for at in coming) <= beds:
            continue
        for at, hours in zip(coming, _booked([parties[at] for at in coming], place, beds), strict=True):
            if not hours.all():
                found[at][place] = hours
    return found


def presence(walk: Walk) -> dict[str, Floats]:
    """For each place where a party may wait, the nominal chance that it spends each step of its mission there.

    Args:
        walk: The party.

    Returns:
        By place, (T,) float64 over the party's own steps.
    """
    outside, problem = outside_of([walk]), walk.charted.problem
    offset = walk.since - walk.charted.start.step
    mass = np.zeros((walk.safe, walk.joint))
    if walk.safe and not walk.already:
        mass[0] = outside.start_joint()
    found: dict[str, Floats] = {}
    for cell in range(walk.safe):
        here = mass[cell]
        if not here.any():
            continue
        staying = float(here[walk.waits[cell]].sum())
        if staying > 0.0:
            place = walk.charted.space.nodes[walk.node[cell]].place
            steps = found.setdefault(place, np.zeros(problem.steps))
            steps[walk.time[cell] - offset] += staying
        for way in (ARRIVED, LATE, BACK):
            target = walk.target[cell, :, way]
            for then in np.unique(target[(target != NEVER) & (target != walk.safe)]):
                leaving = np.where(target == then, here * walk.odds.middle[cell, :, way], 0.0)
                mass[then] += outside.carried(leaving, int(walk.time[cell]), int(walk.time[then]))
    return found


def _small(parties: Sequence[Sleeper]) -> dict[str, int]:
    """The beds of the places that could not hold all parties at once."""
    everybody = sum(party.people for party in parties)
    beds = {place.id: place.beds for party in parties for place in party.charted.pack.places}
    return {place: n for place, n in sorted(beds.items()) if n is not None and n < everybody}


def _booked(parties: Sequence[Sleeper], place: str, beds: int) -> list[Bools]:
    """When each party may sleep in one house, over its own steps."""
    first = min(party.offset for party in parties)
    last = max(party.offset + party.charted.problem.steps for party in parties)
    chances = np.full((len(parties), last - first), -1.0)
    for chance, party in zip(chances, parties, strict=True):
        begin = party.offset - first
        chance[begin : begin + party.charted.problem.steps] = np.round(party.there[place], 9)
    granted = np.zeros(chances.shape, dtype=np.bool_)
    taken = np.zeros(last - first, dtype=np.int64)
    people = np.array([party.people for party in parties])
    hours = np.arange(last - first)
    for next_best in np.argsort(-chances, axis=0, kind="stable"):
        fits = (taken == 0) | (taken + people[next_best] <= beds)
        new = fits & (chances[next_best, hours] >= 0.0)
        granted[next_best[new], hours[new]] = True
        taken += people[next_best] * new
    return [
        granted[at, party.offset - first : party.offset - first + party.charted.problem.steps].copy()
        for at, party in enumerate(parties)
    ]
