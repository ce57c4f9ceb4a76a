"""The risks of many attempts at once are those of one attempt and one level after another, to the last bit."""

from __future__ import annotations

import random
from itertools import product
from math import inf

import pytest

from waystation.evidence.hazard_rows import hazard_rows
from waystation.evidence.hazards import LEG_RISKS, Hazards
from waystation.evidence.intervals import NEVER, Belief
from waystation.world.conditions import Condition
from waystation.world.effects import Effect

CERTAIN = Belief(1.0, 1.0, 1.0)
MULTIPLIERS = (0.0, 0.1, 0.5, 1.0, 1.5, 3.0, 1e-9, 1e9, 1e300)


def drawn_belief(chance: random.Random) -> Belief:
    """A belief: often a corner, sometimes one whose ends are a bit apart."""
    low = chance.choice((0.0, 0.0, chance.random(), 0.1))
    width = chance.choice((0.0, 1e-17, chance.random(), 1.0))
    high = min(1.0, low + width)
    return chance.choice((NEVER, CERTAIN, *(Belief(low, (low + high) / 2.0, high) for _ in range(4))))


def drawn_hazards(chance: random.Random, conditions: list[Condition], risks: tuple[str, ...], step: int) -> Hazards:
    """A leg, or waiting for a step of so many minutes."""
    effects: dict[tuple[str, str], Effect] = {}
    for condition, level in ((c.id, level) for c in conditions for level in c.levels):
        kind = chance.random()
        if kind < 0.2 and not step:
            effects[condition, level] = "closed"
        elif kind < 0.8:
            touched = chance.sample(risks, chance.randint(1, len(risks)))
            effects[condition, level] = {risk: chance.choice(MULTIPLIERS) for risk in touched}
    return Hazards({risk: drawn_belief(chance) for risk in risks}, effects, step or None)


def drawn_conditions(chance: random.Random, most: int, observed: bool) -> list[Condition]:
    """Some conditions of one to three levels."""
    found = []
    for number in range(chance.randint(0, most)):
        levels = tuple("abc"[: chance.randint(1, 3)])
        even = tuple(tuple(1.0 / len(levels) for _ in levels) for _ in levels)
        words = {"id": f"{observed}{number}", "levels": levels, "per_step": even, "observed": observed}
        found.append(Condition(**words))
    return found


def wanted_rows(
    hazards: Hazards, seen: list[Condition], unseen: list[Condition]
) -> tuple[list[list[Belief]], list[bool]]:
    """The rows of one attempt, one level after another."""
    risks, shut = [], []
    for u in product(*([(c.id, level) for level in c.levels] for c in unseen)):
        for v in product(*([(c.id, level) for level in c.levels] for c in seen)):
            row = list(hazards.under((*v, *u)).values())
            row += [NEVER] * (len(LEG_RISKS) - len(row))
            risks.append([NEVER, NEVER, NEVER, CERTAIN, NEVER] if hazards.closed(u) else row)
            shut.append(hazards.closed(v))
    return risks, shut


@pytest.mark.parametrize("seed", range(60))
def test_rows_are_those_of_single_attempts(seed: int) -> None:
    """Legs and waiting mixed, odds from nothing to infinite, levels that close, seen and unseen."""
    chance = random.Random(f"hazard rows {seed}")
    seen, unseen = drawn_conditions(chance, 3, True), drawn_conditions(chance, 2, False)
    attempts = [
        drawn_hazards(
            chance, [*seen, *unseen], *chance.choice(((LEG_RISKS, 0), (("found",), chance.choice((7, 30, 1440)))))
        )
        for _ in range(chance.randint(1, 12))
    ]
    risks, shut = hazard_rows(attempts, seen, unseen)
    for number, attempt in enumerate(attempts):
        wanted, closed = wanted_rows(attempt, seen, unseen)
        assert risks[number].tolist() == [[list(belief) for belief in row] for row in wanted]
        assert shut[number].tolist() == closed


def test_odds_beyond_all_numbers_make_certain() -> None:
    """Multipliers whose product is infinite; also where another one is nothing."""
    (condition, other) = (Condition(id=name, levels=("a",), per_step=((1.0,),)) for name in ("police", "river"))
    base = dict.fromkeys(LEG_RISKS, Belief(0.1, 0.2, 0.3))
    effects: dict[tuple[str, str], Effect] = {
        ("police", "a"): {"caught": inf},
        ("river", "a"): {"caught": 0.0, "late": inf},
    }
    attempt = Hazards(base, effects)
    risks, _ = hazard_rows([attempt], [condition, other], [])
    assert risks[0, 0].tolist() == [list(belief) for belief in attempt.under(effects).values()]
    assert risks[0, 0, LEG_RISKS.index("late")].tolist() == [1.0, 1.0, 1.0]
