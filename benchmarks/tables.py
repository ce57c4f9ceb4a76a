"""Decides how rows are printed: what compares as one table, the forecasts' figures as they are read best."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.forecast import print_forecasts
from benchmarks.measuring import Row

__all__ = ["print_table"]

COLUMNS: tuple[tuple[str, str, Callable[[float], str]], ...] = (
    ("ours_s", "ours s", lambda value: f"{value:.5f}"),
    ("theirs_s", "theirs s", lambda value: f"{value:.4f}"),
    ("ratio", "ratio", lambda value: f"{value:,.1f}"),
    ("end_ratio", "to end", lambda value: f"{value:,.1f}"),
    ("ours_mb", "MB", lambda value: f"{value:.0f}"),
    ("theirs_mb", "MB", lambda value: f"{value:.0f}"),
    ("states", "states", lambda value: f"{value:,}"),
    ("pairs", "pairs", lambda value: f"{value:,}"),
    ("transitions", "transitions", lambda value: f"{value:.2g}"),
)


def print_table(rows: list[Row]) -> None:
    """Print the rows."""
    timed = [row for row in rows if "ours_s" in row]
    if timed:
        print(f"{'':42}" + "".join(f"{title:>13}" for _, title, _ in COLUMNS))
    for row in timed:
        figures = ("" if row.get(name) is None else say(row[name]) for name, _, say in COLUMNS)
        print(f"{row['name']:42}" + "".join(f"{figure:>13}" for figure in figures))
        for said in ("query", "given"):
            if said in row:
                print(f"    {row.get('subject', '')}: {row[said]}")
    if others := [row for row in rows if "ours_s" not in row]:
        print_forecasts(others)
