"""Decides which made-up packs are measured: three kinds of country, each at any size, drawn from fixed seeds.

- `valleys`: people walk from hamlet to hamlet, at any hour; four legs a place, every interval above 0, nobody to pay.
- `road`: a line of towns with houses beside them; drivers with records, walks by night, a bus; nobody was ever
  caught on many a leg, so that intervals begin at 0.
- `coast`: ports and stations; boats and trains leave at listed times, and one waits for them.

A pack is made as its two files and read like any other. What is shared by all: half-hour steps, conditions of three
levels, each leg touched by one or two of them.
"""

from __future__ import annotations

import json
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from waystation.world.pack import Pack
from waystation.world.reading import read_pack

__all__ = ["FAMILIES", "Country", "make_pack"]

Words = dict[str, Any]
FAMILIES = ("coast", "road", "valleys")
CONDITIONS = (
    ("police", "quiet", "normal", "alert"),
    ("river", "low", "high", "flood"),
    ("snow", "none", "some", "deep"),
    ("patrol", "far", "near", "here"),
    ("militia", "home", "about", "checkpoints"),
    ("moon", "new", "half", "full"),
)


@dataclass(frozen=True)
class Country:
    """What is asked for.

    Args:
        family: One of `FAMILIES`.
        places: How many places, >= 5.
        hours: The horizon.
        conditions: How many conditions, 1 … 6.
    """

    family: str
    places: int
    hours: int
    conditions: int


def make_pack(country: Country) -> Pack:
    """The pack of a country, in memory; the same country gives the same pack."""
    chance = random.Random(f"{country.family} {country.places} {country.conditions}")
    places, legs, brokers = {"coast": _coast, "road": _road, "valleys": _valleys}[country.family](country, chance)
    features = [*(_feature("Point", place) for place in places), *(_feature(None, leg) for leg in legs)]
    network = json.dumps({"type": "FeatureCollection", "features": features})
    reading = read_pack(_toml(country, places, brokers).encode(), network.encode())
    assert reading.pack is not None, reading.mistakes
    return reading.pack


def _toml(country: Country, places: list[Words], brokers: list[str]) -> str:
    lines = [
        "format = 1",
        f'name = "{country.family}"',
        "[clock]",
        "start = 2031-10-01T18:00:00+09:00",
        "step_minutes = 30",
        f"horizon_hours = {country.hours}",
        "[mission]",
        f'from = "{places[0]["id"]}"',
        f'to = ["{places[-1]["id"]}"]',
        "[reward]",
        "per_head = 400",
        "[[traveller]]",
        'id = "mother"',
        "pace = 0.8",
        "[[traveller]]",
        'id = "boy"',
        *brokers,
    ]
    for number, (name, *levels) in enumerate(CONDITIONS[: country.conditions]):
        stays = 0.9 + 0.01 * number
        rows = [[stays, 0.8 - 0.8 * stays, 0.2 - 0.2 * stays], [0.05, 0.9, 0.05], [0.02, 0.98 - stays, stays]]
        lines += ["[[condition]]", f'id = "{name}"', f"levels = {json.dumps(levels)}", f"per_hour = {rows}"]
    return "\n".join(lines) + "\n"


def _feature(geometry: str | None, words: Words) -> Words:
    at = words.pop("at", None)
    shape = {"type": geometry, "coordinates": at} if geometry else None
    return {"type": "Feature", "geometry": shape, "properties": words}


def _place(number: int, kind: str, at: tuple[float, float], **words: Any) -> Words:
    return {"id": f"p{number}", "kind": kind, "at": list(at), "tz": "Asia/Vientiane", **words}


def _leg(number: int, origin: int, destination: int, mode: str, minutes: int, **words: Any) -> Words:
    ends = {"id": f"l{number}", "from": f"p{origin}", "to": f"p{destination}"}
    return {**ends, "mode": mode, "minutes": minutes, **words}


def _when(country: Country, chance: random.Random, shuts: float = 0.15) -> Words:
    """One or two conditions that touch a leg; at its worst level one of them may close it."""
    touched = {}
    for name, _, middle, worst in chance.sample(
        CONDITIONS[: country.conditions], min(country.conditions, chance.choice((1, 2)))
    ):
        touched[f"{name}={middle}"] = {"caught": chance.choice((1.5, 2.0)), "late": 1.5}
        harder = {"caught": chance.choice((3.0, 4.0)), "late": 2.0}
        touched[f"{name}={worst}"] = "closed" if chance.random() < shuts else harder
    return touched


def _interval(chance: random.Random, most: float) -> list[float]:
    low = most * chance.uniform(0.05, 0.5)
    return [round(low, 6), round(low + most * chance.uniform(0.1, 0.5), 6)]


def _counts(chance: random.Random) -> Words:
    """Few were ever caught on a leg, often nobody: then the interval begins at 0."""
    return {"events": chance.choice((0, 0, 0, 1, 2)), "trials": chance.choice((12, 40, 90, 160))}


# ------------------------------------------------------------------------------------------------- the countries


