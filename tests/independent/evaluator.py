"""Decides what `model.md` says about a pack, slowly and plainly, and shares no code with the project.

`evaluate(folder)` reads `pack.toml` and `network.geojson` itself and answers with one dict. It is for tests only.

Where model.md or pack.md leaves room, the most literal reading was taken. The readings:

 1.  Spans ("21:00-04:30") are compared with the exact local time, seconds included (they matter only where a zone's
     offset has seconds, as before 1900): 04:30:08 is outside. A span whose two ends are equal is that one minute mark.
 2.  A wall time that the clock shows twice is, for a span, simply what the clock shows, both times.
 3.  A listed departure at an instant before `clock.start` is gone, even if its first step would be step 0; of a time
     that occurs twice only the first occurrence is looked at, so if that is before the start, it is gone.
 4.  The sun is astral's `elevation(with_refraction=False)` at height 0, in UTC, compared strictly with -0.833.
 5.  The row sums are divided out before `per_hour` is turned into a step. The unique stationary distribution is asked
     of the chain per step (the same as that of P except where P is periodic).
 6.  pi_t(u) of joint unobserved levels is the product of the conditions' own chances; "counts" is
     pi_t(u) >= floor - 1e-12, "the likeliest" are all within 1e-12 of the greatest. With a floor of 0, levels of
     chance 0 count too, since 0 >= 0.
 7.  Wherever a "likeliest" level is asked for (start, course), levels within 1e-12 of the greatest chance are tied
     and the first listed is taken; of joint levels, the first listed of each condition.
 8.  "Its likeliest next level" in the course is one step's move, repeated for each step the leg or the wait takes;
     not the likeliest level of P^d.
 9.  `closed` at any one matching unobserved level makes the attempt end in back for certain, with neither betrayal
     nor anything else; the attempt still makes the leg's broker the last broker and still costs (1 - held) fee n.
10.  The held part is spent on "arrived or late" whatever the clock says, so also on a late arrival past T.
11.  The expected cost is nominal, not conditional on anything, in unrounded money, also under a hard budget.
12.  Hard budget: units(x) = ceil(x / budget_unit - 1e-9); open iff spent + units(up front) + units(held part)
     <= floor(budget / budget_unit + 1e-9). Up front is added at departure, the held part only on arrived or late.
     With `at`, nothing has been spent before. `budget_unit` is 1 if it is not given.
13.  Steps to go are compared in the fourth criterion (nominal, given safe). The difference of two of them is the
     same as that of two arrival times, up to rounding.
14.  A state with no action: action None, under way for ever. At an end and at T the action is None as well.
15.  `first_by_level` and the policy cover every joint observed level at the start, of chance 0 too.
16.  Percentiles of arrival: the first step at which the nominal chance of being safe by then, divided by the chance
     of being safe at all, is >= q - 1e-12. Steps are counted from clock.start, also with `at`; `days` from `at`.
17.  `told`: any leg attempted with positive nominal chance tells its broker, also when (with `at`) he was the last
     broker already; `told_new` counts new engagements only.
18.  Attribution to joint observed levels is by the levels at departure or at the beginning of the wait, not by those
     at the time of the loss. Rows of 0 are left out.
19.  `at` naming an unobserved condition: its chance at that step is 1 at that level and is carried on from there.
     An `at` that names no broker means that there is none.
20.  A leg without a broker cannot be betrayed; a `betrayed` multiplier on it does nothing. A risk that is not given
     is 0, so its multipliers do nothing; the same for `found`.
21.  Odds multipliers m = 0 and p = 1 together: 1 stays 1.
22.  The course's `fee` and `held` are those written in the pack (fee per traveller, share held); of a fee that is an
     interval, the upper end.
23.  `from` in `to`, and `at` in an end: safe 1, arrival at that step, cost 0, nobody told, course empty, no first.
24.  `betrays` may be anything a risk may be: number, interval or counts. It is untouched by temptation and prior.
25.  "Weakest" is the least stamina, "slowest" the least pace; a leg is too hard if its strain is greater than that.
26.  T is an exact floor of the decimal that was written: horizon_hours = 0.6666666666666666 at 20 minutes is T = 1,
     where binary arithmetic says 2. No 1e-9 here, since model.md gives one only for durations.
27.  Waiting needs t + 1 <= T.
28.  A fee that is an interval [agreed, at most]: the broker can count on what was agreed, so wherever model.md asks
     what there is to lose (tau, and whether there is a fee at all) the lower end stands for the fee; whatever is
     spent, budgeted, or must fit a hard budget is by the upper end, up front and held alike.

`doubts` in the answer names decisions so close to a tolerance (of a tie, the floor, the horizon of the sun) that
another right program may round to the other side; a comparison that fails on a pack with doubts proves little.
"""

from __future__ import annotations

import itertools
import json
import math
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from fractions import Fraction
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from astral import Observer
from astral.sun import elevation

Levels = tuple[str, ...]
State = tuple[str, str | None, int, Levels]
Action = tuple[str, ...] | None
Ends = tuple[float, float, float]
Record = dict[str, float]
At = tuple[str, int, str | None, dict[str, str]]
Values = dict[tuple[int, State], Record]
Policy = dict[tuple[int, State], Action]

TIE = 1e-12
CEIL = 1e-9
HORIZON_ELEVATION = -0.833
RISKS = ("betrayed", "caught", "harm", "back", "late")
LOSSES = ("betrayed", "caught", "harm")
WAIT: Action = ("wait",)
NONE: Ends = (0.0, 0.0, 0.0)
STUCK: Record = {"low": 0.0, "mid": 0.0, "high": 0.0, "lost": 0.0, "underway": 1.0, "togo": 0.0, "cost": 0.0}
SAFE: Record = {"low": 1.0, "mid": 1.0, "high": 1.0, "lost": 0.0, "underway": 0.0, "togo": 0.0, "cost": 0.0}


