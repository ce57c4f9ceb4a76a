"""The mixed-integer programme: which columns to choose, solved by HiGHS; plain arrays in, a choice and its proof out.

Knows objectives and limits by number only. `portfolio` says what they mean, and in which order they count.

Small programmes go to the solver whole. Of large ones the relaxation is solved first, by pricing: a few columns at a
time, and whatever its prices find worth more, until nothing is. Its value bounds every choice, and a column whose
reduced cost is more than what separates the best choice found from that bound is in no better choice; the rest is
small enough again. (Desrosiers and Lübbecke, "A Primer in Column Generation", 2005.)
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from waystation.deciding.greedy import greedy_choices

__all__ = ["WHOLE", "Floor", "Programme", "Solved", "maximise"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

Floor = tuple[Floats, float]
"""Another worth of each column, and what the choice must at least come to in it."""

WHOLE = 1500
"""Up to so many columns go to the solver whole."""

EXACT = 1e-9
"""Gap to which a programme is solved, as a share of the objective."""

PRICED = 1e-7
"""A column worth less than so much more than its price, as a share of the largest worth, is not taken in."""

REPAIRS, GIVEN_UP, REPAIR_SECONDS = 8, 0.4, 2.0
"""How often a part of a large choice is given up and chosen anew, how large a part, and how long that may take."""

AT_ONCE = 4
"""How many columns are taken in at a time, for every row."""


@dataclass(frozen=True)
class Programme:
    """Choose some of n columns, none more than once, so that no row takes more than there is.

    Args:
        count: How many columns there are.
        rows: (entries,) int32; the row of each entry.
        columns: (entries,) int32; its column.
        amounts: (entries,) float64; how much that column takes of that row, >= 0.
        limits: (rows,) float64; how much there is of each row.
    """

    count: int
    rows: NDArray[np.int32]
    columns: NDArray[np.int32]
    amounts: Floats
    limits: Floats


@dataclass(frozen=True)
class Solved:
    """A choice, and how good it is proved to be.

    Args:
        chosen: Positions of the columns that are chosen, ascending.
        value: What they are worth.
        bound: What no choice exceeds; infinite where nothing is proved.
        optimal: Whether no choice is better, by more than rounding.
    """

    chosen: tuple[int, ...]
    value: float
    bound: float
    optimal: bool


def maximise(
    programme: Programme,
    worth: Floats,
    floors: Sequence[Floor] = (),
    *,
    start: Sequence[int] = (),
    seconds: float | None = None,
    whole: int = WHOLE,
    clock: Callable[[], float] = time.perf_counter,
) -> Solved:
    """Choose what is worth most.

    Args:
        programme: What may be chosen together.
        worth: (columns,) float64; what each column is worth.
        floors: What the choice must come to in other worths.
        start: A choice that keeps to all limits and floors; what is returned is worth at least as much. Nothing is one
            where there are no floors.
        seconds: Give up improving after about so long; None for never.
        whole: Up to so many columns go to the solver whole.
        clock: Tells how much of that has passed.

    Returns:
        The best choice found.
    """
    deadline = None if seconds is None else clock() + seconds
    search = _Search(programme, worth, floors, start=tuple(sorted(start)), deadline=deadline, clock=clock)
    everything = np.arange(programme.count)
    if programme.count <= whole:
        return search.best(min(search.choose(everything), float(np.maximum(worth, 0.0).sum())))
    relaxed = search.relax()
    if relaxed is None:
        return search.best(float("inf"))
    bound, reduced = relaxed
    if not floors:
        search.take(reduced)
    # A few columns around the best choice so far find a good one soon; then as many as it takes to prove it.
    search.choose(search.nearest(reduced, whole // 4), share=0.3)
    size, tried = whole, np.empty(0, dtype=np.int64)
    open_ = search.open(bound, reduced)
    while not np.isin(open_, tried).all() and not search.late():
        tried = search.nearest(reduced, size) if size < open_.size else np.union1d(open_, search.chosen)
        search.choose(tried)
        open_, size = search.open(bound, reduced), size * 4
    if open_.size == 0:
        return search.best(search.value)
    return search.best(min(bound, search.proved) if np.isin(open_, tried).all() else bound)


class _Search:
    """One programme with one objective: the best choice so far, and what has been proved."""

    def __init__(
        self,
        programme: Programme,
        worth: Floats,
        floors: Sequence[Floor],
        *,
        start: tuple[int, ...],
        deadline: float | None,
        clock: Callable[[], float],
    ) -> None:
        from scipy.sparse import coo_array, csc_array, vstack

        scale = np.zeros(len(programme.limits))
        np.maximum.at(scale, programme.rows, programme.amounts)
        scale = np.where(scale > 0.0, scale, 1.0)  # so that money and beds are of one size to the solver
        shape = (len(programme.limits), programme.count)
        entries = programme.amounts / scale[programme.rows], (programme.rows, programme.columns)
        matrix, upper = csc_array(coo_array(entries, shape)), programme.limits / scale
        for values, least in floors:
            size = max(float(np.abs(values).max(initial=0.0)), 1e-12)
            matrix = vstack([matrix, csc_array(-values[None, :] / size)], format="csc")
            upper = np.append(upper, -least / size)
        self.matrix: Any = matrix
        self.upper = upper
        self.worth = worth
        self.count = programme.count
        self.chosen = start
        self.deadline = deadline
        self.clock = clock
        self.proved = float("inf")

    @property
    def value(self) -> float:
        """What the best choice so far is worth."""
        return float(self.worth[list(self.chosen)].sum())

    @property
    def rounding(self) -> float:
        """What is closer together than this is the same."""
        return EXACT * max(1.0, abs(self.value)) * 10.0

    def left(self) -> float:
        """How many seconds are left; infinite where nobody hurries."""
        return float("inf") if self.deadline is None else max(0.0, self.deadline - self.clock())

    def late(self) -> bool:
        """Whether the time is over."""
        return self.deadline is not None and self.clock() >= self.deadline

    def best(self, bound: float) -> Solved:
        """The best choice so far, beside a bound."""
        value = self.value
        optimal = bound <= value + self.rounding
        return Solved(self.chosen, value, value if optimal else bound, optimal)

    def take(self, reduced: Floats) -> None:
        """Take what fits, best first; then give up a part of it, several times, and choose that part anew."""
        matrix = self.matrix
        self._note(
            greedy_choices(matrix.indptr, matrix.indices, matrix.data, self.upper, worth=self.worth, reduced=reduced)
        )
        if self.late():
            return
        draw, near = np.random.default_rng(1), np.argsort(-reduced, kind="stable")[:WHOLE]
        for _ in range(REPAIRS):
            if self.late():
                return
            before = np.array(self.chosen, dtype=np.int64)
            kept = before[draw.random(before.size) > GIVEN_UP]
            left = np.maximum(self.upper - np.asarray(self.matrix[:, kept].sum(axis=1)).ravel(), 0.0)
            freed = np.setdiff1d(np.union1d(near, before), kept)
            found = self._solved(freed, left, min(REPAIR_SECONDS, 0.25 * self.left()))
            if found.x is not None:
                self._note((*kept.tolist(), *freed[np.asarray(found.x) > 0.5].tolist()))

    def _note(self, chosen: Iterable[int]) -> None:
        """Keep a choice if it is better."""
        found = tuple(sorted(chosen))
        if float(self.worth[list(found)].sum()) > self.value:
            self.chosen = found

    def _solved(self, columns: Ints, upper: Floats, seconds: float | None) -> Any:
        """What HiGHS says about some columns."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        return milp(
            -self.worth[columns],
            integrality=np.ones(columns.size, dtype=np.uint8),
            bounds=Bounds(0.0, 1.0),
            constraints=LinearConstraint(self.matrix[:, columns], -np.inf, upper),
            options={"mip_rel_gap": EXACT, **({} if seconds is None else {"time_limit": max(0.05, seconds)})},
        )

    def nearest(self, reduced: Floats, size: int) -> Ints:
        """The columns that are nearest to being worth their price, and those of the best choice so far."""
        return np.union1d(np.argsort(-reduced, kind="stable")[:size], self.chosen).astype(np.int64)

    def open(self, bound: float, reduced: Floats) -> Ints:
        """The columns that may be in a better choice: taking any other costs more than the bound leaves."""
        return np.flatnonzero(bound + np.minimum(reduced, 0.0) > self.value + self.rounding)

    def choose(self, columns: Ints, share: float = 1.0) -> float:
        """Choose among some columns; notes what is found, and returns what no choice among them exceeds.

        Args:
            columns: (k,) int64, ascending.
            share: Of the time that is left, how much this may take.
        """
        self.proved = float("inf")
        if not columns.size:
            self.proved = self.value
            return self.proved
        seconds = None if self.deadline is None else share * self.left()
        found = self._solved(columns, self.upper, seconds)
        if found.x is not None:
            self._note(columns[np.asarray(found.x) > 0.5].tolist())
        if found.mip_dual_bound is not None:
            self.proved = self.value if found.status == 0 else max(self.value, -float(found.mip_dual_bound))
        return self.proved

    def relax(self) -> tuple[float, Floats] | None:
        """Solve the relaxation by pricing.

        Returns:
            What no choice exceeds, and by how much each column is worth more than its price; None if the time ran out.
        """
        from scipy.optimize import linprog

        tolerance = PRICED * max(1e-12, float(np.abs(self.worth).max()))
        taken = np.zeros(self.count, dtype=np.bool_)
        taken[list(self.chosen)] = True
        taken[np.argsort(-self.worth, kind="stable")[: AT_ONCE * len(self.upper)]] = True
        while not self.late():
            columns = np.flatnonzero(taken)
            found = linprog(
                -self.worth[columns],
                A_ub=self.matrix[:, columns],
                b_ub=self.upper,
                bounds=(0.0, None),
                method="highs",
                options={} if self.deadline is None else {"time_limit": max(0.05, self.left())},
            )
            if found.status != 0:
                return None
            prices = np.maximum(0.0, -np.asarray(found.ineqlin.marginals))
            reduced = self.worth - np.asarray(self.matrix.T @ prices)
            fresh = np.flatnonzero((reduced > tolerance) & ~taken)
            if fresh.size == 0:
                # by weak duality, whatever the solver's rounding: prices of what there is, and what is still unpriced
                unpriced = np.maximum(reduced, 0.0).sum()
                return float(prices @ self.upper + unpriced), reduced
            taken[fresh[np.argsort(-reduced[fresh], kind="stable")[: AT_ONCE * len(self.upper)]]] = True
        return None
