"""Ours against two libraries for decision processes, on point models: QuantEcon's backward induction, and mdpsolver.

Neither knows intervals, durations or a horizon with timetables, so each is given what it can take:

- QuantEcon, where every leg may leave at any step: one step's process, those on the way standing in states of their
  own (destination, steps to go), carried back T times. It is quick, since that process is small.
- QuantEcon, where legs have hours: the exported model, time unrolled, carried back as many times as its longest path
  is long; at 1e6 states that would hold 10 GB, so the largest is left out.
- mdpsolver, which has no finite horizon: the exported model, with its states latest first (its in-place sweep then
  needs no second look) and a discount of the last number below 1.

SIZE in the names is the number of states of the exported file, whatever was handed over; `given` says what that was.
"""

from __future__ import annotations

import importlib.util
import itertools
import tempfile
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.measuring import RUNS, Row, against, median, repeated, say, work
from benchmarks.orders import latest_first
from benchmarks.storm import SIZES, TOLERANCE
from benchmarks.subjects import Subject
from waystation.planning.compiling import Charted
from waystation.planning.explicit import SAFE, Unrolled
from waystation.planning.unroll import unroll
from waystation.solver.flat import flatten
from waystation.solver.problem import MID

__all__ = ["do_mdpsolver", "do_quantecon", "library_rows"]

UNROLLED_MOST = 200_000
LIBRARIES = ("quantecon", "mdpsolver")


def library_rows(quick: bool) -> list[Row]:
    """Rows `quantecon|mdpsolver/point/STATES`."""
    rows: list[Row] = []
    for library in LIBRARIES:
        if importlib.util.find_spec(library) is None:
            say(f"  {library} is not installed; its rows are left out")
            continue
        for size in ("1e4",) if quick else tuple(SIZES):
            rows.extend(row for subject in SIZES[size][:2] for row in _rows_of(library, subject))
    return rows


def _rows_of(library: str, subject: dict[str, Any]) -> Iterator[Row]:
    with tempfile.NamedTemporaryFile() as file:
        model = work("export", subject=subject, kind="point", path=file.name)
    unrolled = library == "mdpsolver" or subject["family"] != "valleys"
    if library == "quantecon" and unrolled and model["states"] > UNROLLED_MOST:
        say(f"  {library} is not asked about {subject['family']}, {model['states']} states: it would not fit")
        return
    asked = {"task": library, "subject": subject, **({"unrolled": unrolled} if library == "quantecon" else {})}
    ours, theirs = against({"task": "ours", "subject": subject, "kind": "point"}, asked)
    difference = abs(ours["value"] - theirs["value"])
    if difference > TOLERANCE:
        raise SystemExit(f"{library} says {theirs['value']!r} of {subject}, not {ours['value']!r}")
    yield {
        "name": f"{library}/point/{model['states']}",
        "ours_s": median(ours["seconds"]),
        "theirs_s": median(theirs["seconds"]),
        "ours_mb": ours["mb"],
        "theirs_mb": theirs["mb"],
        **{name: model[name] for name in ("states", "pairs", "transitions")},
        "subject": subject["family"],
        "given": theirs["given"],
        "difference": difference,
        "runs": len(theirs["seconds"]),
        "theirs_build_s": theirs["build_s"],
        "ours_end_s": median(ours["end_seconds"]),
    }


# ----------------------------------------------------------------------------------------------------- QuantEcon


def do_quantecon(subject: dict[str, Any], unrolled: bool) -> Row:
    """Backward induction by QuantEcon."""
    from quantecon.markov import DiscreteDP, backward_induction

    charted = Subject.of(subject, "point").charted()
    began = time.perf_counter()
    rewards, moves, owner, worth, sweeps, start = _exported(charted) if unrolled else _one_step(charted)
    process = DiscreteDP(rewards, moves, 1.0, owner, _position(owner))
    build = time.perf_counter() - began
    values: list[float] = []

    def solve() -> None:
        found, _ = backward_induction(process, sweeps, worth)
        values.append(float(start @ found[0]))

    seconds = repeated(solve)
    given = f"{'time unrolled' if unrolled else 'one step'}: {worth.size} states, {moves.nnz} transitions × {sweeps}"
    return {"seconds": seconds, "build_s": build, "value": values[-1], "given": given}


def _position(owner: NDArray[np.int64]) -> NDArray[np.int64]:
    """The number of each choice within its state."""
    first = np.searchsorted(owner, owner)
    return np.arange(owner.size) - first


def _exported(charted: Charted) -> tuple[Any, ...]:
    """The exported model as choices over states: a sweep carries values back over one branch."""
    from scipy import sparse

    model = unroll(charted.problem, charted.start, nominal=True)
    owner = np.repeat(np.arange(model.states), np.diff(model.first_choice))
    moves = sparse.csr_matrix((model.low, model.target, model.first_branch), shape=(model.choices, model.states))
    start = np.zeros(model.states)
    start[0] = 1.0
    worth = np.zeros(model.states)
    worth[SAFE] = 1.0
    return np.zeros(model.choices), moves, owner, worth, model.depth() + 1, start