def evaluate(folder: Path, horizon_factor: Fraction | float = 1, at: At | None = None) -> dict[str, Any]:
    """Everything that model.md says about the pack in `folder`, from its start or from `at`."""
    model = read_model(Path(folder), Fraction(horizon_factor))
    start = starting_point(model, at)
    values, policy = solve(model, start)
    forward = outcome_tree(model, policy, start)
    check_against_forward(model, start, values, forward)
    return answer(model, start, values, policy, forward)


# ---------------------------------------------------------------------------------------------- reading the pack


def read_model(folder: Path, horizon_factor: Fraction) -> dict[str, Any]:
    """The pack as plain dicts: clock, party, brokers, conditions, places, legs (returns after their legs)."""
    pack = tomllib.loads((folder / "pack.toml").read_text(encoding="utf-8"))
    network = json.loads((folder / "network.geojson").read_text(encoding="utf-8"))
    if "incidents" in pack or (folder / "reports.jsonl").exists():
        raise NotImplementedError("incidents and reports are out of scope")
    start = pack["clock"]["start"]
    step = int(pack["clock"].get("step_minutes", 30))
    horizon = Fraction(str(pack["clock"]["horizon_hours"])) * 60 * horizon_factor
    model: dict[str, Any] = {
        "pack": pack,
        "start": start.astimezone(UTC),
        "offset": timezone(start.utcoffset()),
        "step": step,
        "T": math.floor(horizon / step),
        "ends": set(pack["mission"]["to"]),
        "from": pack["mission"]["from"],
        "evidence": pack.get("evidence", {}),
        "memo": {},
        "doubts": [],
    }
    model["floor"] = float(model["evidence"].get("unobserved_floor", 0.01))
    model["party"] = read_party(pack)
    model["conditions"] = {c["id"]: read_condition(c, step) for c in pack.get("condition", [])}
    model["observed"] = [k for k, c in model["conditions"].items() if c["observed"]]
    model["unobserved"] = [k for k, c in model["conditions"].items() if not c["observed"]]
    model["brokers"] = {b["id"]: b for b in pack.get("broker", [])}
    model["places"] = read_places(network, model)
    model["legs"] = read_legs(network, model)
    model["leg"] = {leg["key"]: leg for leg in model["legs"]}
    model["cap"] = read_cap(pack["mission"])
    return model


def read_party(pack: dict[str, Any]) -> dict[str, Any]:
    """The party's size, its slowest pace, its least stamina and the factor that its size puts on odds of caught."""
    travellers = pack["traveller"]
    size = len(travellers)
    return {
        "size": size,
        "pace": min(float(x.get("pace", 1)) for x in travellers),
        "stamina": min(float(x.get("stamina", 5)) for x in travellers),
        "crowd": float(pack.get("party", {}).get("crowding", 1.0)) ** (size - 1),
    }


def read_cap(mission: dict[str, Any]) -> int | None:
    """The hard budget in whole units; None if there is none."""
    if not mission.get("budget_hard", False):
        return None
    return math.floor(mission["budget"] / mission.get("budget_unit", 1) + CEIL)


