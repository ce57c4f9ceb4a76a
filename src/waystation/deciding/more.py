"""What a little more of anything would bring: one bed, some money, one more trusted broker, each by solving anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from waystation.deciding.columns import Columns
from waystation.deciding.portfolio import ALIKE, TIE, Portfolio
from waystation.deciding.programme import maximise
from waystation.deciding.requests import Common, Request, Resource, capacity
from waystation.solver.spreading import HERE, Workers, spread

__all__ = ["More", "find_more"]


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
    columns = Columns(requests, portfolio.common)
    given = [(columns, portfolio, what, money, seconds) for what in asked]
    return sorted(spread(_more, given, workers), key=lambda more: (-more.people, more.what))


def _scarce(portfolio: Portfolio) -> list[str]:
    """What to ask about, by how many refused requests lack it; then what is used up."""
    counts: dict[str, int] = {}
    for refused in portfolio.refused:
        for name in {_named(resource) for resource, _ in refused.short}:
            counts[name] = counts.get(name, 0) + 1
    if any(not one.barred and one.way is not None for one in portfolio.refused):
        for resource, amount in portfolio.used().items():
            if amount >= capacity(portfolio.common, resource) - TIE:
                counts.setdefault(_named(resource), 0)
    return sorted((name for name in counts if not name.startswith("risk")), key=lambda name: (-counts[name], name))


def _named(resource: Resource) -> str:
    kind, name, _ = resource
    if kind in ("broker", "told"):
        return f"broker:{name}"
    return f"{kind}:{name}" if name else kind


def _more(given: tuple[Columns, Portfolio, str, float, float | None]) -> More:
    """Solve anew with a little more of one thing."""
    columns, portfolio, what, money, seconds = given
    common, amount = _extended(portfolio.common, what, money)
    start = columns.positions((one.request, one.way) for one in portfolio.chosen)
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