def _one_step(charted: Charted) -> tuple[Any, ...]:
    """One step's process: at a place, on the way to one with some steps to go, or lost; times the joint levels."""
    from scipy import sparse

    problem, flat = charted.problem, flatten(charted.problem)
    number: dict[tuple[int, int], int] = {}
    for node in range(problem.nodes):
        number[node, 0] = node
    for node, steps in zip(flat.pair_node.tolist(), flat.pair_steps.tolist(), strict=True):
        for left in range(steps):
            number.setdefault((node, left), len(number))
    joint, lost = problem.joint, len(number)
    once = sparse.csr_matrix(_joint_move(problem.chains))
    rows: list[tuple[int, int, list[tuple[int, float]]]] = []
    for (node, left), state in number.items():
        if left > 0:
            rows += [(state, c, [(number[node, left - 1], 1.0)]) for c in range(joint)]
        elif problem.ends[node] or problem.first_action[node] == problem.first_action[node + 1]:
            rows += [(state, c, [(state, 1.0)]) for c in range(joint)]
        else:
            actions = range(problem.first_action[node], problem.first_action[node + 1])
            for c, action in itertools.product(range(joint), actions):
                row = int(problem.rows(action)[0, c])
                if not problem.shut[row]:
                    rows.append((state, c, _outcomes(problem, action, row, number, lost)))
    rows += [(lost, c, [(lost, 1.0)]) for c in range(joint)]
    rows.sort(key=lambda row: row[:2])
    owner = np.array([state * joint + c for state, c, _ in rows])
    parts = [(at, target, chance, c) for at, (_, c, ways) in enumerate(rows) for target, chance in ways]
    at, target, chance, level = (np.array(column) for column in zip(*parts, strict=True))
    picks = sparse.csr_matrix((np.ones(at.size), (at, np.arange(at.size))), shape=(len(rows), at.size))
    spread = once[level].multiply(chance[:, None]).tocoo()
    columns = target[spread.row] * joint + spread.col
    moves = picks @ sparse.csr_matrix((spread.data, (spread.row, columns)), shape=(at.size, (lost + 1) * joint))
    worth = np.zeros((lost + 1) * joint)
    worth[: problem.nodes * joint] = np.repeat(problem.ends, joint)
    start = np.zeros(worth.size)
    start[charted.start.node * joint : (charted.start.node + 1) * joint] = charted.start.joint
    return np.zeros(len(rows)), sparse.csr_matrix(moves), owner, worth, problem.steps, start


def _outcomes(
    problem: Any, action: int, row: int, number: dict[tuple[int, int], int], lost: int
) -> list[tuple[int, float]]:
    """Where an attempt leads one step on, and with what chance."""
    *fatal, back, late = problem.risks[row, :, MID].tolist()
    stays = float(np.prod([1.0 - p for p in fatal]))
    duration, held_up = int(problem.duration[action]), int(problem.late_duration[action])
    destination, origin = int(problem.destination[action]), int(problem.return_node[action])
    ways = [(lost, 1.0 - stays)]
    for node, steps, chance in (
        (origin, duration, stays * back),
        (destination, held_up, stays * (1.0 - back) * late),
        (destination, duration, stays * (1.0 - back) * (1.0 - late)),
    ):
        if chance > 0.0:
            ways.append((number[node, steps - 1], chance))
    return ways


def _joint_move(chains: tuple[NDArray[np.float64], ...]) -> NDArray[np.float64]:
    move = np.ones((1, 1))
    for chain in chains:
        move = np.kron(move, chain)
    return move


# ------------------------------------------------------------------------------------------------------ mdpsolver


def do_mdpsolver(subject: dict[str, Any]) -> Row:
    """Value iteration in place by mdpsolver, which takes nested lists."""
    import mdpsolver

    charted = Subject.of(subject, "point").charted()
    model = latest_first(unroll(charted.problem, charted.start, nominal=True))
    began = time.perf_counter()
    lists = _lists(model)
    solver = _loaded(mdpsolver, lists)
    build = time.perf_counter() - began
    seconds: list[float] = []
    while len(seconds) < RUNS:
        began = time.perf_counter()
        # in place and all at once exclude each other: asked for both, it does not return
        solver.solve(algorithm="vi", update="gs", tolerance=TOLERANCE, parallel=False, postProcessing=False)
        seconds.append(time.perf_counter() - began)
        value = float(solver.getValue(0))
        solver = _loaded(mdpsolver, lists)  # one that has solved starts from its answer
    given = f"time unrolled, latest first: {model.states} states, {model.branches} transitions"
    return {"seconds": seconds, "build_s": build, "value": value, "given": given}


def _loaded(mdpsolver: Any, lists: dict[str, list[Any]]) -> Any:
    solver = mdpsolver.model()
    solver.mdp(discount=float(np.nextafter(1.0, 0.0)), **lists)
    return solver


def _lists(model: Unrolled) -> dict[str, list[Any]]:
    """A model as mdpsolver takes it: coming to safety is rewarded once."""
    choices, branches = model.first_choice.tolist(), model.first_branch.tolist()
    reward = np.add.reduceat(np.where(model.target == SAFE, model.low, 0.0), model.first_branch[:-1])
    reward[model.first_choice[SAFE]] = 0.0
    return {
        "rewards": _nested(reward.tolist(), choices),
        "tranMatProbs": _nested(_nested(model.low.tolist(), branches), choices),
        "tranMatColumns": _nested(_nested(model.target.tolist(), branches), choices),
    }


def _nested(values: list[Any], first: list[int]) -> list[Any]:
    return [values[begin:end] for begin, end in itertools.pairwise(first)]
