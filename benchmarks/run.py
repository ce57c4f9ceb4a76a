"""`make bench`: how long things take, side by side in one run; medians, as a table and as `results.json`.

Rows that compare have `ours_s`, `theirs_s` and `ratio` = theirs ÷ ours; ratios are what counts. Names:

    start/COMMAND                        a whole process
    start/machine-code                   calling a kernel from kept code, against numba's own cache
    end/COMMAND/PACK/cold|warm           a whole process; cold compiles the kernels first
    twin/KIND/PAIRS                      the compiled solver against its plain twin
    storm/interval/STATES                solving against Storm's check of the same model
"""

from __future__ import annotations

import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from forecast import forecast_rows, print_forecasts
from reports import fold_reports

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results.json"
COMMAND = str(Path(sys.executable).parent / "waystation")
RUNS = 5
Row = dict[str, Any]


def main() -> None:
    """Measure everything, print the table, write the file."""
    rows: list[Row] = []
    for measure in (start_up, machine_code, end_to_end, against_twin, against_storm, fold_reports):
        print(f"{measure.__name__.replace('_', ' ')} …", file=sys.stderr, flush=True)
        rows.extend(measure())
    for row in rows:
        if "theirs_s" in row:
            row["ratio"] = row["theirs_s"] / row["ours_s"]
    print_table(rows)
    forecasts = forecast_rows()
    print_forecasts(forecasts)
    RESULTS.write_text(json.dumps({"machine": machine(), "rows": rows + forecasts}, indent=1) + "\n", "utf-8")
    print(f"\nwritten to {RESULTS.relative_to(ROOT)}")


def machine() -> dict[str, object]:
    """What this was measured on."""
    return {"processor": platform.machine(), "cores": os.cpu_count(), "python": platform.python_version(), "runs": RUNS}


def process(arguments: list[str], runs: int = RUNS, environment: dict[str, str] | None = None) -> tuple[float, float]:
    """The median seconds and the greatest megabytes of a command as a whole process."""
    seconds, most = [], 0.0
    for _ in range(runs):
        began = time.perf_counter()
        child = subprocess.Popen(
            arguments,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **(environment or {})},
        )
        _, status, usage = os.wait4(child.pid, 0)
        seconds.append(time.perf_counter() - began)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in (0, 1):
            raise SystemExit(f"{' '.join(arguments)} ended with {child.returncode}")
        most = max(most, usage.ru_maxrss / 1024)
    return statistics.median(seconds), most


def repeated(work: Callable[[], object], runs: int = RUNS) -> float:
    """The median seconds of some work in this process, after one run that is not counted."""
    work()
    seconds = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds)


def start_up() -> list[Row]:
    """The commands that do not plan, beside Python itself."""
    rows = []
    bare, bare_mb = process([sys.executable, "-c", "pass"])
    for name, arguments in {"help": ["--help"], "check": ["check", "packs/two-days-to-the-river"]}.items():
        process([COMMAND, *arguments], 1)
        seconds, mb = process([COMMAND, *arguments])
        rows.append({"name": f"start/{name}", "ours_s": seconds, "theirs_s": bare, "ours_mb": mb, "theirs_mb": bare_mb})
    return rows


OURS = "from waystation.solver.kernels.machine_code import kernel; kernel('backward')"
NUMBA = """
import numba, numpy
@numba.njit("void(float64[::1])", cache=True)
def kernel(x):
    for i in range(x.size):
        x[i] += 1.0
kernel(numpy.ones(3))
"""


