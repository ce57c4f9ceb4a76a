"""How far a report counts for what its Admiralty grade says: reliability of the source, credibility of what it says.

The pair is AJP-2.1's (NATO, "Allied Joint Doctrine for Intelligence Procedures"): A completely reliable, B usually,
C fairly, D not usually, E unreliable; 1 confirmed by other sources, 2 probably true, 3 possibly, 4 doubtful,
5 improbable. **F and 6 mean that it cannot be judged**: such a report is unknown, not worst, and counts for nothing
until somebody grades it. So does a report without a grade. Neither is lost: both are listed beside what they are about.

The standard gives words and no numbers. The weights here are a judgement, kept as plain as it can be:

- a report counts as a share of one thing that somebody saw for himself beyond doubt (A1 = 1);
- each letter and each figure takes off a fifth, so that nobody has to remember a table;
- the two are independent judgements, so the shares multiply, as in discounting a source (Shafer 1976, chapter 11);
- a bad grade makes a report weak, never contrary: E5 counts a little *for* what it says, not against it.

A pack says otherwise with `[evidence] weights = {B2 = 0.8}`.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["CREDIBILITY", "RELIABILITY", "grade_weights", "unknown_grade"]

RELIABILITY = {"A": 1.0, "B": 0.8, "C": 0.6, "D": 0.4, "E": 0.2, "F": 0.0}
"""The share for which a source counts; F cannot be judged."""

CREDIBILITY = {"1": 1.0, "2": 0.8, "3": 0.6, "4": 0.4, "5": 0.2, "6": 0.0}
"""The share for which what it says counts; 6 cannot be judged."""


def grade_weights(overrides: Mapping[str, float] | None = None) -> dict[str, float]:
    """The weight of every grade, 0 … 1.

    Args:
        overrides: Weights that a pack gives, by grade.

    Returns:
        For each of the 36 pairs the product of the two shares, rounded to hundredths, or the pack's own.
    """
    pairs = {r + c: round(share * RELIABILITY[r], 2) for r in RELIABILITY for c, share in CREDIBILITY.items()}
    return {**pairs, **(overrides or {})}


def unknown_grade(grade: str | None) -> str:
    """Why a report that counts for nothing does so: `ungraded`, `grade_unknown` (F or 6) or `grade_weightless`."""
    if grade is None:
        return "ungraded"
    return "grade_unknown" if "F" in grade or "6" in grade else "grade_weightless"
