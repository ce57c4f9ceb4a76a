"""Opening a pack: its two files, the real data it refers to, and every mistake of either in one run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Protocol, TypeVar

from waystation.atlas.gauges import read_gauge
from waystation.atlas.incidents import read_incidents
from waystation.atlas.timetables import read_timetable
from waystation.errors import BadInput, Mistake
from waystation.evidence.believed import Believed
from waystation.evidence.forecasts import now_from_gauge
from waystation.evidence.incidents import harm_counts
from waystation.evidence.ledger import Ledger
from waystation.evidence.rivers import transitions_from_gauge
from waystation.world.calendars import Calendars
from waystation.world.changes import Changes
from waystation.world.clock import Clock
from waystation.world.conditions import Condition, step_matrix
from waystation.world.doubts import doubts
from waystation.world.pack import Pack
from waystation.world.places import Leg
from waystation.world.reading import NETWORK, PACK, Reading, Reference, read_pack
from waystation.world.records import GaugeRecord, IncidentRecord
from waystation.world.report import Report
from waystation.world.report_lines import REPORTS, read_reports

__all__ = ["Loaded", "PackSource", "inspect_pack", "load_pack"]

Value = TypeVar("Value")
EVIDENCE = ("observation", "sighting", "word", "delivery", "correction")
"""The kinds of reports that can change what is believed; signatures and consents leave every number as it is."""
TimetableInstants = dict[tuple[str, bool], tuple[datetime, ...]]


class PackSource(Protocol):
    """Where a pack's files come from: a folder, or a vault."""

    def read(self, inside: str) -> bytes:
        """The bytes of a file of the pack."""
        ...

    def has(self, inside: str) -> bool:
        """Whether there is a file of that path."""
        ...

    def digest(self) -> str:
        """SHA-256 over the files read so far."""
        ...

    def doubts(self) -> Sequence[Mistake]:
        """Warnings about where the files come from, such as reports that this device may not read."""
        ...


@dataclass(frozen=True)
class Loaded:
    """A pack with all that it refers to.

    Args:
        pack: The pack as it is believed to be after its reports.
        stated: The same before any report; gauges are estimated, incidents counted.
        reports: Its reports, in the order in which they were taken down.
        believed: What they make us believe, or None where there are none.
        departures: Instants of the legs that have a timetable.
        calendars: When legs may leave, on a clock a quarter longer than the pack's.
        warnings: What somebody should look at.
        digest: SHA-256 over the files read.
    """

    pack: Pack
    stated: Pack
    reports: tuple[Report, ...]
    believed: Believed | None
    departures: TimetableInstants
    calendars: Calendars
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


def inspect_pack(
    source: PackSource, changes: Changes | None = None, before: Loaded | None = None
) -> tuple[Loaded | None, list[Mistake]]:
    """Open a pack and find every mistake in it.

    Args:
        source: Where its files come from.
        changes: What is to be otherwise in it; what was set stands, whatever was reported.
        before: The same pack without the changes, for what has been worked out already.

    Returns:
        The pack, or None where there is an error, and all errors and warnings.
    """
    changes = changes or Changes()
    mistakes: list[Mistake] = []
    pack_toml = _gather(mistakes, partial(source.read, PACK))
    network = _gather(mistakes, partial(source.read, NETWORK))
    reading = read_pack(pack_toml, network, changes)
    mistakes.extend(reading.mistakes)
    data = _read_data(reading, source, mistakes)
    if reading.pack is None or mistakes:
        return None, mistakes
    pack = _with_incidents(_with_gauges(reading.pack, data), data)
    calendars = _calendars(pack, changes, before)
    reports, believed = _heard(pack, source, mistakes)
    if mistakes:
        return None, mistakes
    found = [*_unseasonable(reading.pack, data), *doubts(changes.left_out(pack), data.departures, calendars)]
    warnings = [*(reading.placed(warning) for warning in found), *source.doubts()]
    after = changes.left_out(changes.standing(believed.pack if believed else pack, pack))
    loaded = Loaded(after, pack, reports, believed, data.departures, calendars, tuple(warnings), source.digest())
    return loaded, warnings


def _calendars(pack: Pack, changes: Changes, before: Loaded | None) -> Calendars:
    """When legs may leave: taken over where neither the clock nor the leg was changed."""
    if before is None or before.calendars.clock != pack.clock.longer:
        return Calendars(pack.clock.longer)
    return before.calendars.kept(changes.other_legs(pack))


def _heard(pack: Pack, source: PackSource, mistakes: list[Mistake]) -> tuple[tuple[Report, ...], Believed | None]:
    """The pack's reports, and what they make us believe."""
    if not source.has(REPORTS):
        return (), None
    data = _gather(mistakes, partial(source.read, REPORTS))
    if data is None:
        return (), None
    reports, wrong = read_reports(data)
    mistakes.extend(wrong)
    ledger = Ledger(pack)
    for report in reports:
        mistake = ledger.add(report)
        if mistake is not None:
            mistakes.append(replace(mistake, file=REPORTS, at=mistake.at or str(report.id)))
    if mistakes or not any(report.kind in EVIDENCE for report in reports):
        return tuple(reports), None
    return tuple(reports), ledger.believed()


