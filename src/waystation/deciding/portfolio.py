"""Choosing among missions: which requests to meet, when and how, if not all can be met.

Decides the order in which things count: expected people safe; then fairness, those who have waited longest before those
most at risk if they stay; then money. What the charter does not let go is never among what may be chosen. Says for
each that is not chosen what stands against it. Solving itself is `programme`'s business; what more of anything would
bring is `more`'s.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from waystation.deciding.columns import LEVELS, Columns
from waystation.deciding.permits import GRAVITY
from waystation.deciding.programme import Floor, maximise
from waystation.deciding.requests import Common, Request, Resource, Way, capacity, expected_people, uses_of

__all__ = ["ALIKE", "TIE", "Chosen", "Level", "Portfolio", "Refused", "choose"]

ALIKE = 0.05
"""Choices whose expected people safe differ by at most so much are alike, and fairness decides between them."""

SHARES = (0.6, 0.5, 0.5, 1.0)
"""How much of the time that is left each objective may take, if time is short."""

BETTER = 0.75
"""Of a refused request those ways are looked at that bring at least this share of what its best would."""

TIE = 1e-6
"""What is closer together than this, as a share, is the same."""


@dataclass(frozen=True)
class Chosen:
    """A request that is met, and how."""

    request: Request
    way: Way


@dataclass(frozen=True)
class Refused:
    """A request that is not met.

    Args:
        request: Which.
        short: What the way with the fewest obstacles lacks beside what is chosen, and how much of it; empty where no
            way arrives at all, or nothing stands against it by itself and it is worth less than nothing.
        way: That way, or None where there is none.
        barred: Whether the charter lets no way be chosen; then `way` is the one that comes nearest to it, and its
            permit says what stands against it.
    """

    request: Request
    short: tuple[tuple[Resource, float], ...]
    way: Way | None
    barred: bool = False


@dataclass(frozen=True)
class Level:
    """How one objective came out.

    Args:
        name: One of `LEVELS`.
        value: What the choice comes to: people, days of waiting ended, people's peril spared, money.
        bound: What no choice could pass, of those that are as good in all objectives before.
        optimal: Whether that is proved to be the best.
    """

    name: str
    value: float
    bound: float
    optimal: bool


@dataclass(frozen=True)
class Portfolio:
    """What to do.

    Args:
        chosen: The requests that are met, in the order of their days.
        refused: The others, in the order in which they were given.
        levels: How each objective came out.
        common: What was shared.
        seconds: How long solving took.
    """

    chosen: tuple[Chosen, ...]
    refused: tuple[Refused, ...]
    levels: tuple[Level, ...]
    common: Common
    seconds: float

    @property
    def people(self) -> float:
        """How many people are expected to be brought to safety."""
        return sum(expected_people(one.request, one.way) for one in self.chosen)

    @property
    def cost(self) -> float:
        """What is set aside."""
        return sum(one.way.cost for one in self.chosen)

    def used(self) -> dict[Resource, float]:
        """How much is taken of everything that is limited."""
        found: dict[Resource, float] = {}
        for one in self.chosen:
            for resource, amount in uses_of(one.request, one.way, self.common).items():
                found[resource] = found.get(resource, 0.0) + amount
        return found


def choose(
    requests: Sequence[Request],
    common: Common,
    *,
    alike: float = ALIKE,
    seconds: float | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> Portfolio:
    """Choose which requests to meet, when and how.

    Args:
        requests: The requests, each with its ways.
        common: What they share.
        alike: Choices whose expected people safe differ by at most so much are alike.
        seconds: How long solving may take in all; None for as long as it takes.
        clock: Tells how much of that has passed.

    Returns:
        The choice. Each objective is the best possible among the choices that are as good in all before it, or its
        level says by how much it could still be better.
    """
    began = clock()
    columns = Columns(requests, common)
    programme = columns.programme(common)
    floors: list[Floor] = []
    levels: list[Level] = []
    chosen: tuple[int, ...] = ()
    for name, share in zip(LEVELS, SHARES, strict=True):
        worth = columns.worth(name)
        left = None if seconds is None else max(0.0, seconds - (clock() - began)) * share
        found = maximise(programme, worth, floors, start=chosen, seconds=left)
        chosen = found.chosen
        sign = -1.0 if name == "money" else 1.0
        levels.append(Level(name, sign * found.value, sign * found.bound, found.optimal))
        slack = alike if name == "people" else TIE * max(1.0, abs(found.value))
        floors.append((worth, found.value - slack))
    return _portfolio(columns, chosen, tuple(levels), clock() - began)


def _portfolio(columns: Columns, chosen: Sequence[int], levels: tuple[Level, ...], seconds: float) -> Portfolio:
    met = [Chosen(columns.requests[columns.owner[column]], columns.ways[column]) for column in chosen]
    met.sort(key=lambda one: (one.way.day, one.request.id))
    portfolio = Portfolio(tuple(met), (), levels, columns.common, seconds)
    used, taken = portfolio.used(), {columns.owner[column] for column in chosen}
    by_owner: dict[int, list[int]] = {}
    for column, owner in enumerate(columns.owner):
        by_owner.setdefault(owner, []).append(column)
    refused = [
        _refused(columns, request, by_owner.get(position, ()), used)
        for position, request in enumerate(columns.requests)
        if position not in taken
    ]
    return replace(portfolio, refused=tuple(refused))


def _refused(columns: Columns, request: Request, ways: Iterable[int], used: dict[Resource, float]) -> Refused:
    """What stands against a request: of its better ways the one that lacks the fewest things, then the least money."""
    found: list[tuple[int, float, int, tuple[tuple[Resource, float], ...]]] = []
    worth = {column: expected_people(request, columns.ways[column]) for column in ways}
    least = BETTER * max(worth.values(), default=0.0)
    for column in (column for column, people in worth.items() if people >= least):
        short = []
        for resource, amount in columns.uses[column].items():
            lacking = used.get(resource, 0.0) + amount - capacity(columns.common, resource)
            if lacking > TIE * max(1.0, amount):
                short.append((resource, lacking))
        kinds = len({(resource[0], resource[1]) for resource, _ in short})
        found.append((kinds, sum(lack for (kind, *_), lack in short if kind == "money"), column, tuple(short)))
    if not found:
        return _barred(request, columns.common.days)
    _, _, column, short_of = min(found, key=lambda one: one[:3])
    return Refused(request, short_of, columns.ways[column])


def _barred(request: Request, days: int) -> Refused:
    """A request of which nothing may be chosen, with the way that comes nearest to what the charter asks for."""
    arriving = [way for way in request.ways if way.mid > 0.0 and way.day < days]
    if not arriving:
        return Refused(request, (), None)
    nearest = min(arriving, key=lambda way: (GRAVITY.index(way.permit.word), -way.low, way.day))
    return Refused(request, (), nearest, barred=True)
