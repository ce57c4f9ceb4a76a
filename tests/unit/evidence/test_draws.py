"""Drawing a chance from what is known of it."""

from __future__ import annotations

import numpy as np
import pytest

from waystation.evidence.bases import Base
from waystation.evidence.draws import draw
from waystation.world.chances import Counts, Interval


def test_counts_follow_jeffreys_posterior() -> None:
    """Its mean is the middle of the belief, its variance that of Beta(k + ½, n − k + ½)."""
    drawn = draw(Base("leg:l/caught", Counts(events=2, trials=9)), 200_000, 1)
    mean = 2.5 / 10
    assert drawn.mean() == pytest.approx(mean, abs=0.002)
    assert drawn.var() == pytest.approx(mean * (1 - mean) / 11, rel=0.02)


def test_nothing_known_can_be_anything() -> None:
    """No trials at all: Beta(½, ½), heaped at both ends."""
    drawn = draw(Base("leg:l/caught", Counts(events=0, trials=0)), 50_000, 1)
    assert np.mean(drawn < 0.1) == pytest.approx(0.2048, abs=0.01)
    assert np.mean(drawn > 0.9) == pytest.approx(0.2048, abs=0.01)


def test_intervals_are_uniform_and_numbers_stay() -> None:
    """Every part of an interval is as likely; an exact number is that number."""
    drawn = draw(Base("leg:l/harm", Interval(low=0.2, high=0.6)), 50_000, 3)
    assert np.quantile(drawn, [0.1, 0.5, 0.9]) == pytest.approx([0.24, 0.4, 0.56], abs=0.01)
    assert drawn.min() >= 0.2
    assert drawn.max() <= 0.6
    assert set(draw(Base("leg:l/harm", Interval(low=0.3, high=0.3)), 10, 3).tolist()) == {0.3}


def test_a_belief_is_drawn_by_its_name_and_the_seed_alone() -> None:
    """The same again, whatever else was drawn; another with another name or seed; a negative seed is a seed."""
    one = Base("leg:l/harm", Interval(low=0.0, high=1.0))
    other = one._replace(what="leg:k/harm")
    assert np.array_equal(draw(one, 5, 7), draw(one, 5, 7))
    assert not np.array_equal(draw(one, 5, 7), draw(other, 5, 7))
    assert not np.array_equal(draw(one, 5, 7), draw(one, 5, 8))
    assert draw(one, 5, -1).shape == (5,)


def test_fractional_counts_are_drawn_too() -> None:
    """Reports count in parts; rounding may leave a hair more events than trials."""
    chance = Counts.model_construct({"events", "trials"}, events=1.0 + 1e-16, trials=1.0)
    drawn = draw(Base("leg:l/harm", chance), 1000, 1)
    assert np.all((drawn >= 0) & (drawn <= 1))
