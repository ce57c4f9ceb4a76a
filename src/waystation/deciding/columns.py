"""Every way that may be chosen as a column of a programme: what it is worth in each objective, and what it takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from waystation.deciding.programme import Programme
from waystation.deciding.requests import (
    Common,
    Request,
    Resource,
    Way,
    allowed_ways,
    capacity,
    expected_people,
    uses_of,
    waiting_ended,
)

__all__ = ["LEVELS", "Columns"]

Floats = NDArray[np.float64]
LEVELS = ("people", "waiting", "peril", "money")
"""What counts, the most important first."""


class Columns:
    """Every way of every request that may be chosen, as a column of the programme."""

    def __init__(self, requests: Sequence[Request], common: Common) -> None:
        self.requests = requests
        self.common = common
        self.owner: list[int] = []
        self.ways: list[Way] = []
        for position, request in enumerate(requests):
            for way in allowed_ways(request):
                if way.mid > 0.0 and way.day < common.days:
                    self.owner.append(position)
                    self.ways.append(way)
        self.uses = [uses_of(requests[at], way, common) for at, way in zip(self.owner, self.ways, strict=True)]

    def positions(self, chosen: Iterable[tuple[Request, Way]]) -> tuple[int, ...]:
        """Where the chosen ways stand."""
        met = {request.id: way for request, way in chosen}
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
