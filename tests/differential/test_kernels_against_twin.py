"""The kernels compute what the specification of a problem means: they are held to plain readings of it.

`twin` reads the whole of it; the smaller readings here are of what the twin leaves out: a given policy, an aim that
is not safety, the way forward, chance.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.random_problems import levelled, random_problem, random_start
from waystation.solver import following
from waystation.solver.flat import flatten
from waystation.solver.problem import HIGH, LOW, MID, NO_ACTION, Hidden, Problem, View
from waystation.solver.solve import Aim, Policy, Start, evaluate, occupancy, simulate, solve
from waystation.solver.twin import solve_plainly

SEEDS = st.integers(0, 2**32 - 1)
NEAR = 1e-12
FIGURES = ("low", "mid", "high", "lost")
Floats = NDArray[np.float64]


def moves(problem: Problem, steps: int) -> Floats:
    """The matrix of all visible conditions together, some steps on."""
    matrix: Floats = np.ones((1, 1))
    for chain in problem.chains:
        matrix = np.kron(matrix, np.linalg.matrix_power(chain, steps))
    return matrix


def is_open(problem: Problem, step: int, action: int, joint: int) -> bool:
    """Whether an action can be taken in a state."""
    shut = problem.shut[problem.rows(action)[0, joint]]
    return bool(problem.open_steps[problem.calendar[action], step]) and not shut


class Ending(NamedTuple):
    """One way in which an attempt goes on: its chance, where, when, and whether it has arrived."""

    chance: float
    node: int
    step: int
    arrived: bool


def endings(problem: Problem, step: int, action: int, joint: int) -> tuple[float, list[Ending]]:
    """The nominal chance that an attempt is lost, and how else it ends."""
    hidden = problem.hiddens[problem.hidden[action]]
    destination, back = int(problem.destination[action]), int(problem.return_node[action])
    then, late = step + int(problem.duration[action]), step + int(problem.late_duration[action])
    lost, found = 0.0, []
    for u, row in enumerate(problem.rows(action)[:, joint]):
        weight, risks = float(hidden.weight[step, u]), problem.risks[row, :, MID]
        alive = weight * float(np.prod(1.0 - risks[: problem.fatal]))
        lost += weight - alive
        turned, held = float(risks[-2]), float(risks[-1])
        found.append(Ending(alive * turned, back, then, False))
        found.append(Ending(alive * (1 - turned) * held, destination, late, True))
        found.append(Ending(alive * (1 - turned) * (1 - held), destination, then, True))
    return lost, found


def nominally(problem: Problem, choice: NDArray[np.uint8]) -> dict[str, Floats]:
    """What a policy is worth nominally: safe, lost, and steps until safe times safe; (steps + 1, nodes, joint)."""
    values = {name: np.zeros((problem.steps + 1, problem.nodes, problem.joint)) for name in ("mid", "lost", "lag")}
    values["mid"][:, problem.ends] = 1.0
    for step in range(problem.steps - 1, -1, -1):
        for node, joint in np.argwhere(choice[step] != NO_ACTION):
            action = int(problem.first_action[node]) + int(choice[step, node, joint])
            lost, ways = endings(problem, step, action, joint)
            values["lost"][step, node, joint] = lost
            for way in ways:
                if way.step <= problem.steps:
                    row = moves(problem, way.step - step)[joint]
                    onward = {name: float(row @ values[name][way.step, way.node]) for name in values}
                    onward["lag"] += (way.step - step) * onward["mid"]
                    for name, value in onward.items():
                        values[name][step, node, joint] += way.chance * value
    return values


def at_an_end_of_its_interval(problem: Problem, choice: NDArray[np.uint8], worst: bool) -> Floats:
    """What a policy is worth if every risk is at whichever end of its interval is worst (or best)."""
    pick = min if worst else max
    values = np.zeros((problem.steps + 1, problem.nodes, problem.joint))
    values[:, problem.ends] = 1.0

    def onward(step: int, node: int, then: int, joint: int) -> float:
        return float(moves(problem, then - step)[joint] @ values[then, node]) if then <= problem.steps else 0.0

    for step in range(problem.steps - 1, -1, -1):
        for node, joint in np.argwhere(choice[step] != NO_ACTION):
            action = int(problem.first_action[node]) + int(choice[step, node, joint])
            hidden = problem.hiddens[problem.hidden[action]]
            destination, then = int(problem.destination[action]), step + int(problem.duration[action])
            arrived = onward(step, destination, then, joint)
            late = onward(step, destination, step + int(problem.late_duration[action]), joint)
            back = onward(step, int(problem.return_node[action]), then, joint)
            under = []
            for u, row in enumerate(problem.rows(action)[:, joint]):
                risks = problem.risks[row]
                survives = float(np.prod(1.0 - risks[:-2, HIGH if worst else LOW]))
                corners = [
                    survives * (b * back + (1 - b) * (x * late + (1 - x) * arrived))
                    for b in (risks[-2, LOW], risks[-2, HIGH])
                    for x in (risks[-1, LOW], risks[-1, HIGH])
                ]
                if hidden.counts[step, u]:
                    under.append(pick(corners))
            values[step, node, joint] = pick(under)
    return values


def random_policy(problem: Problem, seed: int) -> NDArray[np.uint8]:
    """In every state any action that can be taken there, or none."""
    rng = np.random.default_rng((seed, 2))
    choice = np.full((problem.steps, problem.nodes, problem.joint), NO_ACTION, dtype=np.uint8)
    for step, node, joint in np.ndindex(choice.shape):
        first, last = int(problem.first_action[node]), int(problem.first_action[node + 1])
        can = [action - first for action in range(first, last) if is_open(problem, step, action, joint)]
        if can and rng.random() < 0.95:
            choice[step, node, joint] = rng.choice(can)
    return choice


def given_policy(problem: Problem, choice: NDArray[np.uint8]) -> Policy:
    """A policy from elsewhere."""
    return Policy.of(problem, choice)


@settings(max_examples=120)
@given(seed=SEEDS)
@example(seed=0)
def test_solving_gives_the_values_and_the_policy_of_the_twin(seed: int) -> None:
    """Every value to twelve places, at the first step and at a later one; every choice exactly."""
    problem = random_problem(seed)
    truth = solve_plainly(problem)
    for first_step in (0, problem.steps // 2, problem.steps):
        ours = solve(problem, first_step)
        for name in (*FIGURES, "lag"):
            wanted = getattr(truth, name)[first_step]
            assert getattr(ours, name) == pytest.approx(wanted, abs=NEAR * max(1, problem.steps)), name
        assert np.array_equal(ours.choice[first_step:], truth.policy[first_step : problem.steps])


@settings(max_examples=120)
@given(seed=SEEDS, cores=st.sampled_from([1, 2, 3]))
def test_ties_are_settled_as_the_twin_settles_them(seed: int, cores: int) -> None:
    """Where risks and moves are so even that most choices are ties: every choice exactly, shared by threads or not."""
    problem = levelled(random_problem(seed))
    truth = solve_plainly(problem)
    for first_step in (0, problem.steps // 2):
        ours = solve(problem, first_step, cores=cores)
        assert np.array_equal(ours.choice[first_step:], truth.policy[first_step : problem.steps])
        for name in (*FIGURES, "lag"):
            wanted = getattr(truth, name)[first_step]
            assert getattr(ours, name) == pytest.approx(wanted, abs=NEAR * max(1, problem.steps)), name


def test_ties_are_frequent_in_problems_made_even() -> None:
    """So that the law above is about something: in most of them a choice is settled by more than low."""
    settled = 0
    for seed in range(50):
        problem = levelled(random_problem(seed))
        best = solve(problem)
        for other in range(4):
            swapped = best.choice.copy()
            rng = np.random.default_rng((seed, other))
            for step, node, joint in np.argwhere(swapped != NO_ACTION):
                first, last = int(problem.first_action[node]), int(problem.first_action[node + 1])
                can = [a - first for a in range(first, last) if is_open(problem, step, a, joint)]
                swapped[step, node, joint] = rng.choice(can)
            settled += bool(np.any((swapped != best.choice)[0] & (Policy.of(problem, swapped).low == best.low)))
    assert settled > 50


@pytest.mark.parametrize("count", [3, 20, 60])
def test_a_chain_of_ties_is_followed_to_its_end(count: int) -> None:
    """Each of many actions ties with the one before in low and is better in mid: the last is taken, as by the twin."""

    def column(*values: int) -> NDArray[np.int32]:
        return np.array(values, dtype=np.int32)

    every = [0] * count
    risks = np.zeros((count, 3, 3))
    for action in range(count):
        risks[action, 0] = 0.0, 0.4 - 0.001 * action, 0.5 + 0.9e-12 * action
    problem = Problem(
        steps=2,
        chains=(),
        ends=np.array([False, True]),
        first_action=column(0, count, count),
        destination=column(*([1] * count)),
        duration=column(*([1] * count)),
        late_duration=column(*([2] * count)),
        return_node=column(*every),
        calendar=column(*every),
        open_steps=np.ones((1, 2), np.uint8),
        view=column(*every),
        views=(View(np.zeros(1, np.int32), 1),),
        hidden=column(*every),
        hiddens=(Hidden(np.ones((2, 1)), np.ones((2, 1), np.bool_)),),
        first_row=column(*range(count)),
        risks=risks,
        shut=np.zeros(count, np.bool_),
    )
    assert solve(problem).choice[:, 0, 0].tolist() == [count - 1] * 2
    assert solve_plainly(problem).policy[:2, 0, 0].tolist() == [count - 1] * 2


@settings(max_examples=60)
@given(seed=SEEDS, aimed=st.booleans(), even=st.booleans(), cores=st.integers(2, 4))
def test_threads_change_nothing_to_the_last_bit(seed: int, aimed: bool, even: bool, cores: int) -> None:
    """Choices and values of a solve that several share are those of one alone."""
    problem = levelled(random_problem(seed)) if even else random_problem(seed)
    aim = random_aim(problem, seed) if aimed else None
    alone, shared = solve(problem, aim=aim, cores=1), solve(problem, aim=aim, cores=cores)
    assert np.array_equal(alone.choices.kept, shared.choices.kept)
    assert np.array_equal(alone.low, shared.low)


@settings(max_examples=150)
@given(seed=SEEDS, aimed=st.booleans(), even=st.booleans())
def test_what_is_not_worth_trying_would_not_have_been_chosen(seed: int, aimed: bool, even: bool) -> None:
    """The same choices and values to the last bit whether actions are left alone that cannot be best, or none are."""
    problem = levelled(random_problem(seed)) if even else random_problem(seed)
    aim = random_aim(problem, seed) if aimed else None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(following, "TOLD", 1)
        seen_first = solve(problem, aim=aim)
        patch.setattr(following, "TOLD", problem.joint + 1)
        all_tried = solve(problem, aim=aim)
    assert np.array_equal(seen_first.choices.kept, all_tried.choices.kept)
    assert np.array_equal(seen_first.low, all_tried.low)


@settings(max_examples=80)
@given(seed=SEEDS, even=st.booleans())
def test_conditions_that_cannot_matter_are_dropped_without_a_trace(seed: int, even: bool) -> None:
    """The same choices and figures as where every node tells all levels apart, followed or played out as well."""
    problem = levelled(random_problem(seed)) if even else random_problem(seed)
    whole = flatten(problem, np.full(problem.nodes, (1 << len(problem.chains)) - 1, np.int64))
    ours, theirs = solve(problem), solve(whole)
    assert np.array_equal(ours.choice, theirs.choice)
    for name in (*FIGURES, "lag"):
        assert getattr(ours, name) == pytest.approx(getattr(theirs, name), abs=NEAR * max(1, problem.steps)), name
    start = Start(*random_start(problem, seed))
    assert occupancy(ours, start).met == pytest.approx(occupancy(theirs, start).met, abs=NEAR)
    assert simulate(ours, start, 200, seed) == simulate(theirs, start, 200, seed)


@settings(max_examples=60)
@given(seed=SEEDS)
def test_what_a_node_is_asked_for_is_what_all_are_asked_for(seed: int) -> None:
    """Worked out on the states that follow it, or on all."""
    problem = random_problem(seed)
    step = problem.steps // 3
    policy, whole = solve(problem, step), solve(problem, step)
    for node in range(problem.nodes):
        worth = policy.at(node)
        for name in (*FIGURES, "lag"):
            assert np.array_equal(getattr(worth, name), getattr(whole, name)[node]), name
            assert np.array_equal(getattr(whole.at(node), name), getattr(whole, name)[node]), name


@settings(max_examples=60)
@given(seed=SEEDS)
def test_a_policy_is_worth_something_under_other_risks_too(seed: int) -> None:
    """Also where the other risks no longer tell levels apart that the policy does, or the other way round."""
    problem, other = random_problem(seed), levelled(random_problem(seed))
    plain = replace(other, views=tuple(View(np.zeros_like(v.local), v.size) for v in other.views))
    for here, there in ((problem, other), (problem, plain), (plain, problem)):
        policy = solve(here)
        if any(not is_open(there, *state) for state in taken_by(policy)):
            continue
        moved = evaluate(replace(policy, flat=flatten(there)))
        nominal = nominally(there, policy.choice)
        assert moved.mid == pytest.approx(nominal["mid"][0], abs=NEAR)
        assert moved.low == pytest.approx(at_an_end_of_its_interval(there, policy.choice, worst=True)[0], abs=NEAR)


def taken_by(policy: Policy) -> list[tuple[int, int, int]]:
    """(step, action, joint level) of every choice of a policy."""
    first = policy.flat.problem.first_action
    acting = np.argwhere(policy.choice != NO_ACTION).tolist()
    return [(step, int(first[node]) + int(policy.choice[step, node, joint]), joint) for step, node, joint in acting]


@settings(max_examples=60)
@given(seed=SEEDS)
def test_a_given_policy_is_worth_what_plain_arithmetic_says(seed: int) -> None:
    """Whatever it was chosen for: at worst, nominally and at best."""
    problem = random_problem(seed)
    choice = random_policy(problem, seed)
    before = choice.copy()
    ours = evaluate(given_policy(problem, choice))
    nominal = nominally(problem, choice)
    assert np.array_equal(ours.choice, before)
    assert ours.mid == pytest.approx(nominal["mid"][0], abs=NEAR)
    assert ours.lost == pytest.approx(nominal["lost"][0], abs=NEAR)
    assert ours.lag == pytest.approx(nominal["lag"][0], abs=NEAR * problem.steps)
    assert ours.low == pytest.approx(at_an_end_of_its_interval(problem, choice, worst=True)[0], abs=NEAR)
    assert ours.high == pytest.approx(at_an_end_of_its_interval(problem, choice, worst=False)[0], abs=NEAR)


def random_aim(problem: Problem, seed: int) -> Aim:
    """Ends worth less the later, and charges on some actions."""
    rng = np.random.default_rng((seed, 3))
    end_value = 1.0 - np.sort(rng.random(problem.steps + 1)) * rng.choice([0.0, 0.5])
    charges = rng.random((problem.actions, 2)) * 0.2 * (rng.random((problem.actions, 2)) < 0.5)
    return Aim(end_value, charges)


def aimed_low(problem: Problem, aim: Aim, seen: Floats, when: tuple[int, int], action: int) -> float:
    """The robust value of an action in terms of an aim."""
    step, joint = when
    hidden = problem.hiddens[problem.hidden[action]]
    at_departure, on_arrival = aim.charges[action]
    destination, then = int(problem.destination[action]), step + int(problem.duration[action])

    def onward(node: int, at: int) -> float:
        return float(moves(problem, at - step)[joint] @ seen[at, node]) if at <= problem.steps else 0.0

    arrived = onward(destination, then) - on_arrival
    late = onward(destination, step + int(problem.late_duration[action])) - on_arrival
    back = onward(int(problem.return_node[action]), then)
    worst = math.inf
    for u, row in enumerate(problem.rows(action)[:, joint]):
        if hidden.counts[step, u]:
            risks = problem.risks[row]
            reached = min(x * late + (1 - x) * arrived for x in risks[-1, [LOW, HIGH]])
            reached = min(b * back + (1 - b) * reached for b in risks[-2, [LOW, HIGH]])
            worst = min(worst, float(np.prod(1.0 - risks[:-2, HIGH])) * reached)
    return worst - float(at_departure)


@settings(max_examples=60)
@given(seed=SEEDS)
def test_an_aim_weighs_time_and_money_as_it_says(seed: int) -> None:
    """Ends worth what they are worth at each step, charges at departure and on arriving, late or not.

    The greatest robust value is compared, and that the policy reaches it: which of two ways that tie is taken is
    settled by figures that have no meaning under an aim.
    """
    problem = random_problem(seed)
    aim = random_aim(problem, seed)
    seen = np.zeros((problem.steps + 1, problem.nodes, problem.joint))
    seen[:, problem.ends] = aim.end_value[:, None, None]
    ours = solve(problem, aim=aim)
    for step in range(problem.steps - 1, -1, -1):
        for node in np.flatnonzero(~problem.ends):
            first, last = int(problem.first_action[node]), int(problem.first_action[node + 1])
            for joint in range(problem.joint):
                values = {
                    action: aimed_low(problem, aim, seen, (step, joint), action)
                    for action in range(first, last)
                    if is_open(problem, step, action, joint)
                }
                seen[step, node, joint] = max(values.values(), default=0.0)
                taken = ours.action(step, int(node), joint)
                assert (taken >= 0) == bool(values)
                assert not values or values[taken] == pytest.approx(seen[step, node, joint], abs=1e-11)
    assert ours.low == pytest.approx(seen[0], abs=1e-11)


def test_the_plain_aim_is_plain_safety() -> None:
    """Ends worth 1 at every step and no charges change nothing."""
    problem = random_problem(11)
    plain, aimed = solve(problem), solve(problem, aim=Aim(np.ones(problem.steps + 1), np.zeros((problem.actions, 2))))
    assert np.array_equal(plain.choice, aimed.choice)
    assert np.array_equal(plain.low, aimed.low)


def carried_forward(problem: Problem, choice: NDArray[np.uint8], start: Start) -> dict[str, Floats]:
    """The mass of every state at every step, and where the rest has gone, one state after another."""
    mass = np.zeros((problem.steps + 1, problem.nodes, problem.joint))
    mass[start.step, start.node] = start.joint
    arrived, met = np.zeros(problem.steps + 1), np.zeros(problem.risks.shape[0])
    for step in range(start.step, problem.steps + 1):
        arrived[step] = mass[step, problem.ends].sum()
        for node, joint in np.argwhere(mass[step] > 0):
            index = choice[step, node, joint] if step < problem.steps else NO_ACTION
            if problem.ends[node] or index == NO_ACTION:
                continue
            action = int(problem.first_action[node]) + int(index)
            weight = problem.hiddens[problem.hidden[action]].weight[step]
            np.add.at(met, problem.rows(action)[:, joint], mass[step, node, joint] * weight)
            for way in endings(problem, step, action, joint)[1]:
                if way.step <= problem.steps:
                    row = moves(problem, way.step - step)[joint]
                    mass[way.step, way.node] += mass[step, node, joint] * way.chance * row
    return {"mass": mass, "arrived": arrived, "met": met}


@settings(max_examples=80)
@given(seed=SEEDS)
def test_the_way_forward_meets_the_way_back(seed: int) -> None:
    """Arrivals are those of a plain forward pass and sum to mid; what the rows lose is lost; the rest is under way."""
    problem = random_problem(seed)
    start = Start(*random_start(problem, seed))
    policy = solve(problem, start.step)
    found, truth = occupancy(policy, start), carried_forward(problem, policy.choice, start)
    assert found.arrived == pytest.approx(truth["arrived"], abs=NEAR)
    assert found.met == pytest.approx(truth["met"], abs=NEAR)
    safe = math.fsum(found.arrived)
    lost = float(found.met @ (1.0 - np.prod(1.0 - problem.risks[:, : problem.fatal, MID], axis=1)))
    assert safe == pytest.approx(float(policy.mid[start.node] @ start.joint), abs=NEAR)
    assert lost == pytest.approx(float(policy.lost[start.node] @ start.joint), abs=NEAR)
    assert -NEAR <= 1.0 - safe - lost <= 1.0 + NEAR
    lag = float((np.arange(problem.steps + 1) - start.step) @ found.arrived)
    assert lag == pytest.approx(float(policy.lag[start.node] @ start.joint), abs=NEAR * problem.steps)


@settings(max_examples=60)
@given(seed=SEEDS, likely=st.sampled_from([0.0001, 0.01, 0.2, 1.0, 2.0]))
def test_the_likely_states_are_noted_and_no_others(seed: int, likely: float) -> None:
    """Each decision reached with at least that chance, with its chance, in order of time; ends are no decisions."""
    problem = random_problem(seed)
    start = Start(*random_start(problem, seed))
    policy = solve(problem, start.step)
    found = occupancy(policy, start, likely)
    mass = carried_forward(problem, policy.choice, start)["mass"][: problem.steps]
    mass[:, problem.ends] = 0.0
    noted = {tuple(state): chance for state, chance in zip(found.states.tolist(), found.masses, strict=True)}
    for state in map(tuple, np.argwhere(mass > 0).tolist()):
        if abs(mass[state] - likely) > NEAR:
            assert (state in noted) == (mass[state] >= likely), state
    for state, chance in noted.items():
        assert chance == pytest.approx(mass[state], abs=NEAR)
    assert found.states[:, 0].tolist() == sorted(found.states[:, 0].tolist())


@pytest.mark.parametrize("seed", range(40))
def test_playing_out_counts_what_is_computed(seed: int) -> None:
    """Within four and a half standard errors and, with the same seed, the same to the last run."""
    problem = random_problem(seed)
    start = Start(*random_start(problem, seed))
    policy = solve(problem, start.step)
    runs = 20_000
    counts = simulate(policy, start, runs, seed)
    safe, lost = (float(values[start.node] @ start.joint) for values in (policy.mid, policy.lost))
    assert sum(counts) == runs
    assert counts == simulate(policy, start, runs, seed)
    for count, chance in zip(counts, (safe, lost, 1.0 - safe - lost), strict=True):
        error = math.sqrt(max(0.0, chance * (1.0 - chance)) / runs)
        assert abs(count / runs - chance) <= 4.5 * error + 1e-9


def test_another_seed_plays_another_game() -> None:
    """Seeds next to each other, negative ones and very large ones all differ."""
    problem = next(p for p in map(random_problem, range(100)) if 0.2 < solve(p).mid[0, 0] < 0.8)
    start = Start(0, 0, np.eye(problem.joint)[0])
    policy = solve(problem)
    games = [simulate(policy, start, 10_000, seed) for seed in (0, 1, 2, 3, -1, -2, 10**30)]
    assert len(set(games)) >= len(games) - 1


PLAIN = """
import json, sys, warnings
sys.path[:0] = json.loads(sys.argv[1])
import numpy as np
from tests.random_problems import levelled, random_problem, random_start
from waystation.solver.solve import Start, occupancy, simulate, solve
warnings.simplefilter("ignore", RuntimeWarning)  # the generator's products wrap, as they should
answers = []
for seed in json.loads(sys.argv[2]):
    problem = random_problem(seed)
    start = Start(*random_start(problem, seed))
    policy = solve(problem, start.step)
    found = occupancy(policy, start, 0.01)
    values = [getattr(policy, name).tolist() for name in ("low", "mid", "high", "lost", "lag")]
    answers.append([values, policy.choice.tolist(), found.arrived.tolist(), found.met.tolist(), found.states.tolist(),
                    simulate(policy, start, 200, seed)])
