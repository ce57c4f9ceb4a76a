"""Other ways against all ways: on packs so small that every way can be listed, none that is told is beaten."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.builders import leg, place, small_pack
from waystation.planning.alternatives import LEAST_SHARE, MOST_WAYS, find_alternatives
from waystation.planning.journey_states import WAIT, due
from waystation.planning.plan import Plan, make_plan
from waystation.world.pack import Pack

PACKS = range(160)
Figures = tuple[float, float, float, int]


@dataclass(frozen=True)
class Way:
    """One way from the start to the end, hour by hour: its four figures, its nominal chance, its legs."""

    figures: Figures
    mid: float
    legs: tuple[str, ...]


def tiny(seed: int) -> Pack:
    """Four places, a handful of legs that either arrive or are lost, two brokers, four days in steps of half a day."""
    chance = random.Random(seed)
    legs = []
    for number in range(chance.randint(4, 7)):
        origin = chance.choice(["a", "a", "m", "n"])
        words = {
            "minutes": 720 * chance.randint(1, 3),
            "risk": {"caught": sorted([round(chance.uniform(0, 0.15), 3), round(chance.uniform(0, 0.3), 3)])},
        }
        if chance.random() < 0.6:
            words |= {"broker": chance.choice("gh"), "fee": chance.choice([0, 50, 100])}
        if chance.random() < 0.3:
            words["departures"] = ["12:00"]
        legs.append(leg(f"l{number}", origin, chance.choice([x for x in "bmn" if x != origin]), **words))
    brokers = [
        {
            "id": name,
            "role": "guide",
            "betrays": [0.0, round(chance.uniform(0, 0.1), 3)],
            "terms": {"held": chance.choice([0.0, 0.5])},
        }
        for name in "gh"
    ]
    return small_pack(place("m", found=[0.0, 0.02]), place("n"), *legs, broker=brokers, hours=96, step=720)


def all_ways(plan: Plan) -> Iterator[Way]:
    """Every way, by walking the problem's own arrays forward; no leg here turns back or is late."""
    charted, problem, pack = plan.charted, plan.charted.problem, plan.charted.pack

    def walk(step: int, node: int, low: float, mid: float, cost: float, told: frozenset[str], legs: list[str]) -> None:
        if problem.ends[node]:
            found.append(Way((1.0 - low, step / 2.0, cost, len(told)), mid, tuple(legs)))
            return
        for action in range(problem.first_action[node], problem.first_action[node + 1]):
            if step >= problem.steps or not problem.open_steps[problem.calendar[action], step]:
                continue
            row, option = problem.risks[problem.first_row[action]], charted.options[action]
            worst, middle = (float((1.0 - row[:3, end]).prod()) for end in (2, 1))
            then = step + int(problem.duration[action])
            if option.move == WAIT:
                walk(then, option.arrived, low * worst, mid * middle, cost, told, legs)
                continue
            move = pack.moves[option.move]
            now, held = due(pack, move)
            paid = cost + mid * (now + middle * held)
            known = told | ({move.broker} if move.broker else set())
            walk(then, option.arrived, low * worst, mid * middle, paid, known, [*legs, move.id])

    found: list[Way] = []
    walk(0, 0, 1.0, 1.0, 0.0, frozenset(), [])
    least = LEAST_SHARE * plan.outcome.safe.mid
    yield from (way for way in found if way.mid >= least)


def better(a: Figures, b: Figures, by: float) -> bool:
    """Whether `a` is as good as `b` in everything, and better in something by more than so much."""
    pairs = list(zip(a, b, strict=True))
    return all(x <= y + 1e-9 for x, y in pairs) and any(x < y - by for x, y in pairs)


@pytest.fixture(scope="module")
def cases() -> list[tuple[Plan, list[Way]]]:
    """Plans of tiny packs that have a way, and every way."""
    plans = [make_plan(tiny(seed)) for seed in PACKS]
    return [(plan, list(all_ways(plan))) for plan in plans if plan.outcome.safe.mid > 0.0]


def test_the_safest_is_the_safest_of_all_ways(cases: list[tuple[Plan, list[Way]]]) -> None:
    """Backward induction and a list of everything agree."""
    for plan, ways in cases:
        assert abs(min(way.figures[0] for way in ways) - (1.0 - plan.outcome.safe.low)) < 1e-9


def test_each_way_told_is_one_of_them(cases: list[tuple[Plan, list[Way]]]) -> None:
    """With exactly its figures, along its legs."""
    for plan, ways in cases:
        found = find_alternatives(plan)
        assert len(found) <= MOST_WAYS
        for told in found:
            legs = tuple(hop.leg.id for hop in told.course)
            assert any(
                way.legs == legs and all(abs(x - y) < 1e-9 for x, y in zip(way.figures, told.figures, strict=True))
                for way in ways
            )


def test_no_way_at_all_beats_one_that_is_told(cases: list[tuple[Plan, list[Way]]]) -> None:
    """Unless it is exactly as safe at worst: ties of the worst case are settled by the middle before money."""
    for plan, ways in cases:
        for told in find_alternatives(plan):
            for way in ways:
                as_safe = abs(way.figures[0] - told.figures[0]) < 1e-12
                assert as_safe or not better(way.figures, told.figures, 1e-6), (told.label, told.figures, way)


def test_nobody_can_do_with_fewer_brokers_than_the_fewest_told(cases: list[tuple[Plan, list[Way]]]) -> None:
    """Except along the very line of the plan, where the red line says nothing new."""
    looked = 0
    for plan, ways in cases:
        found = find_alternatives(plan)
        line = tuple(hop.leg.id for hop in plan.course)
        fewest = min(way.figures[3] for way in ways)
        if any(way.figures[3] == fewest and way.legs == line for way in ways):
            continue
        looked += 1
        assert min(told.figures[3] for told in found) == fewest
    assert looked > 10


def test_most_lines_that_nothing_beats_are_found(cases: list[tuple[Plan, list[Way]]]) -> None:
    """Weighing finds what some weighing prefers; at least nine of ten lines of the true set are such, and told."""
    there = told = 0
    for plan, ways in cases:
        lines = {way.legs for way in ways if not any(better(other.figures, way.figures, 1e-9) for other in ways)}
        there += len(lines)
        told += len(lines & {tuple(hop.leg.id for hop in way.course) for way in find_alternatives(plan)})
    assert told >= 0.9 * there
    assert there > len(cases)