def machine_code() -> list[Row]:
    """Making a kernel ready from kept machine code, against numba's own cache of a far smaller function."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "small.py"
        script.write_text(NUMBA, "utf-8")
        environment = {"NUMBA_CACHE_DIR": folder}
        process([sys.executable, "-c", OURS], 1)
        process([sys.executable, str(script)], 1, environment)
        ours, ours_mb = process([sys.executable, "-c", OURS])
        theirs, theirs_mb = process([sys.executable, str(script)], RUNS, environment)
    return [
        {"name": "start/machine-code", "ours_s": ours, "theirs_s": theirs, "ours_mb": ours_mb, "theirs_mb": theirs_mb}
    ]


def end_to_end() -> list[Row]:
    """Whole commands on the shipped packs."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        seconds, mb = process([COMMAND, "plan", "packs/beyond-utopia", "--json"], 1, {"WAYSTATION_CACHE": folder})
        rows.append({"name": "end/plan/beyond-utopia/cold", "ours_s": seconds, "ours_mb": mb})
    for pack in sorted(path.name for path in (ROOT / "packs").iterdir() if (path / "pack.toml").is_file()):
        for name, arguments in {"plan": [], "plan --alternatives": ["--alternatives"]}.items():
            command = [COMMAND, "plan", f"packs/{pack}", "--json", *arguments]
            process(command, 1)
            seconds, mb = process(command)
            rows.append({"name": f"end/{name}/{pack}/warm", "ours_s": seconds, "ours_mb": mb})
    return rows


def problem_of(pack: str) -> Any:
    """A shipped pack as a decision problem."""
    from waystation.bootstrap import pack_source
    from waystation.desk.chart.loading import load_pack
    from waystation.planning.compiling import chart

    loaded = load_pack(pack_source(str(ROOT / "packs" / pack)))
    return chart(loaded.pack, loaded.departures)


def against_twin() -> list[Row]:
    """The compiled solver against its plain twin, on the same problem."""
    from waystation.solver.flat import flatten
    from waystation.solver.solve import solve
    from waystation.solver.twin import solve_plainly

    problem = problem_of("two-days-to-the-river").problem
    flat = flatten(problem)
    ours = repeated(lambda: solve(flat))
    began = time.perf_counter()
    solve_plainly(problem)
    theirs = time.perf_counter() - began
    return [{"name": f"twin/interval/{problem.pairs}", "ours_s": ours, "theirs_s": theirs, "pairs": problem.pairs}]


def against_storm() -> list[Row]:
    """Solving against Storm's check (build and check, its export not counted) of the same interval model."""
    try:
        import stormpy  # noqa: F401
    except ImportError:
        print("Storm is not installed; its rows are left out", file=sys.stderr)
        return []
    from waystation.planning.proof import prove
    from waystation.solver.flat import flatten
    from waystation.solver.solve import solve

    rows = []
    for pack in ("two-days-to-the-river", "christmas-1854"):
        charted = problem_of(pack)
        flat = flatten(charted.problem)
        ours = repeated(lambda flat=flat: solve(flat))  # type: ignore[misc]
        policy = solve(flat)
        low = float(policy.low[charted.start.node] @ charted.start.joint)
        proofs = [prove(charted.problem, charted.start, policy.choice, {"low": low}) for _ in range(3)]
        theirs = statistics.median(proof.seconds["build"] + proof.seconds["check"] for proof in proofs)
        proof = proofs[0]
        rows.append(
            {
                "name": f"storm/interval/{proof.states}",
                "ours_s": ours,
                "theirs_s": theirs,
                "states": proof.states,
                "pairs": charted.problem.pairs,
                "transitions": proof.branches,
                "theirs_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
        )
    return rows


def print_table(rows: list[Row]) -> None:
    """Print the rows."""
    print(f"{'':44} {'ours s':>9} {'theirs s':>9} {'ratio':>8} {'MB':>6}")
    for row in rows:
        theirs = f"{row['theirs_s']:9.3f}" if "theirs_s" in row else " " * 9
        ratio = f"{row['ratio']:8.1f}" if "ratio" in row else " " * 8
        mb = f"{row['ours_mb']:6.0f}" if "ours_mb" in row else ""
        print(f"{row['name']:44} {row['ours_s']:9.4f} {theirs} {ratio} {mb}")


if __name__ == "__main__":
    main()
