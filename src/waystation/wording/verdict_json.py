"""The JSON of `waystation decide`: stable, never translated, fields only ever added."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from waystation.deciding.departing import DepartureDays
from waystation.deciding.records import Override
from waystation.deciding.verdict import WORDS, Change, Flip, Gate, Going, Hold, Parting, Staying, Verdict
from waystation.errors import Mistake
from waystation.wording.contract import mistake_json
from waystation.wording.records_json import OVERRIDE, override_json

__all__ = ["DECIDE_SCHEMA", "flip_json", "gate_json", "verdict_json"]

Json = dict[str, Any]


def verdict_json(
    pack: str,
    digest: str,
    verdict: Verdict,
    *,
    days: DepartureDays | None,
    warnings: Iterable[Mistake],
    seconds: dict[str, float],
    decisions: Iterable[Override] = (),
) -> Json:
    """What `waystation decide PACK --json` prints.

    Args:
        pack: The pack's name.
        digest: SHA-256 over the files read.
        verdict: The verdict.
        days: The chance by the day of departure.
        warnings: What somebody should look at.
        seconds: How long each stage took.
        decisions: What has been decided on the mission since it last ended.
    """
    return {
        "format": 1,
        "pack": pack,
        "digest": digest,
        "verdict": verdict.word,
        "urgency": verdict.urgency,
        "charter": verdict.charter or None,
        "reasons": [gate_json(gate) for gate in verdict.gates],
        "stay": _stay(verdict.stay),
        "go": _go(verdict.go),
        "hold": _hold(verdict.hold) if verdict.hold is not None else None,
        "split": _split(verdict.split) if verdict.split is not None else None,
        "flips": [flip_json(flip) for flip in verdict.flips],
        "departures": _departures(days) if days is not None else None,
        "decisions": [override_json(one) for one in decisions],
        "warnings": [mistake_json(warning) for warning in warnings],
        "seconds": {name: round(value, 6) for name, value in seconds.items()},
    }


def gate_json(gate: Gate) -> Json:
    """A gate as `decide` gives it."""
    return {
        "gate": gate.name,
        "value": gate.value,
        "limit": gate.limit,
        "holds": gate.holds,
        "missed": gate.missed,
        "about": list(gate.about),
        "counts": gate.counts,
    }


def _stay(stay: Staying) -> Json:
    return {
        "days": stay.days,
        "people": stay.people,
        "safe": {"low": stay.low, "mid": stay.mid, "high": stay.high},
        "source": stay.source or None,
    }


def _go(going: Going) -> Json:
    return {
        "people": going.people,
        "safe": {"low": going.low, "mid": going.mid, "high": going.high},
        "likely": {"p10": going.p10, "p50": going.p50, "p90": going.p90},
        "lost": going.lost,
        "cost": going.cost,
        "told": list(going.told),
        "days": going.days,
        "first": going.first,
        "departs": _time(going.departs),
    }


def _hold(hold: Hold) -> Json:
    return {
        "until": _time(hold.until),
        "because": hold.because,
        "low_then": hold.low_then,
        "awaited": list(hold.awaited),
        "stops_helping": _time(hold.stops_helping),
        "assumed": list(hold.assumed),
        "latest": hold.latest,
    }


def _split(parting: Parting) -> Json:
    return {
        "groups": [list(group) for group in parting.groups],
        "verdicts": list(parting.words),
        "all_safe": {"low": parting.all_safe},
        "expected_safe": {"low": parting.expected_safe},
    }


def flip_json(flip: Flip) -> Json:
    """What would make a verdict another, as `decide` gives it."""
    return {
        "changes": [_change(change) for change in flip.changes],
        "verdict": flip.verdict,
        "low": flip.low,
        "p10": flip.p10,
    }


def _change(change: Change) -> Json:
    return {"what": change.what, "change": change.change, "times": change.times}


def _departures(days: DepartureDays) -> Json:
    return {
        "days": [_time(day) for day in days.days],
        "now": list(days.now),
        "by_level": {level: list(chances) for level, chances in days.by_level.items()},
        "at_once": days.at_once,
        "stops_helping": _time(days.stops_helping),
    }


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def _schema() -> Json:
    chance = {"type": "number", "minimum": 0, "maximum": 1}
    when = {"type": ["string", "null"], "format": "date-time"}
    names = {"type": "array", "items": {"type": "string"}}
    chances = {"type": "array", "items": chance}
    amount = {"type": "number", "minimum": 0}
    word = {"enum": list(WORDS)}
    safe = _object({"low": chance, "mid": chance, "high": chance})
    gate = {
        "gate": {"type": "string"},
        "value": {"type": ["number", "string", "null"]},
        "limit": {"type": ["number", "string", "null"]},
        "holds": {"type": "boolean"},
        "missed": {"enum": ["second", "hold", "decline"]},
        "about": names,
        "counts": {"type": "boolean"},
    }
    stay = {"days": amount, "people": amount, "safe": safe, "source": {"type": ["string", "null"]}}
    go = {
        "people": amount,
        "safe": safe,
        "likely": _object({"p10": chance, "p50": chance, "p90": chance}),
        "lost": chance,
        "cost": amount,
        "told": names,
        "days": {"type": ["number", "null"]},
        "first": {"type": ["string", "null"]},
        "departs": when,
    }
    hold = {
        "until": when,
        "because": {"type": "string"},
        "low_then": chance,
        "awaited": names,
        "stops_helping": when,
        "assumed": names,
        "latest": {"type": "boolean"},
    }
    split = {
        "groups": {"type": "array", "items": names},
        "verdicts": {"type": "array", "items": word},
        "all_safe": _object({"low": chance}),
        "expected_safe": _object({"low": amount}),
    }
    change = {"what": {"type": "string"}, "change": {"type": "string"}, "times": {"type": "integer", "minimum": 1}}
    flip = {"changes": _list(change), "verdict": word, "low": chance, "p10": chance}
    departures = {
        "days": {"type": "array", "items": when},
        "now": chances,
        "by_level": {"type": "object", "additionalProperties": chances},
        "at_once": chance,
        "stops_helping": when,
    }
    answer = {
        "format": {"const": 1},
        "pack": {"type": "string"},
        "digest": {"type": "string"},
        "verdict": word,
        "urgency": {"enum": ["PC1", "PC2", "PC3", "PC4"]},
        "charter": {"type": ["string", "null"]},
        "reasons": _list(gate),
        "stay": _object(stay),
        "go": _object(go),
        "hold": _or_null(hold),
        "split": _or_null(split),
        "flips": _list(flip),
        "departures": _or_null(departures),
        "decisions": {"type": "array", "items": OVERRIDE},
        "warnings": {"type": "array", "items": {"type": "object"}},
        "seconds": {"type": "object", "additionalProperties": amount},
    }
    title = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "waystation decide --json"}
    return {**title, **_object(answer)}


def _object(properties: Json) -> Json:
    return {"type": "object", "required": list(properties), "properties": properties}


def _list(properties: Json) -> Json:
    return {"type": "array", "items": _object(properties)}


def _or_null(properties: Json) -> Json:
    return {"anyOf": [_object(properties), {"type": "null"}]}


DECIDE_SCHEMA: Json = _schema()
"""The JSON Schema of what `waystation decide PACK --json` prints."""
