"""Conditions: what changes outside anyone's control, as Markov chains over named levels.

The arithmetic of one small chain (per-step matrix, stationary distribution, the distribution some steps on) is
here, in plain Python: chains have a handful of levels, and `waystation check` must not wait for numpy.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, TypeAdapter, field_validator, model_validator

from waystation.world.files import GaugeFile
from waystation.world.quoting import shown
from waystation.world.shape import Identifier, Probability, Shape, Text, mistaken

__all__ = ["Condition", "Matrix", "closed_classes", "moved", "normalised", "power", "stationary", "step_matrix"]

Matrix = tuple[tuple[float, ...], ...]
ROW_TOLERANCE = 1e-9


def _stochastic(row: tuple[float, ...]) -> tuple[float, ...]:
    if abs(sum(row) - 1.0) > ROW_TOLERANCE:
        raise mistaken("row_sum", sum=sum(row))
    return row


Row = Annotated[tuple[Probability, ...], Field(max_length=20, strict=False), AfterValidator(_stochastic)]
Rows = Annotated[tuple[Row, ...], Field(strict=False)]
_SHARES = TypeAdapter(dict[str, Probability], config=ConfigDict(strict=True, allow_inf_nan=False))


def _now(value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value
    if not isinstance(value, dict):
        raise mistaken("now_form", value=shown(value))
    shares = _SHARES.validate_python(value)
    if abs(sum(shares.values()) - 1.0) > ROW_TOLERANCE:
        raise mistaken("now_sum", sum=sum(shares.values()))
    return shares


class Condition(Shape):
    """Something outside anyone's control that changes: a river's level, police strength."""

    id: Identifier
    """The condition's name in commands."""
    name: Text | None = None
    """A name for people."""
    levels: Annotated[tuple[Identifier, ...], Field(min_length=1, max_length=20, strict=False)]
    """Its levels, from the mildest."""
    per_hour: Rows | None = None
    """Chances of moving from each level (row) to each level within one hour."""
    per_step: Rows | None = None
    """The same within one step."""
    gauge: GaugeFile | None = None
    """A gauge's record from which the chances are estimated."""
    now: Annotated[str | dict[str, Probability] | None, BeforeValidator(_now)] = None
    """The level at the start, its distribution, or nothing: the stationary distribution."""
    observed: bool = True
    """Whether the level is known at every decision."""

    @field_validator("levels")
    @classmethod
    def _distinct(cls, levels: tuple[str, ...]) -> tuple[str, ...]:
        for position, level in enumerate(levels):
            if level in levels[:position]:
                raise mistaken("duplicate_level", (position,), value=shown(level))
        return levels

    @model_validator(mode="after")
    def _one_chain_of_the_right_size(self) -> Condition:
        given = [key for key in ("per_hour", "per_step", "gauge") if getattr(self, key) is not None]
        if len(given) != 1:
            raise mistaken("one_chain", given=" and ".join(given) or "none")
        size = len(self.levels)
        rows = self.per_step if self.per_hour is None else self.per_hour
        if rows is not None and (len(rows) != size or any(len(row) != size for row in rows)):
            raise mistaken("matrix_size", (given[0],), levels=size)
        if self.gauge is not None and len(self.gauge.thresholds) != size - 1:
            raise mistaken("threshold_count", ("gauge", "thresholds"), levels=size, wanted=size - 1)
        self._check_now()
        if rows is not None and self.now is None and len(closed_classes(rows)) > 1:
            raise mistaken("no_single_stationary")
        return self

    def _check_now(self) -> None:
        for level in [self.now] if isinstance(self.now, str) else list(self.now or ()):
            if level not in self.levels:
                named = ", ".join(self.levels)
                raise mistaken(
                    "unknown_level", ("now",), word=level, known=self.levels, value=shown(level), levels=named
                )

    @property
    def title(self) -> str:
        """The name for people, or the id where there is none."""
        return self.name or self.id

    def distribution_now(self, chain: Matrix) -> tuple[float, ...]:
        """The chance of each level at the start.

        Args:
            chain: The rows as stated (per hour, per step or per day), for the stationary distribution.

        Returns:
            One probability per level, summing to 1.
        """
        if self.now is None:
            return stationary(chain)
        if isinstance(self.now, str):
            return tuple(float(level == self.now) for level in self.levels)
        given = [self.now.get(level, 0.0) for level in self.levels]
        return tuple(p / sum(given) for p in given)


