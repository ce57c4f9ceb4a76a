"""Opening a pack: its two files, the real data it refers to, and every mistake of either in one run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from waystation.atlas.gauges import read_gauge
from waystation.atlas.incidents import read_incidents
from waystation.atlas.timetables import read_timetable
from waystation.errors import BadInput, Mistake
from waystation.evidence.incidents import harm_counts
from waystation.evidence.rivers import transitions_from_gauge
from waystation.world.conditions import Condition, step_matrix
from waystation.world.doubts import doubts
from waystation.world.pack import Pack
from waystation.world.places import Leg
from waystation.world.reading import NETWORK, PACK, Reading, read_pack

__all__ = ["Loaded", "PackSource", "inspect_pack", "load_pack"]

LOOK_AHEAD = 1.25
"""Timetables are read this much further than the horizon, for the check that the horizon is long enough."""

Value = TypeVar("Value")
TimetableInstants = dict[tuple[str, bool], tuple[datetime, ...]]


class PackSource(Protocol):
    """Where a pack's files come from: a folder, or a vault."""

    def read(self, inside: str) -> bytes:
        """The bytes of a file of the pack."""
        ...

    def digest(self) -> str:
        """SHA-256 over the files read so far."""
        ...


@dataclass(frozen=True)
class Loaded:
    """A pack with all that it refers to.

    Args:
        pack: The pack; gauges are estimated, incidents counted.
        departures: Instants of the legs that have a timetable.
        warnings: What somebody should look at.
        digest: SHA-256 over the files read.
    """

    pack: Pack
    departures: TimetableInstants
    warnings: tuple[Mistake, ...]
    digest: str


def load_pack(source: PackSource) -> Loaded:
    """Open a sound pack.

    Raises:
        BadInput: With every mistake, if there is an error.
    """
    loaded, mistakes = inspect_pack(source)
    if loaded is None:
        raise BadInput(mistakes)
    return loaded


def inspect_pack(source: PackSource) -> tuple[Loaded | None, list[Mistake]]:
    """Open a pack and find every mistake in it.

    Args:
        source: Where its files come from.

    Returns:
        The pack, or None where there is an error, and all errors and warnings.
    """
    mistakes: list[Mistake] = []
    data = {name: _gather(mistakes, source.read, name) for name in (PACK, NETWORK)}
    reading = read_pack(data[PACK], data[NETWORK]) if None not in data.values() else Reading(None)  # type: ignore[arg-type]
    mistakes.extend(reading.mistakes)
    if reading.pack is None:
        for file in reading.files:
            _gather(mistakes, source.read, file)
        return None, mistakes
    pack = reading.pack
    pack = _with_gauges(pack, source, mistakes)
    pack = _with_incidents(pack, source, mistakes)
    departures = _departures(pack, source, mistakes)
    if any(not mistake.warning for mistake in mistakes):
        return None, mistakes
    warnings = (*mistakes, *doubts(pack, departures))
    return Loaded(pack, departures, warnings, source.digest()), list(warnings)


def _gather(mistakes: list[Mistake], read: Callable[[str], Value], what: str) -> Value | None:
    try:
        return read(what)
    except BadInput as error:
        mistakes.extend(mistake for mistake in error.found if mistake not in mistakes)
        return None


def _with_gauges(pack: Pack, source: PackSource, mistakes: list[Mistake]) -> Pack:
    """The pack with each gauge's record turned into a chain per step, for the season of the journey."""
    season = (pack.clock.start.date(), pack.clock.at(pack.clock.steps).date())

    def estimated(condition: Condition) -> Condition:
        if condition.gauge is None:
            return condition
        file = condition.gauge.file
        record = _gather(mistakes, lambda name: read_gauge(name, source.read(name)), file)
        if record is None:
            return condition
        transitions = transitions_from_gauge(record, condition.gauge.thresholds, season)
        if not transitions.observed:
            mistakes.append(Mistake("gauge_no_season", file, fields={"condition": condition.id}, warning=True))
        rows = step_matrix(transitions.chain, 1440, pack.clock.step_minutes)
        return condition.model_copy(update={"gauge": None, "per_step": rows})

    return replace(pack, conditions=tuple(estimated(condition) for condition in pack.conditions))


def _with_incidents(pack: Pack, source: PackSource, mistakes: list[Mistake]) -> Pack:
    """The pack with recorded incidents counted as harm on the legs they lie near that state no harm of their own."""
    rules = pack.incidents
    record = None if rules is None else _gather(mistakes, lambda name: read_incidents(name, source.read(name)), rules.file)
    if rules is None or record is None:
        return pack

    def counted(leg: Leg) -> Leg:
        line = leg.line or (pack.place[leg.origin].at, pack.place[leg.destination].at)
        if "harm" in leg.risk.model_fields_set:
            return leg
        counts = harm_counts(record, line, rules.near_km, rules.trials_per_year)
        return leg if counts is None else leg.model_copy(update={"risk": leg.risk.model_copy(update={"harm": counts})})

    return replace(pack, legs=tuple(counted(leg) for leg in pack.legs))


def _departures(pack: Pack, source: PackSource, mistakes: list[Mistake]) -> TimetableInstants:
    """When the legs with a timetable leave, from the day before the start to the day after a longer horizon."""
    first = pack.clock.start.date() - timedelta(days=1)
    last = pack.clock.at(int(pack.clock.steps * LOOK_AHEAD) + 1).date() + timedelta(days=1)
    found: TimetableInstants = {}
    by_file: dict[str, list[tuple[tuple[str, bool], Leg]]] = {}
    seen: set[str] = set()
    for move in pack.moves:
        if move.timetable is not None:
            by_file.setdefault(move.timetable.file, []).append(((move.id, move.id in seen), move))
        seen.add(move.id)
    for file, moves in by_file.items():
        lines = [move.timetable for _, move in moves if move.timetable is not None]
        read = _gather(mistakes, lambda name, lines=lines: read_timetable(name, source.read(name), lines, first, last), file)  # type: ignore[misc]
        if read is not None:
            found.update({key: instants for (key, _), instants in zip(moves, read, strict=True)})
    return found
