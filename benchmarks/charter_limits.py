"""What charter limits would let through: the packs that ship, and simulated networks whose truth is known.

    .venv/bin/python -m benchmarks.charter_limits

Each simulated network is a journey of some hops with two ways each, brokers and police whose true rates are drawn,
and reports drawn from those: few on some legs, many on others. The plan sees the reports alone; its policy is then
worth what the truth makes it. The table stands in `docs/charter.md`.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from typing import Any

import numpy as np

from benchmarks.measuring import ROOT
from waystation.deciding.assessing import Assessed, assess
from waystation.desk.chart.loading import load_pack
from waystation.planning.compiling import chart
from waystation.planning.what_if import Mission
from waystation.solver.policy import Policy
from waystation.storage.folders import PackFolder
from waystation.world.calendars import Calendars
from waystation.world.charter import Charter
from waystation.world.pack import Pack
from waystation.world.reading import read_pack

__all__ = ["NETWORKS", "main", "simulated", "table_lines"]

NETWORKS = 200
URGENCIES = ("PC1", "PC2", "PC3", "PC4")


def simulated(seed: int) -> tuple[Pack, Pack]:
    """A network as it is believed to be, and as it is.

    Args:
        seed: The same seed gives the same network.
    """
    rng = random.Random(seed)
    hops = rng.randint(3, 14)
    danger, known = rng.choice((0.3, 1.0, 3.0)), rng.choice((5, 20, 60))
    brokers, legs = [], []
    for hop in range(hops):
        for way in ("paid", "alone"):
            caught = min(0.5, danger * rng.betavariate(1.0, 60.0 if way == "paid" else 25.0))
            trials = rng.randint(known // 3, 2 * known)
            broker = None
            if way == "paid":
                broker = f"b{hop}"
                sells = min(0.5, danger * rng.betavariate(1.0, 80.0))
                brokers.append((broker, sells, sum(rng.random() < sells for _ in range(trials)), trials))
            legs.append((f"{way}{hop}", hop, broker, caught, sum(rng.random() < caught for _ in range(trials)), trials))
    return _pack(hops, brokers, legs, true=False), _pack(hops, brokers, legs, true=True)


def _pack(hops: int, brokers: list[Any], legs: list[Any], *, true: bool) -> Pack:
    listed = []
    for name, sells, sold, trials in brokers:
        record = {"betrays": sells} if true else {"record": {"kept": trials - sold, "broken": sold}}
        listed.append({"id": name, "role": "guide", **record})
    features: list[dict[str, Any]] = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [100.0 + hop / 10, 20.0]},
            "properties": {"id": f"p{hop}", "kind": "safe_house"},
        }
        for hop in range(hops + 1)
    ]
    for name, hop, broker, caught, events, trials in legs:
        properties = {"id": name, "from": f"p{hop}", "to": f"p{hop + 1}", "mode": "car", "minutes": 60}
        risk = {"caught": caught if true else {"events": events, "trials": trials}}
        hired = {"broker": broker} if broker else {}
        features.append({"type": "Feature", "geometry": None, "properties": {**properties, **hired, "risk": risk}})
    lines = ["format = 1", 'name = "simulated"', "[clock]", "start = 2031-10-01T18:00:00+07:00"]
    lines += [
        f"horizon_hours = {4 * hops}",
        "[mission]",
        'from = "p0"',
        f'to = ["p{hops}"]',
        "[[traveller]]",
        'id = "a"',
    ]
    for broker in listed:
        lines.append("[[broker]]")
        lines += [f"{key} = {_toml(value)}" for key, value in broker.items()]
    text = "\n".join(lines) + "\n"
    reading = read_pack(text.encode(), json.dumps({"type": "FeatureCollection", "features": features}).encode())
    assert reading.pack is not None, reading.mistakes
    return reading.pack


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + " }"
    return json.dumps(value)


def truth(assessed: Assessed, true: Pack) -> float:
    """What the policy that was made from reports is worth as things truly are."""
    policy = Policy.of(chart(true).problem, assessed.policy.choice)
    return float(policy.at(assessed.charted.start.node).mid[0])


def shipped() -> list[tuple[str, Assessed]]:
    """The packs that ship, planned."""
    found = []
    for folder in sorted((ROOT / "packs").iterdir()):
        loaded = load_pack(PackFolder(folder))
        found.append((loaded.pack.name, assess(Mission(loaded.pack, loaded.departures, None, loaded.calendars))))
    return found


def table_lines() -> Iterable[str]:
    """The tables, in Markdown."""
    yield "| pack | `low` | `likely.p10` | `likely.p50` |"
    yield "|---|---|---|---|"
    for name, assessed in shipped():
        going = assessed.going
        yield f"| {name} | {going.low:.2f} | {going.p10:.2f} | {going.p50:.2f} |"
    lows, tens, truths = _simulated_figures()
    yield ""
    yield f"| of {NETWORKS} simulated networks | 10th percentile | half | 90th |"
    yield "|---|---|---|---|"
    for name, values in (("`low`", lows), ("`likely.p10`", tens), ("true chance", truths)):
        low, middle, high = np.quantile(values, (0.1, 0.5, 0.9))
        yield f"| {name} | {low:.2f} | {middle:.2f} | {high:.2f} |"
    yield ""
    yield "| limits for | `low` | `likely.p10` | let through | truly, the worst tenth | declined: truly, half |"
    yield "|---|---|---|---|---|---|"
    charter = Charter(members=("nobody",), threshold=1, review="2031-10-01")  # type: ignore[arg-type]
    for urgency in URGENCIES:
        limits = getattr(charter, urgency)
        passes = (lows >= limits.low) & (tens >= limits.likely_p10)
        worst = float(np.quantile(truths[passes], 0.1)) if passes.any() else float("nan")
        half = float(np.quantile(truths[~passes], 0.5)) if (~passes).any() else float("nan")
        share = f"{int(passes.sum())} of {NETWORKS}"
        yield f"| {urgency} | {limits.low:g} | {limits.likely_p10:g} | {share} | {worst:.2f} | {half:.2f} |"


def _simulated_figures() -> tuple[Any, Any, Any]:
    rows = []
    for seed in range(NETWORKS):
        believed, true = simulated(seed)
        assessed = assess(Mission(believed, {}, None, Calendars(believed.clock.longer)))
        rows.append((assessed.going.low, assessed.going.p10, truth(assessed, true)))
    lows, tens, truths = np.array(rows).T
    return lows, tens, truths


def main() -> None:
    """Print the tables."""
    for line in table_lines():
        print(line)


if __name__ == "__main__":
    main()
