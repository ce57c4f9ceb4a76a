"""Warnings: what is sound as a pack, but hardly meant (`pack.md`). They never stop a command."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from datetime import datetime

from waystation.errors import Mistake
from waystation.world.calendars import Calendars
from waystation.world.effects import split_level
from waystation.world.limits import PACK_LIMITS
from waystation.world.pack import Pack

__all__ = ["doubts"]

NETWORK, PACK = "network.geojson", "pack.toml"


def doubts(
    pack: Pack, departures: Mapping[tuple[str, bool], tuple[datetime, ...]], calendars: Calendars
) -> list[Mistake]:
    """What somebody should look at before relying on a pack.

    Args:
        pack: The mission and its world.
        departures: Instants of the legs that have a timetable, by leg id and whether it is the return.
        calendars: When legs may leave, on the pack's clock or a longer one.

    Returns:
        Warnings, in the order of the pack.
    """
    return [*_ends(pack), *_unused(pack), *_legs(pack, departures, calendars)]


def _warn(code: str, file: str, at: str, **fields: object) -> Mistake:
    return Mistake(code, file, at, fields=fields, warning=True)


def _ends(pack: Pack) -> Iterator[Mistake]:
    soonest = _soonest(pack)
    for position, end in enumerate(pack.mission.to):
        if soonest.get(end, pack.clock.steps + 1) > pack.clock.steps:
            yield _warn("end_unreachable", PACK, f"mission:/to/{position}", place=end, hours=pack.clock.horizon_hours)
    for place in pack.places:
        if place.kind == "sanctuary" and place.id not in pack.mission.to:
            yield _warn("sanctuary_no_end", NETWORK, f"place:{place.id}/kind", place=place.id)


def _soonest(pack: Pack) -> dict[str, int]:
    """The fewest steps in which each place could be reached if every leg always left at once."""
    leaving: dict[str, list[tuple[str, int]]] = {place.id: [] for place in pack.places}
    for move in pack.moves:
        if pack.can_do(move):
            leaving[move.origin].append((move.destination, pack.steps_of(move)[0]))
    soonest: dict[str, int] = {}
    waiting = [(0, pack.mission.origin)]
    while waiting:
        steps, place = heapq.heappop(waiting)
        if place in soonest:
            continue
        soonest[place] = steps
        for destination, duration in leaving[place]:
            heapq.heappush(waiting, (steps + duration, destination))
    return soonest


def _unused(pack: Pack) -> Iterator[Mistake]:
    hired = {leg.broker for leg in pack.legs}
    for broker in pack.brokers:
        if broker.id not in hired:
            yield _warn("broker_unused", PACK, f"broker:{broker.id}", broker=broker.id)
    keys = [*(key for leg in pack.legs for key in leg.when), *(key for place in pack.places for key in place.when)]
    acting = {split_level(key)[0] for key in keys}
    for condition in pack.conditions:
        if condition.id not in acting:
            yield _warn("condition_unused", PACK, f"condition:{condition.id}", condition=condition.id)


def _legs(
    pack: Pack, departures: Mapping[tuple[str, bool], tuple[datetime, ...]], calendars: Calendars
) -> Iterator[Mistake]:
    looked_at = _looks(pack) <= PACK_LIMITS.looks
    if not looked_at:
        yield _warn("windows_not_looked_at", PACK, "clock:", **PACK_LIMITS.named("looks"))
    for move in pack.moves:
        if not pack.can_do(move):
            if not move.back:
                yield _warn("leg_too_hard", NETWORK, f"leg:{move.id}/strain", leg=move.id, strain=move.strain)
            continue
        if not looked_at:
            continue
        duration = pack.steps_of(move)[0]
        instants = departures.get((move.id, move.back), ()) if move.timetable else None
        opened = calendars.open_steps(move, pack.place[move.origin], duration, instants)
        if not any(opened[: max(0, pack.clock.steps - duration + 1)]):
            yield _warn("window_never", NETWORK, f"leg:{move.id}", leg=move.id, origin=move.origin)


def _looks(pack: Pack) -> int:
    """How much there is to look at to see whether every leg can ever leave: steps, and ten for each departure."""
    days = int(pack.clock.horizon_hours / 24) + 4
    windows = {(pack.place[move.origin].at, move.window) for move in pack.moves if move.window != "any"}
    spans = sum(len(window) if isinstance(window, tuple) else 1 for _, window in windows)
    return spans * pack.clock.steps + 10 * days * sum(len(leg.departures or ()) for leg in pack.legs)
