"""Decides what random packs look like: small, valid, and strange in every way that `pack.md` allows.

`write_random_pack(folder, seed)` writes one; `features(folder)` names what a pack uses, so that a test can say that
many packs together use everything; `random_at(folder, seed)` makes up a place and time to plan from.
Each pack first draws which features it may use at all, and then uses those often: packs differ more that way.
Timetables, gauges, incidents and reports are left out. Nothing here knows how a pack is evaluated.
"""

from __future__ import annotations

import itertools
import json
import math
import random
import tomllib
from datetime import UTC, datetime, time, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

# Real cities, only for their zones and their sun.
ZONES = [
    ("America/New_York", 40.7, -74.0),
    ("America/St_Johns", 47.56, -52.71),
    ("America/Santiago", -33.45, -70.67),
    ("Europe/Berlin", 52.52, 13.4),
    ("Europe/Bucharest", 44.43, 26.1),
    ("Europe/London", 51.5, -0.12),
    ("Australia/Lord_Howe", -31.55, 159.08),
    ("Australia/Adelaide", -34.93, 138.6),
    ("Pacific/Chatham", -43.95, -176.55),
    ("Arctic/Longyearbyen", 78.22, 15.65),
    ("Asia/Seoul", 37.57, 126.98),
    ("Asia/Shanghai", 42.9, 129.5),
    ("Asia/Bangkok", 13.75, 100.5),
    ("Asia/Kathmandu", 27.7, 85.3),
]
PLACE_NAMES = ["hut", "barn", "market", "bank", "far-bank", "camp"]
KINDS = ["home", "safe_house", "hub", "crossing", "camp", "sanctuary"]
MODES = ["foot", "foot", "ford", "boat", "car", "bus", "train", "air"]
ROLES = ["guide", "driver", "boatman", "host", "official"]
BROKERS = ["hwang", "ines", "old-tomas"]
TRAVELLERS = ["grandmother", "mother", "boy", "uncle"]
CONDITIONS = [
    ("river", ["low", "high", "flood"]),
    ("police", ["calm", "alert", "sweep"]),
    ("snow", ["none", "some", "deep"]),
]
STEPS = [10, 15, 20, 30, 30, 60, 120]
# Features a pack may use, with the chance that it may.
RAISED, RAISED_WHERE_TEMPTED = 0.2, 0.9
"""The chance that a pack has fees that are intervals, and the same where there are brokers and a reward."""
DIALS = {
    "brokers": 0.75,
    "conditions": 0.85,
    "unobserved": 0.6,
    "windows": 0.45,
    "departures": 0.4,
    "zones": 0.6,
    "clock change": 0.45,
    "1854": 0.1,
    "closed": 0.55,
    "multipliers": 0.7,
    "extremes": 0.3,
    "counts": 0.5,
    "found": 0.6,
    "no waiting": 0.35,
    "hard budget": 0.3,
    "reward": 0.5,
    "both ways": 0.4,
    "strain": 0.4,
    "twins": 0.4,
    "crowding": 0.5,
    "evidence": 0.45,
    "from in to": 0.05,
}


