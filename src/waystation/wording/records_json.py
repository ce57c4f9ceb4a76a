"""The JSON of `waystation override`, `approve` and `outcome`: stable, never translated, fields only ever added."""

from __future__ import annotations

from waystation.deciding.records import Override
from waystation.wording.json_shapes import DIALECT, Json, thing
from waystation.world.report import CHOICES, MISSION_ENDS, Decision

__all__ = ["APPROVE_SCHEMA", "OUTCOME_SCHEMA", "OVERRIDE", "OVERRIDE_SCHEMA", "outcome_json", "override_json"]


def override_json(one: Override) -> Json:
    """An override, or an approval that was asked for."""
    return {
        "id": one.id,
        "mission": one.mission,
        "by": one.by,
        "asked": one.asked,
        "chosen": one.chosen,
        "verdict": one.verdict,
        "overrules": one.overrules,
        "low": one.low,
        "reason": one.reason,
        "made": one.made.isoformat(),
        "approvals": list(one.approvals),
        "approved": one.approved,
        "outcome": one.outcome,
    }


def outcome_json(written: Decision, *, foreseen: bool) -> Json:
    """An outcome that was written down, and whether a forecast is closed with it."""
    return {
        "id": written.id,
        "outcome": written.outcome,
        "ended": written.happened.isoformat(),
        "departed": written.departed.isoformat() if written.departed is not None else None,
        "foreseen": foreseen,
    }


_TEXT: Json = {"type": "string"}
_TIME: Json = {"type": "string", "format": "date-time"}
_YES_NO: Json = {"type": "boolean"}


OVERRIDE = thing(
    id=_TEXT,
    mission=_TEXT,
    by=_TEXT,
    asked=_TEXT,
    chosen={"enum": list(CHOICES)},
    verdict=_TEXT,
    overrules=_YES_NO,
    low={"anyOf": [{"type": "number", "minimum": 0, "maximum": 1}, {"type": "null"}]},
    reason=_TEXT,
    made=_TIME,
    approvals={"type": "array", "items": _TEXT, "uniqueItems": True},
    approved=_YES_NO,
    outcome={"enum": [*MISSION_ENDS, None]},
)
"""The schema of one override, without its title."""
OVERRIDE_SCHEMA: Json = {"$schema": DIALECT, "title": "waystation override --json", **OVERRIDE}
APPROVE_SCHEMA: Json = {
    "$schema": DIALECT,
    "title": "waystation approve --json",
    "type": "array",
    "items": OVERRIDE,
}
OUTCOME_SCHEMA: Json = {
    "$schema": DIALECT,
    "title": "waystation outcome --json",
    **thing(
        id=_TEXT,
        outcome={"enum": list(MISSION_ENDS)},
        ended=_TIME,
        departed={"anyOf": [_TIME, {"type": "null"}]},
        foreseen=_YES_NO,
    ),
}
