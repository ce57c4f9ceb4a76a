"""A problem in the kernels' layout: outcomes shared, what cannot happen left out, risks condensed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.random_problems import random_problem
from waystation.solver.flat import flatten
from waystation.solver.problem import HIGH, LOW, MID

SEEDS = st.integers(0, 2**32 - 1)


@given(seed=SEEDS)
def test_every_possible_outcome_has_its_pair_and_no_other(seed: int) -> None:
    """Arrived always; late and back only where some level gives them a chance; each (node, steps) once for a class."""
    problem = random_problem(seed)
    flat = flatten(problem)
    named = list(zip(flat.pair_node.tolist(), flat.pair_steps.tolist(), strict=True))
    asked: dict[tuple[int, int, int], int] = {}
    for action in range(problem.actions):
        size = problem.views[problem.view[action]].size * len(problem.rows(action))
        every = problem.first_row[action] + np.arange(size)
        late = bool(np.any(problem.risks[every, -1, HIGH] > 0))
        back = bool(np.any(problem.risks[every, -2, HIGH] > 0))
        wanted = [
            (problem.destination[action], problem.duration[action], True),
            (problem.destination[action], problem.late_duration[action], late),
            (problem.return_node[action], problem.duration[action], back),
        ]
        node = int(np.searchsorted(problem.first_action, action, side="right") - 1)
        for pair, (there, steps, possible) in zip(flat.pairs[action].tolist(), wanted, strict=True):
            assert (pair >= 0) == possible
            if possible:
                assert named[pair] == (there, min(steps, problem.steps + 1))
                assert flat.pair_at[pair + 1] - flat.pair_at[pair] == flat.narrow.sizes[node]
                assert asked.setdefault((*named[pair], int(flat.narrow.node_class[node])), pair) == pair
    assert sorted(asked.values()) == list(range(len(named)))


@given(seed=SEEDS)
def test_risks_are_condensed_to_survival_back_and_late(seed: int) -> None:
    """Survival is least where the fatal risks are highest."""
    problem = random_problem(seed)
    condensed = flatten(problem).risks
    for row, risks in zip(condensed, problem.risks, strict=True):
        survival = [np.prod(1 - risks[:-2, end]) for end in (HIGH, MID, LOW)]
        assert row[:3] == pytest.approx(survival, abs=1e-15)
        assert row[3:].tolist() == [*risks[-2], *risks[-1]]
        assert row[0] <= row[1] <= row[2]


@given(seed=SEEDS)
def test_the_ring_holds_the_longest_outcome(seed: int) -> None:
    """No value is overwritten before it is needed."""
    flat = flatten(random_problem(seed))
    assert flat.ring == max(flat.pair_steps.tolist(), default=1) + 1
