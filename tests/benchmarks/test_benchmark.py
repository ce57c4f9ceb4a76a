"""The benchmark's pieces work at tiny sizes and agree with each other; no time is asserted."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks.cpp import TOLERANCE, built, compiler, do_sweep, on_same_arrays
from benchmarks.families import FAMILIES, Country, make_pack
from benchmarks.orders import latest_first
from benchmarks.run import FIGURES, PARTS, parts_of
from benchmarks.storm import do_storm
from benchmarks.subjects import Subject, do_export, do_ours, implied_transitions
from tests.random_problems import random_problem
from waystation.planning.unroll import unroll
from waystation.solver.flat import flatten
from waystation.solver.problem import NO_ACTION
from waystation.solver.solve import solve

ROOT = Path(__file__).resolve().parents[2]
NAMES = re.compile(
    r"(storm|quantecon|mdpsolver|twin|cpp)/(point|interval)/\d+|growth/\d+/\d+|end/[\w-]+/[\w-]+/(cold|warm)"
    r"|(start|reports)/[\w/-]+"
)
TINY = {"family": "valleys", "places": 5, "hours": 6, "conditions": 1}
needs_storm = pytest.mark.skipif(importlib.util.find_spec("stormpy") is None, reason="Storm has no build here")


@pytest.fixture(scope="module")
def twin(tmp_path_factory):
    """The C++ twin, built once."""
    if compiler() is None:
        pytest.skip("neither g++ nor clang++ is here")
    return built(tmp_path_factory.mktemp("twin"))


def test_results_have_the_names_and_figures_that_are_promised(tmp_path):
    """A quick run writes the machine and rows; a row that compares says the ratio of its two times."""
    to = tmp_path / "results.json"
    command = [sys.executable, "-m", "benchmarks.run", "--quick", "--parts", "twin,growth,reports", "--to", str(to)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    results = json.loads(to.read_text("utf-8"))
    assert set(results) == {"machine", "rows"}
    assert results["machine"]["cores"] >= 1
    assert {row["name"].split("/")[0] for row in results["rows"]} == {"twin", "growth", "reports"}
    for row in results["rows"]:
        assert NAMES.fullmatch(row["name"]), row["name"]
        assert row["ours_s"] > 0
        assert row["name"] in done.stdout
        assert set(FIGURES) <= set(row)
        if row["theirs_s"] is not None:
            assert row["ratio"] == pytest.approx(row["theirs_s"] / row["ours_s"])
    for row in results["rows"]:
        if row["name"].startswith("growth/"):
            assert row["name"].split("/")[1] == str(row["pairs"])
            assert row["transitions"] > row["pairs"]
            assert row["ours_mb"] > 0


def test_a_part_that_is_none_is_said():
    """Parts are named with commas between them; none named means all."""
    assert parts_of("") == list(PARTS)
    assert parts_of("growth,storm") == ["growth", "storm"]
    with pytest.raises(ValueError, match="no part stom"):
        parts_of("storm,stom")


@pytest.mark.parametrize("family", FAMILIES)
def test_a_country_is_the_same_each_time_and_can_be_crossed(family):
    """What is measured today is measured tomorrow, and is not trivial: some get there, and not for certain."""
    subject = {"family": family, "places": 9, "hours": 48, "conditions": 2}
    assert make_pack(Country(**subject)) == make_pack(Country(**subject))
    point, interval = (do_ours(subject, kind)["value"] for kind in ("point", "interval"))
    assert 0.0 < interval < point < 1.0


@pytest.mark.parametrize("seed", range(40))
def test_the_cpp_twin_fills_the_same(twin, seed):
    """Policy, marks and values are equal to 1e-12 on problems that reach into every corner."""
    _, _, difference = on_same_arrays(random_problem(seed), twin)
    assert difference <= TOLERANCE


@pytest.mark.parametrize("kind", ["point", "interval"])
def test_the_cpp_twin_fills_the_same_on_what_is_measured(twin, kind):
    """The same on a country."""
    problem = Subject.of({"family": "road", "places": 8, "hours": 12, "conditions": 2}, kind).charted().problem
    _, _, difference = on_same_arrays(problem, twin)
    assert difference <= TOLERANCE


@pytest.mark.skipif(compiler() is None, reason="neither g++ nor clang++ is here")
@pytest.mark.parametrize("family", FAMILIES)
def test_one_pass_over_the_exported_model_finds_the_same_value(family):
    """The explicit states are those of the problem, in an order in which one pass is enough."""
    subject = {"family": family, "places": 6, "hours": 10, "conditions": 1}
    assert do_sweep(subject)["value"] == pytest.approx(do_ours(subject, "point")["value"], abs=1e-12)


@needs_storm
@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("kind", ["point", "interval"])
def test_storm_finds_the_same_value(tmp_path, family, kind):
    """What is written for Storm is what we solve, whichever question it takes."""
    subject = {"family": family, "places": 6, "hours": 10, "conditions": 1}
    path, other = str(tmp_path / "model.umb"), str(tmp_path / "other.umb")
    model = do_export(subject, kind, path, other)
    bound = model["depth"] if kind == "interval" and model["zeros"] else None
    value = do_ours(subject, kind)["value"]
    for written in (path, other):
        assert do_storm(written, kind, bound, once=True)["value"] == pytest.approx(value, abs=1e-9)


@pytest.mark.parametrize("library", ["quantecon", "mdpsolver"])
def test_libraries_find_the_same_value(library):
    """One step's process, the model unrolled, and the model latest first are all the model that we solve."""
    if importlib.util.find_spec(library) is None:
        pytest.skip(f"{library} comes with `make bench` only")
    command = [sys.executable, "-m", "benchmarks.worker", library]
    value = do_ours(TINY, "point")["value"]
    for asked in ({"unrolled": False}, {"unrolled": True}) if library == "quantecon" else ({},):
        done = subprocess.run(
            [*command, json.dumps({"subject": TINY, **asked})], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout.splitlines()[-1])["value"] == pytest.approx(value, abs=1e-9)


