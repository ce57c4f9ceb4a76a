"""Journeys that share houses: each is answered with the beds that the others leave it.

Beds are granted as `planning.beds` has it: every hour to whoever is likeliest to be there, of equals to the journey
that was accepted first; where a party is already it stays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from waystation.desk.guide.running import Running, answerer_for, situation_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from waystation.guiding.answerer import Situation
    from waystation.guiding.answering import Answer
    from waystation.guiding.policy_there import There
    from waystation.planning.beds import Sleeper

__all__ = ["answers_of", "situations_of"]


def answers_of(running: Sequence[Running], now: datetime, *, whole: bool = False) -> list[Answer]:
    """What to do now on journeys that run beside each other.

    Args:
        running: The journeys.
        now: The present instant.
        whole: Whether to plan anew for what the policy has no answer to: a broker who fails, a house that is lost.
    """
    given = situations_of(running, now)
    answerers = [answerer_for(one) for one in running]
    return [each.whole(one) if whole else each.answer(one) for each, one in zip(answerers, given, strict=True)]


def situations_of(
    running: Sequence[Running],
    now: datetime,
    walking: Callable[[Running, Situation], There] | None = None,
    standing: Callable[[Running, datetime], Situation] = situation_of,
) -> list[Situation]:
    """All that the answers for some journeys depend on, with the beds that each leaves the others.

    Args:
        running: The journeys.
        now: The present instant.
        walking: Says which policy a journey would follow if all beds were free; default, it is planned.
        standing: Says how a journey stands if all beds are free; default, it is worked out.
    """
    walking = walking or _walking
    found = [standing(one, now) for one in running]
    for group in _short_of_beds(running):
        there = [(n, walking(running[n], found[n])) for n in group]
        # Of the way of those who are still out after the last hour of their clock nothing is known.
        known = [(n, one) for n, one in there if not one.beyond]
        if len(known) < 2:
            continue
        every = _free([running[n] for n, _ in known], [one for _, one in known])
        for (number, _), free in zip(known, every, strict=True):
            if free:
                found[number] = replace(found[number], free=free)
    return found


def _walking(running: Running, situation: Situation) -> There:
    return answerer_for(running).follows(situation)


def _short_of_beds(running: Sequence[Running]) -> list[list[int]]:
    """Groups of journeys, those accepted first in front, on one clock, that share a house too small for them."""
    groups: list[list[int]] = []
    order = sorted(range(len(running)), key=lambda n: (running[n].journey.accepted, running[n].name))
    for number in order:
        if running[number].journey.standing.lost:
            continue
        for group in groups:
            if _on_one_clock(running[group[0]], running[number]):
                group.append(number)
                break
        else:
            groups.append([number])
    return [group for group in groups if len(group) > 1 and _short([running[n] for n in group])]


def _on_one_clock(a: Running, b: Running) -> bool:
    one, other = a.pack.clock, b.pack.clock
    step = timedelta(minutes=one.step_minutes)
    return one.step_minutes == other.step_minutes and not (one.start - other.start) % step


def _short(running: Sequence[Running]) -> bool:
    """Whether a house that more than one of them has could not hold all who have it."""
    people: dict[tuple[str, object], list[int]] = {}
    beds: dict[tuple[str, object], int] = {}
    for one in running:
        for place in one.pack.places:
            if place.beds is not None:
                people.setdefault((place.id, place.at), []).append(one.pack.party_size)
                beds[place.id, place.at] = place.beds
    return any(len(sizes) > 1 and sum(sizes) > beds[key] for key, sizes in people.items())


def _free(running: Sequence[Running], every: Sequence[There]) -> list[dict[str, NDArray[np.bool_]]]:
    """The beds that journeys leave each other, by the policies that they would follow if all were free."""
    from waystation.planning.beds import Sleeper, free_beds
    from waystation.planning.walks import walk_of

    first = min(one.pack.clock.start for one in running)
    sleepers = []
    for one, there in zip(running, every, strict=True):
        clock = there.charted.pack.clock
        offset = (clock.start - first) // timedelta(minutes=clock.step_minutes)
        walk = walk_of(there.charted, there.policy, offset)
        sleepers.append(Sleeper(there.charted, walk, one.pack.party_size, offset))
    free = free_beds(sleepers)
    for number, one in enumerate(running):
        place = one.journey.standing.place if one.journey.standing.leg is None else ""
        if place and one.pack.place[place].beds is not None:
            _stay(free, sleepers, number, place)
    return free


def _stay(free: list[dict[str, NDArray[np.bool_]]], sleepers: list[Sleeper], stays: int, place: str) -> None:
    """Whoever is in a house stays there; the others find the beds that are left."""
    import numpy as np

    free[stays].pop(place, None)
    host = sleepers[stays]
    beds = host.charted.pack.place[place].beds or 0
    there = host.there.get(place)
    for number, guest in enumerate(sleepers):
        if number == stays or there is None or host.people + guest.people <= beds or place not in guest.there:
            continue
        steps = np.arange(guest.charted.problem.steps) + guest.offset - host.offset
        within = (steps >= 0) & (steps < len(there))
        taken = within & (there[np.where(within, steps, 0)] > 0.0)
        known = free[number].get(place)
        free[number][place] = ~taken if known is None else known & ~taken
