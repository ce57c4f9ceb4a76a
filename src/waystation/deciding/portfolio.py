"""Choosing among missions: which requests to meet, when and how, if not all can be met.

Decides the order in which things count: expected people safe; then fairness, those who have waited longest before those
most at risk if they stay; then money. Says for each that is not chosen what stands against it, and finds by solving
anew what a little more of anything would bring. Solving itself is `programme`'s business.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from waystation.deciding.programme import Floor, Programme, maximise
from waystation.deciding.requests import (
    Common,
    Request,
    Resource,
    Way,
    capacity,
    expected_people,
    uses_of,
    waiting_ended,
)
from waystation.solver.spreading import HERE, Workers, spread

__all__ = ["ALIKE", "LEVELS", "Chosen", "Level", "More", "Portfolio", "Refused", "choose", "find_more"]

Floats = NDArray[np.float64]
LEVELS = ("people", "waiting", "peril", "money")
"""What counts, the most important first."""

ALIKE = 0.05
"""Choices whose expected people safe differ by at most so much are alike, and fairness decides between them."""

SHARES = (0.6, 0.5, 0.5, 1.0)
"""How much of the time that is left each objective may take, if time is short."""

BETTER = 0.75
"""Of a refused request those ways are looked at that bring at least this share of what its best would."""

TIE = 1e-6


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
    """

    request: Request
    short: tuple[tuple[Resource, float], ...]
    way: Way | None


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


@dataclass(frozen=True)
class More:
    """What a little more of something would bring, by solving anew.

    Args:
        what: `bed:HOUSE`, `money`, `broker:ID`, `attention`.
        amount: How much more.
        people: How many more people would be expected to be safe.
        enters: Ids of requests that would be met then and are not now.
        leaves: Ids of requests that would not be met then and are now.
        most: What `people` cannot pass; equal to it where that is proved.
    """

    what: str
    amount: float
    people: float
    most: float
    enters: tuple[str, ...]
    leaves: tuple[str, ...]


class _Columns:
    """Every way of every request as a column of the programme."""

    def __init__(self, requests: Sequence[Request], common: Common) -> None:
        self.requests = requests
        self.common = common
        self.owner: list[int] = []
        self.ways: list[Way] = []
        for position, request in enumerate(requests):
            for way in request.ways:
                if way.mid > 0.0 and way.day < common.days:
                    self.owner.append(position)
                    self.ways.append(way)
        self.uses = [uses_of(requests[at], way, common) for at, way in zip(self.owner, self.ways, strict=True)]

    def positions(self, chosen: Iterable[Chosen]) -> tuple[int, ...]:
        """Where the chosen ways stand."""
        met = {one.request.id: one.way for one in chosen}
        named = enumerate(zip(self.owner, self.ways, strict=True))
        return tuple(at for at, (owner, way) in named if met.get(self.requests[owner].id) is way)

    def worth(self, level: str) -> Floats:
        """What each column is worth in one objective; larger is better."""
        days = self.common.days
        values: list[float] = []
        for at, way in zip(self.owner, self.ways, strict=True):
            request = self.requests[at]
            if level == "people":
                values.append(expected_people(request, way))
            elif level == "waiting":
                values.append(waiting_ended(request, way, days))
            elif level == "peril":
                values.append(request.people * (request.still_there(way.day) - request.still_there(days)))
            else:
                values.append(-way.cost)
        return np.array(values, dtype=np.float64)

    def programme(self, common: Common) -> Programme:
        """One row for each request, and one for each resource of which all ways together could take too much."""
        rows: list[int] = list(self.owner)
        columns = list(range(len(self.ways)))
        amounts = [1.0] * len(self.ways)
        limits = [1.0] * len(self.requests)
        most: dict[Resource, dict[int, float]] = {}
        for column, uses in enumerate(self.uses):
            for resource, amount in uses.items():
                by_request = most.setdefault(resource, {})
                at = self.owner[column]
                by_request[at] = max(by_request.get(at, 0.0), amount)
        numbers: dict[Resource, int] = {}
        for resource, by_request in most.items():
            if sum(by_request.values()) > capacity(common, resource):
                numbers[resource] = len(limits)
                limits.append(capacity(common, resource))
        for column, uses in enumerate(self.uses):
            for resource, amount in uses.items():
                if resource in numbers:
                    rows.append(numbers[resource])
                    columns.append(column)
                    amounts.append(amount)
        return Programme(
            len(self.ways),
            np.array(rows, dtype=np.int32),
            np.array(columns, dtype=np.int32),
            np.array(amounts, dtype=np.float64),
            np.array(limits, dtype=np.float64),
        )


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
    columns = _Columns(requests, common)
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