def _valleys(country: Country, chance: random.Random) -> tuple[list[Words], list[Words], list[str]]:
    """A field of places, each with legs to the four nearest, walked or driven at any hour."""
    wide = math.ceil(math.sqrt(country.places))
    spots = [(number % wide, number // wide) for number in range(country.places)]
    places, legs = [], []
    for number, (x, y) in enumerate(spots):
        kind = "camp" if number == country.places - 1 else chance.choice(("home", "hub", "safe_house"))
        found = {"found": _interval(chance, 0.02), "when": _found(country)}
        places.append(_place(number, kind, (103.0 + 0.1 * x, 18.0 + 0.1 * y), **found))
    for number, (x, y) in enumerate(spots[:-1]):
        near = sorted((abs(x - u) + abs(y - v), other) for other, (u, v) in enumerate(spots) if other != number)
        legs += [_walk(country, chance, 4 * number + leg, (number, near[leg][1])) for leg in range(4)]
    return places, legs, []


def _found(country: Country) -> Words:
    name, _, _, worst = CONDITIONS[0]
    return {f"{name}={worst}": {"found": 3.0}} if country.conditions else {}


def _walk(country: Country, chance: random.Random, number: int, ends: tuple[int, int]) -> Words:
    risk = {
        "caught": _interval(chance, 0.01),
        "harm": _interval(chance, 0.004),
        "back": _interval(chance, 0.1),
        "late": _interval(chance, 0.4),
    }
    mode, minutes = chance.choice((("foot", 60), ("foot", 95), ("foot", 140), ("car", 30), ("car", 60)))
    return _leg(number, *ends, mode, minutes, late_minutes=60, risk=risk, when=_when(country, chance))


BROKERS = tuple(
    f'[[broker]]\nid = "b{number}"\nrole = "driver"\nrecord = {{ kept = {kept}, broken = {broken} }}'
    for number, (kept, broken) in enumerate(((11, 0), (40, 1), (6, 0), (18, 0)))
)


def _road(country: Country, chance: random.Random) -> tuple[list[Words], list[Words], list[str]]:
    """Towns in a line, two houses beside each; drivers and a bus between towns, paths by night between houses."""
    places = [
        _place(
            number,
            "camp" if number == country.places - 1 else ("hub", "safe_house", "safe_house")[number % 3],
            (103.0 + 0.15 * (number // 3), 18.0 + 0.05 * (number % 3)),
            found=chance.choice((0.01, [0.0, 0.01], _counts(chance))),
            when=_found(country),
        )
        for number in range(country.places)
    ]
    legs: list[Words] = []
    for ends, how in _road_ends(country.places, chance):
        shared = {"late_minutes": 60, "when": _when(country, chance)}
        if how == "path":
            risk: Words = {"caught": _counts(chance), "late": [0.1, 0.3]}
            legs.append(_leg(len(legs), *ends, "foot", 80, window="night", both_ways=True, risk=risk, **shared))
        elif how == "bus":
            risk = {"caught": _counts(chance), "back": 0.03, "late": [0.1, 0.3]}
            legs.append(_leg(len(legs), *ends, "bus", 90, departures=["06:30", "13:00", "17:30"], risk=risk, **shared))
        else:
            risk = {"caught": [0.0, 0.01], "back": 0.05, "late": [0.05, 0.2]}
            hired = {
                "broker": f"b{chance.randrange(len(BROKERS))}",
                "fee": 60,
                "window": chance.choice(("any", "night")),
            }
            legs.append(_leg(len(legs), *ends, "car", 70, risk=risk, **hired, **shared))
    return places, legs, list(BROKERS)


def _road_ends(places: int, chance: random.Random) -> Iterator[tuple[tuple[int, int], str]]:
    for number in range(places - 1):
        town = number % 3 == 0
        if town:
            for house in (number + 1, number + 2):
                if house < places:
                    yield (number, house), "path"
        onward = min(number + 3, places - 1)
        if onward != number:
            yield (number, onward), "bus" if town else "path"
            yield (number, onward), "drive"
        if town and chance.random() < 0.5:
            yield (number, max(0, number - 3)) if number else (number, onward), "drive"


def _coast(country: Country, chance: random.Random) -> tuple[list[Words], list[Words], list[str]]:
    """Ports in a ring of islands: boats and trains at listed times, a boatman by night, walks along the shore."""
    last = country.places - 1
    places = [
        _place(
            number,
            "camp" if number == last else ("hub", "crossing")[number % 2],
            (103.0 + 0.2 * math.cos(number), 17.0 + 0.2 * math.sin(number)),
            found=chance.choice(([0.0, 0.02], _counts(chance))),
            when=_found(country),
        )
        for number in range(country.places)
    ]
    legs: list[Words] = []
    for number in range(last):
        for far in (1, 2, 5):
            other = min(number + far, last)
            times = sorted(f"{hour:02}:{chance.choice((0, 15, 30, 50)):02}" for hour in chance.sample(range(24), 4))
            risk: Words = {"caught": _counts(chance), "harm": [0.0, 0.003], "back": 0.04, "late": [0.1, 0.4]}
            timed = {"departures": times, "risk": risk, "late_minutes": 90, "when": _when(country, chance)}
            legs.append(_leg(len(legs), number, other, chance.choice(("boat", "train")), 60 * far + 30, **timed))
        risk = {"caught": [0.0, 0.02], "late": [0.1, 0.2]}
        words = {"window": "night", "both_ways": number % 2 == 0, "risk": risk, "when": _when(country, chance)}
        hired = {"broker": f"b{number % len(BROKERS)}", "fee": 200} if number % 3 == 0 else {}
        legs.append(_leg(len(legs), number, number + 1, "boat" if hired else "foot", 120, **hired, **words))
    return places, legs, list(BROKERS)
