"""Decides whether a model checker that knows nothing of this project finds the same values: the proof of a plan.

Storm is given the explicit model and asked for the greatest chance of `safe` if nature picks every probability and
every hidden level against the party; and, of the chain that the policy induces on the middles, for the chance of
each end. Storm refuses unbounded reachability where an interval begins at 0, so the first question is step-bounded,
with a bound that no path reaches: exact up to rounding, and every iteration touches the whole model. A large model
is therefore asked about in slices of time, from the last: what lies beyond a slice is worth what Storm found it
worth. The chain has no cycles, and Storm's solver for such chains is exact up to rounding.
"""

from __future__ import annotations

import importlib
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from waystation.errors import Missing, Usage
from waystation.planning.explicit import FIRST, SAFE, Unrolled
from waystation.planning.export import write
from waystation.planning.slices import cut, slices
from waystation.planning.unroll import unroll
from waystation.solver.problem import Problem
from waystation.solver.solve import Start

__all__ = ["QUESTIONS", "TOLERANCE", "Proof", "prove"]

QUESTIONS = ("low", "mid", "high", "lost", "underway")
TOLERANCE = 1e-9
WORK_AT_ONCE = 2e7
LABELS = {"mid": "safe", "lost": "lost", "underway": "underway"}

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Proof:
    """What a model checker found, beside what we had found.

    Args:
        checker: Its name and version.
        agree: Whether no difference is above `tolerance`.
        ours: Our values, by question.
        theirs: Its values, by question.
        differences: Theirs less ours, by question.
        tolerance: The greatest difference that counts as agreement.
        states: How many states the interval model has.
        branches: How many branches it has.
        seconds: How long it took to `export` (draw out and write), `build` (read) and `check`.
    """

    checker: str
    agree: bool
    ours: dict[str, float]
    theirs: dict[str, float]
    differences: dict[str, float]
    tolerance: float
    states: int
    branches: int
    seconds: dict[str, float]


def prove(
    problem: Problem,
    start: Start,
    policy: NDArray[np.uint8],
    ours: Mapping[str, float],
    *,
    work_at_once: float = WORK_AT_ONCE,
) -> Proof:
    """Ask Storm for the values of a plan.

    Args:
        problem: The problem.
        start: Where and when the journey begins.
        policy: (T or T + 1, nodes, joint) uint8; the plan's policy, 255 where there is no action.
        ours: Our values at the start, for some of `QUESTIONS`; only those are asked.
        work_at_once: How many branches times iterations Storm is asked to go through in one question; above that
            the interval model is cut into slices of time.

    Raises:
        Missing: If stormpy is not installed.
        Usage: If there is no such question.
        BadProblem: If the start or the policy is not of the problem.
    """
    if unknown := sorted(set(ours) - set(QUESTIONS)):
        raise Usage("proof_question", given=unknown, known=QUESTIONS)
    storm = _Storm(work_at_once)
    with storm.timed("export"):
        model = unroll(problem, start)
    theirs = {}
    if "low" in ours:
        theirs["low"] = storm.extreme(model, against=True)
    if "high" in ours:
        with storm.timed("export"):
            followed = unroll(problem, start, policy)
        theirs["high"] = storm.extreme(followed, against=False)
    if asked := {name: label for name, label in LABELS.items() if name in ours}:
        with storm.timed("export"):
            chain = unroll(problem, start, policy, nominal=True)
        theirs |= storm.chances(chain, asked)
    differences = {name: theirs[name] - value for name, value in ours.items()}
    return Proof(
        checker=storm.name,
        agree=all(abs(difference) <= TOLERANCE for difference in differences.values()),
        ours=dict(ours),
        theirs={name: theirs[name] for name in ours},
        differences=differences,
        tolerance=TOLERANCE,
        states=model.states,
        branches=model.branches,
        seconds=storm.seconds,
    )


@dataclass
class _Storm:
    """Storm, asked through files that are gone when it has answered."""

    work_at_once: float
    seconds: dict[str, float] = field(default_factory=lambda: {"export": 0.0, "build": 0.0, "check": 0.0})

    def __post_init__(self) -> None:
        try:
            self.storm: Any = importlib.import_module("stormpy")
            version = importlib.import_module("stormpy.info").storm_version()
        except ImportError as absent:
            raise Missing("stormpy_missing") from absent
        self.name = f"storm {version}"

    @contextmanager
    def timed(self, what: str) -> Iterator[None]:
        """Count the time towards one of `seconds`."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[what] += time.perf_counter() - begun

    def extreme(self, model: Unrolled, *, against: bool) -> float:
        """The greatest chance of `safe` over all policies, with nature against the party or for it."""
        worth = np.zeros(model.states)
        worth[SAFE] = 1.0
        for first, last in slices(model, self.work_at_once):
            part, depth = cut(model, first, last, worth)
            values = self._extreme_at_once(part, depth, against)
            worth[0] = values[0]
            worth[first:last] = values[FIRST : FIRST + last - first]
        return float(worth[0])

    def _extreme_at_once(self, model: Unrolled, depth: int, against: bool) -> Floats:
        built = self._build(model)
        resolution = self.storm.UncertaintyResolutionMode
        with self.timed("check"):
            question = self.storm.parse_properties(f'Pmax=? [F<={depth} "safe"]')[0]
            mode = resolution.ROBUST if against else resolution.COOPERATIVE
            result = self.storm.model_checking(built, question, uncertainty_resolution_mode=mode)
            return np.array(result.get_value_vector(), dtype=np.float64)

    def chances(self, chain: Unrolled, asked: dict[str, str]) -> dict[str, float]:
        """The chances of reaching labels in a chain."""
        built = self._build(chain)
        environments = self.storm.environments
        environment = environments.Environment()
        environment.solver().set_linear_equation_solver_type(environments.EquationSolverType.ACYCLIC)
        found = {}
        with self.timed("check"):
            for name, label in asked.items():
                question = self.storm.parse_properties(f'P=? [F "{label}"]')[0]
                result = self.storm.model_checking(built, question, environment=environment)
                found[name] = float(result.get_value(0))
        return found

    def _build(self, model: Unrolled) -> Any:  # Storm ships no types
        options = self.storm.io.UmbImportOptions()
        options.build_state_valuations = False
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "model.umb")
            with self.timed("export"), path.open("wb") as stream:
                write(model, "umb", stream)
            with self.timed("build"):
                return self.storm.build_model_from_umb(path, options=options)
