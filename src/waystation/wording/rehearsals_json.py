"""The JSON of `waystation rehearse`: stable, never translated, fields only ever added."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from waystation.guiding.playing import Over

__all__ = ["REHEARSE_SCHEMA", "rehearsal_json"]

Json = dict[str, Any]

_TEXT: Json = {"type": "string"}
_TIME: Json = {"type": "string", "format": "date-time"}
_WHOLE: Json = {"type": "integer", "minimum": 0}
_FIELDS: Json = {
    "format": {"const": 1},
    "journey": _TEXT,
    "number": {"type": "integer", "minimum": 100, "maximum": 9999},
    "seed": _WHOLE,
    "end": {"enum": ["safe", "lost", "underway", "closed"]},
    "place": {"anyOf": [_TEXT, {"type": "null"}]},
    "left": {"anyOf": [_TIME, {"type": "null"}]},
    "ended": _TIME,
    "told": _WHOLE,
    "foreseen": {"type": "number", "minimum": 0, "maximum": 1},
    "rehearsal": {"const": True},
}
REHEARSE_SCHEMA: Json = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "waystation rehearse --json",
    "type": "object",
    "required": list(_FIELDS),
    "properties": _FIELDS,
}


def rehearsal_json(
    journey: str,
    number: int,
    seed: int,
    told: int,
    foreseen: float,
    *,
    left: datetime | None,
    over: Over | None,
    ended: datetime,
) -> Json:
    """What a rehearsal came to.

    Args:
        journey: The journey's name.
        number: What alarms call it.
        seed: From which all chance was drawn.
        told: How many reports were heard.
        foreseen: The nominal chance of arriving, as it was foreseen.
        left: When they first left; None if they never did.
        over: How it truly ended; None where it was closed before.
        ended: When that was.
    """
    return {
        "format": 1,
        "journey": journey,
        "number": number,
        "seed": seed,
        "end": over.end if over is not None else "closed",
        "place": over.place if over is not None else None,
        "left": left.isoformat() if left is not None else None,
        "ended": ended.isoformat(),
        "told": told,
        "foreseen": foreseen,
    }
