"""Chains of levels: what a pack may state of them, and the arithmetic of a small chain."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import condition, leg, read
from waystation.world.conditions import (
    Condition,
    Matrix,
    closed_classes,
    moved,
    normalised,
    power,
    stationary,
    step_matrix,
)

SEEDS = st.integers(0, 2**32 - 1)


def chain(seed: int, most: int = 6) -> Matrix:
    """A random chain; often with levels that are never left, never entered, or entered in turn only."""
    rng = np.random.default_rng(seed)
    size = int(rng.integers(1, most + 1))
    rows = rng.random((size, size)) ** 3 * (rng.random((size, size)) < rng.choice([0.25, 0.5, 1.0]))
    for i in range(size):
        if rows[i].sum() == 0:
            rows[i, rng.integers(size)] = 1.0
    if rng.random() < 0.15:
        rows = np.roll(np.eye(size), 1, axis=1)
    return normalised(rows.tolist())


def classes_by_numpy(rows: Matrix) -> list[set[int]]:
    """The closed classes, by the powers of the matrix that says what leads where."""
    size = len(rows)
    reach = np.linalg.matrix_power((np.array(rows) > 0).astype(float) + np.eye(size), size) > 0
    sets = [frozenset(np.flatnonzero(reach[i]).tolist()) for i in range(size)]
    return [set(s) for s in dict.fromkeys(sets) if all(sets[j] == s for j in s)]


@given(seed=SEEDS)
def test_closed_classes_are_those_that_are_never_left(seed: int) -> None:
    """Transient levels belong to none, periodic ones together."""
    rows = chain(seed)
    found = closed_classes(rows)
    assert sorted(map(sorted, found)) == sorted(map(sorted, classes_by_numpy(rows)))


@given(seed=SEEDS)
def test_the_stationary_distribution_is_the_eigenvector_of_one(seed: int) -> None:
    """Whatever is transient has 0; periodic chains have one too."""
    rows = chain(seed)
    if len(closed_classes(rows)) > 1:
        return
    found = np.array(stationary(rows))
    values, vectors = np.linalg.eig(np.array(rows).T)
    wanted = np.real(vectors[:, np.argmin(np.abs(values - 1.0))])
    assert found == pytest.approx(wanted / wanted.sum(), abs=1e-9)
    assert found @ np.array(rows) == pytest.approx(found, abs=1e-13)
    assert math.fsum(found) == pytest.approx(1.0, abs=1e-15)


def test_a_level_that_is_rare_beyond_rounding_keeps_its_share() -> None:
    """State reduction never subtracts: one in ten to the thirtieth is found to full precision."""
    rows = ((1 - 1e-15, 1e-15), (1 - 1e-15, 1e-15))
    assert stationary(rows)[1] == pytest.approx(1e-15, rel=1e-9)
    rare = ((1.0, 1e-30), (0.5, 0.5))
    assert stationary(rare)[1] == pytest.approx(2e-30, rel=1e-9)


@given(seed=SEEDS, exponent=st.integers(0, 60))
def test_a_power_of_a_chain_is_numpys(seed: int, exponent: int) -> None:
    """Also to the power of nothing."""
    rows = chain(seed)
    assert np.array(power(rows, exponent)) == pytest.approx(np.linalg.matrix_power(np.array(rows), exponent), abs=1e-13)


@given(seed=SEEDS)
def test_a_distribution_moves_by_the_rows(seed: int) -> None:
    """One step is the distribution times the matrix."""
    rows = chain(seed)
    start = np.random.default_rng(seed).dirichlet(np.ones(len(rows)))
    assert moved(start.tolist(), rows) == pytest.approx(start @ np.array(rows), abs=1e-15)


@pytest.mark.parametrize(("step", "hours"), [(60, 1), (120, 2), (1440, 24)])
def test_a_multiple_of_the_hour_is_a_power(step: int, hours: int) -> None:
    """P^(m/60)."""
    rows = chain(7)
    assert np.array(step_matrix(rows, 60, step)) == pytest.approx(np.array(power(rows, hours)), abs=1e-14)


@given(seed=SEEDS, step=st.integers(1, 59))
def test_less_than_an_hour_is_the_lazy_chain(seed: int, step: int) -> None:
    """I + (m/60)(P − I): stochastic for every P, and with the same stationary distribution."""
    rows = chain(seed)
    found = np.array(step_matrix(rows, 60, step))
    assert found == pytest.approx(np.eye(len(rows)) + step / 60 * (np.array(rows) - np.eye(len(rows))), abs=1e-15)
    assert np.all(found >= 0)
    assert found.sum(axis=1) == pytest.approx(1.0, abs=1e-14)


def test_a_step_that_is_no_multiple_of_the_hour_needs_a_chain_per_step() -> None:
    """There is no stochastic root to take in general."""
    with pytest.raises(ValueError, match="multiple"):
        step_matrix(((1.0,),), 60, 90)


def test_rows_are_divided_by_their_sums() -> None:
    """Those that are off by a rounding."""
    assert normalised([[0.3, 0.3, 0.4 + 1e-10]])[0] == pytest.approx((0.3, 0.3, 0.4), abs=1e-9)
    assert math.fsum(normalised([[0.1] * 3 + [0.7 - 1e-10]])[0]) == pytest.approx(1.0, abs=1e-15)


def test_now_is_a_level_a_distribution_or_nothing() -> None:
    """Levels left out are 0; nothing is the stationary distribution."""
    rows = ((0.9, 0.1), (0.3, 0.7))
    made = {"id": "c", "levels": ["low", "high"], "per_step": rows}

    def now(value: object) -> tuple[float, ...]:
        return Condition.model_validate({**made, "now": value}).distribution_now(rows)

    assert now("high") == (0.0, 1.0)
    assert now({"high": 1.0}) == (0.0, 1.0)
    assert now({"low": 0.25, "high": 0.75}) == (0.25, 0.75)
    assert now(None) == pytest.approx((0.75, 0.25), abs=1e-15)


RIVER = {"id": "river", "levels": ["low", "high"], "now": "low"}
ROWS = [[0.9, 0.1], [0.2, 0.8]]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"per_step": [[0.9, 0.2], [0.5, 0.5]]}, "row_sum"),
        ({"per_hour": [[0.9, 0.1 + 2e-9], [0.5, 0.5]]}, "row_sum"),
        ({"per_step": [[1.0]]}, "matrix_size"),
        ({"per_hour": []}, "matrix_size"),
        ({"per_step": []}, "matrix_size"),
        ({"per_step": ROWS, "per_hour": ROWS}, "one_chain"),
        ({}, "one_chain"),
        ({"per_step": ROWS, "now": "flood"}, "unknown_level"),
        ({"per_step": ROWS, "now": {"flood": 1.0}}, "unknown_level"),
        ({"per_step": ROWS, "now": {"low": 0.5, "high": 0.4}}, "now_sum"),
        ({"per_step": [[1, 0], [0, 1]], "now": None}, "no_single_stationary"),
        ({"per_step": ROWS, "levels": ["low", "low"]}, "duplicate_level"),
        ({"gauge": {"file": "g.csv", "thresholds": [1.0, 2.0]}}, "threshold_count"),
    ],
)
def test_what_makes_no_chain_is_refused(words: dict[str, object], code: str) -> None:
    """With its own code each."""
    stated = {key: value for key, value in {**RIVER, **words}.items() if value is not None}
    assert [mistake.code for mistake in read(leg("l"), condition=[stated]).mistakes if not mistake.warning] == [code]


def test_a_row_that_is_off_by_a_rounding_is_taken() -> None:
    """Within 1e-9."""
    rows = [[0.9, 0.1 + 0.9e-9], [0.2, 0.8 - 0.9e-9]]
    assert read(leg("l"), condition=[condition(per_step=rows)]).pack is not None
