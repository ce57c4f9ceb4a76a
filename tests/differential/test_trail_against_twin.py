"""What is asked about a fixed policy is what plain arithmetic says: worth, derivatives, draws side by side."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.differential.test_kernels_against_twin import given_policy, random_policy
from tests.random_problems import random_problem, random_start
from waystation.solver import likely
from waystation.solver.likely import BLOCK, chances
from waystation.solver.problem import HIGH, LOW, MID, NO_ACTION, Problem
from waystation.solver.sensitivity import slopes, worth
from waystation.solver.solve import Policy, Start, solve
from waystation.solver.trail import Trail, follow
from waystation.solver.trail_twin import weigh_plainly

SEEDS = st.integers(0, 2**32 - 1)
NEAR = 1e-12
Floats = NDArray[np.float64]


def question(seed: int, best: bool) -> tuple[Problem, Policy, Start]:
    """A problem, the best or any policy for it, and a start."""
    problem = random_problem(seed)
    start = Start(*random_start(problem, seed))
    policy = solve(problem, start.step) if best else given_policy(problem, random_policy(problem, seed))
    return problem, policy, start


def whole(policy: Policy) -> NDArray[np.uint8]:
    """The policy spelled out."""
    problem = policy.flat.problem
    choice = np.full((problem.steps, problem.nodes, problem.joint), NO_ACTION, np.uint8)
    for t, n, c in np.ndindex(choice.shape):
        action = -1 if problem.ends[n] else policy.action(t, n, c)
        choice[t, n, c] = NO_ACTION if action < 0 else action - problem.first_action[n]
    return choice


def other_risks(problem: Problem, seed: int) -> Floats:
    """Other intervals, possible exactly where the problem's are."""
    rng = np.random.default_rng((seed, 4))
    share = rng.uniform(0.3, 1.0, problem.risks.shape[:2])[:, :, None]
    return np.asarray(problem.risks * share)


def happens(problem: Problem) -> NDArray[np.bool_]:
    """Which risks of a row count: not turning back, nor being late, where no level of the action gives it a chance."""
    possible = np.ones(problem.risks.shape[:2], np.bool_)
    for action in range(problem.actions):
        hidden, view = problem.hiddens[problem.hidden[action]], problem.views[problem.view[action]]
        first = int(problem.first_row[action])
        rows = slice(first, first + view.size * hidden.weight.shape[1])
        possible[rows, -2:] = (problem.risks[rows, -2:, HIGH] > 0).any(axis=0)
    return possible


def by_end(problem: Problem, by_worst: Floats) -> Floats:
    """Derivatives by the ends of each risk; by both together where they are the same number."""
    point = problem.risks[:, :, LOW] == problem.risks[:, :, HIGH]
    return np.where(point[:, :, None], by_worst.sum(axis=2, keepdims=True), by_worst)


@settings(max_examples=60)
@given(seed=SEEDS, best=st.booleans())
@example(seed=0, best=True)
@example(seed=3746, best=False)
def test_worth_and_slopes_are_those_of_the_twin(seed: int, best: bool) -> None:
    """At worst and nominally, by every end of every risk of every row; what is met, and what is lost where."""
    problem, policy, start = question(seed, best)
    truth, found = weigh_plainly(problem, whole(policy), start), slopes(follow(policy, start))
    assert found.low == pytest.approx(truth.low, abs=NEAR)
    assert found.mid == pytest.approx(truth.mid, abs=NEAR)
    assert found.met == pytest.approx(truth.met, abs=NEAR)
    assert found.lost == pytest.approx(truth.lost, abs=NEAR)
    possible = happens(problem)
    assert found.by_mid == pytest.approx(truth.by_mid * possible, abs=1e-10)
    assert by_end(problem, found.by_worst) == pytest.approx(
        by_end(problem, truth.by_worst * possible[:, :, None]), abs=1e-10
    )


@settings(max_examples=40)
@given(seed=SEEDS, best=st.booleans())
def test_worth_under_other_risks_is_that_of_a_problem_with_them(seed: int, best: bool) -> None:
    """The policy stays what it is."""
    problem, policy, start = question(seed, best)
    other = replace(problem, risks=other_risks(problem, seed))
    truth = weigh_plainly(other, whole(policy), start)
    trail = follow(policy, start)
    assert worth(trail, other.risks) == pytest.approx((truth.low, truth.mid), abs=NEAR)
    assert worth(trail) == pytest.approx((slopes(trail).low, slopes(trail).mid), abs=NEAR)


def drawn_risks(problem: Problem, seed: int, draws: int) -> Floats:
    """Some number for every risk of every row in each draw: (rows, fatal + 2, draws)."""
    rng = np.random.default_rng((seed, 5))
    risks = rng.random((*problem.risks.shape[:2], draws))
    return np.asarray(np.where((problem.risks[:, :, 2] > 0)[:, :, None], risks, 0.0))


@settings(max_examples=40)
@given(seed=SEEDS, best=st.booleans())
def test_each_draw_is_worth_what_the_twin_says_of_it_alone(seed: int, best: bool) -> None:
    """Whichever block it falls into, and however many lie beside it."""
    problem, policy, start = question(seed, best)
    draws = BLOCK + 3
    risks = drawn_risks(problem, seed, draws)
    rows = np.arange(problem.risks.shape[0])
    found = chances(follow(policy, start), rows, lambda block: risks[:, :, block], draws)
    assert found.shape == (draws,)
    for draw in (0, 1, BLOCK - 1, BLOCK, draws - 1):
        exact = replace(problem, risks=np.repeat(risks[:, :, draw : draw + 1], 3, axis=2))
        assert found[draw] == pytest.approx(weigh_plainly(exact, whole(policy), start).mid, abs=NEAR)


