"""Gates in sentences: a figure that misses its limit never reads the same as the limit."""

from __future__ import annotations

import pytest

from tests.builders import leg, small_pack
from waystation.deciding.verdict import Gate
from waystation.wording.gates import gate_line, gate_rows

CHARTER = {"members": ["anna"], "threshold": 1, "review": "2032-01-01"}
AGREED = small_pack(leg("l"), charter=CHARTER)


@pytest.mark.parametrize(
    ("gate", "says"),
    [
        (Gate("low", 0.2, 0.25, False, "decline"), "At worst 20 of 100 arrive; the charter asks for 25"),
        (Gate("low", 0.2496, 0.25, False, "decline"), "At worst 24.96 of 100 arrive; the charter asks for 25.00"),
        (Gate("low", 0.2504, 0.25, True, "decline"), "At worst 25 of 100 arrive; the charter asks for 25"),
        (Gate("low", 0.003, 0.005, False, "decline"), "At worst 0.3 of 100 arrive; the charter asks for 0.5"),
        (
            Gate("likely.p10/second", 0.899, 0.9, False, "second"),
            "Nine-tenths sure of 89.9 of 100; the charter asks for 90.0 without a second person",
        ),
        (Gate("budget", 4000.4, 4000, False, "second"), "USD 4,000.4 expected; the budget is USD 4,000.0"),
        (Gate("cost_per_head", 900.0, 800.0, False, "decline"), "USD 900 a head expected; the charter allows USD 800"),
        (
            Gate("alone", 12.02, 12.0, False, "second", ("anna",)),
            "anna: up to 12.02 hours alone with one broker; the charter accepts 12.00",
        ),
        (Gate("alone", 0.0, 0.0, True, "second", ("anna",)), "Nobody would be alone with one broker"),
        (Gate("told", 1, 0, False, "decline", ("g",)), "1 broker may come to know; the charter accepts 0"),
        (
            Gate("low/second/then", 0.5, 0.8, False, "second"),
            "When the wait is over: at worst 50 of 100 arrive; the charter asks for 80 without a second person",
        ),
    ],
)
def test_a_missed_limit_differs_from_the_figure_beside_it(gate: Gate, says: str) -> None:
    """As many digits as it takes to see it, and no more."""
    assert gate_line(AGREED, gate) == says


def test_what_counts_only_later_is_not_yet() -> None:
    """A figure of now that the wait may mend is not said to decline anything."""
    low = Gate("low", 0.2, 0.25, False, "decline")
    assert [row[0] for row in gate_rows(AGREED, [low, Gate("low", 0.2, 0.25, False, "decline", (), False)])] == [
        "decline",
        "not yet",
    ]


def test_limits_to_which_nobody_agreed_are_not_the_charter_s() -> None:
    """Without a charter the default limits stand there as what they are."""
    nobody = small_pack(leg("l"))
    for gate in (
        Gate("low", 0.2, 0.75, False, "decline"),
        Gate("risk", "high", "medium", False, "decline"),
        Gate("told", 3, 2, False, "decline"),
        Gate("alone", 3.0, 0.0, False, "second", ("anna",)),
    ):
        assert "the usual limit is" in gate_line(nobody, gate)
        assert "charter" not in gate_line(nobody, gate)
