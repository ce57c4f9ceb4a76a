"""How long reports take to become beliefs, and how early a broker who begins to fail is noticed.

`fold_reports()` gives rows for `make bench`; run as a script this prints the table of thresholds that the docs show.
"""

from __future__ import annotations

import random
import statistics
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from waystation.evidence.changes import measured
from waystation.evidence.grades import grade_weights
from waystation.evidence.ledger import Ledger
from waystation.world.pack import Pack
from waystation.world.reading import read_pack
from waystation.world.report import OUTCOMES, Report, read_report

PACK = Path(__file__).resolve().parent.parent / "packs" / "two-days-to-the-river"
MANY = 100_000
AGAIN = 21


def fold_reports(quick: bool = False) -> list[dict[str, Any]]:
    """100,000 reports folded at once, and one more after them: reading them is not counted, believing is."""
    pack = read_pack((PACK / "pack.toml").read_bytes(), (PACK / "network.geojson").read_bytes()).pack
    assert pack is not None
    many = 1_000 if quick else MANY
    reports = some_reports(pack, many + AGAIN)
    began = time.perf_counter()
    ledger = Ledger(pack)
    for report in reports[:many]:
        ledger.add(report)
    ledger.believed()
    folded = time.perf_counter() - began
    more = []
    for report in reports[many:]:
        began = time.perf_counter()
        ledger.add(report)
        ledger.believed()
        more.append(time.perf_counter() - began)
    return [
        {"name": f"reports/fold/{many}", "ours_s": folded},
        {"name": "reports/one-more", "ours_s": statistics.median(more)},
    ]


def some_reports(pack: Pack, many: int, seed: int = 1) -> list[Report]:
    """Reports of two years by forty sources on a pack: most of them deliveries, a twentieth corrected."""
    chance = random.Random(seed)
    grades = [grade for grade, weight in grade_weights().items() if weight > 0.0]
    reports: list[Report] = []
    while len(reports) < many:
        happened = pack.clock.start - timedelta(minutes=chance.randrange(1, 2 * 365 * 24 * 60))
        value = {
            "source": f"source-{chance.randrange(40)}",
            "happened": happened.isoformat(),
            "grade": chance.choice(grades),
            "id": f"r{len(reports)}",
            **_content(pack, chance, len(reports)),
        }
        report = read_report(value)
        assert isinstance(report, Report), report
        reports.append(report)
    return reports


def _content(pack: Pack, chance: random.Random, number: int) -> dict[str, Any]:
    kind = chance.choices(("delivery", "observation", "sighting", "word", "correction"), (60, 20, 10, 5, 5))[0]
    if kind == "delivery":
        outcome = chance.choices(OUTCOMES, (90, 4, 3, 1, 1, 1))[0]
        return {"kind": kind, "leg": chance.choice(pack.legs).id, "outcome": outcome}
    if kind == "observation":
        condition = chance.choice(pack.conditions)
        return {"kind": kind, "condition": condition.id, "level": chance.choice(condition.levels)}
    if kind == "sighting":
        return {"kind": kind, "near": f"place:{chance.choice(pack.places).id}", "what": "police"}
    if kind == "word":
        return {"kind": kind, "broker": chance.choice(pack.brokers).id, "kept": 1}
    return {"kind": kind, "answers": f"r{chance.randrange(max(1, number))}"}


def print_changes() -> None:
    """The table of thresholds for `evidence.changes`: false alarms against delay, on simulated histories."""
    print("grade  threshold  false alarms per 100  delay: mean  nine in ten  noticed within 20")
    for grade in ("A1", "B2", "C3"):
        for threshold in (2.0, 2.5, 3.0, 4.0, 5.0):
            found = measured(threshold, grade_weights()[grade])
            print(
                f"{grade:5}  {threshold:9.1f}  {found.false_per_100:20.2f}  {found.delay:11.1f}"
                f"  {found.delay_p90:11}  {found.noticed_in_20:17.1%}"
            )


if __name__ == "__main__":
    print_changes()
    for row in fold_reports():
        print(f"{row['name']:24} {row['ours_s'] * 1000:9.1f} ms")
