"""The JSON of the watch: numbers, times in UTC, and nothing that names anybody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, get_args

from waystation.guiding.alarms import Standing
from waystation.guiding.false_alarms import Choice
from waystation.guiding.notices import Notice, Trouble, TroubleCode
from waystation.wording.json_shapes import DIALECT, Json, maybe, thing
from waystation.world.report_journeys import ALARM_STAGES

__all__ = ["WATCH_ACK_SCHEMA", "WATCH_SCHEMA", "WATCH_SHOW_SCHEMA", "once_json", "show_json"]

_TIME: Json = {"type": "string", "format": "date-time"}
_NUMBER: Json = {"type": "integer", "minimum": 0}
_CHANCE: Json = {"type": "number", "minimum": 0, "maximum": 1}
_SECONDS: Json = {"type": "number", "minimum": 0}
_STAGE: Json = {"enum": list(ALARM_STAGES)}


_GRACE = thing(shortest=_SECONDS, mean=_SECONDS, longest=_SECONDS)
_CHOICE = thing(
    rate=maybe(_CHANCE),
    grace_seconds=_GRACE,
    false_alarms=_SECONDS,
    any=_CHANCE,
    checks=_NUMBER,
    delay_seconds=_SECONDS,
)
_EXPECTED = thing(
    journey=_NUMBER,
    due=_TIME,
    overdue=_TIME,
    grace_seconds=_SECONDS,
    false_alarm=_CHANCE,
    stage=maybe(_STAGE),
    noted={"type": "boolean"},
    next=maybe(_TIME),
)
_RUNG = thing(
    alarm={"type": "string"},
    journey=_NUMBER,
    stage=_STAGE,
    due=_TIME,
    again=_NUMBER,
    passed={"type": "array", "items": _STAGE},
    unsure={"type": "boolean"},
)
_TROUBLE = thing(code={"enum": list(get_args(TroubleCode))}, what={"type": "string"}, seconds=_SECONDS)

WATCH_SHOW_SCHEMA: Json = {
    "$schema": DIALECT,
    "title": "waystation watch show",
    **thing(
        now=_TIME,
        expected={"type": "array", "items": _EXPECTED},
        in_force=_CHOICE,
        choices={"type": "array", "items": _CHOICE},
    ),
}
WATCH_SCHEMA: Json = {
    "$schema": DIALECT,
    "title": "waystation watch --once",
    **thing(now=_TIME, rung={"type": "array", "items": _RUNG}, troubles={"type": "array", "items": _TROUBLE}),
}
WATCH_ACK_SCHEMA: Json = {
    "$schema": DIALECT,
    "title": "waystation watch ack",
    **thing(journey=_NUMBER, noted={"const": True}),
}


def show_json(
    now: datetime, standings: Sequence[Standing], in_force: Choice, choices: Sequence[Choice]
) -> dict[str, Any]:
    """What `waystation watch show --json` prints."""
    return {
        "now": now.isoformat(),
        "expected": [
            {
                "journey": one.number,
                "due": one.check.due.isoformat(),
                "overdue": one.check.overdue.isoformat(),
                "grace_seconds": (one.check.overdue - one.check.due).total_seconds(),
                "false_alarm": one.check.rate,
                "stage": one.stage,
                "noted": one.noted,
                "next": None if one.next_at is None else one.next_at.isoformat(),
            }
            for one in standings
        ],
        "in_force": _choice(in_force),
        "choices": [_choice(one) for one in choices],
    }


def _choice(one: Choice) -> dict[str, Any]:
    return {
        "rate": one.rate,
        "grace_seconds": {"shortest": one.shortest, "mean": one.mean, "longest": one.longest},
        "false_alarms": one.false_alarms,
        "any": one.any,
        "checks": one.checks,
        "delay_seconds": one.mean,
    }


def once_json(now: datetime, notices: Sequence[Notice], troubles: Sequence[Trouble]) -> dict[str, Any]:
    """What `waystation watch --once --json` prints: what was rung."""
    return {
        "now": now.isoformat(),
        "rung": [
            {
                "alarm": one.name,
                "journey": one.number,
                "stage": one.stage,
                "due": one.due.isoformat(),
                "again": one.again,
                "passed": list(one.passed),
                "unsure": one.unsure,
            }
            for one in notices
        ],
        "troubles": [{"code": one.code, "what": one.what, "seconds": one.seconds} for one in troubles],
    }
