"""How time and memory grow with the (state, step) pairs, on one processor and on two, and with the conditions.

All are countries of kind `valleys`: four legs a place, at any hour, half-hour steps, conditions of three levels. The
fourth is the model of 200 places, 1440 steps and five conditions. Beside each stands how many transitions the same
model would have, written out: from every (state, step), action and outcome to every joint level.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from benchmarks.measuring import Row, forget_peak, median, peak_mb, repeated, resident_mb, work
from benchmarks.subjects import Subject, implied_transitions, low_of
from waystation.solver.flat import flatten
from waystation.solver.solve import solve

__all__ = ["do_grow", "growth_rows"]

PAIRS = (
    {"places": 24, "hours": 240, "conditions": 2},
    {"places": 40, "hours": 480, "conditions": 3},
    {"places": 100, "hours": 640, "conditions": 4},
    {"places": 200, "hours": 720, "conditions": 5},
    {"places": 286, "hours": 720, "conditions": 5},
)
CONDITIONS = tuple({"places": 40, "hours": 360, "conditions": conditions} for conditions in range(1, 7))
TINY = ({"places": 6, "hours": 24, "conditions": 1}, {"places": 12, "hours": 48, "conditions": 2})


def growth_rows(quick: bool) -> list[Row]:
    """Rows `growth/PAIRS/CORES`: first by size, then by number of conditions."""
    subjects = TINY if quick else (*PAIRS, *CONDITIONS)
    return [row for subject in subjects for row in _rows_of({"family": "valleys", **subject})]


def _rows_of(subject: dict[str, Any]) -> Iterator[Row]:
    for cores in range(1, min(2, os.cpu_count() or 1) + 1):
        grown = work("grow", cores=cores, subject=subject)
        yield {
            "name": f"growth/{grown['pairs']}/{cores}",
            "ours_s": median(grown["seconds"]),
            "ours_mb": grown["mb"],
            **{name: grown[name] for name in ("pairs", "transitions")},
            "conditions": subject["conditions"],
            "ours_own_mb": grown["own_mb"],
            "runs": len(grown["seconds"]),
        }


def do_grow(subject: dict[str, Any]) -> Row:
    """Solve a country, large or small; the first run is counted too where it is long."""
    charted = Subject.of(subject, "interval").charted()
    flat = flatten(charted.problem)
    pairs = charted.problem.pairs
    values: list[float] = []
    forget_peak()
    before = resident_mb()
    seconds = repeated(lambda: values.append(low_of(charted, solve(flat))), warm=pairs < 5_000_000)
    own = peak_mb() - before
    return {
        "seconds": seconds,
        "own_mb": own,
        "mb": before + own,
        "pairs": pairs,
        "transitions": implied_transitions(flat),
        "value": values[-1],
    }
