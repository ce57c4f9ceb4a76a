"""Calibration: the score and its parts, the bins, the tallies, what overruling led to; and histories told apart."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.histories import history, noticed_shares
from waystation.deciding.calibration import MOST_BINS, Case, calibrate, overruling_of, sorted_into_bins, tally_of
from waystation.deciding.exact_tests import chance_of_as_odd, noticed, shifted

CASES = st.lists(
    st.builds(
        Case,
        st.one_of(st.floats(0.0, 1.0), st.sampled_from([0.0, 0.25, 0.8, 1.0])),
        st.booleans(),
        st.sampled_from(["", "PC1", "PC2"]),
        st.booleans(),
    ),
    max_size=60,
)


@given(CASES.filter(len))
def test_parts_add_up_to_the_score(cases: list[Case]) -> None:
    """Reliability − resolution + uncertainty + what unequal chances within a bin add is the Brier score, exactly."""
    parts = calibrate(cases).parts
    assert parts is not None
    total = parts.reliability - parts.resolution + parts.uncertainty + parts.within
    assert math.isclose(parts.brier, total, abs_tol=1e-12)
    assert min(parts.brier, parts.reliability, parts.resolution, parts.uncertainty) >= 0.0


@settings(max_examples=30)
@given(CASES.filter(len))
def test_score_and_parts_are_those_of_exact_arithmetic(cases: list[Case]) -> None:
    """The score and its parts are what whole fractions give, computed otherwise: by the mean of each bin."""
    parts = calibrate(cases).parts
    assert parts is not None
    binned = sorted_into_bins(sorted(cases, key=lambda case: case.chance))
    number, share = len(cases), Fraction(sum(case.safe for case in cases), len(cases))
    reliability = resolution = Fraction(0)
    for one in binned:
        foreseen = sum((Fraction(case.chance) for case in one), Fraction(0)) / len(one)
        arrived = Fraction(sum(case.safe for case in one), len(one))
        reliability += (foreseen - arrived) ** 2 * len(one) / number
        resolution += (arrived - share) ** 2 * len(one) / number
    brier = sum(((Fraction(case.chance) - case.safe) ** 2 for case in cases), Fraction(0)) / number
    assert parts.brier == pytest.approx(float(brier), abs=1e-12)
    assert parts.reliability == pytest.approx(float(reliability), abs=1e-12)
    assert parts.resolution == pytest.approx(float(resolution), abs=1e-12)
    assert parts.uncertainty == pytest.approx(float(share * (1 - share)), abs=1e-12)


def test_without_unequal_chances_the_parts_are_murphys_own() -> None:
    """Where the cases of a bin share one chance, nothing is left within: Murphy's three parts are all."""
    cases = [Case(0.9, safe, "PC1") for safe in (True, True, True, False)] + [
        Case(0.5, safe, "PC2") for safe in (True, False, False, False)
    ]
    parts = calibrate(cases).parts
    assert parts is not None
    assert parts.within == pytest.approx(0.0, abs=1e-15)
    assert parts.brier == pytest.approx((3 * 0.01 + 0.81 + 4 * 0.25) / 8)
    assert parts.reliability == pytest.approx((4 * 0.15**2 + 4 * 0.25**2) / 8)
    assert parts.resolution == pytest.approx(0.25**2)
    assert parts.uncertainty == pytest.approx(0.25)


@given(CASES)
def test_bins_hold_every_case_once_in_order(cases: list[Case]) -> None:
    """The bins are the sorted cases cut where chances differ, no more of them than the root of their number."""
    ordered = sorted(cases, key=lambda case: case.chance)
    binned = sorted_into_bins(ordered)
    assert [case for one in binned for case in one] == ordered
    assert len(binned) <= min(MOST_BINS, max(1, math.isqrt(len(cases))))
    for before, after in pairwise(binned):
        assert before[-1].chance < after[0].chance


@pytest.mark.parametrize(("cases", "bins"), [(1, 1), (5, 2), (20, 4), (100, 10), (500, 10)])
def test_bins_of_different_chances_are_as_large_as_each_other(cases: int, bins: int) -> None:
    """Where no two chances are equal, each bin has as many cases as any other, give or take one."""
    sizes = [len(one) for one in sorted_into_bins([Case(k / cases, True) for k in range(cases)])]
    assert len(sizes) == bins
    assert max(sizes) - min(sizes) <= 1


def test_without_cases_nothing_is_claimed() -> None:
    """No case gives no score, no bin and no difference."""
    found = calibrate([])
    assert (found.parts, found.expected_brier, found.bins, found.noticeable) == (None, None, (), None)
    assert found.all.differs == found.overruling.differs == 0


