"""The JSON Schemas of what the commands of a journey print: stable, and only ever added to."""

from __future__ import annotations

from typing import Any

from waystation.world.report_journeys import JOURNEY_ENDS

__all__ = [
    "JOURNEY_BEGIN_SCHEMA",
    "JOURNEY_CLOSE_SCHEMA",
    "JOURNEY_DONE_SCHEMA",
    "JOURNEY_LIST_SCHEMA",
    "JOURNEY_SCHEMA",
    "REPORT_ADD_SCHEMA",
]

Json = dict[str, Any]
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Json = {"type": "string"}
_TIME: Json = {"type": "string", "format": "date-time"}
_YES_NO: Json = {"type": "boolean"}
_CHANCE: Json = {"type": "number", "minimum": -1e-9, "maximum": 1 + 1e-9}
_MONEY: Json = {"type": "number", "minimum": 0}
_TEXTS: Json = {"type": "array", "items": _TEXT}


def _object(**properties: Json) -> Json:
    return {"type": "object", "required": list(properties), "properties": properties}


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


def _or_null(value: Json) -> Json:
    return {"anyOf": [value, {"type": "null"}]}


def _by_name(values: Json) -> Json:
    return {"type": "object", "additionalProperties": values}


_SAFE = _object(low=_CHANCE, mid=_CHANCE, high=_CHANCE)
_AT = _object(at=_TIME, chance=_CHANCE)
_STEP = _object(
    action={"type": "string", "pattern": "^(leg:.+|wait|end|none)$"},
    place=_TEXT,
    to=_or_null(_TEXT),
    at=_TIME,
    arrives=_or_null(_TIME),
    late=_or_null(_TIME),
    broker=_or_null(_TEXT),
    fee=_MONEY,
    held=_MONEY,
    until=_or_null(_TIME),
    releases=_TEXTS,
)
_WRONG = _object(
    what={"enum": ["back", "late", "level", "silent", "price", "burnt", "house", "ill"]},
    leg=_TEXT,
    place=_TEXT,
    at=_TIME,
    levels=_TEXTS,
    closed=_YES_NO,
    about=_or_null(_TEXT),
    then=_STEP,
    safe=_or_null(_SAFE),
)
_STRETCH = _object(
    leg=_or_null(_TEXT),
    place=_TEXT,
    to=_or_null(_TEXT),
    begins=_TIME,
    ends=_TIME,
    late_ends=_or_null(_TIME),
    back_ends=_or_null(_TIME),
    late=_CHANCE,
    back=_CHANCE,
    underway=_YES_NO,
)
_ANSWER = _object(
    journey=_TEXT,
    number={"type": "integer"},
    now=_TIME,
    position=_object(
        place=_TEXT,
        leg=_or_null(_TEXT),
        to=_or_null(_TEXT),
        since=_TIME,
        progress=_CHANCE,
        arrives=_list(_AT),
        back=_or_null(_AT),
        lost=_CHANCE,
        overdue=_YES_NO,
    ),
    safe=_SAFE,
    lost=_object(mid=_CHANCE),
    next=_STEP,
    after=_or_null(_STEP),
    wrong=_list(_WRONG),
    ahead=_list(_STRETCH),
    closed=_by_name(_TEXT),
    seen=_by_name(_object(level=_TEXT, since=_TIME, source=_TEXT, report=_TEXT)),
    levels=_by_name(_by_name(_CHANCE)),
    flags=_list(_object(code=_TEXT, about=_or_null(_TEXT))),
    spent=_MONEY,
    looked_up=_YES_NO,
)
_TASKS = _list(_object(task=_TEXT, broker=_or_null(_TEXT), amount=_MONEY, done=_YES_NO))
_STATE: dict[str, Json] = {
    "pack": _TEXT,
    "journey": _TEXT,
    "number": {"type": "integer", "minimum": 0, "maximum": 9999},
    "accepted": _TIME,
    "departed": _or_null(_TIME),
    "place": _TEXT,
    "leg": _or_null(_TEXT),
    "since": _TIME,
    "broker": _or_null(_TEXT),
    "spent": _MONEY,
    "lost": {"enum": ["caught", "harm", "betrayed", None]},
    "ill": _TEXTS,
    "silent": _TEXTS,
    "end": {"enum": [*JOURNEY_ENDS, None]},
    "ended": _or_null(_TIME),
}
_SHOWN: Json = {"anyOf": [_object(**_STATE, answer=_ANSWER), _object(**_STATE, tasks=_TASKS)]}
_CHANGED = _object(code=_TEXT, same=_YES_NO, sentence=_TEXT, safe_before=_or_null(_SAFE), answer=_ANSWER)
_KEPT: Json = {
    "type": "object",
    "required": ["id"],
    "properties": {"id": _TEXT, "journeys": _list(_CHANGED)},
}


def _schema(command: str, value: Json) -> Json:
    return {"$schema": _DIALECT, "title": f"waystation {command} --json", **value}


JOURNEY_SCHEMA: Json = _schema("journey show", {"anyOf": [_SHOWN, _list(_SHOWN)]})
JOURNEY_LIST_SCHEMA: Json = _schema("journey list", _list(_object(**_STATE)))
JOURNEY_BEGIN_SCHEMA: Json = _schema(
    "journey begin", _object(**_STATE, verdict=_TEXT, approved=_TEXTS, foreseen=_YES_NO, answer=_ANSWER)
)
JOURNEY_CLOSE_SCHEMA: Json = _schema("journey close", _object(**_STATE, foreseen=_YES_NO, tasks=_TASKS))
JOURNEY_DONE_SCHEMA: Json = _schema("journey done", _object(**_STATE, tasks=_TASKS))
REPORT_ADD_SCHEMA: Json = _schema("report add", {"anyOf": [_KEPT, _list(_KEPT)]})