def read_places(network: dict[str, Any], model: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Places by id: coordinates, zone, whether one can wait, the risk of being found."""
    places = {}
    for feature in network["features"]:
        words = feature["properties"]
        if "kind" not in words:
            continue
        longitude, latitude = feature["geometry"]["coordinates"][:2]
        zone: tzinfo = ZoneInfo(words["tz"]) if "tz" in words else model["offset"]
        places[words["id"]] = {
            "latitude": latitude,
            "longitude": longitude,
            "zone": zone,
            "no_waiting": words.get("no_waiting", False),
            "found": risk_ends(words.get("found", 0)),
            "when": words.get("when", {}),
        }
    return places


def read_legs(network: dict[str, Any], model: dict[str, Any]) -> list[dict[str, Any]]:
    """All legs in the order of the file, a return directly after its leg."""
    legs = []
    for feature in network["features"]:
        words = feature["properties"]
        if "kind" in words:
            continue
        if "timetable" in words:
            raise NotImplementedError("timetables are out of scope")
        legs.append(read_leg(words, words["from"], words["to"], "out", model))
        if words.get("both_ways", False):
            legs.append(read_leg(words, words["to"], words["from"], "return", model))
    return legs


def read_leg(words: dict[str, Any], origin: str, goal: str, way: str, model: dict[str, Any]) -> dict[str, Any]:
    """One leg in one direction."""
    party, step, n = model["party"], model["step"], model["party"]["size"]
    minutes = float(words["minutes"])
    if words["mode"] in ("foot", "ford"):
        minutes = minutes / party["pace"]
    broker = words.get("broker")
    agreed, fee = fee_ends(words.get("fee", 0))
    held = float(model["brokers"][broker].get("terms", {}).get("held", 0.5)) if broker else 0.0
    return {
        "key": (words["id"], way),
        "id": words["id"],
        "from": origin,
        "to": goal,
        "steps": steps_of(minutes, step),
        "late_steps": steps_of(float(words.get("late_minutes", step)), step),
        "broker": broker,
        "agreed": agreed,
        "fee": fee,
        "held": held,
        "upfront": (1 - held) * fee * n,
        "onproof": held * fee * n,
        "window": words.get("window", "any"),
        "departures": words.get("departures"),
        "too_hard": float(words.get("strain", 0)) > party["stamina"],
        "risk": {name: risk_ends(words.get("risk", {}).get(name, 0)) for name in RISKS if name != "betrayed"},
        "betrayed": betrayal(model, broker, agreed) if broker else NONE,
        "when": words.get("when", {}),
    }


def fee_ends(given: Any) -> tuple[float, float]:
    """What was agreed for each traveller, and the most that may be asked; the same for a plain fee."""
    return (float(given[0]), float(given[1])) if isinstance(given, list) else (float(given), float(given))


def steps_of(minutes: float, step: int) -> int:
    """max(1, ceil(m / step - 1e-9))."""
    return max(1, math.ceil(minutes / step - CEIL))


# --------------------------------------------------------------------------------------- chances: low, mid, high


def risk_ends(given: Any) -> Ends:
    """A number, an interval or counts as (low, mid, high)."""
    if isinstance(given, dict):
        return from_counts(float(given["events"]), float(given["trials"]))
    if isinstance(given, list):
        return (float(given[0]), (float(given[0]) + float(given[1])) / 2, float(given[1]))
    return (float(given), float(given), float(given))


def from_counts(k: float, n: float) -> Ends:
    """Walley's imprecise Dirichlet model with s = 1."""
    return (k / (n + 1), (k + 0.5) / (n + 1), (k + 1) / (n + 1))


def by_odds(p: float, m: float) -> float:
    """M p / (1 - p + m p), with 0 and 1 left where they are."""
    if p <= 0:
        return 0.0
    if p >= 1:
        return 1.0
    return m * p / (1 - p + m * p)


def all_by_odds(ends: Ends, m: float) -> Ends:
    """The odds multiplier on each of low, mid, high separately."""
    return (by_odds(ends[0], m), by_odds(ends[1], m), by_odds(ends[2], m))


def betrayal(model: dict[str, Any], broker_id: str, fee: float) -> Ends:
    """The chance that the broker sells the group at a new engagement on a leg agreed at this fee, before `when`."""
    broker = model["brokers"][broker_id]
    if "betrays" in broker:
        return risk_ends(broker["betrays"])
    record = broker.get("record", {})
    prior = model["evidence"].get("prior", {})
    broken = float(record.get("broken", 0)) + float(prior.get("broken", 0))
    kept = float(record.get("kept", 0)) + float(prior.get("kept", 0))
    return all_by_odds(from_counts(broken, kept + broken), temptation_factor(model, broker, fee))


def temptation_factor(model: dict[str, Any], broker: dict[str, Any], fee: float) -> float:
    """clip((tau / tau0) ** eta, 1/8, 8), or 1 where there is no fee or no reward."""
    n = model["party"]["size"]
    reward = reward_for(model["pack"].get("reward", {}), n)
    if fee <= 0 or reward <= 0:
        return 1.0
    terms = broker.get("terms", {})
    owed = terms["owed"] * n if "owed" in terms else terms.get("held", 0.5) * fee * n
    tau = reward / max(owed, reward / 1000)
    tau0 = broker.get("record", {}).get("temptation", 1.0)
    return min(8.0, max(1 / 8, (tau / tau0) ** model["evidence"].get("elasticity", 0.5)))


def reward_for(reward: dict[str, Any], n: int) -> float:
    """max(per_head n, group if n >= group_from)."""
    group = reward.get("group", 0) if n >= reward.get("group_from", 2) else 0
    return float(max(reward.get("per_head", 0) * n, group))


def multiplier(when: dict[str, Any], risk: str, levels: dict[str, str]) -> float:
    """The product of the odds multipliers that `when` puts on a risk under these levels."""
    product = 1.0
    for key, change in when.items():
        if matches(key, levels) and change != "closed":
            product *= float(change.get(risk, 1.0))
    return product


def is_closed(when: dict[str, Any], levels: dict[str, str]) -> bool:
    """Whether `when` closes the leg under these levels (conditions that `levels` does not name do not close it)."""
    return any(change == "closed" and matches(key, levels) for key, change in when.items())


def matches(key: str, levels: dict[str, str]) -> bool:
    """Whether "condition=level" holds."""
    condition, level = key.split("=", 1)
    return levels.get(condition) == level


def attempt_risks(model: dict[str, Any], leg: dict[str, Any], levels: dict[str, str], new: bool) -> dict[str, Ends]:
    """The five risks of an attempt as (low, mid, high), under all levels, observed and not."""
    risks = dict(leg["risk"])
    risks["betrayed"] = leg["betrayed"] if new else NONE
    risks["caught"] = all_by_odds(risks["caught"], model["party"]["crowd"])
    return {name: all_by_odds(risks[name], multiplier(leg["when"], name, levels)) for name in RISKS}


def found_risk(model: dict[str, Any], place_id: str, levels: dict[str, str]) -> Ends:
    """The chance of being found in one step of waiting: odds act on the day's chance, then the day becomes a step."""
    place = model["places"][place_id]
    daily = all_by_odds(place["found"], multiplier(place["when"], "found", levels))
    low, mid, high = (1 - (1 - r) ** (model["step"] / 1440) for r in daily)
    return (low, mid, high)


# -------------------------------------------------------------------------------------------------- conditions


def read_condition(words: dict[str, Any], step: int) -> dict[str, Any]:
    """A condition: its levels, its exact matrix per step, its distribution now."""
    if "gauge" in words:
        raise NotImplementedError("gauges are out of scope")
    levels = list(words["levels"])
    exact = step_matrix(words, step)
    return {
        "levels": levels,
        "observed": words.get("observed", True),
        "matrix": [[float(x) for x in row] for row in exact],
        "now": now_of(words, levels, exact),
    }


def step_matrix(words: dict[str, Any], step: int) -> list[list[Fraction]]:
    """The chain per step, in exact fractions of the numbers as written."""
    if "per_step" in words:
        return normalised(words["per_step"])
    hourly = normalised(words["per_hour"])
    size = range(len(hourly))
    if step % 60 == 0:
        power = hourly
        for _ in range(step // 60 - 1):
            power = [[sum((power[i][k] * hourly[k][j] for k in size), Fraction(0)) for j in size] for i in size]
        return power
    if step > 60:
        raise ValueError(f"a step of {step} minutes needs per_step")
    share = Fraction(step, 60)
    return [[int(i == j) + share * (hourly[i][j] - int(i == j)) for j in size] for i in size]


def normalised(rows: list[list[float]]) -> list[list[Fraction]]:
    """Each row divided by its sum, which must be 1 within 1e-9."""
    result = []
    for row in rows:
        total = sum((Fraction(x) for x in row), Fraction(0))
        if abs(total - 1) > Fraction(1, 10**9):
            raise ValueError(f"row {row} does not sum to 1")
        result.append([Fraction(x) / total for x in row])
    return result


def now_of(words: dict[str, Any], levels: list[str], exact: list[list[Fraction]]) -> list[float]:
    """The distribution at step 0."""
    now = words.get("now")
    if now is None:
        return stationary(exact)
    if isinstance(now, dict):
        return [float(now.get(level, 0)) for level in levels]
    return [float(level == now) for level in levels]


def stationary(matrix: list[list[Fraction]]) -> list[float]:
    """The unique solution of x P = x with sum 1, by exact elimination."""
    size = len(matrix)
    rows = [[matrix[j][i] - int(i == j) for j in range(size)] + [Fraction(0)] for i in range(size)]
    rows.append([Fraction(1)] * size + [Fraction(1)])
    for column in range(size):
        pivot = next((r for r in range(column, len(rows)) if rows[r][column] != 0), None)
        if pivot is None:
            raise ValueError("the stationary distribution is not unique")
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [x / rows[column][column] for x in rows[column]]
        for r in range(len(rows)):
            if r != column:
                rows[r] = [x - rows[r][column] * y for x, y in zip(rows[r], rows[column], strict=True)]
    return [float(rows[i][size]) for i in range(size)]


def moved(distribution: list[float], matrix: list[list[float]]) -> list[float]:
    """The distribution one step later."""
    size = range(len(matrix))
    return [sum(distribution[i] * matrix[i][j] for i in size) for j in size]


def one_condition_moves(model: dict[str, Any], name: str, level: str, steps: int) -> dict[str, float]:
    """The chances of one condition's levels `steps` steps after it was at `level`."""
    condition = model["conditions"][name]
    distribution = [float(x == level) for x in condition["levels"]]
    for _ in range(steps):
        distribution = moved(distribution, condition["matrix"])
    return {x: p for x, p in zip(condition["levels"], distribution, strict=True) if p > 0}


def moves(model: dict[str, Any], levels: Levels, steps: int) -> list[tuple[Levels, float]]:
    """The joint observed levels `steps` steps later, with their chances."""
    memo = model["memo"].setdefault("moves", {})
    if (levels, steps) not in memo:
        single = [
            one_condition_moves(model, name, level, steps)
            for name, level in zip(model["observed"], levels, strict=True)
        ]
        memo[levels, steps] = joint(single)
    return memo[levels, steps]


def joint(single: list[dict[str, float]]) -> list[tuple[Levels, float]]:
    """The product of independent distributions."""
    return [
        (tuple(level for level, _ in combination), math.prod(p for _, p in combination))
        for combination in itertools.product(*(x.items() for x in single))
    ]


def likeliest(chances: dict[str, float]) -> str:
    """The first listed of the levels that are likeliest."""
    top = max(chances.values())
    return next(level for level, p in chances.items() if p >= top - TIE)


def hidden_levels(model: dict[str, Any], start: dict[str, Any], t: int) -> list[tuple[dict[str, str], float, bool]]:
    """Joint unobserved levels at step t: (levels, chance, whether they count for low and high)."""
    memo = start["memo"]
    if t not in memo:
        single = [
            dict(zip(model["conditions"][name]["levels"], start["hidden"][name][t], strict=True))
            for name in model["unobserved"]
        ]
        combinations = joint(single)
        top = max(p for _, p in combinations)
        memo[t] = [
            (dict(zip(model["unobserved"], u, strict=True)), p, p >= model["floor"] - TIE or p >= top - TIE)
            for u, p in combinations
        ]
        for u, p in combinations:
            if p != model["floor"] and abs(p - model["floor"]) < 1e-11:
                model["doubts"].append(f"step {t}: chance of unobserved {u} is within 1e-11 of the floor")
    return memo[t]


# --------------------------------------------------------------------------------------------------- the start


def starting_point(model: dict[str, Any], at: At | None) -> dict[str, Any]:
    """Where, when, with whom, and the distributions of conditions (hidden ones for every later step)."""
    place, step, broker, named = at if at is not None else (model["from"], 0, None, {})
    series = {}
    for name, condition in model["conditions"].items():
        series[name] = [condition["now"]]
        for t in range(1, model["T"] + 1):
            series[name].append(moved(series[name][-1], condition["matrix"]))
            if t == step and name in named:
                series[name][t] = [float(x == named[name]) for x in condition["levels"]]
        if step == 0 and name in named:
            series[name] = carried_from(condition, named[name], model["T"])
    observed = [
        dict(zip(model["conditions"][name]["levels"], series[name][step], strict=True)) for name in model["observed"]
    ]
    return {
        "place": place,
        "step": step,
        "broker": broker,
        "levels": joint(observed),
        "likeliest": tuple(likeliest(x) for x in observed),
        "hidden": {name: series[name] for name in model["unobserved"]},
        "memo": {},
    }


def carried_from(condition: dict[str, Any], level: str, last: int) -> list[list[float]]:
    """The distributions at steps 0 to last of a condition that is at `level` at step 0."""
    series = [[float(x == level) for x in condition["levels"]]]
    for _ in range(last):
        series.append(moved(series[-1], condition["matrix"]))
    return series


# ------------------------------------------------------------------------------------------------------- clock


def instant(model: dict[str, Any], t: int) -> datetime:
    """The instant of step t, in UTC."""
    return model["start"] + t * timedelta(minutes=model["step"])


def offered(model: dict[str, Any], leg: dict[str, Any], t: int) -> bool:
    """Whether the clock, the sun and the party's strength let the leg leave at step t."""
    memo = model["memo"].setdefault("offered", {})
    key = (leg["key"], t)
    if key not in memo:
        memo[key] = (
            not leg["too_hard"]
            and t + leg["steps"] <= model["T"]
            and departures_allow(model, leg, t)
            and window_allows(model, leg, t)
        )
    return memo[key]


def window_allows(model: dict[str, Any], leg: dict[str, Any], t: int) -> bool:
    """`any`, `night`, `day`, or a list of local spans."""
    window = leg["window"]
    if window == "any":
        return True
    if window == "night":
        return all(sun(model, leg["from"], x) < HORIZON_ELEVATION for x in range(t, t + leg["steps"] + 1))
    if window == "day":
        return all(sun(model, leg["from"], x) > HORIZON_ELEVATION for x in range(t, t + leg["steps"] + 1))
    local = instant(model, t).astimezone(model["places"][leg["from"]]["zone"]).time()
    return any(in_span(local, span) for span in window)


def sun(model: dict[str, Any], place_id: str, t: int) -> float:
    """The sun's geometric elevation in degrees."""
    memo = model["memo"].setdefault("sun", {})
    if (place_id, t) not in memo:
        place = model["places"][place_id]
        height = elevation(Observer(place["latitude"], place["longitude"], 0.0), instant(model, t), False)
        if abs(height - HORIZON_ELEVATION) < 1e-6:
            model["doubts"].append(f"step {t}: the sun at {place_id} is within 1e-6 degrees of the horizon")
        memo[place_id, t] = height
    return memo[place_id, t]


def in_span(local: time, span: str) -> bool:
    """Whether a local time is in "HH:MM-HH:MM", both ends included; an earlier end wraps midnight."""
    first, last = (time.fromisoformat(x.strip()) for x in span.split("-"))
    if last < first:
        return local >= first or local <= last
    return first <= local <= last


def departures_allow(model: dict[str, Any], leg: dict[str, Any], t: int) -> bool:
    """Whether step t is the first step at or after one of the listed local times, on any day."""
    if leg["departures"] is None:
        return True
    memo = model["memo"].setdefault("departures", {})
    if leg["key"] not in memo:
        memo[leg["key"]] = departure_steps(model, leg)
    return t in memo[leg["key"]]


def departure_steps(model: dict[str, Any], leg: dict[str, Any]) -> set[int]:
    """The steps at which the listed departures are offered."""
    zone = model["places"][leg["from"]]["zone"]
    day = instant(model, 0).astimezone(zone).date() - timedelta(days=2)
    last = instant(model, model["T"]).astimezone(zone).date() + timedelta(days=2)
    steps = set()
    while day <= last:
        for text in leg["departures"]:
            wall = datetime.combine(day, time.fromisoformat(text))
            moment = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
            exists = moment.astimezone(zone).replace(tzinfo=None) == wall
            if exists and moment >= model["start"]:
                steps.add(-((model["start"] - moment) // timedelta(minutes=model["step"])))
        day += timedelta(days=1)
    return steps


# ----------------------------------------------------------------------------------------------------- actions


def actions(model: dict[str, Any], t: int, state: State) -> list[Action]:
    """Waiting, then the open legs as listed."""
    place, _, spent, levels = state
    if t >= model["T"] or place in model["ends"]:
        return []
    found: list[Action] = [] if model["places"][place]["no_waiting"] else [WAIT]
    seen = dict(zip(model["observed"], levels, strict=True))
    for leg in model["legs"]:
        allowed = leg["from"] == place and offered(model, leg, t) and affordable(model, leg, spent)
        if allowed and not is_closed(leg["when"], seen):
            found.append(leg["key"])
    return found


def units(model: dict[str, Any], money: float) -> int:
    """A payment in whole budget units, rounded up; 0 without a hard budget, where spending is not kept."""
    if model["cap"] is None:
        return 0
    return math.ceil(money / model["pack"]["mission"].get("budget_unit", 1) - CEIL)


def affordable(model: dict[str, Any], leg: dict[str, Any], spent: int) -> bool:
    """Whether the leg's full fee still fits a hard budget."""
    if model["cap"] is None:
        return True
    return spent + units(model, leg["upfront"]) + units(model, leg["onproof"]) <= model["cap"]


def after_leg(model: dict[str, Any], leg: dict[str, Any], t: int, spent: int) -> dict[str, tuple[int, str, int]]:
    """Where and when each of the three ends that are not a loss leaves the party, and what it has spent by then."""
    paid = spent + units(model, leg["upfront"])
    full = paid + units(model, leg["onproof"])
    return {
        "back": (t + leg["steps"], leg["from"], paid),
        "late": (t + leg["steps"] + leg["late_steps"], leg["to"], full),
        "arrived": (t + leg["steps"], leg["to"], full),
    }


def chain(p: dict[str, float]) -> dict[str, float]:
    """The chances of the six ends of an attempt, from the five chances of its risks, each given none before it."""
    ends = {}
    left = 1.0
    for name in RISKS:
        ends[name] = left * p[name]
        left = left * (1 - p[name])
    ends["arrived"] = left
    return ends


# ---------------------------------------------------------------------------------------- backward induction


def solve(model: dict[str, Any], start: dict[str, Any]) -> tuple[Values, Policy]:
    """Values and policy for every state that any choice of actions can reach, backward from T."""
    spots = reachable(model, start)
    values: Values = {}
    policy: Policy = {}
    for t in range(model["T"], start["step"] - 1, -1):
        for place, broker, spent in spots[t]:
            for levels in all_levels(model):
                state = (place, broker, spent, levels)
                record, action = best_action(model, start, values, t, state)
                values[t, state] = record
                policy[t, state] = action
        model["memo"].pop("ahead", None)
    return values, policy


def all_levels(model: dict[str, Any]) -> list[Levels]:
    """Every joint observed level."""
    return list(itertools.product(*(model["conditions"][name]["levels"] for name in model["observed"])))


def reachable(model: dict[str, Any], start: dict[str, Any]) -> dict[int, set[tuple[str, str | None, int]]]:
    """By step: every (place, last broker, spent) that some actions can lead to."""
    spots: dict[int, set[tuple[str, str | None, int]]] = {t: set() for t in range(model["T"] + 1)}
    spots[start["step"]].add((start["place"], start["broker"], 0))
    for t in range(start["step"], model["T"]):
        for place, broker, spent in spots[t]:
            for levels in all_levels(model):
                for action in actions(model, t, (place, broker, spent, levels)):
                    if action == WAIT:
                        spots[t + 1].add((place, broker, spent))
                        continue
                    leg = model["leg"][action]
                    for when, where, paid in after_leg(model, leg, t, spent).values():
                        if when <= model["T"]:
                            spots[when].add((where, leg["broker"], paid))
    return spots


def best_action(
    model: dict[str, Any], start: dict[str, Any], values: Values, t: int, state: State
) -> tuple[Record, Action]:
    """The value and action of a state: the first in order that no later one beats."""
    if state[0] in model["ends"]:
        return SAFE, None
    best: Record = STUCK
    chosen: Action = None
    for action in actions(model, t, state):
        candidate = value_of(model, start, values, t, state, action)
        if chosen is None or better(model, candidate, best):
            best, chosen = candidate, action
    return best, chosen


def better(model: dict[str, Any], new: Record, old: Record) -> bool:
    """Whether the later action replaces the best so far."""
    gains = (
        new["low"] - old["low"],
        new["mid"] - old["mid"],
        old["lost"] - new["lost"],
        sooner_by(new, old),
    )
    for gain in gains:
        if abs(abs(gain) - TIE) < 1e-13:
            model["doubts"].append(f"two actions differ by {gain!r}, which rounding can put on either side of 1e-12")
        if abs(gain) > TIE:
            return gain > 0
    return False


def sooner_by(new: Record, old: Record) -> float:
    """How many steps earlier the new one arrives, given safe; never is infinitely late, two nevers are equal."""
    if new["mid"] == 0 and old["mid"] == 0:
        return 0.0
    if new["mid"] == 0:
        return -math.inf
    if old["mid"] == 0:
        return math.inf
    return old["togo"] / old["mid"] - new["togo"] / new["mid"]


def value_of(
    model: dict[str, Any], start: dict[str, Any], values: Values, t: int, state: State, action: Action
) -> Record:
    """The backed-up value of an action: least and greatest over counted hidden levels, the rest mixed over all."""
    mixed = dict.fromkeys(("mid", "lost", "underway", "togo", "cost"), 0.0)
    lows, highs = [], []
    for hidden, chance, counted in hidden_levels(model, start, t):
        if action == WAIT:
            record = value_of_wait(model, values, t, state, hidden)
        else:
            record = value_of_leg(model, values, t, state, model["leg"][action], hidden)
        if counted:
            lows.append(record["low"])
            highs.append(record["high"])
        for name in mixed:
            mixed[name] += chance * record[name]
    return {"low": min(lows), "high": max(highs), **mixed}


def value_of_wait(model: dict[str, Any], values: Values, t: int, state: State, hidden: dict[str, str]) -> Record:
    """One step of waiting under given hidden levels."""
    place, broker, spent, levels = state
    low, mid, high = found_risk(model, place, dict(zip(model["observed"], levels, strict=True)) | hidden)
    then = ahead(model, values, t + 1, (place, broker, spent), levels, 1)
    return {
        "low": (1 - high) * then["low"],
        "high": (1 - low) * then["high"],
        "mid": (1 - mid) * then["mid"],
        "lost": mid + (1 - mid) * then["lost"],
        "underway": (1 - mid) * then["underway"],
        "togo": (1 - mid) * (then["mid"] + then["togo"]),
        "cost": (1 - mid) * then["cost"],
    }


def value_of_leg(
    model: dict[str, Any], values: Values, t: int, state: State, leg: dict[str, Any], hidden: dict[str, str]
) -> Record:
    """One attempt of a leg under given hidden levels."""
    _, broker, spent, levels = state
    then = {
        name: ahead(model, values, when, (where, leg["broker"], paid), levels, when - t)
        for name, (when, where, paid) in after_leg(model, leg, t, spent).items()
    }
    later = {name: when - t for name, (when, _, _) in after_leg(model, leg, t, spent).items()}
    if is_closed(leg["when"], hidden):
        record = nominal({"back": 1.0}, then, later, leg)
        return record | {"low": then["back"]["low"], "high": then["back"]["high"]}
    everything = dict(zip(model["observed"], levels, strict=True)) | hidden
    risks = attempt_risks(model, leg, everything, leg["broker"] is not None and leg["broker"] != broker)
    record = nominal(chain({name: risks[name][1] for name in RISKS}), then, later, leg)
    record["low"] = min(reached(risks, 2, back, late, then, "low") for back in (0, 2) for late in (0, 2))
    record["high"] = max(reached(risks, 0, back, late, then, "high") for back in (0, 2) for late in (0, 2))
    return record


def reached(risks: dict[str, Ends], losses: int, back: int, late: int, then: dict[str, Record], name: str) -> float:
    """The chance of safety with each risk at the named end of its interval (0 low, 2 high)."""
    p = {loss: risks[loss][losses] for loss in LOSSES} | {"back": risks["back"][back], "late": risks["late"][late]}
    ends = chain(p)
    return sum(ends[end] * then[end][name] for end in ("back", "late", "arrived"))


def nominal(ends: dict[str, float], then: dict[str, Record], later: dict[str, int], leg: dict[str, Any]) -> Record:
    """The part of an attempt's value that is by the middles."""
    record = {"mid": 0.0, "lost": 0.0, "underway": 0.0, "togo": 0.0, "cost": leg["upfront"]}
    for end, p in ends.items():
        if end in LOSSES:
            record["lost"] += p
            continue
        for name in ("mid", "lost", "underway", "togo", "cost"):
            record[name] += p * then[end][name]
        record["togo"] += p * then[end]["mid"] * later[end]
        if end != "back":
            record["cost"] += p * leg["onproof"]
    return record


def ahead(
    model: dict[str, Any], values: Values, t: int, spot: tuple[str, str | None, int], levels: Levels, steps: int
) -> Record:
    """The expected value of being at a spot at step t, `steps` steps after the observed levels were `levels`."""
    if t > model["T"]:
        return STUCK
    if spot[0] in model["ends"]:
        return SAFE
    memo: dict[Any, Record] = model["memo"].setdefault("ahead", {})
    key = (t, spot, levels, steps)
    if key not in memo:
        memo[key] = expected([(p, values[t, (*spot, next_levels)]) for next_levels, p in moves(model, levels, steps)])
    return memo[key]


def expected(parts: list[tuple[float, Record]]) -> Record:
    """The mean of records."""
    return {name: sum(p * record[name] for p, record in parts) for name in STUCK}


# ------------------------------------------------------------------------------------------ forward enumeration


def outcome_tree(model: dict[str, Any], policy: Policy, start: dict[str, Any]) -> dict[str, Any]:
    """Follows a policy forward by the middles and adds up what happens; even plainer than `solve`."""
    result: dict[str, Any] = {
        "arrivals": {},
        "underway": 0.0,
        "cost": 0.0,
        "told": set(),
        "told_new": set(),
        "losses": [],
        "reached": {},
    }
    occupied: dict[int, dict[State, float]] = {t: {} for t in range(model["T"] + 1)}
    for levels, p in start["levels"]:
        if p > 0:
            occupied[start["step"]][start["place"], start["broker"], 0, levels] = p
    for t in range(start["step"], model["T"] + 1):
        for state, p in occupied[t].items():
            result["reached"][t, state] = p
            action = policy[t, state]
            if state[0] in model["ends"]:
                result["arrivals"][t] = result["arrivals"].get(t, 0.0) + p
            elif action is None:
                result["underway"] += p
            else:
                follow(model, start, occupied, result, t, state, p, action)
    result["safe"] = math.fsum(result["arrivals"].values())
    result["lost"] = math.fsum(loss["lost"] for loss in result["losses"])
    total = result["safe"] + result["lost"] + result["underway"]
    assert abs(total - 1) <= 1e-12, f"safe + lost + under way = {total!r}"
    return result


def follow(
    model: dict[str, Any],
    start: dict[str, Any],
    occupied: dict[int, dict[State, float]],
    result: dict[str, Any],
    t: int,
    state: State,
    p: float,
    action: Action,
) -> None:
    """Puts the chance p of a state where its action leads."""
    place, broker, spent, levels = state
    for hidden, chance, _ in hidden_levels(model, start, t):
        if p * chance == 0:
            continue
        everything = dict(zip(model["observed"], levels, strict=True)) | hidden
        if action == WAIT:
            found = found_risk(model, place, everything)[1]
            lose(result, {"leg": None, "place": place, "broker": None, "risk": "found"}, levels, p * chance * found)
            put(model, occupied, result, t, t + 1, (place, broker, spent), levels, p * chance * (1 - found))
            continue
        leg = model["leg"][action]
        new = leg["broker"] is not None and leg["broker"] != broker
        if leg["broker"] is not None:
            result["told"].add(leg["broker"])
            if new:
                result["told_new"].add(leg["broker"])
        ends = {"back": 1.0}
        if not is_closed(leg["when"], hidden):
            ends = chain({name: ends[1] for name, ends in attempt_risks(model, leg, everything, new).items()})
        result["cost"] += p * chance * leg["upfront"]
        for end, q in ends.items():
            if end in LOSSES:
                row = {"leg": leg["id"], "place": place, "broker": leg["broker"], "risk": end}
                lose(result, row, levels, p * chance * q)
                continue
            when, where, paid = after_leg(model, leg, t, spent)[end]
            if end != "back":
                result["cost"] += p * chance * q * leg["onproof"]
            put(model, occupied, result, t, when, (where, leg["broker"], paid), levels, p * chance * q)


def lose(result: dict[str, Any], row: dict[str, Any], levels: Levels, p: float) -> None:
    """Notes a loss, if it can happen."""
    if p > 0:
        result["losses"].append(row | {"levels": levels, "lost": p})


def put(
    model: dict[str, Any],
    occupied: dict[int, dict[State, float]],
    result: dict[str, Any],
    t: int,
    when: int,
    spot: tuple[str, str | None, int],
    levels: Levels,
    p: float,
) -> None:
    """Adds the chance p of being at a spot later, under each of the levels that may hold then."""
    if p <= 0:
        return
    if when > model["T"]:
        result["underway"] += p
        return
    for next_levels, q in moves(model, levels, when - t):
        state = (*spot, next_levels)
        occupied[when][state] = occupied[when].get(state, 0.0) + p * q


def check_against_forward(
    model: dict[str, Any], start: dict[str, Any], values: Values, forward: dict[str, Any]
) -> None:
    """Asserts that backward and forward agree."""
    backward = start_value(start, values)
    assert abs(backward["mid"] - forward["safe"]) <= 1e-12, (backward["mid"], forward["safe"])
    assert abs(backward["lost"] - forward["lost"]) <= 1e-12, (backward["lost"], forward["lost"])
    assert abs(backward["underway"] - forward["underway"]) <= 1e-12, (backward["underway"], forward["underway"])
    assert abs(backward["cost"] - forward["cost"]) <= 1e-9 * max(1, forward["cost"])
    togo = sum((t - start["step"]) * p for t, p in forward["arrivals"].items())
    assert abs(backward["togo"] - togo) <= 1e-12 * max(1, model["T"]), (backward["togo"], togo)


def start_value(start: dict[str, Any], values: Values) -> Record:
    """The expectation of values over the distribution of conditions at the start."""
    spot = (start["place"], start["broker"], 0)
    return expected([(p, values[start["step"], (*spot, levels)]) for levels, p in start["levels"]])


# ---------------------------------------------------------------------------------------------------- the answer


def answer(
    model: dict[str, Any], start: dict[str, Any], values: Values, policy: Policy, forward: dict[str, Any]
) -> dict[str, Any]:
    """The dict that `evaluate` returns."""
    value = start_value(start, values)
    budget = model["pack"]["mission"].get("budget")
    return {
        "safe": {"low": value["low"], "mid": value["mid"], "high": value["high"]},
        "lost": {"mid": value["lost"]},
        "underway": {"mid": value["underway"]},
        "cost": {"expected": value["cost"], "over_budget": budget is not None and value["cost"] > budget + CEIL},
        "arrival": arrival(start, value, forward),
        "days": value["togo"] / value["mid"] * model["step"] / 1440 if value["mid"] > 0 else None,
        "told": sorted(forward["told"]),
        "told_new": sorted(forward["told_new"]),
        "attribution": summed(forward["losses"], what_of),
        "by_leg": summed(forward["losses"], lambda row: f"leg:{row['leg']}" if row["leg"] else "waiting"),
        "by_place": summed(forward["losses"], lambda row: f"place:{row['place']}"),
        "by_broker": summed(forward["losses"], lambda row: f"broker:{row['broker']}" if row["broker"] else "nobody"),
        "by_risk": summed(forward["losses"], lambda row: row["risk"]),
        "by_condition": summed(forward["losses"], lambda row: label(model, row["levels"])),
        "first": first(model, start, policy, start["likeliest"]),
        "first_by_level": {label(model, x): first(model, start, policy, x) for x in all_levels(model)},
        "start_levels": {label(model, x): p for x, p in start["levels"]},
        "likeliest": label(model, start["likeliest"]),
        "course": course(model, start, policy, start["likeliest"]),
        "policy": policy,
        "reached": forward["reached"],
        "steps": model["T"],
        "start": model["start"],
        "step_minutes": model["step"],
        "doubts": model["doubts"],
    }


def arrival(start: dict[str, Any], value: Record, forward: dict[str, Any]) -> dict[str, float | int | None]:
    """Arrival steps, counted from clock.start, given safe, by the middles."""
    if not forward["arrivals"] or value["mid"] == 0:
        return {"expected": None, "p10": None, "p50": None, "p90": None}
    return {
        "expected": start["step"] + value["togo"] / value["mid"],
        "p10": percentile(forward["arrivals"], 0.1),
        "p50": percentile(forward["arrivals"], 0.5),
        "p90": percentile(forward["arrivals"], 0.9),
    }


def percentile(arrivals: dict[int, float], q: float) -> int:
    """The first step by which a share q of the safe chance has arrived."""
    whole = math.fsum(arrivals.values())
    reached_by_now = 0.0
    for t in sorted(arrivals):
        reached_by_now += arrivals[t]
        if reached_by_now / whole >= q - TIE:
            return t
    return max(arrivals)


def what_of(row: dict[str, Any]) -> str:
    """The row of the attribution that a loss belongs to."""
    return f"leg:{row['leg']}/{row['risk']}" if row["leg"] else f"place:{row['place']}/found"


def summed(losses: list[dict[str, Any]], name: Callable[[dict[str, Any]], str]) -> dict[str, float]:
    """Losses added up by a name of theirs."""
    rows: dict[str, list[float]] = {}
    for loss in losses:
        rows.setdefault(name(loss), []).append(loss["lost"])
    return {key: math.fsum(parts) for key, parts in sorted(rows.items())}


def label(model: dict[str, Any], levels: Levels) -> str:
    """Joint observed levels as text: "river=low,police=calm", conditions in the order of the pack."""
    return ",".join(f"{name}={level}" for name, level in zip(model["observed"], levels, strict=True))


def first(model: dict[str, Any], start: dict[str, Any], policy: Policy, levels: Levels) -> dict[str, Any]:
    """The first action from given start levels, and the step of the first leg along the course from there."""
    action = policy[start["step"], (start["place"], start["broker"], 0, levels)]
    line = course(model, start, policy, levels)
    return {
        "action": None if action is None else "wait" if action == WAIT else f"leg:{action[0]}",
        "way": action[1] if action is not None and action != WAIT else None,
        "until": line[0]["depart"] if line else None,
    }


def course(model: dict[str, Any], start: dict[str, Any], policy: Policy, levels: Levels) -> list[dict[str, Any]]:
    """The legs along the policy, each arriving, each observed condition moving to its likeliest next level."""
    line = []
    t, place, broker, spent = start["step"], start["place"], start["broker"], 0
    while (action := policy[t, (place, broker, spent, levels)]) is not None:
        if action == WAIT:
            t, levels = t + 1, likeliest_next(model, levels)
            continue
        leg = model["leg"][action]
        when, where, paid = after_leg(model, leg, t, spent)["arrived"]
        line.append(
            {
                "leg": leg["id"],
                "way": leg["key"][1],
                "from": leg["from"],
                "to": leg["to"],
                "depart": t,
                "arrive": when,
                "broker": leg["broker"],
                "fee": leg["fee"],
                "held": leg["held"],
            }
        )
        for _ in range(when - t):
            levels = likeliest_next(model, levels)
        t, place, broker, spent = when, where, leg["broker"], paid
    return line


def likeliest_next(model: dict[str, Any], levels: Levels) -> Levels:
    """Each observed condition's likeliest level one step later."""
    return tuple(
        likeliest(one_condition_moves(model, name, level, 1))
        for name, level in zip(model["observed"], levels, strict=True)
    )
