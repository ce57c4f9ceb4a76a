"""One task in a process of its own: `python -m benchmarks.worker TASK JSON`; the answer is one line of JSON."""

from __future__ import annotations

import importlib
import json
import os
import sys

from benchmarks.measuring import peak_mb

TASKS = {
    "command": "benchmarks.commands",
    "cpp": "benchmarks.cpp",
    "export": "benchmarks.subjects",
    "grow": "benchmarks.growth",
    "mdpsolver": "benchmarks.libraries",
    "ours": "benchmarks.subjects",
    "plain": "benchmarks.twin",
    "process": "benchmarks.measuring",
    "quantecon": "benchmarks.libraries",
    "sliced": "benchmarks.storm",
    "storm": "benchmarks.storm",
    "sweep": "benchmarks.cpp",
}
"""Each task, and the module that has a function `do_TASK` for it."""


def main(task: str, asked: str) -> None:
    """Do a task and print its answer."""
    cores = os.environ.get("BENCH_CORES")
    if cores and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: int(cores)])
    answer = getattr(importlib.import_module(TASKS[task]), f"do_{task}")(**json.loads(asked))
    print(json.dumps({"mb": peak_mb(), **answer}))


if __name__ == "__main__":
    main(*sys.argv[1:])
