"""Exact chances for small numbers, against published examples and against counting every possibility."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from waystation.deciding.exact_tests import (
    LEVEL,
    chance_of_as_odd,
    chance_of_difference,
    chances_of_number,
    noticed,
    proportion_interval,
    shifted,
)

UNSURE = st.floats(0.01, 0.99)


def each_end(chances: list[float]) -> list[tuple[tuple[int, ...], float]]:
    """Every way in which cases may end, with how likely it is."""
    return [
        (ends, math.prod(p if end else 1.0 - p for p, end in zip(chances, ends, strict=True)))
        for ends in product((0, 1), repeat=len(chances))
    ]


@given(st.lists(st.floats(0.0, 1.0), max_size=9))
def test_number_is_what_counting_gives(chances: list[float]) -> None:
    """How likely each number of good ends is, is what summing over every possibility gives."""
    counted = [0.0] * (len(chances) + 1)
    for ends, chance in each_end(chances):
        counted[sum(ends)] += chance
    assert chances_of_number(chances) == pytest.approx(counted, abs=1e-12)


def test_number_with_equal_chances_is_binomial() -> None:
    """With one chance throughout, the number of good ends is binomial."""
    found = chances_of_number([0.3] * 40)
    assert found == pytest.approx([math.comb(40, k) * 0.3**k * 0.7 ** (40 - k) for k in range(41)], rel=1e-9)


@pytest.mark.parametrize(
    ("number", "cases", "low", "high"),
    [(81, 263, 0.2527, 0.3676), (15, 148, 0.0578, 0.1617), (0, 20, 0.0000, 0.1684), (1, 29, 0.0009, 0.1776)],
)
def test_interval_is_the_published_one(number: int, cases: int, low: float, high: float) -> None:
    """The exact interval is the one of Newcombe (1998, Statistics in Medicine 17, table I, method 5)."""
    assert proportion_interval(number, cases) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 60), st.data())
def test_interval_has_a_closed_form_at_the_ends(cases: int, data: st.DataObject) -> None:
    """Where none or all ended well, the interval has a closed form; it mirrors when good and bad change places."""
    number = data.draw(st.integers(0, cases))
    assert proportion_interval(0, cases) == pytest.approx((0.0, 1.0 - 0.025 ** (1 / cases)), abs=1e-12)
    low, high = proportion_interval(number, cases)
    assert proportion_interval(cases - number, cases) == pytest.approx((1.0 - high, 1.0 - low), abs=1e-12)


@pytest.mark.parametrize("cases", [1, 4, 11, 30])
def test_interval_covers_at_least_as_often_as_it_says(cases: int) -> None:
    """Whatever the chance, the interval covers it 95 times of 100 at least."""
    ends = [proportion_interval(k, cases) for k in range(cases + 1)]
    for chance in np.linspace(0.005, 0.995, 199):
        law = chances_of_number([float(chance)] * cases)
        assert sum(law[k] for k, (low, high) in enumerate(ends) if low <= chance <= high) >= 1.0 - LEVEL - 1e-12


@pytest.mark.parametrize(("poured", "guessed", "chance"), [(4, 4, 2 / 70), (4, 3, 34 / 70), (4, 2, 1.0)])
def test_difference_with_equal_chances_is_the_lady_tasting_tea(poured: int, guessed: int, chance: float) -> None:
    """With equal chances throughout it is Fisher's exact test: The Design of Experiments, 1935, chapter II."""
    same = [0.37] * poured
    assert chance_of_difference(same, guessed, same, poured - guessed) == pytest.approx(chance, rel=1e-9)


@given(st.lists(UNSURE, min_size=1, max_size=5), st.lists(UNSURE, min_size=1, max_size=4), st.data())
def test_difference_is_what_counting_gives(one: list[float], other: list[float], data: st.DataObject) -> None:
    """The chance of a difference as odd is what counting every possibility with as many good ends in all gives."""
    a, b = data.draw(st.integers(0, len(one))), data.draw(st.integers(0, len(other)))
    law = [0.0] * (len(one) + 1)
    for ends, chance in each_end([*one, *other]):
        if sum(ends) == a + b:
            law[sum(ends[: len(one)])] += chance
    odd = sum(p for p in law if p <= law[a] * (1 + 1e-9)) / sum(law)
    assert chance_of_difference(one, a, other, b) == pytest.approx(odd, abs=1e-6)


@given(st.lists(UNSURE, min_size=1, max_size=8), st.lists(UNSURE, min_size=1, max_size=8), st.floats(-3, 3), st.data())
def test_difference_does_not_hang_on_a_common_error(
    one: list[float], other: list[float], shift: float, data: st.DataObject
) -> None:
    """If all figures are wrong by one shift of their log odds, the answer stays as it is."""
    a, b = data.draw(st.integers(0, len(one))), data.draw(st.integers(0, len(other)))
    moved = (shifted(one, shift).tolist(), shifted(other, shift).tolist())
    before, after = chance_of_difference(one, a, other, b), chance_of_difference(moved[0], a, moved[1], b)
    assert after == pytest.approx(before, abs=1e-6)


def test_difference_holds_in_the_far_tail() -> None:
    """Five hundred cases that went quite otherwise than foreseen still give an answer."""
    assert chance_of_difference([0.99] * 250, 3, [0.99] * 250, 40) == pytest.approx(
        chance_of_difference([0.5] * 250, 3, [0.5] * 250, 40), rel=1e-6
    )


def test_difference_leaves_out_what_was_certain() -> None:
    """A case that could not end otherwise says nothing about a difference; without any other, nothing is said."""
    assert chance_of_difference([1.0, 0.5], 2, [0.5, 0.0], 0) == chance_of_difference([0.5], 1, [0.5], 0)
    assert chance_of_difference([1.0], 1, [0.4], 0) is None
    assert chance_of_difference([0.5], 1, [0.5], 1) == 1.0


@pytest.mark.parametrize("chance", [5e-324, 1e-300, 1e-13, 1.0 - 1e-16])
def test_difference_of_what_is_all_but_certain(chance: float) -> None:
    """Chances that are all but 0 or 1, and equal, are compared like any others that are equal."""
    assert chance_of_difference([chance] * 4, 4, [chance] * 4, 0) == pytest.approx(2 / 70, rel=1e-6)
    assert chance_of_difference([chance, 0.5], 1, [1.0 - chance, 0.5], 1) is not None


def test_what_could_not_be_is_as_odd_as_can_be() -> None:
    """Somebody lost where it was certain that all arrive is not put down to chance."""
    assert chance_of_as_odd([1.0, 1.0], 1) == 0.0
    assert chance_of_as_odd([1.0, 1.0], 2) == 1.0


@given(st.lists(UNSURE, min_size=1, max_size=8))
def test_nothing_is_noticed_more_often_than_agreed(chances: list[float]) -> None:
    """Where the figures are right, a difference is seen 5 times in 100 at most; power is the rest of the same sum."""
    assert noticed(chances, 0.0) <= LEVEL + 1e-12
    law = chances_of_number(shifted(chances, -1.3))
    counted = sum(law[k] for k in range(len(chances) + 1) if chance_of_as_odd(chances, k) <= LEVEL)
    assert noticed(chances, -1.3) == pytest.approx(counted, abs=1e-9)


def test_shift_keeps_what_is_certain() -> None:
    """No shift moves 0 and 1; one of ln 4 makes even odds four to one."""
    assert shifted([0.0, 0.5, 1.0], math.log(4.0)) == pytest.approx([0.0, 0.8, 1.0])
