"""`make bench`: how long things take, side by side in one run; medians, as a table and as `results.json`.

    make bench                        everything
    make bench BENCH=storm,growth     some parts
    make bench BENCH_ARGS=--quick     every part at tiny sizes, to see that it works

Rows that compare have `ours_s`, `theirs_s` and `ratio` = theirs ÷ ours; ratios are what counts. Names:

    storm|quantecon|mdpsolver|twin|cpp/point|interval/STATES    by the states of the exported file
    growth/PAIRS/CORES                                          by (state, step) pairs
    end/COMMAND/PACK/cold|warm
    start/…, reports/…, forecast/…                              commands that do not plan; beliefs; the river
    portfolio/departure/PACK                                    one departure planned and held to its charter
    portfolio/choose|more/REQUESTS/DAYS                         choosing among missions, from plans that are made
    journey/looked-up|planned/PACK/first|middle                 one more report of a journey, answered warm
    vault/…                                                     reports kept and read again, beside plain SQLCipher
    archive/…                                                   keepsakes, beside a plain copy under the same cipher
    pages/first|after|live|weight/…                             Tonight with a long past, and under a night's load

`docs/speed.md` says what is compared and how to read it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import time
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from benchmarks.measuring import ROOT, RUNS, Row, say
from benchmarks.tables import print_table

__all__ = ["FIGURES", "PARTS", "main", "measured", "parts_of"]

RESULTS = ROOT / "benchmarks" / "results.json"
PARTS: dict[str, tuple[str, str]] = {
    "storm": ("benchmarks.storm", "storm_rows"),
    "cpp": ("benchmarks.cpp", "cpp_rows"),
    "libraries": ("benchmarks.libraries", "library_rows"),
    "twin": ("benchmarks.twin", "twin_rows"),
    "growth": ("benchmarks.growth", "growth_rows"),
    "end": ("benchmarks.commands", "command_rows"),
    "start": ("benchmarks.commands", "start_rows"),
    "reports": ("benchmarks.reports", "fold_reports"),
    "forecast": ("benchmarks.forecast", "forecast_rows"),
    "portfolio": ("benchmarks.portfolio", "portfolio_rows"),
    "journey": ("benchmarks.journeys", "journey_rows"),
    "vault": ("benchmarks.vault", "vault_rows"),
    "archive": ("benchmarks.archive", "archive_rows"),
    "pages": ("benchmarks.pages", "page_rows"),
}
"""Each part, and the function that gives its rows."""

FIGURES = ("ours_s", "theirs_s", "ratio", "ours_mb", "theirs_mb", "states", "pairs", "transitions")
"""What every timed row has, null where there is nothing to say; rows may have more."""

NAMED = ("cryptography", "llvmlite", "mdpsolver", "numba", "numpy", "quantecon", "sqlcipher3", "stormpy")


def main() -> None:
    """Measure, print the table, write the file."""
    parser = argparse.ArgumentParser(prog="make bench", description="Measure, and print the table.")
    parser.add_argument("--parts", default="", help="some of: " + ",".join(PARTS))
    parser.add_argument("--quick", action="store_true", help="tiny sizes, to see that it works")
    parser.add_argument("--to", type=Path, default=RESULTS, help="where results.json goes")
    chosen = parser.parse_args()
    try:
        parts = parts_of(chosen.parts)
    except ValueError as error:
        parser.error(str(error))
    results = measured(parts, chosen.quick)
    print_table(results["rows"])
    chosen.to.write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    print(f"\nwritten to {chosen.to}")


def parts_of(named: str) -> list[str]:
    """The parts named, with commas between them; all, if none is.

    Raises:
        ValueError: If one is not a part.
    """
    parts = [part for part in named.split(",") if part] or list(PARTS)
    if unknown := [part for part in parts if part not in PARTS]:
        raise ValueError(f"there is no part {unknown[0]}; there are {', '.join(PARTS)}")
    return parts


def measured(parts: list[str], quick: bool) -> dict[str, Any]:
    """What `results.json` holds.

    Args:
        parts: Some of `PARTS`.
        quick: Whether tiny sizes will do.
    """
    rows: list[Row] = []
    for part in parts:
        say(f"{part} …")
        began = time.perf_counter()
        module, function = PARTS[part]
        measure: Callable[[bool], list[Row]] = getattr(import_module(module), function)
        rows.extend(measure(quick))
        say(f"{part}: {time.perf_counter() - began:.0f} s")
    return {"machine": machine(), "rows": [_completed(row) for row in rows]}


def _completed(row: Row) -> Row:
    """A row with its ratio, and with all figures."""
    if "ours_s" not in row:
        return row
    ratio = row["theirs_s"] / row["ours_s"] if "theirs_s" in row else None
    figures = {figure: ratio if figure == "ratio" else row.get(figure) for figure in FIGURES}
    return {"name": row["name"], **figures, **{key: value for key, value in row.items() if key not in figures}}


def machine() -> dict[str, object]:
    """What this was measured on, and with what."""
    versions = {}
    for name in NAMED:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            continue
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "runs": RUNS,
        "versions": versions,
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine())


if __name__ == "__main__":
    main()
