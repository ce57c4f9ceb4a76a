"""Decides how time and memory are measured: medians, in processes of their own, one task after another.

What is measured runs in a fresh Python (`benchmarks.worker`), which says how long it took and how much memory it
held at most; this process stays small, since a child's greatest memory counts from what its parent held.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

__all__ = [
    "LONG",
    "MOST_RUNS",
    "ROOT",
    "RUNS",
    "Row",
    "against",
    "do_process",
    "forget_peak",
    "median",
    "peak_mb",
    "process",
    "repeated",
    "resident_mb",
    "say",
    "work",
]

Row = dict[str, Any]
"""One measurement; `results.json` is a list of them."""

ROOT = Path(__file__).resolve().parent.parent
RUNS = 5
LONG = 30.0
"""Seconds beyond which a run is not done five times."""

ENOUGH = 0.5
MOST_RUNS = 51
MEGABYTE = 2**20


def say(line: str) -> None:
    """Say how far the benchmark is."""
    print(line, file=sys.stderr, flush=True)


def median(seconds: list[float]) -> float:
    """The median of some times."""
    return statistics.median(seconds)


def repeated(work: Callable[[], object], runs: int = RUNS, warm: bool = True) -> list[float]:
    """Times of some work in this process.

    Args:
        work: What is timed.
        runs: How often at least; short work is done more often, work over `LONG` seconds only once.
        warm: Whether to do it once before, uncounted.

    Returns:
        The seconds of each run.
    """
    if warm:
        work()
    seconds: list[float] = []
    while len(seconds) < runs or (sum(seconds) < ENOUGH and runs >= RUNS and len(seconds) < MOST_RUNS):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
        if seconds[0] > LONG:
            break
    return seconds


def work(task: str, cores: int | None = None, **asked: object) -> Row:
    """Do a task of `benchmarks.worker` in a process of its own.

    Args:
        task: Its name.
        cores: How many processors it may use; all, unless told.
        asked: What it is asked, as JSON can say it.

    Returns:
        What it answers, and `mb`: the megabytes it held at most.
    """
    command = [sys.executable, "-m", "benchmarks.worker", task, json.dumps(asked)]
    environment = {**os.environ, **({"BENCH_CORES": str(cores)} if cores else {})}
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{task} {asked} ended with {done.returncode}")
    answer: Row = json.loads(done.stdout.splitlines()[-1])
    return answer


def against(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> tuple[Row, Row]:
    """Two tasks side by side: ours, theirs, ours again, each in its own process.

    Args:
        ours: `task` and what it is asked.
        theirs: The same.

    Returns:
        Both answers; ours with the times of both turns together.
    """
    first, other, again = work(**ours), work(**theirs), work(**ours)
    for name, values in again.items():
        if name.endswith("seconds"):
            first[name] = first[name] + values
    return first, other


def process(
    arguments: list[str], runs: int = RUNS, environment: Mapping[str, str] | None = None
) -> tuple[list[float], float]:
    """The seconds of a command as a whole process, and the most megabytes it held.

    Args:
        arguments: The command.
        runs: How often; once if it takes longer than `LONG` seconds.
        environment: What to add to this process's own.
    """
    done = work("process", arguments=arguments, runs=runs, environment=dict(environment or {}))
    return done["seconds"], done["mb"]


def do_process(arguments: list[str], runs: int, environment: dict[str, str]) -> Row:
    """Run a command from a process that holds next to nothing itself.

    Raises:
        SystemExit: If it ends with anything but 0 or 1.
    """
    seconds: list[float] = []
    most = 0.0
    quiet = {"cwd": ROOT, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    while len(seconds) < runs and not (seconds and seconds[0] > LONG):
        began = time.perf_counter()
        child = subprocess.Popen(arguments, env={**os.environ, **environment}, **quiet)
        _, status, usage = os.wait4(child.pid, 0)
        seconds.append(time.perf_counter() - began)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in (0, 1):
            raise SystemExit(f"{' '.join(arguments)} ended with {child.returncode}")
        most = max(most, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / MEGABYTE)
    return {"seconds": seconds, "mb": most}


def peak_mb() -> float:
    """The most memory that this process has held, in megabytes, since it began or `forget_peak`."""
    return _status_mb("VmHWM")


def resident_mb() -> float:
    """The memory that this process holds, in megabytes."""
    return _status_mb("VmRSS")


def forget_peak() -> None:
    """Count the greatest memory from now on, where the system lets us."""
    try:
        Path("/proc/self/clear_refs").write_text("5", "ascii")
    except OSError:
        return


def _status_mb(field: str) -> float:
    try:
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
    except OSError:
        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MEGABYTE
    return next(int(line.split()[1]) * 1024 / MEGABYTE for line in lines if line.startswith(field + ":"))