def _gather(mistakes: list[Mistake], read: Callable[[], Value]) -> Value | None:
    try:
        return read()
    except BadInput as error:
        mistakes.extend(mistake for mistake in error.found if mistake not in mistakes)
        return None


@dataclass
class _Data:
    """What the data files of a pack hold, as far as they are sound.

    Args:
        gauges: Records by file.
        incidents: The record of incidents.
        departures: Instants of the legs that have a timetable.
    """

    gauges: dict[str, GaugeRecord] = field(default_factory=dict)
    incidents: IncidentRecord | None = None
    departures: TimetableInstants = field(default_factory=dict)


def _read_data(reading: Reading, source: PackSource, mistakes: list[Mistake]) -> _Data:
    """Read every data file that the pack refers to, also of a pack that has mistakes of its own."""
    data = _Data()
    for reference in reading.references:
        path = reference.path
        raw = _opened(reference, source, mistakes)
        if raw is None:
            continue
        if reference.kind == "gauge":
            gauge = _gather(mistakes, partial(read_gauge, path, raw))
            data.gauges.update({path: gauge} if gauge else {})
        elif reference.kind == "incidents":
            data.incidents = _gather(mistakes, partial(read_incidents, path, raw))
        elif reading.clock is not None:
            departures = _gather(mistakes, partial(_departures, reference, raw, reading.clock))
            data.departures.update(departures or {})
    return data


def _opened(reference: Reference, source: PackSource, mistakes: list[Mistake]) -> bytes | None:
    """The bytes of a data file; where there are none, that is a mistake of the place that refers to it."""
    try:
        return source.read(reference.path)
    except BadInput as error:
        for mistake in error.found:
            fields = {**mistake.fields, "subject": reference.path}
            mistakes.append(Mistake(mistake.code, reference.file, reference.at, reference.line, fields))
        return None


def _departures(reference: Reference, raw: bytes, clock: Clock) -> TimetableInstants:
    """When the legs with this timetable leave, from the day before the start to the day after a longer horizon."""
    first = clock.start.date() - timedelta(days=1)
    last = clock.at(clock.longer.steps + 1).date() + timedelta(days=1)
    instants = read_timetable(reference.path, raw, [line for _, line in reference.lines], first, last)
    return {key: found for (key, _), found in zip(reference.lines, instants, strict=True)}


def _season(clock: Clock) -> tuple[date, date]:
    return clock.start.date(), clock.at(clock.steps).date()


def _unseasonable(pack: Pack, data: _Data) -> Iterator[Mistake]:
    """A warning for each gauge whose record has no day in the season of the journey."""
    for condition in pack.conditions:
        gauge = condition.gauge
        if gauge is not None:
            record = data.gauges[gauge.file]
            if not transitions_from_gauge(record, gauge.thresholds, _season(pack.clock)).observed:
                at = f"condition:{condition.id}/gauge"
                yield Mistake("gauge_no_season", PACK, at, fields={"condition": condition.id}, warning=True)


def _with_gauges(pack: Pack, data: _Data) -> Pack:
    """The pack with each gauge's record turned into a chain per step, for the season of the journey."""

    def estimated(condition: Condition) -> Condition:
        if condition.gauge is None:
            return condition
        record = data.gauges[condition.gauge.file]
        transitions = transitions_from_gauge(record, condition.gauge.thresholds, _season(pack.clock))
        rows = step_matrix(transitions.chain, 1440, pack.clock.step_minutes)
        return condition.model_copy(update={"gauge": None, "per_step": rows, **_forecast(pack, condition, record)})

    return replace(pack, conditions=tuple(estimated(condition) for condition in pack.conditions))


def _forecast(pack: Pack, condition: Condition, record: GaugeRecord) -> dict[str, object]:
    """Where the river stands at the start, if the pack asks for a forecast and there is one worth having."""
    gauge = condition.gauge
    if gauge is None or not gauge.forecast or condition.now is not None:
        return {}
    now = now_from_gauge(record, gauge.thresholds, pack.clock.start.date(), condition.levels)
    return {"now": now} if now is not None else {}


def _with_incidents(pack: Pack, data: _Data) -> Pack:
    """The pack with recorded incidents counted as harm on the legs they lie near that state no harm of their own."""
    rules, record = pack.incidents, data.incidents
    if rules is None or record is None:
        return pack

    def counted(leg: Leg) -> Leg:
        line = leg.line or (pack.place[leg.origin].at, pack.place[leg.destination].at)
        if "harm" in leg.risk.model_fields_set:
            return leg
        counts = harm_counts(record, line, rules.near_km, rules.trials_per_year)
        return leg if counts is None else leg.model_copy(update={"risk": leg.risk.model_copy(update={"harm": counts})})

    return replace(pack, legs=tuple(counted(leg) for leg in pack.legs))
