"""Small companies: one random network of three ways to the end, two observed conditions, one unobserved."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.builders import condition, leg, place, write_pack
from waystation.desk.chart.loading import load_pack
from waystation.planning.compiling import chart
from waystation.planning.together import Party
from waystation.planning.walks import Walk, walk_of
from waystation.solver.solve import solve
from waystation.storage.folders import PackFolder
from waystation.world.pack import Pack

__all__ = ["PEOPLE", "company_folders", "party_of", "walk_from"]

Words = dict[str, Any]

PEOPLE: tuple[list[Words], ...] = (
    [{"id": "boy"}, {"id": "grandmother", "pace": 0.5, "stamina": 2}],
    [{"id": "girl"}],
    [{"id": "uncle", "pace": 0.5}],
)
"""Three parties that differ in size, pace and strength."""


def company_folders(folder: Path, seed: int, people: Sequence[list[Words]] = PEOPLE) -> list[Path]:
    """The packs of some parties on the network that belongs to a seed, each in a folder of its own."""
    return [
        write_pack(
            folder / str(number), *_network(random.Random(seed)), **_tables(random.Random(-seed - 1), travellers)
        )
        for number, travellers in enumerate(people)
    ]


def walk_from(pack: Pack, offset: int = 0) -> Walk:
    """Where the plan of a pack leads."""
    charted = chart(pack)
    return walk_of(charted, solve(charted.problem, charted.start.step), offset)


def party_of(folder: Path) -> Party:
    """The party of a pack in a folder."""
    pack = load_pack(PackFolder(folder)).pack
    return Party(walk_from(pack), pack.party_size)


def _network(chance: random.Random) -> list[Words]:
    def interval(top: float) -> list[float]:
        return sorted([round(chance.uniform(0, top / 2), 3), round(chance.uniform(0, top), 3)])

    legs = []
    for number, (origin, to) in enumerate(["am", "an", "mb", "nb", "ab", "mn"]):
        words: Words = {
            "mode": chance.choice(["car", "foot", "ford"]),
            "minutes": chance.choice([30, 60]),
            "risk": {"caught": interval(0.3), "harm": interval(0.1)},
            "strain": chance.choice([0, 0, 3]),
        }
        words["risk"] |= {risk: interval(0.5) for risk in ("back", "late") if chance.random() < 0.6}
        when: Words = {}
        for key in ("river=high", "police=alert", "fog=thick"):
            kind = chance.random()
            if kind < 0.3:
                when[key] = {chance.choice(["caught", "harm", "back", "late"]): round(chance.uniform(0.2, 5), 2)}
            elif kind < 0.4:
                when[key] = "closed"
        words |= {"when": when} if when else {}
        words |= {"broker": "g", "fee": 50} if chance.random() < 0.4 else {}
        legs.append(leg(f"l{number}", origin, to, **words))
    return [
        place("m", found=interval(0.6)),
        place("n", found=interval(0.6), no_waiting=chance.random() < 0.2),
        *legs,
    ]


def _tables(chance: random.Random, travellers: list[Words]) -> Words:
    def rows() -> list[list[float]]:
        up, down = (round(chance.uniform(0.1, 0.5), 2) for _ in range(2))
        return [[1 - up, up], [down, 1 - down]]

    conditions = [condition("river", per_step=rows())]
    if chance.random() < 0.5:
        conditions.append(condition("police", ["calm", "alert"], per_step=rows(), now={"calm": 0.6, "alert": 0.4}))
    else:
        conditions.append(condition("police", ["calm", "alert"]))
    conditions.append(condition("fog", ["thin", "thick"], per_step=rows(), observed=False))
    return {
        "hours": chance.choice([2, 2.5]),
        "condition": conditions,
        "travellers": travellers,
        "party": {"crowding": 1.3},
        "reward": {"per_head": 100, "group": 800},
        "broker": [{"id": "g", "role": "guide", "record": {"kept": 5, "broken": 1}}],
    }