def _portfolio(columns: _Columns, chosen: Sequence[int], levels: tuple[Level, ...], seconds: float) -> Portfolio:
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


def _refused(columns: _Columns, request: Request, ways: Iterable[int], used: dict[Resource, float]) -> Refused:
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
        return Refused(request, (), None)
    _, _, column, short_of = min(found, key=lambda one: one[:3])
    return Refused(request, short_of, columns.ways[column])


def find_more(
    requests: Sequence[Request],
    portfolio: Portfolio,
    *,
    money: float = 1000.0,
    most: int | None = None,
    seconds: float | None = None,
    workers: Workers = HERE,
) -> list[More]:
    """What one more bed, some more money, one more trusted broker or one more mission at a time would bring.

    Args:
        requests: The requests.
        portfolio: The choice.
        money: How much more money.
        most: Ask about at most so many things, those that stand against most refused requests first; None for all.
        seconds: How long each may take to solve; None for as long as it takes.
        workers: Who solves.

    Returns:
        What brings most first; only what somebody was refused for, or what is used up.
    """
    asked = _scarce(portfolio)[:most]
    if not asked:
        return []
    columns = _Columns(requests, portfolio.common)
    given = [(columns, portfolio, what, money, seconds) for what in asked]
    return sorted(spread(_more, given, workers), key=lambda more: (-more.people, more.what))


def _scarce(portfolio: Portfolio) -> list[str]:
    """What to ask about, by how many refused requests lack it; then what is used up."""
    counts: dict[str, int] = {}
    for refused in portfolio.refused:
        for name in {_named(resource) for resource, _ in refused.short}:
            counts[name] = counts.get(name, 0) + 1
    if portfolio.refused:
        for resource, amount in portfolio.used().items():
            if amount >= capacity(portfolio.common, resource) - TIE:
                counts.setdefault(_named(resource), 0)
    return sorted((name for name in counts if not name.startswith("risk")), key=lambda name: (-counts[name], name))


def _named(resource: Resource) -> str:
    kind, name, _ = resource
    if kind in ("broker", "told"):
        return f"broker:{name}"
    return f"{kind}:{name}" if name else kind


def _more(given: tuple[_Columns, Portfolio, str, float, float | None]) -> More:
    """Solve anew with a little more of one thing."""
    columns, portfolio, what, money, seconds = given
    common, amount = _extended(portfolio.common, what, money)
    start = columns.positions(portfolio.chosen)
    found = maximise(columns.programme(common), columns.worth("people"), start=start, seconds=seconds)
    now = {one.request.id for one in portfolio.chosen}
    then = {columns.requests[columns.owner[column]].id for column in found.chosen}
    # The choice may have given up some people for fairness; more is held against the most there could be.
    gained = max(0.0, found.value - portfolio.levels[0].value)
    most = max(gained, found.bound - portfolio.levels[0].value)
    other = gained > ALIKE
    enters, leaves = (tuple(sorted(a - b)) if other else () for a, b in ((then, now), (now, then)))
    return More(what, amount, gained, most, enters, leaves)


def _extended(common: Common, what: str, money: float) -> tuple[Common, float]:
    """What is shared with a little more of one thing, and how much more that is."""
    kind, _, name = what.partition(":")
    if kind == "money":
        return replace(common, money=(common.money or 0.0) + money), money
    if kind == "bed":
        return replace(common, beds={**common.beds, name: common.beds[name] + 1}), 1.0
    if kind == "broker":
        stand_ins = {**common.stand_ins, name: common.stand_ins.get(name, 0) + 1}
        return replace(common, stand_ins=stand_ins), 1.0
    return replace(common, attention=(common.attention or 0) + 1), 1.0
