"""In which ways a party can part: those who stay together stay together, into at most so many groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from waystation.errors import Usage
from waystation.world.people import Traveller

__all__ = ["MOST_GROUPS", "MOST_SPLITS", "partings", "units"]

MOST_GROUPS = 4
"""More groups than these nobody can guide at once."""

MOST_SPLITS = 1_000
"""More splits than these are not compared."""

Unit = tuple[str, ...]


def units(travellers: Sequence[Traveller]) -> list[Unit]:
    """Who cannot be parted: the ids of those with the same `together` word; everybody else alone.

    Args:
        travellers: The party.

    Returns:
        The units, in the order of their first members.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for traveller in travellers:
        key = ("word", traveller.together) if traveller.together is not None else ("id", traveller.id)
        found.setdefault(key, []).append(traveller.id)
    return [tuple(members) for members in found.values()]


def partings(travellers: Sequence[Traveller], most: int = MOST_GROUPS) -> list[tuple[Unit, ...]]:
    """Every way to part a party into groups, the undivided party first, then by the number of groups.

    Args:
        travellers: The party.
        most: The most groups.

    Returns:
        For each way its groups, each the ids of its travellers in the order of the pack.

    Raises:
        Usage: If there are more than `MOST_SPLITS`.
    """
    parts = units(travellers)
    count = sum(_ways(len(parts), groups) for groups in range(1, min(most, len(parts)) + 1))
    if count > MOST_SPLITS:
        raise Usage("too_many_splits", units=len(parts), splits=count, groups=most, limit=MOST_SPLITS)
    order = {traveller.id: position for position, traveller in enumerate(travellers)}
    found = [
        tuple(tuple(sorted((name for part in group for name in part), key=order.__getitem__)) for group in groups)
        for groups in _grouped(parts, most)
    ]
    return sorted(found, key=len)


def _grouped(parts: Sequence[Unit], most: int) -> Iterator[list[list[Unit]]]:
    """Each way once: a part joins a group that is there, or begins the next."""
    if not parts:
        yield []
        return
    for groups in _grouped(parts[:-1], most):
        for position in range(len(groups)):
            yield [[*group, parts[-1]] if at == position else group for at, group in enumerate(groups)]
        if len(groups) < most:
            yield [*groups, [parts[-1]]]


@cache
def _ways(parts: int, groups: int) -> int:
    """In how many ways so many parts make exactly so many groups (Stirling numbers of the second kind)."""
    if groups in (0, parts):
        return int(groups == parts)
    return groups * _ways(parts - 1, groups) + _ways(parts - 1, groups - 1) if groups < parts else 0
