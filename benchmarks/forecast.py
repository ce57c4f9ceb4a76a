"""How good the river forecast is: on Prek Kdam's real record, fitted up to 2009, held against 2010–2018.

Rows have the figures of every method side by side; the smaller the better. Names:

    forecast/mae/DAYS                    mean absolute errors, in metres, that many days ahead
    forecast/brier/THRESHOLD/DAYS        Brier scores of reaching a level in metres
    forecast/reliability/THRESHOLD/DAYS  in each tenth of the chances: how many forecasts, what they said, what came
    forecast/fit/READINGS                seconds to fit all 21 distances

The record (Mekong River Commission, by way of the R package FHI) is not part of the project; without it there are no
rows. Run by itself, this prints the tables of docs/forecast.md.
"""

from __future__ import annotations

import statistics
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

from waystation.atlas.gauges import read_gauge
from waystation.evidence.forecasts import Scores, fit, score

__all__ = ["forecast_rows", "print_forecasts"]

RECORD = Path(__file__).resolve().parents[2] / "shared" / "data" / "river" / "mrc_prek_kdam_daily_stage_1960_2018.csv"
TRAINED, FIRST, LAST = date(2009, 12, 31), date(2010, 1, 1), date(2018, 12, 31)
THRESHOLDS = (4.0, 7.5)
RUNS = 5
Row = dict[str, Any]


def forecast_rows(quick: bool = False) -> list[Row]:
    """The rows, or none and a sentence on standard error where the record is not there.

    Args:
        quick: Whether nothing need be measured, only seen to work.
    """
    if quick:
        return []
    if not RECORD.is_file():
        print(f"the record of Prek Kdam is not at {RECORD}; the forecast is not scored", file=sys.stderr)
        return []
    record = read_gauge(RECORD.name, RECORD.read_bytes())
    scores = score(record, TRAINED, FIRST, LAST, THRESHOLDS)
    assert scores is not None
    seconds = []
    for _ in range(RUNS):
        began = time.perf_counter()
        fit(record)
        seconds.append(time.perf_counter() - began)
    took = {"name": f"forecast/fit/{len(record.days)}", "ours_s": statistics.median(seconds)}
    return [*rows_of(scores), took]


def rows_of(scores: Scores) -> list[Row]:
    """Scores as rows."""
    rows: list[Row] = []
    for ahead, errors in scores.mae.items():
        beats = {"beats_all": errors.beats_all, "days": scores.days[ahead]}
        rows.append({"name": f"forecast/mae/{ahead}", **errors._asdict(), **beats})
    for (threshold, ahead), brier in scores.brier.items():
        rows.append({"name": f"forecast/brier/{threshold:g}/{ahead}", **brier._asdict()})
    for (threshold, ahead), bins in scores.reliability.items():
        name = f"forecast/reliability/{threshold:g}/{ahead}"
        rows.append({"name": name, "bins": [each._asdict() for each in bins]})
    return rows


METHODS = ("ours", "persistence", "trend", "climatology")


def print_forecasts(rows: list[Row]) -> None:
    """Print rows, each kind as it is read best; rows of other kinds are left out."""
    print(f"{'':28}" + "".join(f"{method:>12}" for method in METHODS))
    for row in rows:
        if "ours" in row:
            figures = (f"{row[method]:12.4f}" if method in row else " " * 12 for method in METHODS)
            print(f"{row['name']:28}" + "".join(figures))
    print(f"\n{'':28} said → came (forecasts), by tenths of the chance")
    for row in rows:
        if "bins" in row:
            tenths = (f"{each['said']:.2f}→{each['came']:.2f} ({each['forecasts']})" for each in row["bins"])
            print(f"{row['name']:28} " + "  ".join(tenths))


if __name__ == "__main__":
    print_forecasts(forecast_rows())
