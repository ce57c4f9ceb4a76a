"""Ridge regression of many targets on the same columns, each target with the penalty that it deserves.

The penalty is chosen by cross-validation over consecutive spans of the rows, since neighbouring days resemble each
other and a random fifth would be no test. The errors on the spans left out are handed on: they are the only errors of
the training years that say how wrong the regression will be in other years (Hastie, Tibshirani and Friedman 2009,
"The Elements of Statistical Learning", sections 3.4.1 and 7.10). Plain arrays; what the columns mean is the caller's
business.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["PENALTIES", "SPANS", "Regression", "regress"]

PENALTIES = (1.0, 10.0, 100.0, 1000.0)
"""Penalties that are tried, on columns of unit variance and weights of mean 1."""

SPANS = 5
"""Into how many consecutive spans the rows are divided."""


@dataclass(frozen=True, slots=True, eq=False)
class Regression:
    """A regression of several targets.

    Args:
        offsets: What is expected where every column is 0, shape (targets,).
        weights: What one unit of each column adds, shape (columns, targets).
        penalties: The penalty chosen for each target.
        errors: Target less what the other spans' rows said of it, shape (rows, targets).
    """

    offsets: Floats
    weights: Floats
    penalties: tuple[float, ...]
    errors: Floats

    def predict(self, columns: Floats, target: int) -> Floats:
        """What is expected of one target, shape (rows,), from columns of shape (rows, columns)."""
        expected: Floats = self.offsets[target] + columns @ self.weights[:, target]
        return expected


def regress(columns: Floats, targets: Floats, weights: Floats) -> Regression:
    """Fit every target, with the penalty whose absolute error on the spans left out is least.

    Args:
        columns: Shape (rows, columns), finite, in the order of time.
        targets: Shape (rows, targets), finite.
        weights: How much each row counts, shape (rows,), > 0.
    """
    import numpy as np

    scale = columns.std(axis=0)
    scale[scale == 0.0] = 1.0
    middle = columns.mean(axis=0)
    design = np.column_stack([np.ones(len(columns)), (columns - middle) / scale])
    weighed = design * (weights / weights.mean())[:, None]
    spans = np.array_split(np.arange(len(columns)), SPANS)
    squares = [design[span].T @ weighed[span] for span in spans]
    products = [weighed[span].T @ targets[span] for span in spans]
    square, product = np.sum(squares, axis=0), np.sum(products, axis=0)
    penalised = np.diag(np.r_[0.0, np.ones(columns.shape[1])])

    def left_out(penalty: float) -> Floats:
        errors = np.empty_like(targets)
        for span, own_square, own_product in zip(spans, squares, products, strict=True):
            fitted = np.linalg.solve(square - own_square + penalty * penalised, product - own_product)
            errors[span] = targets[span] - design[span] @ fitted
        return errors

    tried = np.stack([left_out(penalty) for penalty in PENALTIES])
    best = np.abs(tried).mean(axis=1).argmin(axis=0)
    fitted = np.column_stack(
        [np.linalg.solve(square + PENALTIES[p] * penalised, product[:, n]) for n, p in enumerate(best)]
    )
    slopes = fitted[1:] / scale[:, None]
    errors = np.take_along_axis(tried, best[None, None, :], axis=0)[0]
    return Regression(fitted[0] - middle @ slopes, slopes, tuple(PENALTIES[p] for p in best), errors)