assert "numba" not in sys.modules or sys.modules["numba"].config.DISABLE_JIT
print(json.dumps(answers))
"""


def test_compiled_kernels_are_the_same_kernels_as_plain_python(root: Path) -> None:
    """With `NUMBA_DISABLE_JIT=1` the same source runs as it stands, and gives the same to twelve places."""
    seeds = list(range(8))
    arguments = [json.dumps([str(root), str(root / "src")]), json.dumps(seeds)]
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run(
        [sys.executable, "-c", PLAIN, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    for seed, (values, choice, arrived, met, states, played) in zip(seeds, json.loads(done.stdout), strict=True):
        problem = random_problem(seed)
        start = Start(*random_start(problem, seed))
        policy = solve(problem, start.step)
        found = occupancy(policy, start, 0.01)
        for name, value in zip(("low", "mid", "high", "lost", "lag"), values, strict=True):
            assert getattr(policy, name) == pytest.approx(np.array(value), abs=NEAR)
        assert policy.choice[start.step :].tolist() == choice[start.step :]
        assert found.arrived == pytest.approx(np.array(arrived), abs=NEAR)
        assert found.met == pytest.approx(np.array(met), abs=NEAR)
        assert found.states.tolist() == states
        assert list(simulate(policy, start, 200, seed)) == played


def many_conditions(count: int, seed: int) -> Problem:
    """A place, a way to an end and a way back late, under so many visible conditions."""
    rng = np.random.default_rng((seed, count))
    chains = tuple(_rows(rng, int(size)) for size in rng.integers(1, 4, count))
    joint = math.prod(len(chain) for chain in chains)
    steps = 7

    def column(*values: int) -> NDArray[np.int32]:
        return np.array(values, dtype=np.int32)

    risks = np.sort(rng.random((2 * joint, 4, 3)) * 0.5, axis=2)
    opens = np.tile((np.arange(steps) + 2 <= steps).astype(np.uint8), (2, 1))
    opens[0] = 1
    return Problem(
        steps=steps,
        chains=chains,
        ends=np.array([False, True]),
        first_action=column(0, 2, 2),
        destination=column(0, 1),
        duration=column(1, 2),
        late_duration=column(2, 5),
        return_node=column(0, 0),
        calendar=column(0, 1),
        open_steps=opens,
        view=column(0, 0),
        views=(View(np.arange(joint, dtype=np.int32), joint),),
        hidden=column(0, 0),
        hiddens=(Hidden(np.ones((steps, 1)), np.ones((steps, 1), dtype=np.bool_)),),
        first_row=column(0, joint),
        risks=risks,
        shut=rng.random(2 * joint) < 0.1,
    )


def _rows(rng: np.random.Generator, levels: int) -> Floats:
    rows = rng.random((levels, levels)) + 0.05
    return np.asarray(rows / rows.sum(axis=1, keepdims=True), dtype=np.float64)


@pytest.mark.parametrize("count", range(7))
def test_any_number_of_conditions_moves_exactly(count: int) -> None:
    """None, one of a single level, six of up to three: back and forth as the joint matrix has it."""
    problem = many_conditions(count, seed=5)
    truth, ours = solve_plainly(problem), solve(problem)
    for name in (*FIGURES, "lag"):
        assert getattr(ours, name) == pytest.approx(getattr(truth, name)[0], abs=NEAR * problem.steps), name
    assert np.array_equal(ours.choice, truth.policy[:-1])
    start = Start(0, 0, np.full(problem.joint, 1 / problem.joint))
    found, plain = occupancy(ours, start), carried_forward(problem, ours.choice, start)
    assert found.arrived == pytest.approx(plain["arrived"], abs=NEAR)
    assert found.met == pytest.approx(plain["met"], abs=NEAR)