def normalised(rows: Sequence[Sequence[float]]) -> Matrix:
    """The rows divided by their sums."""
    return tuple(tuple(p / sum(row) for p in row) for row in rows)


def step_matrix(rows: Matrix, unit_minutes: int, step_minutes: int) -> Matrix:
    """The chain of one step, from a chain that moves once in `unit_minutes` (`model.md`, Conditions).

    Args:
        rows: A stochastic matrix for one unit of time.
        unit_minutes: Minutes in that unit: 60 for `per_hour`.
        step_minutes: Minutes in a step: a multiple of the unit, or fewer than it.

    Returns:
        P^(m/unit) for multiples, the lazy chain I + (m/unit)(P − I) for shorter steps.

    Raises:
        ValueError: For a step longer than the unit that is no multiple of it.
    """
    rows = normalised(rows)
    if step_minutes % unit_minutes == 0:
        return power(rows, step_minutes // unit_minutes)
    if step_minutes > unit_minutes:
        raise ValueError("step is no multiple of the unit")
    share = step_minutes / unit_minutes
    return tuple(tuple((i == j) + share * (p - (i == j)) for j, p in enumerate(row)) for i, row in enumerate(rows))


def power(rows: Matrix, exponent: int) -> Matrix:
    """A stochastic matrix to a whole power >= 0."""
    size = len(rows)
    result: Matrix = tuple(tuple(float(i == j) for j in range(size)) for i in range(size))
    while exponent:
        if exponent & 1:
            result = _times(result, rows)
        rows = _times(rows, rows)
        exponent >>= 1
    return result


def _times(a: Matrix, b: Matrix) -> Matrix:
    columns = tuple(zip(*b, strict=True))
    return tuple(tuple(sum(x * y for x, y in zip(row, column, strict=True)) for column in columns) for row in a)


def moved(distribution: Sequence[float], chain: Matrix) -> tuple[float, ...]:
    """A distribution one move of the chain later."""
    return tuple(sum(p * row[j] for p, row in zip(distribution, chain, strict=True)) for j in range(len(chain)))


def closed_classes(rows: Matrix) -> list[set[int]]:
    """The sets of levels that, once entered, are never left; one such set means one stationary distribution."""
    size = len(rows)
    reach = [{i} | {j for j in range(size) if rows[i][j] > 0.0} for i in range(size)]
    for k in range(size):
        for i in range(size):
            if k in reach[i]:
                reach[i] |= reach[k]
    found: list[set[int]] = []
    for i in range(size):
        if all(i in reach[j] for j in reach[i]) and reach[i] not in found:
            found.append(reach[i])
    return found


def stationary(rows: Matrix) -> tuple[float, ...]:
    """The unique stationary distribution of a chain with one closed class.

    The algorithm is state reduction without subtraction (Grassmann, Taksar and Heyman 1985), which keeps
    full relative precision however rare a level is.

    Args:
        rows: A stochastic matrix with exactly one closed class.

    Returns:
        One probability per level; levels outside the class have 0.
    """
    (recurrent,) = closed_classes(rows)
    members = sorted(recurrent)
    matrix = [[rows[i][j] for j in members] for i in members]
    size = len(members)
    for n in range(size - 1, 0, -1):
        out = sum(matrix[n][:n])
        for i in range(n):
            matrix[i][n] /= out
            for j in range(n):
                matrix[i][j] += matrix[i][n] * matrix[n][j]
    weights = [1.0]
    for n in range(1, size):
        weights.append(sum(weights[i] * matrix[i][n] for i in range(n)))
    total = sum(weights)
    result = [0.0] * len(rows)
    for level, weight in zip(members, weights, strict=True):
        result[level] = weight / total
    return tuple(result)