def write_random_pack(folder: Path, seed: int) -> None:
    """Writes pack.toml and network.geojson of the pack that belongs to `seed`."""
    rng = random.Random(f"pack {seed}")
    on = {name for name, chance in DIALS.items() if rng.random() < chance}
    conditions = random_conditions(rng, on)
    clock = random_clock(rng, on, conditions)
    brokers = random_brokers(rng, on)
    travellers = random_travellers(rng, on)
    places = random_places(rng, on, conditions, clock["zone"])
    legs = random_legs(rng, on, conditions, clock, brokers, places)
    mission = random_mission(rng, on, places, legs, len(travellers))
    raise_prices(random.Random(f"prices {seed}"), on, legs)
    pack = {
        "format": 1,
        "name": f"Random {seed}",
        "clock": {name: clock[name] for name in ("start", "step_minutes", "horizon_hours")},
        "mission": mission,
        **random_reward(rng, on),
        **({"party": {"crowding": rng.choice([0.5, 1.0, 1.3, 2.0, 2.5])}} if "crowding" in on else {}),
        **random_evidence(rng, on),
        "traveller": travellers,
        "broker": brokers,
        "condition": conditions,
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.toml").write_text(toml_text(pack), encoding="utf-8")
    features = [place_feature(place) for place in places] + [leg_feature(rng, leg, places) for leg in legs]
    network = {"type": "FeatureCollection", "features": features}
    (folder / "network.geojson").write_text(json.dumps(network, indent=1), encoding="utf-8")


def random_at(folder: Path, seed: int) -> tuple[str, int, str | None, dict[str, str]]:
    """A place, a step, a last broker or None, and levels of some conditions, that the pack in `folder` has."""
    rng = random.Random(f"at {seed}")
    pack, places, _ = read(folder)
    clock = pack["clock"]
    last = math.floor(clock["horizon_hours"] * 60 / clock["step_minutes"] + 1e-9)
    broker = rng.choice([None, *(b["id"] for b in pack.get("broker", []))])
    named = {c["id"]: rng.choice(c["levels"]) for c in pack.get("condition", []) if rng.random() < 0.5}
    return rng.choice(places)["id"], rng.randint(0, last // 2), broker, named


# ------------------------------------------------------------------------------------------------- writing TOML


def toml_text(pack: dict[str, Any]) -> str:
    """A pack as TOML: plain values first, then tables, then arrays of tables."""
    plain = {k: v for k, v in pack.items() if not is_table(v) and not is_tables(v)}
    lines = [f"{k} = {toml_value(v)}" for k, v in plain.items()]
    for key, value in pack.items():
        tables = [value] if is_table(value) else value if is_tables(value) else []
        heading = f"[{key}]" if is_table(value) else f"[[{key}]]"
        for table in tables:
            lines += ["", heading, *(f"{k} = {toml_value(v)}" for k, v in table.items())]
    return "\n".join(lines) + "\n"


def is_table(value: Any) -> bool:
    """Whether a top-level value is written as [table]."""
    return isinstance(value, dict)


def is_tables(value: Any) -> bool:
    """Whether a top-level value is written as [[tables]]."""
    return isinstance(value, list) and all(isinstance(x, dict) for x in value)


def toml_value(value: Any) -> str:
    """One value on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(k)} = {toml_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(toml_value(x) for x in value) + "]"
    return json.dumps(value)


# ------------------------------------------------------------------------------------------------------ the clock


def random_clock(rng: random.Random, on: set[str], conditions: list[dict[str, Any]]) -> dict[str, Any]:
    """Start, step and horizon; often such that a zone's clock changes on the way."""
    step = rng.choice(STEPS)
    size = math.prod(len(c["levels"]) for c in conditions)
    steps = min(rng.randint(6, 60), rng.randint(6, 60)) if rng.random() < 0.7 else rng.randint(6, 60)
    steps = max(6, min(steps, 400 // size))
    quarters = max(math.ceil(6 * step / 15), steps * step // 15)
    zone = rng.choice([z for z in ZONES if changes(z[0])] if "clock change" in on else ZONES)[0]
    start = random_start(rng, on, zone, timedelta(minutes=15 * quarters))
    offset = timedelta(minutes=round(start.astimezone(ZoneInfo(zone)).utcoffset().total_seconds() / 60))
    return {
        "start": start.astimezone(timezone(offset)),
        "step_minutes": step,
        "horizon_hours": quarters / 4 if quarters % 4 else quarters // 4,
        "zone": zone,
    }


def random_start(rng: random.Random, on: set[str], zone: str, length: timedelta) -> datetime:
    """An instant on a whole minute."""
    odd = timedelta(minutes=rng.choice([0, 0, 0, 0, 5, 7, 53]))
    if "1854" in on:
        return datetime(1854, rng.randint(1, 12), rng.randint(1, 28), rng.randint(0, 23), tzinfo=UTC) + odd
    if "clock change" in on:
        return rng.choice(changes(zone)) - timedelta(minutes=round(length.total_seconds() / 60 * rng.random())) + odd
    return datetime(2031, rng.randint(1, 12), rng.randint(1, 28), rng.randint(0, 23), tzinfo=UTC) + odd


@cache
def changes(zone: str) -> list[datetime]:
    """The instants of 2031 at which a zone's offset changes."""
    first, found = datetime(2031, 1, 1, tzinfo=UTC), []
    for half_hour in range(365 * 48):
        moment = first + timedelta(minutes=30 * half_hour)
        before = moment - timedelta(minutes=30)
        if moment.astimezone(ZoneInfo(zone)).utcoffset() != before.astimezone(ZoneInfo(zone)).utcoffset():
            found.append(moment)
    return found


def wall_times(rng: random.Random, clock: dict[str, Any], place: dict[str, Any], count: int) -> list[str]:
    """Local times at a place during the mission: on steps, next to steps, in gaps and in doubled hours."""
    zone = ZoneInfo(place["tz"]) if "tz" in place else clock["start"].tzinfo
    result: list[str] = []
    length = timedelta(hours=clock["horizon_hours"])
    near = [c for c in changes(place.get("tz", "UTC")) if clock["start"] - length <= c <= clock["start"] + 2 * length]
    while len(result) < count:
        if near and rng.random() < 0.5:
            change = rng.choice(near)
            before = (change - timedelta(minutes=1)).astimezone(zone).utcoffset() or timedelta()
            after = change.astimezone(zone).utcoffset() or timedelta()
            wall = change.replace(tzinfo=None) + min(before, after) + timedelta(minutes=rng.choice([0, 15, 15, 29]))
            text = wall.strftime("%H:%M")
        else:
            step = rng.randint(0, int(length.total_seconds() // 60 // clock["step_minutes"]) * 3 // 4)
            jitter = rng.choice([0, 0, 0, 1, -1, 5, -5])
            moment = clock["start"] + timedelta(minutes=step * clock["step_minutes"] + jitter)
            text = moment.astimezone(zone).strftime("%H:%M")
        if text not in result or rng.random() < 0.2:
            result.append(text)
    return list(dict.fromkeys(result))


# ---------------------------------------------------------------------------------------- conditions and brokers


def random_conditions(rng: random.Random, on: set[str]) -> list[dict[str, Any]]:
    """Up to three conditions of two or three levels."""
    if "conditions" not in on:
        return []
    chosen = rng.sample(CONDITIONS, rng.choice([1, 1, 2, 2, 3]))
    result = []
    for name, levels in chosen:
        levels = levels[: rng.choice([2, 2, 3])]
        observed = not ("unobserved" in on and rng.random() < 0.6)
        words: dict[str, Any] = {"id": name, "levels": levels}
        matrix = "per_hour" if rng.random() < 0.5 else "per_step"
        kind = rng.choice(["any", "any", "sticky", "sticky", "still", "thirds", "flip", "absorbing"])
        words[matrix] = random_matrix(rng, kind, len(levels))
        now = random_now(rng, levels)
        unique = kind in ("any", "sticky", "thirds") or (kind == "flip" and matrix == "per_step" and len(levels) == 2)
        if not unique and now is None:
            now = rng.choice(levels)
        if now is not None:
            words["now"] = now
        if not observed or rng.random() < 0.2:
            words["observed"] = observed
        result.append(words)
    return result


def random_matrix(rng: random.Random, kind: str, size: int) -> list[list[float]]:
    """A row-stochastic matrix."""
    if kind == "thirds":
        return [[0.3333333333] * 3 if size == 3 else [0.5, 0.5] for _ in range(size)]
    if kind == "flip":
        return [[float(j == (i + 1) % size) for j in range(size)] for i in range(size)]
    rows = []
    for i in range(size):
        cuts = [rng.randint(1, 30) for _ in range(size)]
        if kind == "sticky":
            cuts = [rng.randint(1, 3) for _ in range(size)]
            cuts[i] = 60
        if kind == "still" or (kind == "absorbing" and i == size - 1):
            cuts = [int(i == j) for j in range(size)]
        whole = sum(cuts)
        row = [round(x / whole, 2) for x in cuts]
        row[i] = round(1 - sum(x for j, x in enumerate(row) if j != i), 2)
        rows.append(row)
    return rows


def random_now(rng: random.Random, levels: list[str]) -> Any:
    """A level, a distribution (even, skewed, with levels left out), or None."""
    draw = rng.random()
    if draw < 0.3:
        return rng.choice(levels)
    if draw < 0.5:
        return None
    if draw < 0.65:
        return {levels[-1]: 0.5, levels[0]: 0.5}
    if draw < 0.77:
        return {levels[0]: 0.997, levels[1]: 0.003}
    if len(levels) == 3 and draw < 0.88:
        return {levels[0]: 0.43, levels[1]: 0.43, levels[2]: 0.14}
    part = rng.randint(5, 95)
    return {levels[0]: part / 100, levels[1]: (100 - part) / 100}


def random_brokers(rng: random.Random, on: set[str]) -> list[dict[str, Any]]:
    """Up to three brokers, some with records, some with a given chance to betray, some with nothing."""
    if "brokers" not in on:
        return []
    result = []
    for name in BROKERS[: rng.randint(1, 3)]:
        words: dict[str, Any] = {"id": name, "role": rng.choice(ROLES)}
        if rng.random() < 0.35:
            words["betrays"] = rng.choice([0, 0.02, 0.1, [0.01, 0.05], [0.03, 0.03], [0, 0.4], [0, 1], 0.3])
        if rng.random() < 0.6:
            words["record"] = {"kept": rng.choice([0, 3, 11, 7.5, 40]), "broken": rng.choice([0, 0, 0, 1, 0.25])}
            if rng.random() < 0.4:
                words["record"]["temptation"] = rng.choice([0.2, 1.0, 2.5, 40])
        terms = {}
        if rng.random() < 0.5:
            terms["held"] = rng.choice([0, 0.3, 0.5, 0.8, 1])
        if rng.random() < 0.3:
            terms["owed"] = rng.choice([0, 200, 900.5, 5000])
        if terms:
            words["terms"] = terms
        result.append(words)
    return result


def random_travellers(rng: random.Random, on: set[str]) -> list[dict[str, Any]]:
    """One to four travellers."""
    result = []
    for name in TRAVELLERS[: rng.randint(1, 4)]:
        words: dict[str, Any] = {"id": name}
        if rng.random() < 0.5:
            words["age"] = rng.randint(1, 90)
        if rng.random() < 0.4:
            words["pace"] = rng.choice([0.3, 0.5, 0.7, 0.8, 1, 1.25])
        if "strain" in on and rng.random() < 0.5:
            words["stamina"] = rng.randint(2, 5)
        if rng.random() < 0.3:
            words["together"] = "family"
        result.append(words)
    return result


def random_reward(rng: random.Random, on: set[str]) -> dict[str, Any]:
    """What the adversary pays, by head, by group, or both."""
    if "reward" not in on:
        return {}
    reward: dict[str, Any] = {}
    if rng.random() < 0.6:
        reward["per_head"] = rng.choice([0, 50, 700])
    if rng.random() < 0.7:
        reward["group"] = rng.choice([0, 900, 2055, 100000])
        if rng.random() < 0.6:
            reward["group_from"] = rng.choice([1, 2, 3, 4])
    return {"reward": reward} if reward else {"reward": {"per_head": 300}}


def random_evidence(rng: random.Random, on: set[str]) -> dict[str, Any]:
    """Elasticity, prior and floor."""
    if "evidence" not in on:
        return {}
    evidence: dict[str, Any] = {}
    if rng.random() < 0.5:
        evidence["elasticity"] = rng.choice([0, 0.25, 0.5, 1, 2.5])
    if rng.random() < 0.5:
        evidence["prior"] = {"kept": rng.choice([0, 2, 20, 3.5]), "broken": rng.choice([0, 0.1, 1])}
    if rng.random() < 0.7:
        evidence["unobserved_floor"] = rng.choice([0, 0, 0.0013, 0.0513, 0.2137, 0.6113, 0.6113, 1])
    return {"evidence": evidence} if evidence else {}


# ---------------------------------------------------------------------------------------------- places and legs


def random_places(
    rng: random.Random, on: set[str], conditions: list[dict[str, Any]], home_zone: str
) -> list[dict[str, Any]]:
    """Two to six places, in one zone or in several, some without a zone of their own."""
    chosen = [next(z for z in ZONES if z[0] == home_zone)]
    chosen += rng.sample(ZONES, 2) if "zones" in on else []
    count = rng.choice([2, 3, 3, 4, 4, 5, 6])
    names = [*PLACE_NAMES[: count - 1], PLACE_NAMES[-1]]
    result = []
    for i, name in enumerate(names):
        zone, latitude, longitude = rng.choice(chosen)
        place: dict[str, Any] = {"id": name, "kind": rng.choice(KINDS)}
        place["at"] = [round(longitude + rng.uniform(-2, 2), 4), round(latitude + rng.uniform(-2, 2), 4)]
        if rng.random() < 0.8:
            place["tz"] = zone
        if rng.random() < 0.2:
            place["beds"] = rng.randint(1, 9)
        if "found" in on and rng.random() < 0.6:
            place["found"] = random_risk(rng, on, 0.25)
        if conditions and "multipliers" in on and rng.random() < 0.5:
            place["when"] = {
                key: {"found": rng.choice([0, 0.5, 1, 3.0, 50])} for key in random_keys(rng, conditions, 2)
            }
        if "no waiting" in on and rng.random() < (0.2 if i == 0 else 0.5):
            place["no_waiting"] = True
        result.append(place)
    return result


def random_keys(rng: random.Random, conditions: list[dict[str, Any]], most: int) -> list[str]:
    """One or more "condition=level" keys."""
    keys = [f"{c['id']}={level}" for c in conditions for level in c["levels"]]
    return rng.sample(keys, rng.randint(1, min(most, len(keys))))


def random_risk(rng: random.Random, on: set[str], scale: float) -> Any:
    """A number, an interval or counts."""
    draw = rng.random()
    if "extremes" in on and draw < 0.25:
        return rng.choice([0, 0, 1, [0, 1], [0, 1], [0, 0], [1, 1], {"events": 0, "trials": 0}, [0, 0.5], [0.5, 1]])
    if "counts" in on and draw < 0.6:
        trials = rng.choice([3, 12, 40, 12.25, 250])
        return {"events": rng.choice([0, 0, 1, 0.5, round(trials * scale / 2, 2)]), "trials": trials}
    low = round(rng.uniform(0, scale), 3)
    if draw < 0.8:
        return low
    return [low, low if rng.random() < 0.2 else round(min(1.0, low + rng.uniform(0, scale)), 3)]


def random_legs(
    rng: random.Random,
    on: set[str],
    conditions: list[dict[str, Any]],
    clock: dict[str, Any],
    brokers: list[dict[str, Any]],
    places: list[dict[str, Any]],
) -> list[dict[str, Any]]:
    """A line of legs from the first place to the last, some more anywhere, and some twins."""
    ends = [(a, b) for a, b in itertools.pairwise(places)]
    for _ in range(rng.randint(0, 10 - len(ends) - 2)):
        first, second = rng.sample(places, 2)
        ends.append((first, second))
    steps = clock["horizon_hours"] * 60 // clock["step_minutes"]
    longest = max(1, min(6, int(steps / 2.5 / max(1, len(places) - 1))))
    legs = []
    for number, (first, second) in enumerate(ends):
        hurdles = {"windows", "departures", "strain", "extremes", "closed"}
        line = number < len(places) - 1
        may = {x for x in sorted(on) if x not in hurdles or not line or rng.random() < 0.4}
        leg = random_leg(rng, may, conditions, clock, brokers, first, longest)
        legs.append({"id": f"leg-{number}", "from": first["id"], "to": second["id"], **leg})
    if "twins" in on:
        for number in range(rng.randint(1, 2)):
            legs.insert(rng.randint(0, len(legs)), twin(rng, rng.choice(legs), number))
    else:
        rng.shuffle(legs)
    return legs


def twin(rng: random.Random, leg: dict[str, Any], number: int) -> dict[str, Any]:
    """A leg just like another, or a little slower, or with the same worst case and another middle."""
    other = {**leg, "id": f"twin-{number}", "risk": dict(leg.get("risk", {}))}
    draw = rng.random()
    if draw < 0.3:
        other["minutes"] = leg["minutes"] * 2
    elif draw < 0.6:
        high = rng.choice([0.05, 0.2])
        leg["risk"] = {**leg.get("risk", {}), "caught": [0, high]}
        other["risk"] = {**other["risk"], "caught": [high / 2, high]}
    return other


def random_leg(
    rng: random.Random,
    on: set[str],
    conditions: list[dict[str, Any]],
    clock: dict[str, Any],
    brokers: list[dict[str, Any]],
    origin: dict[str, Any],
    longest: int,
) -> dict[str, Any]:
    """Everything about a leg but its name and its ends."""
    step = clock["step_minutes"]
    leg: dict[str, Any] = {"mode": rng.choice(MODES)}
    leg["minutes"] = max(1, rng.randint(1, longest) * step - rng.choice([0, 0, 0, 1, step // 2]))
    if rng.random() < 0.4:
        leg["late_minutes"] = rng.choice([1, step, step + 1, 2 * step, 3 * step])
    if brokers and rng.random() < 0.65:
        leg["broker"] = rng.choice(brokers)["id"]
    if rng.random() < 0.6:
        leg["fee"] = rng.choice([0, 50, 130, 500, 99.5])
    if "windows" in on and rng.random() < 0.5:
        leg["window"] = random_window(rng, clock, origin)
    if "departures" in on and rng.random() < 0.5:
        leg["departures"] = wall_times(rng, clock, origin, rng.randint(1, 6))
    if "strain" in on and rng.random() < 0.5:
        leg["strain"] = rng.choice([0, 1, 1, 2, 2, 3, 4, 5])
    if "both ways" in on and rng.random() < 0.5:
        leg["both_ways"] = True
    scales = {"caught": 0.2, "harm": 0.1, "back": 0.4, "late": 0.5}
    risk = {name: random_risk(rng, on, scale) for name, scale in scales.items() if rng.random() < 0.6}
    if risk:
        leg["risk"] = risk
    when = random_when(rng, on, conditions, "broker" in leg)
    if when:
        leg["when"] = when
    return leg


def raise_prices(rng: random.Random, on: set[str], legs: list[dict[str, Any]]) -> None:
    """In some packs, makes intervals of some fees; by chance of its own, so that all else of a seed stays as it is.

    Mostly where somebody may be tempted: there it matters which end of an interval is asked.
    """
    if rng.random() >= (RAISED_WHERE_TEMPTED if on >= {"brokers", "reward"} else RAISED):
        return
    for leg in legs:
        fee = leg.get("fee", 0)
        if fee and rng.random() < 0.8:
            leg["fee"] = [fee, rng.choice([fee, fee + 1, round(fee * 1.8, 2), fee * 3, fee + 100000])]


def highest_fee(leg: dict[str, Any]) -> float:
    """The most that a leg may cost each traveller."""
    fee = leg.get("fee", 0)
    return float(fee[1] if isinstance(fee, list) else fee)


def random_window(rng: random.Random, clock: dict[str, Any], origin: dict[str, Any]) -> Any:
    """`any`, `night`, `day`, or local spans during the mission."""
    draw = rng.random()
    if draw < 0.55:
        return rng.choice(["any", "night", "night", "day", "day"])
    times = wall_times(rng, clock, origin, rng.choice([2, 2, 4]))
    if rng.random() < 0.1:
        return [f"{times[0]}-{times[0]}", "00:00-23:59"][: rng.randint(1, 2)]
    if rng.random() < 0.3:
        times = [*times, "06:00", "18:00"]
    spans = [f"{a}-{b}" for a, b in itertools.pairwise(times)]
    return spans[: rng.randint(1, 2)] or ["18:00-06:00"]


def random_when(rng: random.Random, on: set[str], conditions: list[dict[str, Any]], broker: bool) -> dict[str, Any]:
    """Multipliers by condition level, and closures."""
    if not conditions or not on & {"multipliers", "closed"} or rng.random() < 0.35:
        return {}
    names = ["caught", "harm", "back", "late"] + (["betrayed"] if broker else [])
    when: dict[str, Any] = {}
    for key in random_keys(rng, conditions, 4):
        if "closed" in on and rng.random() < (0.3 if "multipliers" in on else 0.6):
            when[key] = "closed"
        elif "multipliers" in on:
            chosen = rng.sample(names, rng.randint(1, 3))
            when[key] = {name: rng.choice([0, 0.25, 1, 2.0, 4.0, 12.5, 1000000]) for name in chosen}
    return when


def random_mission(
    rng: random.Random, on: set[str], places: list[dict[str, Any]], legs: list[dict[str, Any]], size: int
) -> dict[str, Any]:
    """From the first place to the last, perhaps to others too."""
    ends = [places[-1]["id"]]
    if len(places) > 2 and rng.random() < 0.3:
        ends += rng.sample([p["id"] for p in places[1:-1]], 1)
    if "from in to" in on:
        ends.append(places[0]["id"])
    rng.shuffle(ends)
    mission: dict[str, Any] = {"from": places[0]["id"], "to": ends}
    whole = size * sum(leg.get("fee", 0) for leg in legs)
    if "hard budget" in on:
        unit = rng.choice([25, 50, 100, 100, 333])
        unit = max(unit, round(whole / 30))
        mission["budget"] = rng.choice([unit * rng.randint(1, 16), round(unit * rng.uniform(6, 20))])
        mission["budget_hard"] = True
        mission["budget_unit"] = unit
    elif rng.random() < 0.4:
        mission["budget"] = rng.choice([1, max(1, round(whole / 4)), max(1, round(whole / 2)), 100000])
    if rng.random() < 0.5:
        mission["currency"] = "USD"
    return mission


def place_feature(place: dict[str, Any]) -> dict[str, Any]:
    """A place as GeoJSON."""
    words = {k: v for k, v in place.items() if k != "at"}
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": place["at"]}, "properties": words}


def leg_feature(rng: random.Random, leg: dict[str, Any], places: list[dict[str, Any]]) -> dict[str, Any]:
    """A leg as GeoJSON, drawn or not."""
    where = {place["id"]: place["at"] for place in places}
    line = {"type": "LineString", "coordinates": [where[leg["from"]], where[leg["to"]]]}
    return {"type": "Feature", "geometry": line if rng.random() < 0.5 else None, "properties": leg}


# ----------------------------------------------------------------------------------------------------- features

FEATURES = {
    *(f"step {x}" for x in sorted(set(STEPS))),
    *("1854", "2031", "zones several", "zone none", "clock changes", "seconds in the offset"),
    *("condition none", "condition several", "per_hour below an hour", "per_hour an hour", "per_hour above an hour"),
    *("per_step", "now level", "now distribution", "now partial distribution", "now stationary", "row of thirds"),
    *("row that flips", "row that stays", "observed random start", "unobserved", "unobserved several"),
    *("unobserved and observed", "unobserved tie", "unobserved rare", "floor given", "floor 0", "floor above half"),
    *("window any", "window day", "window night", "window spans", "window span wraps", "window span of one minute"),
    *("window and departures", "window both_ways", "departures", "departure in a gap", "departure in a double hour"),
    *("departures both_ways", "departures no_waiting", "closed observed", "closed unobserved", "multiplier 0"),
    *("multiplier above 1000", "multiplier betrayed", "multiplier found", "multiplier unobserved"),
    *("multipliers of two conditions", "risk 0", "risk 1", "risk [0, 1]", "interval", "interval of no width"),
    *("counts", "counts fractional", "counts none", "found number", "found interval", "found counts", "no_waiting"),
    *("broker none", "broker several", "betrays number", "betrays interval", "betrays over record", "record"),
    *("record fractional", "record none", "record temptation", "held 0", "held 1", "held between", "owed", "owed 0"),
    *("reward", "reward per_head", "reward group", "group too small", "temptation at work", "elasticity"),
    *("elasticity 0", "prior", "prior broken", "fee 0 with broker", "fee without broker", "budget", "hard budget"),
    *("fee interval", "fee interval of no width", "fee interval and temptation", "fee interval and hard budget"),
    *("hard budget with broker", "crowding", "crowding below 1", "too strenuous", "pace", "pace on foot"),
    *("late_minutes", "late longer than a step", "both_ways", "both_ways with broker", "twin legs", "ends several"),
    *("from in to", "travellers 1", "travellers 4", "places 2", "places 6", "broker in two legs"),
}


def features(folder: Path) -> set[str]:
    """The names, out of FEATURES, of what the pack in `folder` uses."""
    pack, places, legs = read(folder)
    used = clock_features(pack, places) | condition_features(pack, places, legs) | broker_features(pack, legs)
    used |= leg_features(pack, places, legs) | mission_features(pack, places, legs)
    risks = [risk for leg in legs for risk in leg.get("risk", {}).values()]
    risks += [place["found"] for place in places if "found" in place]
    return used | set().union(*(risk_features(risk) for risk in risks))


def read(folder: Path) -> tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]:
    """The pack, its places and its legs, as written."""
    pack = tomllib.loads((folder / "pack.toml").read_text(encoding="utf-8"))
    network = json.loads((folder / "network.geojson").read_text(encoding="utf-8"))
    words = [feature["properties"] for feature in network["features"]]
    return pack, [x for x in words if "kind" in x], [x for x in words if "kind" not in x]


def pick(facts: dict[str, Any]) -> set[str]:
    """The names of the facts that hold."""
    return {name for name, holds in facts.items() if holds}


def clock_features(pack: dict[str, Any], places: list[dict[str, Any]]) -> set[str]:
    """Steps, dates and zones."""
    start = pack["clock"]["start"]
    end = start + timedelta(hours=pack["clock"]["horizon_hours"])
    zones = {p["tz"] for p in places if "tz" in p}
    offsets = {z: (start.astimezone(ZoneInfo(z)).utcoffset(), end.astimezone(ZoneInfo(z)).utcoffset()) for z in zones}
    return pick(
        {
            f"step {pack['clock']['step_minutes']}": True,
            str(start.year): True,
            "zones several": len(zones) > 1,
            "zone none": any("tz" not in p for p in places),
            "clock changes": any(a != b for a, b in offsets.values()),
            "seconds in the offset": any(a is not None and a.seconds % 60 for a, _ in offsets.values()),
        }
    )


def condition_features(pack: dict[str, Any], places: list[dict[str, Any]], legs: list[dict[str, Any]]) -> set[str]:
    """Conditions and what hangs on them."""
    conditions = pack.get("condition", [])
    hidden = {c["id"] for c in conditions if not c.get("observed", True)}
    seen = {c["id"] for c in conditions} - hidden
    step = pack["clock"]["step_minutes"]
    whens = [(key.split("=")[0], change) for x in [*legs, *places] for key, change in x.get("when", {}).items()]
    odds = [(name, m) for _, change in whens if change != "closed" for name, m in change.items()]
    floor = pack.get("evidence", {}).get("unobserved_floor")
    rows = [row for c in conditions for row in c.get("per_hour", c.get("per_step"))]
    nows = [(c["id"], c.get("now"), len(c["levels"])) for c in conditions]
    split = [(name, now) for name, now, _ in nows if isinstance(now, dict)]
    return pick(
        {
            "condition none": not conditions,
            "condition several": len(conditions) > 1,
            "per_hour below an hour": step < 60 and any("per_hour" in c for c in conditions),
            "per_hour an hour": step == 60 and any("per_hour" in c for c in conditions),
            "per_hour above an hour": step > 60 and any("per_hour" in c for c in conditions),
            "per_step": any("per_step" in c for c in conditions),
            "now level": any(isinstance(now, str) for _, now, _ in nows),
            "now distribution": split,
            "now partial distribution": any(isinstance(now, dict) and len(now) < n for _, now, n in nows),
            "now stationary": any(now is None for _, now, _ in nows),
            "row of thirds": any(sum(row) != 1 and 0.3333333333 in row for row in rows),
            "row that flips": any(
                row[i] == 0 for c in conditions for i, row in enumerate(c.get("per_hour", c.get("per_step")))
            ),
            "row that stays": any(
                row[i] == 1 for c in conditions for i, row in enumerate(c.get("per_hour", c.get("per_step")))
            ),
            "observed random start": any(name in seen and not isinstance(now, str) for name, now, _ in nows),
            "unobserved": hidden,
            "unobserved several": len(hidden) > 1,
            "unobserved and observed": hidden and seen,
            "unobserved tie": any(name in hidden and 0.5 in now.values() for name, now in split),
            "unobserved rare": any(name in hidden and 0.003 in now.values() for name, now in split),
            "floor given": hidden and floor is not None,
            "floor 0": hidden and floor == 0,
            "floor above half": hidden and floor is not None and floor > 0.5,
            "closed observed": any(name in seen and change == "closed" for name, change in whens),
            "closed unobserved": any(name in hidden and change == "closed" for name, change in whens),
            "multiplier 0": any(m == 0 for _, m in odds),
            "multiplier above 1000": any(m > 1000 for _, m in odds),
            "multiplier betrayed": any(name == "betrayed" for name, _ in odds),
            "multiplier found": any(name == "found" for name, _ in odds),
            "multiplier unobserved": any(name in hidden and change != "closed" for name, change in whens),
            "multipliers of two conditions": any(len({k.split("=")[0] for k in x.get("when", {})}) > 1 for x in legs),
        }
    )


def risk_features(risk: Any) -> set[str]:
    """The form and the ends of a risk."""
    counts = isinstance(risk, dict)
    interval = isinstance(risk, list)
    return pick(
        {
            "risk 0": risk in (0, [0, 0]),
            "risk 1": risk in (1, [1, 1]),
            "risk [0, 1]": risk == [0, 1],
            "interval": interval and risk[0] < risk[1],
            "interval of no width": interval and risk[0] == risk[1],
            "counts": counts,
            "counts fractional": counts and (risk["events"] % 1 > 0 or risk["trials"] % 1 > 0),
            "counts none": counts and risk["trials"] == 0,
        }
    )


def broker_features(pack: dict[str, Any], legs: list[dict[str, Any]]) -> set[str]:
    """Brokers, their terms, and what tempts them."""
    used = [leg["broker"] for leg in legs if "broker" in leg]
    brokers = [b for b in pack.get("broker", []) if b["id"] in used]
    records = [b.get("record", {}) for b in brokers if "betrays" not in b]
    terms = [b.get("terms", {}) for b in brokers]
    reward, evidence, size = pack.get("reward", {}), pack.get("evidence", {}), len(pack["traveller"])
    group = reward.get("group", 0) if size >= reward.get("group_from", 2) else 0
    paid = {leg["broker"] for leg in legs if highest_fee(leg) > 0 and "broker" in leg}
    offer = max(group, reward.get("per_head", 0) * size)
    raised = [(leg.get("broker"), leg["fee"]) for leg in legs if isinstance(leg.get("fee"), list)]
    tempted = {b["id"] for b in brokers if "betrays" not in b and "owed" not in b.get("terms", {})}
    return pick(
        {
            "broker none": not brokers,
            "broker several": len(brokers) > 1,
            "broker in two legs": len(used) > len(set(used)),
            "betrays number": any(isinstance(b.get("betrays"), int | float) for b in brokers),
            "betrays interval": any(isinstance(b.get("betrays"), list) for b in brokers),
            "betrays over record": any("betrays" in b and "record" in b for b in brokers),
            "record": any(records),
            "record fractional": any(r.get("kept", 0) % 1 or r.get("broken", 0) % 1 for r in records),
            "record none": any(not r for r in records),
            "record temptation": any("temptation" in r for r in records),
            "held 0": any(t.get("held") == 0 for t in terms),
            "held 1": any(t.get("held") == 1 for t in terms),
            "held between": any(0 < t.get("held", 0) < 1 for t in terms),
            "owed": any("owed" in t for t in terms),
            "owed 0": any(t.get("owed") == 0 for t in terms),
            "reward": reward,
            "reward per_head": reward.get("per_head", 0) > 0,
            "reward group": group > 0,
            "group too small": reward.get("group", 0) > 0 and group == 0,
            "temptation at work": offer > 0 and any(b["id"] in paid and "betrays" not in b for b in brokers),
            "elasticity": "elasticity" in evidence,
            "elasticity 0": evidence.get("elasticity") == 0,
            "prior": "prior" in evidence,
            "prior broken": evidence.get("prior", {}).get("broken", 0) > 0,
            "fee 0 with broker": any("broker" in leg and not highest_fee(leg) for leg in legs),
            "fee interval": raised,
            "fee interval of no width": any(low == high for _, (low, high) in raised),
            "fee interval and temptation": offer > 0 and any(name in tempted for name, _ in raised),
            "fee without broker": any("broker" not in leg and highest_fee(leg) for leg in legs),
        }
    )


def leg_features(pack: dict[str, Any], places: list[dict[str, Any]], legs: list[dict[str, Any]]) -> set[str]:
    """Windows, departures, strain, pace, lateness, ways."""
    place = {p["id"]: p for p in places}
    spans = [span.split("-") for leg in legs if isinstance(leg.get("window"), list) for span in leg["window"]]
    step = pack["clock"]["step_minutes"]
    odd = [
        kind
        for leg in legs
        for text in leg.get("departures", [])
        for kind in wall_kinds(pack, place[leg["from"]], text)
    ]
    weakest = min(x.get("stamina", 5) for x in pack["traveller"])
    slow = min(x.get("pace", 1) for x in pack["traveller"]) != 1
    bare = [{k: v for k, v in leg.items() if k != "id"} for leg in legs]
    return pick(
        {
            "window any": any(leg.get("window") == "any" for leg in legs),
            "window day": any(leg.get("window") == "day" for leg in legs),
            "window night": any(leg.get("window") == "night" for leg in legs),
            "window spans": spans,
            "window span wraps": any(b < a for a, b in spans),
            "window span of one minute": any(a == b for a, b in spans),
            "window and departures": any("window" in leg and "departures" in leg for leg in legs),
            "window both_ways": any("window" in leg and leg.get("both_ways") for leg in legs),
            "departures": any("departures" in leg for leg in legs),
            "departure in a gap": "gap" in odd,
            "departure in a double hour": "double" in odd,
            "departures both_ways": any("departures" in leg and leg.get("both_ways") for leg in legs),
            "departures no_waiting": any("departures" in x and place[x["from"]].get("no_waiting") for x in legs),
            "too strenuous": any(leg.get("strain", 0) > weakest for leg in legs),
            "pace": slow,
            "pace on foot": slow and any(leg["mode"] in ("foot", "ford") for leg in legs),
            "late_minutes": any("late_minutes" in leg for leg in legs),
            "late longer than a step": any(leg.get("late_minutes", 0) > step for leg in legs),
            "both_ways": any(leg.get("both_ways") for leg in legs),
            "both_ways with broker": any(leg.get("both_ways") and "broker" in leg for leg in legs),
            "twin legs": any(a == b for a, b in itertools.combinations(bare, 2)),
        }
    )


def wall_kinds(pack: dict[str, Any], place: dict[str, Any], text: str) -> set[str]:
    """Whether a local time does not exist, or occurs twice, on some day of the mission."""
    if "tz" not in place:
        return set()
    zone, start = ZoneInfo(place["tz"]), pack["clock"]["start"]
    kinds = set()
    day = start.astimezone(zone).date()
    last = (start + timedelta(hours=pack["clock"]["horizon_hours"])).astimezone(zone).date()
    while day <= last:
        wall = datetime.combine(day, time.fromisoformat(text), tzinfo=zone)
        later = wall.replace(fold=1)
        if wall.utcoffset() != later.utcoffset():
            exists = wall.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None)
            kinds.add("double" if exists else "gap")
        day += timedelta(days=1)
    return kinds


def mission_features(pack: dict[str, Any], places: list[dict[str, Any]], legs: list[dict[str, Any]]) -> set[str]:
    """Ends, money, size, waiting."""
    mission, crowding = pack["mission"], pack.get("party", {}).get("crowding", 1)
    size = len(pack["traveller"])
    founds = [p["found"] for p in places if "found" in p]
    hard = mission.get("budget_hard", False)
    return pick(
        {
            "ends several": len(mission["to"]) > 1,
            "from in to": mission["from"] in mission["to"],
            "budget": "budget" in mission and not hard,
            "hard budget": hard,
            "fee interval and hard budget": hard and any(isinstance(leg.get("fee"), list) for leg in legs),
            "hard budget with broker": hard and any("broker" in leg and highest_fee(leg) for leg in legs),
            "crowding": crowding != 1 and size > 1,
            "crowding below 1": crowding < 1 and size > 1,
            f"travellers {size}": size in (1, 4),
            f"places {len(places)}": len(places) in (2, 6),
            "found number": any(isinstance(x, int | float) for x in founds),
            "found interval": any(isinstance(x, list) for x in founds),
            "found counts": any(isinstance(x, dict) for x in founds),
            "no_waiting": any(p.get("no_waiting") for p in places),
        }
    )
