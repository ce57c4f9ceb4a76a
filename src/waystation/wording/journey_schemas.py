"""The JSON Schemas of what the commands of a journey print: stable, and only ever added to."""

from __future__ import annotations

from waystation.wording.json_shapes import DIALECT, Json, listing, maybe, thing
from waystation.world.report_journeys import JOURNEY_ENDS

__all__ = [
    "JOURNEY_BEGIN_SCHEMA",
    "JOURNEY_CLOSE_SCHEMA",
    "JOURNEY_DONE_SCHEMA",
    "JOURNEY_LIST_SCHEMA",
    "JOURNEY_SCHEMA",
    "REPORT_ADD_SCHEMA",
]

_TEXT: Json = {"type": "string"}
_TIME: Json = {"type": "string", "format": "date-time"}
_YES_NO: Json = {"type": "boolean"}
_CHANCE: Json = {"type": "number", "minimum": -1e-9, "maximum": 1 + 1e-9}
_MONEY: Json = {"type": "number", "minimum": 0}
_TEXTS: Json = {"type": "array", "items": _TEXT}


def _by_name(values: Json) -> Json:
    return {"type": "object", "additionalProperties": values}


_SAFE = thing(low=_CHANCE, mid=_CHANCE, high=_CHANCE)
_AT = thing(at=_TIME, chance=_CHANCE)
_STEP = thing(
    action={"type": "string", "pattern": "^(leg:.+|wait|end|none)$"},
    place=_TEXT,
    to=maybe(_TEXT),
    at=_TIME,
    arrives=maybe(_TIME),
    late=maybe(_TIME),
    broker=maybe(_TEXT),
    fee=_MONEY,
    held=_MONEY,
    until=maybe(_TIME),
    releases=_TEXTS,
)
_WRONG = thing(
    what={"enum": ["back", "late", "level", "silent", "price", "burnt", "house", "ill"]},
    leg=_TEXT,
    place=_TEXT,
    at=_TIME,
    levels=_TEXTS,
    closed=_YES_NO,
    about=maybe(_TEXT),
    then=_STEP,
    safe=maybe(_SAFE),
)
_STRETCH = thing(
    leg=maybe(_TEXT),
    place=_TEXT,
    to=maybe(_TEXT),
    begins=_TIME,
    ends=_TIME,
    late_ends=maybe(_TIME),
    back_ends=maybe(_TIME),
    late=_CHANCE,
    back=_CHANCE,
    underway=_YES_NO,
)
_ANSWER = thing(
    journey=_TEXT,
    number={"type": "integer"},
    now=_TIME,
    position=thing(
        place=_TEXT,
        leg=maybe(_TEXT),
        to=maybe(_TEXT),
        since=_TIME,
        progress=_CHANCE,
        arrives=listing(_AT),
        back=maybe(_AT),
        lost=_CHANCE,
        overdue=_YES_NO,
    ),
    safe=_SAFE,
    lost=thing(mid=_CHANCE),
    next=_STEP,
    after=maybe(_STEP),
    wrong=listing(_WRONG),
    ahead=listing(_STRETCH),
    closed=_by_name(_TEXT),
    seen=_by_name(thing(level=_TEXT, since=_TIME, source=_TEXT, report=_TEXT)),
    levels=_by_name(_by_name(_CHANCE)),
    flags=listing(thing(code=_TEXT, about=maybe(_TEXT))),
    spent=_MONEY,
    looked_up=_YES_NO,
)
_TASKS = listing(thing(task=_TEXT, broker=maybe(_TEXT), amount=_MONEY, done=_YES_NO))
_STATE: dict[str, Json] = {
    "pack": _TEXT,
    "journey": _TEXT,
    "number": {"type": "integer", "minimum": 0, "maximum": 9999},
    "accepted": _TIME,
    "departed": maybe(_TIME),
    "place": _TEXT,
    "leg": maybe(_TEXT),
    "since": _TIME,
    "broker": maybe(_TEXT),
    "spent": _MONEY,
    "lost": {"enum": ["caught", "harm", "betrayed", None]},
    "ill": _TEXTS,
    "silent": _TEXTS,
    "end": {"enum": [*JOURNEY_ENDS, None]},
    "ended": maybe(_TIME),
}
_SHOWN: Json = {"anyOf": [thing(**_STATE, answer=_ANSWER), thing(**_STATE, tasks=_TASKS)]}
_CHANGED = thing(code=_TEXT, same=_YES_NO, sentence=_TEXT, safe_before=maybe(_SAFE), answer=_ANSWER)
_KEPT: Json = {
    "type": "object",
    "required": ["id"],
    "properties": {"id": _TEXT, "journeys": listing(_CHANGED)},
}


def _schema(command: str, value: Json) -> Json:
    return {"$schema": DIALECT, "title": f"waystation {command} --json", **value}


JOURNEY_SCHEMA: Json = _schema("journey show", {"anyOf": [_SHOWN, listing(_SHOWN)]})
JOURNEY_LIST_SCHEMA: Json = _schema("journey list", listing(thing(**_STATE)))
JOURNEY_BEGIN_SCHEMA: Json = _schema(
    "journey begin", thing(**_STATE, verdict=_TEXT, approved=_TEXTS, foreseen=_YES_NO, answer=_ANSWER)
)
JOURNEY_CLOSE_SCHEMA: Json = _schema("journey close", thing(**_STATE, foreseen=_YES_NO, tasks=_TASKS))
JOURNEY_DONE_SCHEMA: Json = _schema("journey done", thing(**_STATE, tasks=_TASKS))
REPORT_ADD_SCHEMA: Json = _schema("report add", {"anyOf": [_KEPT, listing(_KEPT)]})
