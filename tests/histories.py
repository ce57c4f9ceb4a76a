"""Histories of journeys by chance: foreseen well, foreseen too high, and ruled by hope; and how often which is noticed.

`python -m tests.histories` prints the table that stands in `docs/guide/honesty.md`.
"""

from __future__ import annotations

from random import Random

from waystation.deciding.calibration import Case, overruling_of, tally_of
from waystation.deciding.exact_tests import shifted

__all__ = ["HISTORIES", "SIZES", "history", "noticed_shares", "table"]

SIZES = (5, 20, 50, 100, 500)
TIMES = 200
OVERRULED = 0.3
TOO_HIGH = -0.9
"""Log odds: where 80 of 100 are foreseen, 62 arrive."""
HOPE = -1.6
"""Log odds, of those who went against the verdict: where 60 of 100 are foreseen, 23 arrive."""

HISTORIES = {
    "as foreseen": (0.0, 0.0),
    "foreseen too high": (TOO_HIGH, TOO_HIGH),
    "ruled by hope": (0.0, HOPE),
    "overruled in knowledge": (0.0, 1.6),
}
"""By how much the true log odds differ from the stated, where the verdict was followed and where it was overruled."""


def history(kind: str, cases: int, seed: int) -> list[Case]:
    """Cases by chance.

    Args:
        kind: One of `HISTORIES`.
        cases: How many.
        seed: The same seed gives the same cases.
    """
    draw = Random(f"{kind}/{cases}/{seed}")
    followed, overruled = HISTORIES[kind]
    made = []
    for _ in range(cases):
        against = draw.random() < OVERRULED
        # what the verdict was against had the smaller chance to begin with
        chance = draw.betavariate(6, 4) if against else draw.betavariate(16, 4)
        true = float(shifted([chance], overruled if against else followed)[0])
        made.append(Case(chance, draw.random() < true, draw.choice(("PC1", "PC2")), against))
    return made


def noticed_shares(kind: str, cases: int, times: int = TIMES) -> dict[str, float]:
    """In which share of histories `fewer` or `more` than foreseen is noticed, and overruling as `worse` or `better`."""
    counts = dict.fromkeys(("fewer", "more", "worse", "better"), 0)
    for seed in range(times):
        made = history(kind, cases, seed)
        side, apart = tally_of(made).differs, overruling_of(made).differs
        counts["fewer"] += side < 0
        counts["more"] += side > 0
        counts["worse"] += apart < 0
        counts["better"] += apart > 0
    return {name: count / times for name, count in counts.items()}


def table() -> str:
    """The table of the page: of 100 histories of each kind and length, in how many what is noticed."""
    rows = [
        f"| {'history':<22} | cases | fewer arrive | more arrive | overruling worse | overruling better |",
        f"|{'-' * 24}|------:|-------------:|------------:|-----------------:|------------------:|",
    ]
    for kind in HISTORIES:
        for cases in SIZES:
            found = noticed_shares(kind, cases)
            shares = " | ".join(f"{100 * found[name]:g}" for name in ("fewer", "more", "worse", "better"))
            rows.append(f"| {kind} | {cases} | {shares} |")
    return "\n".join(rows)


if __name__ == "__main__":
    print(table())
