"""Decides which problems are measured, and measures our own side of them.

A subject is a made-up country or a shipped pack, as `interval` model (as it is) or as `point` model (every risk at its
middle, so that there is nothing left to be robust against). Ours is measured twice: solving alone, as others' checks
are, and from a pack in memory to the answer.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.families import Country, make_pack
from benchmarks.measuring import ROOT, Row, forget_peak, peak_mb, repeated, resident_mb
from benchmarks.orders import latest_first
from waystation.bootstrap import pack_source
from waystation.desk.chart.loading import load_pack
from waystation.planning.compiling import Charted, Departures, chart
from waystation.planning.export import write
from waystation.planning.unroll import unroll
from waystation.solver.flat import Flat, flatten
from waystation.solver.problem import MID, Problem
from waystation.solver.solve import Policy, solve
from waystation.world.pack import Pack

__all__ = ["Subject", "do_export", "do_ours", "implied_transitions", "low_of"]


@dataclass(frozen=True)
class Subject:
    """A problem and where it came from.

    Args:
        pack: The pack, in memory.
        departures: Instants of legs with a timetable.
        kind: `point` or `interval`.
    """

    pack: Pack
    departures: Departures
    kind: str

    @classmethod
    def of(cls, subject: dict[str, Any], kind: str) -> Subject:
        """A subject as a task names it: `{"pack": name}` or the fields of a `Country`."""
        if "pack" in subject:
            loaded = load_pack(pack_source(str(ROOT / "packs" / subject["pack"])))
            return cls(loaded.pack, loaded.departures, kind)
        return cls(make_pack(Country(**subject)), {}, kind)

    def charted(self) -> Charted:
        """The pack laid out as a decision problem of this kind."""
        charted = chart(self.pack, self.departures)
        if self.kind == "interval":
            return charted
        middles = np.repeat(charted.problem.risks[:, :, MID : MID + 1], 3, axis=2)
        return replace(charted, problem=replace(charted.problem, risks=middles))


def low_of(charted: Charted, policy: Policy) -> float:
    """The worst-case chance of safety at the start."""
    return float(policy.low[charted.start.node] @ charted.start.joint)


def do_ours(subject: dict[str, Any], kind: str) -> Row:
    """Solve a subject, and answer from the pack; both warm."""
    given = Subject.of(subject, kind)
    charted = given.charted()
    flat = flatten(charted.problem)
    value = low_of(charted, solve(flat))
    forget_peak()
    before = resident_mb()
    seconds = repeated(lambda: solve(flat))
    own = peak_mb() - before

    def answer() -> float:
        anew = given.charted()
        return low_of(anew, solve(anew.problem))

    return {"seconds": seconds, "end_seconds": repeated(answer), "own_mb": own, "value": value}


def do_export(subject: dict[str, Any], kind: str, path: str, other: str = "") -> Row:
    """Write a subject's model for a model checker.

    Args:
        subject: The subject.
        kind: `point` or `interval`.
        path: The file to write, UMB.
        other: A file for the same model with its states in another order, latest first.
    """
    charted = Subject.of(subject, kind).charted()
    began = time.perf_counter()
    model = unroll(charted.problem, charted.start, nominal=kind == "point")
    with Path(path).open("wb") as stream:
        write(model, "umb", stream)
    seconds = time.perf_counter() - began
    if other:
        with Path(other).open("wb") as stream:
            write(latest_first(model), "umb", stream)
    return {
        "seconds": [seconds],
        "states": model.states,
        "transitions": model.branches,
        "depth": model.depth(),
        "zeros": bool((model.low == 0).any()),
        "pairs": charted.problem.pairs,
        "actions": charted.problem.actions,
    }


def implied_transitions(flat: Flat) -> int:
    """How many transitions the same model has where every (state, step), action and outcome is written out.

    From a joint level to each joint level that has a chance, after as many steps as the outcome takes.
    """
    problem, total = flat.problem, 0
    opened = problem.open_steps.astype(np.int64).sum(axis=1)
    spread = [_reached(problem, int(steps)) for steps in range(int(flat.pair_steps.max(initial=0)) + 1)]
    for action in range(problem.actions):
        rows = problem.rows(action)[0]
        leads = ~problem.shut[rows]
        for pair in flat.pairs[action]:
            if pair >= 0:
                total += int(opened[problem.calendar[action]]) * int(spread[flat.pair_steps[pair]][leads].sum())
    return total


def _reached(problem: Problem, steps: int) -> NDArray[np.int64]:
    """From each joint level, how many joint levels have a chance after some steps."""
    found = np.ones(1, dtype=np.int64)
    for chain in problem.chains:
        found = np.kron(found, (np.linalg.matrix_power(chain, steps) > 0).sum(axis=1))
    return found
