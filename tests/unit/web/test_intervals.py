"""Intervals as pages draw them: on which scale, from where to where, and never too narrow to be seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waystation.web.intervals import SCALES, scale_of, span_of

CHANCES = st.floats(0.0, 1.0)


def test_a_table_shares_the_least_scale_that_holds_all_of_it() -> None:
    """Small chances are not drawn as if there were none."""
    assert scale_of([0.004, 0.019]) == 0.02
    assert scale_of([0.02, 0.11]) == 0.25
    assert scale_of([]) == SCALES[0]
    assert scale_of([0.51]) == 1.0


def test_an_interval_is_drawn_where_its_numbers_are() -> None:
    """In hundredths of the scale, beginning rounded down, end rounded up."""
    span = span_of(0.02, 0.04, 0.0711, 0.1)
    assert (span.begins, span.middle, span.ends) == (20, 40, 72)
    assert span.words == "2.0 % to 7.1 %, middle 4.0 %"


@pytest.mark.parametrize("chance", [0.0, 0.5, 1.0])
def test_what_is_exact_is_still_seen(chance: float) -> None:
    """It is a hundredth wide, and within the scale."""
    span = span_of(chance, chance, chance)
    assert 0 <= span.begins < span.ends <= 100


@given(CHANCES, CHANCES, CHANCES, st.sampled_from(SCALES))
def test_an_interval_stays_within_its_scale(one: float, other: float, third: float, scale: float) -> None:
    """Whatever it is of: every class that the page names is in the style."""
    low, mid, high = sorted((one * scale, other * scale, third * scale))
    span = span_of(low, mid, high, scale)
    assert 0 <= span.begins < span.ends <= 100
    assert 0 <= span.middle <= 100