def test_another_order_twice_is_the_order_before():
    """Turning a model round keeps every state, choice and branch."""
    charted = Subject.of(TINY, "interval").charted()
    model = unroll(charted.problem, charted.start)
    turned = latest_first(model)
    again = latest_first(turned)
    assert not np.array_equal(turned.target, model.target)
    for name in ("first_choice", "first_branch", "target", "low", "high", "action", "kind", "step", "place", "level"):
        assert np.array_equal(getattr(again, name), getattr(model, name)), name


@pytest.mark.parametrize("seed", range(12))
def test_implied_transitions_are_those_of_the_states_written_out(seed):
    """Counted one by one: from each state where an action may be taken, by each outcome, to each joint level."""
    problem = random_problem(seed)
    flat = flatten(problem)
    moves = [np.ones((1, 1))] * (int(flat.pair_steps.max(initial=0)) + 1)
    for steps in range(len(moves)):
        for chain in problem.chains:
            moves[steps] = np.kron(moves[steps], np.linalg.matrix_power(chain, steps))
    counted = 0
    for action in range(problem.actions):
        for t in np.flatnonzero(problem.open_steps[problem.calendar[action]]):
            assert t < problem.steps
            for joint in range(problem.joint):
                if not problem.shut[problem.rows(action)[0, joint]]:
                    steps = flat.pair_steps[flat.pairs[action][flat.pairs[action] >= 0]]
                    counted += sum(int((moves[d][joint] > 0).sum()) for d in steps)
    assert implied_transitions(flat) == counted


def test_solving_a_country_chooses_something():
    """At the start there is an action to take."""
    charted = Subject.of(TINY, "interval").charted()
    assert solve(charted.problem).action(charted.start.step, charted.start.node, 0) != NO_ACTION
