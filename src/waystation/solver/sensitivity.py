"""How much a policy's worth hangs on each risk, the policy held fixed: one pass back, one pass forward.

`slopes` differentiates the worst and the nominal chance of safety by every risk of every row; `worth` evaluates the
same policy under other risks. What the risks of a row are made of is left to those who made the problem.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from waystation.solver.kernels.machine_code import kernel
from waystation.solver.problem import HIGH, LOW, MID
from waystation.solver.trail import Trail, condensed

__all__ = ["Slopes", "slopes", "worth"]

Floats = NDArray[np.float64]
SUMS = 9
"""What `kernels.slopes` adds up for each row."""


@dataclass(frozen=True)
class Slopes:
    """The derivatives of a policy's worth at its start, and where it leads.

    Args:
        low: The chance of safety at worst.
        mid: The nominal chance.
        by_worst: (rows, fatal + 2, 3) float64; the derivative of `low` by each end of each risk of a row: for fatal
            risks by their high end alone; for back and late by whichever end binds, in some states one, in some the
            other.
        by_mid: (rows, fatal + 2) float64; the derivative of `mid` by the middle of each risk of a row.
        met: (rows,) float64; the expected number of times that each row is met, nominally.
        lost: (T + 1, joint) float64; the nominal chance of being lost at each step and joint level.
    """

    low: float
    mid: float
    by_worst: Floats
    by_mid: Floats
    met: Floats
    lost: Floats


def worth(trail: Trail, risks: Floats | None = None) -> tuple[float, float]:
    """What a policy is worth at its start: at worst, and nominally.

    Args:
        trail: Where the policy leads.
        risks: (rows, fatal + 2, 3) float64; other risks, possible only where the problem's are. Default the problem's.
    """
    return _at_start(trail, _values(trail, condensed(trail.problem.risks if risks is None else risks)))


def slopes(trail: Trail) -> Slopes:
    """What a policy's worth hangs on.

    Where two ends, or two hidden levels, are equally bad, the derivative is that of one of them. By turning back and
    being late it is 0 where that has no chance under any level.

    Args:
        trail: Where the policy leads.
    """
    problem, start = trail.problem, trail.start
    risks = condensed(problem.risks)
    values = _values(trail, risks)
    ways, joint = len(trail.ways.node), problem.joint
    mass = np.zeros((trail.window, joint, 2))
    mass[trail.start_slot] = start.joint[:, None]
    sums, lost = np.zeros((problem.risks.shape[0], SUMS)), np.zeros((problem.steps + 1, joint))
    kernel("slopes")(
        np.array([*trail.sizes, trail.window], np.int64), *trail.chains, trail.ends, trail.cell, trail.first_cell,
        trail.cell_node, trail.taken, *trail.outcomes, *trail.rows, trail.counts, risks, values, *trail.room(),
        trail.ways.turned, mass, np.zeros((ways + 1, joint, 2)), np.full(ways + 1, -1, np.int64), sums, lost,
    )  # fmt: skip
    low, mid = _at_start(trail, values)
    return Slopes(low, mid, *_by_risk(problem.risks, sums), met=sums[:, 8].copy(), lost=lost)


def _values(trail: Trail, risks: Floats) -> Floats:
    values = np.empty((len(trail.cell_node), trail.problem.joint, 2))
    kernel("trail_values")(
        np.array(trail.sizes, np.int64), *trail.chains, trail.ends, trail.cell, trail.first_cell, trail.cell_node,
        trail.taken, *trail.outcomes, *trail.rows, trail.counts, risks, values, *trail.room(),
    )  # fmt: skip
    return values


def _at_start(trail: Trail, values: Floats) -> tuple[float, float]:
    here = values[trail.cell[trail.start.step, trail.start.node]]
    low, mid = here[0] + trail.start.joint @ (here - here[0])
    return float(low), float(mid)


def _by_risk(risks: Floats, sums: Floats) -> tuple[Floats, Floats]:
    """Derivatives by each risk of a row, from what was added up for it."""
    fatal = risks.shape[1] - 2
    by_worst, by_mid = np.zeros(risks.shape), np.zeros(risks.shape[:2])
    on_mid, back_mid, late_mid, on = sums[:, 0], sums[:, 1], sums[:, 2], sums[:, 3]
    stays = 1.0 - risks[:, :fatal]
    for risk in range(fatal):
        others = np.prod(np.delete(stays, risk, axis=1), axis=1)
        by_mid[:, risk] = -others[:, MID] * on_mid
        by_worst[:, risk, HIGH] = -others[:, HIGH] * on
    survives = np.prod(stays, axis=1)
    by_mid[:, fatal], by_mid[:, fatal + 1] = survives[:, MID] * back_mid, survives[:, MID] * late_mid
    for risk, columns in ((fatal, (4, 5)), (fatal + 1, (6, 7))):
        by_worst[:, risk, LOW] = survives[:, HIGH] * sums[:, columns[0]]
        by_worst[:, risk, HIGH] = survives[:, HIGH] * sums[:, columns[1]]
    return by_worst, by_mid
