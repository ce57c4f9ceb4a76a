"""Several missions on one network at once: whether their packs tell of the same world, and what becomes of all of them.

What stands in more than one pack must be the same in all. The conditions stand as the pack that starts first says, and
are carried on from there; each mission is planned by itself, with the beds that the others leave it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import combinations
from typing import Any

from waystation.errors import BadInput, Mistake
from waystation.planning.beds import Sleeper, free_beds
from waystation.planning.compiling import Charted, Departures, chart
from waystation.planning.course import Hop, course_from, likeliest_joint
from waystation.planning.levels import chain_of
from waystation.planning.outcomes import Outcome, Safe, outcome_of
from waystation.planning.plan import days_of
from waystation.planning.restricting import with_beds
from waystation.planning.together import Party, Together, put_together
from waystation.planning.walks import walk_of
from waystation.solver.solve import Policy, solve
from waystation.solver.spreading import HERE, Workers, spread
from waystation.world.conditions import Condition, moved, normalised
from waystation.world.pack import Pack

__all__ = ["Mission", "Missions", "OneMission", "in_one_world", "missions_together"]

NEAR = 1e-9


@dataclass(frozen=True)
class Mission:
    """A mission that is looked at together with others.

    Args:
        pack: The mission and its world.
        departures: Instants of the legs that have a timetable.
    """

    pack: Pack
    departures: Departures = field(default_factory=dict)


@dataclass(frozen=True)
class OneMission:
    """What becomes of one mission beside others.

    Args:
        charted: It as a decision problem, with the beds that it may use.
        outcome: What its plan leads to.
        alone: Its chance if no other mission used a bed.
        days: Expected days until arrival, given safe; None if never.
        course: Its most likely line.
        kept_out: Places where it may not always sleep, for others have the beds.
    """

    charted: Charted
    outcome: Outcome
    alone: Safe
    days: float | None
    course: tuple[Hop, ...]
    kept_out: tuple[str, ...]


@dataclass(frozen=True)
class Missions:
    """What becomes of several missions.

    Args:
        each: The missions, as given.
        together: The chance that all arrive, and how many people are expected to.
        warnings: What somebody should look at.
    """

    each: tuple[OneMission, ...]
    together: Together
    warnings: tuple[Mistake, ...]

    @property
    def told(self) -> tuple[str, ...]:
        """Ids of the brokers told by any mission."""
        return tuple(dict.fromkeys(broker for one in self.each for broker in one.outcome.told))

    @property
    def in_common(self) -> tuple[str, ...]:
        """Ids of the brokers told by more than one mission."""
        counted = [broker for one in self.each for broker in one.outcome.told]
        return tuple(broker for broker in self.told if counted.count(broker) > 1)


def missions_together(
    missions: Sequence[Mission], *, runs: int = 2000, seed: int = 1, workers: Workers = HERE
) -> Missions:
    """What becomes of several missions on one network, each by its own plan.

    Args:
        missions: The missions; the first has the first choice of beds.
        runs: How many courses of the conditions are drawn where the chance is not worked out exactly.
        seed: The same seed gives the same courses.
        workers: Who makes the plans.

    Returns:
        Each mission, and all of them.

    Raises:
        BadInput: If the packs do not tell of one world, with every difference.
    """
    packs, warnings = in_one_world([mission.pack for mission in missions])
    offsets = _offsets(packs)
    planned = spread(_planned, list(zip(packs, (mission.departures for mission in missions), strict=True)), workers)
    sleepers = [
        Sleeper(charted, walk_of(charted, policy, offset), charted.pack.party_size, offset)
        for (charted, policy), offset in zip(planned, offsets, strict=True)
    ]
    free = free_beds(sleepers)
    bedded = spread(_bedded, list(zip(planned, free, strict=True)), workers)
    each = [
        _one(charted, policy, before, beds)
        for (charted, policy), before, beds in zip(bedded, planned, free, strict=True)
    ]
    parties = [
        Party(walk_of(charted, policy, offset), charted.pack.party_size)
        for (charted, policy), offset in zip(bedded, offsets, strict=True)
    ]
    return Missions(tuple(each), put_together(parties, runs, seed), tuple(warnings))


def in_one_world(packs: Sequence[Pack]) -> tuple[list[Pack], list[Mistake]]:
    """The packs with the conditions as the first to start says they stand, carried on to each start.

    Args:
        packs: The packs.

    Returns:
        The packs as they are planned, and a warning for each condition that a pack itself says stands otherwise.

    Raises:
        BadInput: With every difference in what stands in several packs, or if nothing does.
    """
    differences = [*_clocks(packs), *_differences(packs)]
    if not any(set(a.place) & set(b.place) for a, b in combinations(packs, 2)):
        differences.append(Mistake("no_common_place", fields={"packs": tuple(pack.name for pack in packs)}))
    if differences:
        raise BadInput(differences)
    order = sorted(range(len(packs)), key=lambda at: packs[at].clock.start)
    said: dict[str, tuple[Pack, tuple[float, ...]]] = {}
    found: list[Pack] = list(packs)
    warnings: list[Mistake] = []
    for at in order:
        conditions = []
        for condition in packs[at].conditions:
            if condition.id not in said:
                said[condition.id] = (packs[at], _now(condition))
                conditions.append(condition)
                continue
            carried = _carried(condition, *said[condition.id], packs[at])
            if max(abs(a - b) for a, b in zip(carried, _now(condition), strict=True)) > NEAR:
                first = said[condition.id][0].name
                warnings.append(_otherwise(condition.id, first, packs[at].name))
            now = dict(zip(condition.levels, carried, strict=True))
            conditions.append(condition.model_copy(update={"now": now}))
        found[at] = replace(packs[at], conditions=tuple(conditions))
    return found, warnings


def _otherwise(condition: str, first: str, pack: str) -> Mistake:
    """The warning that a pack has an opinion of its own on how a condition stands."""
    return Mistake("stands_otherwise", fields={"condition": condition, "first": first, "pack": pack}, warning=True)


def _now(condition: Condition) -> tuple[float, ...]:
    return condition.distribution_now(normalised(condition.per_step or condition.per_hour or ()))


def _carried(condition: Condition, first: Pack, chances: tuple[float, ...], pack: Pack) -> tuple[float, ...]:
    """How a condition stands at a pack's start, from how it stood at another's."""
    chain = chain_of(condition, pack.clock.step_minutes)
    for _ in range(_steps_between(first, pack)):
        chances = moved(chances, chain)
    return chances


def _steps_between(first: Pack, pack: Pack) -> int:
    return (pack.clock.start - first.clock.start) // timedelta(minutes=first.clock.step_minutes)


def _offsets(packs: Sequence[Pack]) -> list[int]:
    first = min(packs, key=lambda pack: pack.clock.start)
    return [_steps_between(first, pack) for pack in packs]


def _clocks(packs: Sequence[Pack]) -> list[Mistake]:
    """Clocks that cannot be put side by side."""
    first = packs[0]
    found = []
    for pack in packs[1:]:
        step = timedelta(minutes=first.clock.step_minutes)
        if pack.clock.step_minutes != first.clock.step_minutes:
            found.append(Mistake("steps_differ", fields={"first": first.name, "pack": pack.name}))
        elif (pack.clock.start - first.clock.start) % step:
            minutes = first.clock.step_minutes
            found.append(
                Mistake("starts_between_steps", fields={"first": first.name, "pack": pack.name, "minutes": minutes})
            )
    return found


def _differences(packs: Sequence[Pack]) -> list[Mistake]:
    """Places, legs, brokers and conditions that stand in several packs and are not the same in all."""
    found: list[Mistake] = []
    kinds: dict[str, list[Mapping[str, Any]]] = {
        "place": [pack.place for pack in packs],
        "leg": [{leg.id: leg for leg in pack.legs} for pack in packs],
        "broker": [pack.broker for pack in packs],
        "condition": [{c.id: c.model_copy(update={"now": None}) for c in pack.conditions} for pack in packs],
    }
    for kind, listed in kinds.items():
        known: dict[str, tuple[str, Any]] = {}
        for pack, things in zip(packs, listed, strict=True):
            for name, thing in things.items():
                first, other = known.setdefault(name, (pack.name, thing))
                if other != thing:
                    what = _what_differs(other, thing)
                    fields: dict[str, object] = {
                        "kind": kind,
                        "id": name,
                        "first": first,
                        "pack": pack.name,
                        "what": what,
                    }
                    found.append(Mistake("not_the_same", fields=fields))
    return found


def _what_differs(a: Any, b: Any) -> str:
    """The names of the fields in which two differ."""
    return ", ".join(name for name in type(a).model_fields if getattr(a, name) != getattr(b, name))


def _planned(given: tuple[Pack, Departures]) -> tuple[Charted, Policy]:
    charted = chart(given[0], given[1])
    return charted, solve(charted.problem, charted.start.step)


def _bedded(given: tuple[tuple[Charted, Policy], Mapping[str, Any]]) -> tuple[Charted, Policy]:
    (charted, policy), free = given
    if not free:
        return charted, policy
    charted = with_beds(charted, free)
    return charted, solve(charted.problem, charted.start.step)


def _one(charted: Charted, policy: Policy, before: tuple[Charted, Policy], beds: Mapping[str, Any]) -> OneMission:
    outcome = outcome_of(charted, policy)
    start = charted.start
    course = course_from(charted, policy, start.step, start.node, likeliest_joint(charted))
    return OneMission(charted, outcome, outcome_of(*before).safe, days_of(charted, outcome), course, tuple(beds))
