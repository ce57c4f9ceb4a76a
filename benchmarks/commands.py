"""Whole commands on the shipped packs: in a process of their own, and once more in one that has just done the same.

`cold` is a fresh process whose kernels were compiled before, as on any day but the first; `warm` is the second time
in the same process, as in a program that stays open. What the very first day costs stands in `start/compile`.
"""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import LONG, ROOT, RUNS, Row, median, process, repeated, say, work

__all__ = ["command_rows", "do_command", "start_rows"]

COMMAND = str(Path(sys.executable).parent / "waystation")
SMALL = "two-days-to-the-river"


def command_rows(quick: bool) -> list[Row]:
    """Rows `end/COMMAND/PACK/cold|warm`; a command that is not there is left out, and said."""
    packs = [SMALL] if quick else sorted(path.parent.name for path in (ROOT / "packs").glob("*/pack.toml"))
    commands = []
    for name in ("plan", "explain", "questions", "split", "what-if", "decide"):
        asked = subprocess.run([COMMAND, name, "--help"], cwd=ROOT, capture_output=True, check=False)
        if asked.returncode == 0:
            commands.append(name)
        else:
            say(f"  there is no command {name}; its rows are left out")
    return [row for name in commands for pack in packs for row in _rows_of(name, pack)]


def _rows_of(name: str, pack: str) -> Iterator[Row]:
    arguments = [name, f"packs/{pack}", "--json", *_changes(name, pack)]
    first, _ = process([COMMAND, *arguments], 1)
    runs = RUNS if first[0] < LONG else 1
    seconds, mb = (first, _) if runs == 1 else process([COMMAND, *arguments], runs)
    yield {"name": f"end/{name}/{pack}/cold", "ours_s": median(seconds), "ours_mb": mb, "runs": len(seconds)}
    warm = work("command", arguments=arguments, runs=runs)
    yield {
        "name": f"end/{name}/{pack}/warm",
        "ours_s": median(warm["seconds"]),
        "ours_mb": warm["mb"],
        "runs": len(warm["seconds"]),
    }


def _changes(name: str, pack: str) -> list[str]:
    """What `what-if` is asked: the first condition at its last level."""
    if name != "what-if":
        return []
    condition = tomllib.loads((ROOT / "packs" / pack / "pack.toml").read_text("utf-8"))["condition"][0]
    return ["--set", f"{condition['id']}={condition['levels'][-1]}"]


def do_command(arguments: list[str], runs: int) -> Row:
    """A command in this process, after it has been done once."""
    from waystation.cli.main import run

    def once() -> None:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            try:
                run(arguments)
            except SystemExit as end:
                if end.code not in (0, None):
                    raise

    return {"seconds": repeated(once, runs)}


def start_rows(quick: bool) -> list[Row]:
    """Rows `start/…`: commands that do not plan beside Python itself, and the kernels, compiled and kept."""
    runs = 1 if quick else RUNS
    bare, bare_mb = process([sys.executable, "-c", "pass"], runs)
    rows: list[Row] = []
    for name, arguments in {"help": ["--help"], "check": ["check", f"packs/{SMALL}"]}.items():
        process([COMMAND, *arguments], 1)
        seconds, mb = process([COMMAND, *arguments], runs)
        theirs = {"theirs_s": median(bare), "theirs_mb": bare_mb}
        rows.append({"name": f"start/{name}", "ours_s": median(seconds), "ours_mb": mb, **theirs})
    if not quick:
        with tempfile.TemporaryDirectory() as folder:
            began = time.perf_counter()
            _, mb = process([COMMAND, "plan", f"packs/{SMALL}", "--json"], 1, {"WAYSTATION_CACHE": folder})
            rows.append({"name": "start/compile", "ours_s": time.perf_counter() - began, "ours_mb": mb})
    rows.append(_machine_code(runs))
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


def _machine_code(runs: int) -> Row:
    """Making a kernel ready from kept machine code, against numba's own cache of a far smaller function."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "small.py"
        script.write_text(NUMBA, "utf-8")
        theirs = [sys.executable, str(script)], {"NUMBA_CACHE_DIR": folder}
        process([sys.executable, "-c", OURS], 1)
        process(theirs[0], 1, theirs[1])
        ours_s, ours_mb = process([sys.executable, "-c", OURS], runs)
        theirs_s, theirs_mb = process(theirs[0], runs, theirs[1])
    return {
        "name": "start/machine-code",
        "ours_s": median(ours_s),
        "theirs_s": median(theirs_s),
        "ours_mb": ours_mb,
        "theirs_mb": theirs_mb,
    }
