"""Ours against a C++ twin of the backward kernel, built here with -O3 -march=native, on the same arrays, one thread.

What the solver hands to its kernel is taken down, and both are called with it, one after the other and again: neither
allocates, and what they fill is wiped in between, uncounted. Their answers must be the same. Beside that stands what
one pass over the exported point model takes in C++ (`theirs_sweep_s`), with all its states at hand.
"""

from __future__ import annotations

import ctypes
import inspect
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.measuring import MOST_RUNS, RUNS, Row, median, repeated, say, work
from benchmarks.storm import SIZES
from benchmarks.subjects import Subject
from waystation.planning.explicit import SAFE
from waystation.planning.unroll import unroll
from waystation.solver import following
from waystation.solver.flat import flatten
from waystation.solver.kernels.machine_code import kernel
from waystation.solver.solve import solve

__all__ = ["built", "compiler", "cpp_rows", "do_cpp", "do_sweep", "on_same_arrays"]

SOURCE = Path(__file__).with_name("backward.cpp")
FLAGS = ("-O3", "-march=native", "-ffp-contract=fast", "-std=c++17", "-shared", "-fPIC")
TOLERANCE = 1e-12
FILLED = ("policy", "needed", "taken", "low", "spans")
LARGE: dict[str, Any] = {"family": "valleys", "places": 60, "hours": 112, "conditions": 3}
Arrays = tuple[NDArray[Any], ...]


def compiler() -> str | None:
    """A C++ compiler, if there is one."""
    return shutil.which("g++") or shutil.which("clang++")


def cpp_rows(quick: bool) -> list[Row]:
    """Rows `cpp/point|interval/STATES`: the problems of the Storm rows, and one of ten million exported states."""
    if compiler() is None:
        say("  there is no C++ compiler (g++ or clang++); the rows of the C++ twin are left out")
        return []
    subjects: tuple[dict[str, Any], ...] = (
        SIZES["1e4"] if quick else (*SIZES["1e4"], *SIZES["1e5"], *SIZES["1e6"], LARGE)
    )
    rows = []
    for subject in subjects:
        for kind in ("interval",) if "pack" in subject or subject is LARGE else ("point", "interval"):
            met = work("cpp", subject=subject, kind=kind)
            with tempfile.NamedTemporaryFile() as file:
                model = work("export", subject=subject, kind=kind, path=file.name)
            if kind == "point":
                met["theirs_sweep_s"] = median(work("sweep", subject=subject)["seconds"])
            size = {name: model[name] for name in ("states", "transitions")}
            rows.append({"name": f"cpp/{kind}/{model['states']}", **met, **size})
    return rows


def do_cpp(subject: dict[str, Any], kind: str) -> Row:
    """Both kernels on one subject."""
    charted = Subject.of(subject, kind).charted()
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs, difference = on_same_arrays(charted.problem, built(Path(folder)))
    if difference > TOLERANCE:
        raise SystemExit(f"the C++ twin differs by {difference} on {subject} ({kind})")
    return {
        "ours_s": median(ours),
        "theirs_s": median(theirs),
        "pairs": charted.problem.pairs,
        "subject": subject.get("pack") or subject["family"],
        "difference": difference,
        "runs": len(ours),
        "compiler": compiler(),
    }


def library(source: Path, folder: Path) -> ctypes.CDLL:
    """A C++ file of ours, compiled."""
    command, built_to = compiler(), folder / f"{source.stem}.so"
    assert command is not None
    subprocess.run([command, *FLAGS, "-o", str(built_to), str(source)], check=True)
    return ctypes.CDLL(str(built_to))


def built(folder: Path) -> Callable[..., None]:
    """The twin, compiled; called with the kernel's arrays."""
    function = library(SOURCE, folder).backward

    def call(*arrays: NDArray[Any]) -> None:
        function((ctypes.c_void_p * len(arrays))(*(array.ctypes.data for array in arrays)))

    return call


def do_sweep(subject: dict[str, Any]) -> Row:
    """One pass over the exported point model, its states being at hand: what explicit states cost at the least."""
    charted = Subject.of(subject, "point").charted()
    model = unroll(charted.problem, charted.start, nominal=True)
    value = np.zeros(model.states)
    value[SAFE] = 1.0
    arrays = (model.first_choice, model.first_branch, model.target, model.low, value)
    with tempfile.TemporaryDirectory() as folder:
        function = library(SOURCE.with_name("sweep.cpp"), Path(folder)).sweep
        pointers = [ctypes.c_void_p(array.ctypes.data) for array in arrays]
        seconds = repeated(lambda: function(ctypes.c_int64(model.states), *pointers))
    return {"seconds": seconds, "value": float(value[0])}


def on_same_arrays(problem: Any, twin: Callable[..., None]) -> tuple[list[float], list[float], float]:
    """Time both on the arrays that a problem gives, in turn.

    Args:
        problem: The problem.
        twin: The C++ twin.

    Returns:
        Our seconds, the twin's, and the greatest difference of all that they fill.
    """
    fresh = taken_down(problem)
    theirs_arrays, ours_arrays = (tuple(array.copy() for array in fresh) for _ in range(2))
    ours: list[float] = []
    theirs: list[float] = []
    while len(ours) < RUNS or (sum(ours) < 1.0 and len(ours) < MOST_RUNS):
        ours.append(_timed(kernel("backward"), ours_arrays, fresh))
        theirs.append(_timed(twin, theirs_arrays, fresh))
    difference = max(
        float(np.max(np.abs(ours_arrays[at].astype(np.float64) - theirs_arrays[at]), initial=0.0)) for at in _filled()
    )
    return ours, theirs, difference


def taken_down(problem: Any) -> Arrays:
    """What the solver hands to its backward kernel, on one thread, before it is filled."""
    handed: list[Arrays] = []

    def taking(name: str) -> Callable[..., None]:
        def call(*arrays: NDArray[Any]) -> None:
            if name == "backward":
                handed.append(tuple(array.copy() for array in arrays))
            kernel(name)(*arrays)

        return call

    given, following.kernel = following.kernel, taking
    try:
        solve(flatten(problem), cores=1)
    finally:
        following.kernel = given
    if names_in_twin() != names_in_kernel():
        raise SystemExit(f"{SOURCE.name} is behind the kernel: they take other arrays")
    return handed[0]


def names_in_kernel() -> list[str]:
    """The kernel's arrays, in order."""
    from waystation.solver.kernels import backward

    return list(inspect.signature(backward.backward).parameters)


def names_in_twin() -> list[str]:
    """The twin's arrays, in order."""
    fields = SOURCE.read_text("utf-8").split("struct Arrays {")[1].split("};")[0]
    return re.findall(r"\*(\w+)", fields)


def _timed(run: Callable[..., None], arrays: Arrays, fresh: Arrays) -> float:
    for array, before in zip(arrays, fresh, strict=True):
        np.copyto(array, before)
    began = time.perf_counter()
    run(*arrays)
    return time.perf_counter() - began


def _filled() -> list[int]:
    """Where what a kernel fills stands among its arrays."""
    return [names_in_twin().index(name) for name in FILLED]
