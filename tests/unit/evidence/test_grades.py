"""What a grade is worth."""

from __future__ import annotations

import pytest

from waystation.evidence.grades import CREDIBILITY, RELIABILITY, grade_weights, unknown_grade


def test_every_pair_is_the_product_of_its_shares() -> None:
    """From beyond doubt to hardly anything."""
    weights = grade_weights()
    assert len(weights) == 36
    assert [weights[pair] for pair in ("A1", "B2", "C3", "D3", "E5")] == pytest.approx([1.0, 0.64, 0.36, 0.24, 0.04])


def test_a_better_grade_never_weighs_less() -> None:
    """Along either scale, F and 6 aside."""
    weights = grade_weights()
    for worse, better in zip("BCDE", "ABCD", strict=True):
        assert all(weights[worse + c] < weights[better + c] for c in "12345")
    for worse, better in zip("2345", "1234", strict=True):
        assert all(weights[r + worse] < weights[r + better] for r in "ABCDE")


def test_what_cannot_be_judged_is_unknown_not_worst() -> None:
    """F and 6 count for nothing; E5 counts a little."""
    weights = grade_weights()
    assert {weights["F" + c] for c in CREDIBILITY} | {weights[r + "6"] for r in RELIABILITY} == {0.0}
    assert (unknown_grade(None), unknown_grade("F1"), unknown_grade("A6")) == (
        "ungraded",
        "grade_unknown",
        "grade_unknown",
    )
    assert unknown_grade("E5") == "grade_weightless"


def test_a_pack_gives_weights_of_its_own() -> None:
    """And the rest stay."""
    assert grade_weights({"B2": 0.8, "F3": 0.1}) == {**grade_weights(), "B2": 0.8, "F3": 0.1}