def test_small_blocks_draw_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where memory is short fewer lie side by side; each block that is done is told of."""
    problem, policy, start = question(15, best=True)
    trail, risks = follow(policy, start), drawn_risks(problem, 15, 100)
    rows = np.arange(problem.risks.shape[0])
    whole_blocks = chances(trail, rows, lambda block: risks[:, :, block], 100)
    monkeypatch.setattr(likely, "MOST_HELD", 0)
    told: list[tuple[int, int]] = []
    small = chances(trail, rows, lambda block: risks[:, :, block], 100, lambda done, of: told.append((done, of)))
    assert small == pytest.approx(whole_blocks, abs=NEAR)
    assert told == [(done, 13) for done in range(1, 14)]


def test_only_rows_that_are_met_need_a_draw() -> None:
    """The others may stand for anything."""
    problem, policy, start = question(15, best=True)
    trail = follow(policy, start)
    risks = drawn_risks(problem, 15, 5)
    every = chances(trail, np.arange(problem.risks.shape[0]), lambda block: risks[:, :, block], 5)
    used = np.flatnonzero(slopes(trail).met > 0)
    assert 0 < len(used) < problem.risks.shape[0]
    assert np.array_equal(chances(trail, used, lambda block: risks[used][:, :, block], 5), every)


def test_the_trail_holds_what_can_be_reached_and_little_else() -> None:
    """Every state of positive chance has its action; nodes that cannot be reached have no cell."""
    smaller = 0
    for seed in range(40):
        problem, policy, start = question(seed, best=True)
        trail = follow(policy, start)
        assert trail.cell[start.step, start.node] >= 0
        assert not np.any(trail.cell[: start.step] >= 0)
        for i, (t, n) in enumerate(np.argwhere(trail.cell >= 0).tolist()):
            assert trail.cell[t, n] == i
            assert trail.cell_node[i] == n
            for c in range(problem.joint):
                acts = t < problem.steps and not problem.ends[n]
                assert trail.taken[i, c] == (policy.action(t, n, c) if acts else -1)
        smaller += trail.states < problem.pairs / 2
    assert smaller > 20


def reached(trail: Trail) -> set[tuple[int, int]]:
    """Steps and nodes of a trail."""
    return set(map(tuple, np.argwhere(trail.cell >= 0).tolist()))


@settings(max_examples=30)
@given(seed=SEEDS)
def test_nothing_that_happens_leads_off_the_trail(seed: int) -> None:
    """Whatever is drawn where a risk is possible, the party stays on it: all mass is accounted for."""
    problem, policy, start = question(seed, best=True)
    trail = follow(policy, start)
    here = reached(trail)
    for t, n in here:
        if t == problem.steps or problem.ends[n]:
            continue
        for c in range(problem.joint):
            action = policy.action(t, n, c)
            if action < 0:
                continue
            rows = problem.rows(action)[:, c]
            if t + problem.duration[action] <= problem.steps:
                assert (t + problem.duration[action], problem.destination[action]) in here
                if np.any(problem.risks[rows, -2, MID] > 0):
                    assert (t + problem.duration[action], problem.return_node[action]) in here
            if np.any(problem.risks[rows, -1, MID] > 0) and t + problem.late_duration[action] <= problem.steps:
                assert (t + problem.late_duration[action], problem.destination[action]) in here


PLAIN = """
import json, sys
sys.path[:0] = json.loads(sys.argv[1])
import numpy as np
from tests.differential.test_trail_against_twin import drawn_risks, question
from waystation.solver.likely import chances
from waystation.solver.sensitivity import slopes
from waystation.solver.trail import follow
answers = []
for seed in json.loads(sys.argv[2]):
    problem, policy, start = question(seed, True)
    trail = follow(policy, start)
    found, risks = slopes(trail), drawn_risks(problem, seed, 3)
    drawn = chances(trail, np.arange(len(risks)), lambda block: risks[:, :, block], 3)
    parts = (found.by_worst, found.by_mid, found.met, found.lost, drawn)
    answers.append([found.low, found.mid, *(part.tolist() for part in parts)])
assert "numba" not in sys.modules or sys.modules["numba"].config.DISABLE_JIT
print(json.dumps(answers))
"""


def test_compiled_they_are_the_same_kernels_as_plain_python(root: Path) -> None:
    """With `NUMBA_DISABLE_JIT=1` the same source runs as it stands, and gives the same to twelve places."""
    seeds = list(range(6))
    arguments = [json.dumps([str(root), str(root / "src")]), json.dumps(seeds)]
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run(
        [sys.executable, "-c", PLAIN, *arguments], env=environment, capture_output=True, text=True, check=True
    )
    for seed, answer in zip(seeds, json.loads(done.stdout), strict=True):
        problem, policy, start = question(seed, True)
        trail = follow(policy, start)
        found, risks = slopes(trail), drawn_risks(problem, seed, 3)
        drawn = chances(trail, np.arange(len(risks)), lambda block, risks=risks: risks[:, :, block], 3)
        ours = [found.low, found.mid, found.by_worst, found.by_mid, found.met, found.lost, drawn]
        for mine, theirs in zip(ours, answer, strict=True):
            assert np.ravel(mine) == pytest.approx(np.ravel(theirs), abs=NEAR)