@given(CASES)
def test_order_of_cases_does_not_matter(cases: list[Case]) -> None:
    """The same cases in another order give the same calibration."""
    assert calibrate(cases) == calibrate(list(reversed(cases)))


@given(CASES)
def test_urgencies_part_the_cases(cases: list[Case]) -> None:
    """Every case is in the tally of its urgency and of nobody else's."""
    found = calibrate(cases)
    assert sum(tally.cases for _, tally in found.urgencies) == found.all.cases
    assert sum(tally.arrived for _, tally in found.urgencies) == found.all.arrived
    for name, tally in found.urgencies:
        assert tally == tally_of([case for case in cases if case.urgency == name]) or tally.expected == pytest.approx(
            sum(case.chance for case in cases if case.urgency == name)
        )


def test_five_lost_of_five_is_more_than_chance() -> None:
    """Even five cases speak where all go wrong: 80 of 100 foreseen each time, and nobody arrives."""
    found = calibrate([Case(0.8, False)] * 5)
    assert found.all.as_odd == pytest.approx(0.2**5)
    assert found.all.differs == -1


def test_one_lost_of_five_is_not() -> None:
    """One of five lost where 80 of 100 are foreseen is just what was foreseen."""
    assert calibrate([Case(0.8, True)] * 4 + [Case(0.8, False)]).all.differs == 0


def test_what_would_be_noticed_is_what_the_test_notices() -> None:
    """At the stated shortfall the test fires four times in five, and a little nearer it does not."""
    chances = [0.7 + 0.01 * (k % 20) for k in range(60)]
    mean = calibrate([Case(chance, True) for chance in chances]).noticeable
    assert mean is not None
    assert 0.5 < mean < sum(chances) / 60
    shift = next(s / 1000 for s in range(5000) if shifted(chances, -s / 1000).mean() <= mean)
    assert noticed(chances, -shift) == pytest.approx(0.8, abs=0.01)


def test_too_few_cases_say_that_they_cannot_show_it() -> None:
    """One case at 80 of 100 cannot be more than chance whatever happens, and it is said."""
    assert chance_of_as_odd([0.8], 0) > 0.05
    assert calibrate([Case(0.8, False)]).noticeable is None


def test_overruling_needs_both() -> None:
    """Where nobody was ever overruled, or everybody was, there is nothing to compare."""
    for overruled in (True, False):
        found = overruling_of([Case(0.6, k % 2 == 0, overruled=overruled) for k in range(10)])
        assert (found.worse, found.as_odd, found.differs) == (None, None, 0)


def test_a_riskier_mission_is_not_a_worse_decision() -> None:
    """Those who go against the verdict arrive less often, as was foreseen: that alone is no sign against overruling."""
    followed = [Case(0.9, k % 10 != 0) for k in range(40)]
    overruled = [Case(0.4, k % 5 < 2, overruled=True) for k in range(20)]
    found = overruling_of([*followed, *overruled])
    assert found.worse == pytest.approx(0.0, abs=1e-12)
    assert found.differs == 0
    assert found.as_odd is not None
    assert found.as_odd > 0.5


def test_hope_is_told_from_error() -> None:
    """Where all figures are as much too high, overruling is not blamed; where only the overruled fail, it is."""
    assert overruling_of(history("foreseen too high", 500, 1)).differs == 0
    assert tally_of(history("foreseen too high", 500, 1)).differs == -1
    assert overruling_of(history("ruled by hope", 500, 1)).differs == -1
    assert overruling_of(history("overruled in knowledge", 500, 1)).differs == 1


@pytest.mark.parametrize("cases", [5, 20, 100])
def test_honest_figures_are_seldom_called_wrong(cases: int) -> None:
    """As foreseen: each of the two tests cries wolf 5 times in 100 at most, whatever the number of cases.

    300 histories: 5 of 100 by chance come out above 9 of 100 less than once in a thousand.
    """
    found = noticed_shares("as foreseen", cases, 300)
    assert found["fewer"] + found["more"] <= 0.09
    assert found["worse"] + found["better"] <= 0.09


def test_a_hundred_cases_tell_the_histories_apart() -> None:
    """With 100 cases what is foreseen too high shows 9 times in 10, rule by hope 3 times in 4; neither as the other."""
    high, hope = noticed_shares("foreseen too high", 100, 100), noticed_shares("ruled by hope", 100, 100)
    assert high["fewer"] > 0.9
    assert high["worse"] + high["better"] <= 0.12
    assert hope["worse"] > 0.75
    assert hope["better"] == 0.0


@pytest.mark.parametrize("chance", [-0.1, 1.1, math.nan])
def test_a_chance_is_a_chance(chance: float) -> None:
    """What is no chance makes no case."""
    with pytest.raises(ValueError, match="between 0 and 1"):
        Case(chance, True)
