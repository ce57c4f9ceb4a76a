"""The JSON of the night's commands: stable, never translated, fields only ever added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, get_args

from waystation.guiding.cash import DIFFERENCES, CashBook
from waystation.guiding.handover import Handing, OnCallNow
from waystation.guiding.night import NEEDS, Item
from waystation.wording.json_shapes import DIALECT, Json, listing, maybe, thing
from waystation.world.report_journeys import Call

__all__ = [
    "CALL_SCHEMA",
    "CASH_SCHEMA",
    "HANDOVER_SCHEMA",
    "ONCALL_SCHEMA",
    "TONIGHT_SCHEMA",
    "book_json",
    "call_json",
    "handing_json",
    "handover_json",
    "item_json",
    "oncall_json",
    "tonight_json",
]


def _time(when: datetime | None) -> str | None:
    return when.isoformat() if when is not None else None


def item_json(item: Item, own: datetime | None, local: datetime | None) -> Json:
    """Something that needs somebody.

    Args:
        item: It.
        own: Its instant in the coordinator's hours; None where it has none.
        local: The same in the hours of its place.
    """
    fields = {key: _plain(value) for key, value in item.fields.items() if key not in ("flag", "task")}
    return {
        "need": item.need,
        "mission": item.mission,
        "journey": item.journey,
        "number": item.number,
        "who": item.who,
        "when": _time(own),
        "local": _time(local),
        "place": item.place,
        "about": item.about,
        "fields": fields,
    }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def oncall_json(one: OnCallNow, missions: Sequence[str]) -> Json:
    """Who is on call, for which missions."""
    return {"who": one.who, "since": one.since.isoformat(), "until": one.until.isoformat(), "missions": list(missions)}


def tonight_json(now: datetime, items: Sequence[Json], oncall: Sequence[Json], warnings: Sequence[Json]) -> Json:
    """What `tonight --json` prints."""
    return {
        "format": 1,
        "now": now.isoformat(),
        "oncall": list(oncall),
        "items": list(items),
        "warnings": list(warnings),
    }


def handing_json(mission: str, one: Handing) -> Json:
    """A hand-over in one mission."""
    return {"mission": mission, "id": one.id, "open": list(one.open), "taken": _time(one.taken), "signed": one.signed}


def handover_json(
    by: str,
    to: str,
    made: datetime,
    *,
    since: datetime | None,
    taken: datetime | None,
    missions: Sequence[Json],
    kept: Sequence[str],
    changed: Sequence[Json],
) -> Json:
    """A hand-over over all its missions, with what changed since the one before."""
    return {
        "by": by,
        "to": to,
        "made": made.isoformat(),
        "since": _time(since),
        "taken": _time(taken),
        "missions": list(missions),
        "kept": list(kept),
        "changed": list(changed),
    }


def call_json(mission: str, call: Call) -> Json:
    """A call."""
    return {
        "mission": mission,
        "id": call.id,
        "who": call.who,
        "outcome": call.outcome,
        "about": call.about,
        "journey": call.journey,
        "when": call.happened.isoformat(),
        "by": call.source,
    }


def book_json(mission: str, book: CashBook) -> Json:
    """The cash book of a mission."""
    return {
        "mission": mission,
        "currency": book.currency,
        "brought": dict(book.brought),
        "in_hands": book.outstanding,
        "holdings": [
            {
                "who": one.who,
                "now": one.now,
                "given": one.given,
                "passed": one.passed,
                "spent": one.spent,
                "held": one.held,
            }
            for one in book.holdings
        ],
        "accounts": [
            {
                "journey": one.journey,
                "to": one.to,
                "agreed": one.agreed,
                "due": one.due,
                "due_held": one.due_held,
                "paid": one.paid,
                "held": one.held,
                "released": one.released,
            }
            for one in book.accounts
        ],
        "differences": [
            {"code": one.code, "who": one.who, "amount": one.amount, "journey": one.journey} for one in book.differences
        ],
    }


_TEXT: Json = {"type": "string"}
_NUMBER: Json = {"type": "number"}
_TIME: Json = {"type": "string", "format": "date-time"}


def _schema(title: str, value: Mapping[str, Any]) -> Json:
    return {"$schema": DIALECT, "title": f"waystation {title} --json", **value}


_ONCALL = thing(who=_TEXT, since=_TIME, until=_TIME, missions=listing(_TEXT))
_ITEM = thing(
    need={"enum": list(NEEDS)},
    mission=_TEXT,
    journey=_TEXT,
    number={"type": "integer"},
    who=_TEXT,
    when=maybe(_TIME),
    local=maybe(_TIME),
    place=maybe(_TEXT),
    about=_TEXT,
    fields={"type": "object"},
)
TONIGHT_SCHEMA = _schema(
    "tonight",
    thing(
        format={"const": 1},
        now=_TIME,
        oncall=listing(_ONCALL),
        items=listing(_ITEM),
        warnings=listing({"type": "object"}),
    ),
)
ONCALL_SCHEMA = _schema("oncall", listing(_ONCALL))
_CALL = thing(
    mission=_TEXT,
    id=_TEXT,
    who=_TEXT,
    outcome={"enum": list(get_args(Call.model_fields["outcome"].annotation))},
    about=_TEXT,
    journey=maybe(_TEXT),
    when=_TIME,
    by=_TEXT,
)
CALL_SCHEMA = _schema("call", listing(_CALL))
_HANDING = thing(mission=_TEXT, id=_TEXT, open=listing(_TEXT), taken=maybe(_TIME), signed={"type": "boolean"})
HANDOVER_SCHEMA = _schema(
    "handover",
    listing(
        thing(
            by=_TEXT,
            to=_TEXT,
            made=_TIME,
            since=maybe(_TIME),
            taken=maybe(_TIME),
            missions=listing(_HANDING),
            kept=listing(_TEXT),
            changed=listing(thing(mission=_TEXT, id=_TEXT, kind=_TEXT, happened=_TIME)),
        )
    ),
)
CASH_SCHEMA = _schema(
    "cash",
    listing(
        thing(
            mission=_TEXT,
            currency=_TEXT,
            brought={"type": "object", "additionalProperties": _NUMBER},
            in_hands=_NUMBER,
            holdings=listing(thing(who=_TEXT, now=_NUMBER, given=_NUMBER, passed=_NUMBER, spent=_NUMBER, held=_NUMBER)),
            accounts=listing(
                thing(
                    journey=_TEXT,
                    to=_TEXT,
                    agreed=maybe(_NUMBER),
                    due=_NUMBER,
                    due_held=_NUMBER,
                    paid=_NUMBER,
                    held=_NUMBER,
                    released=_NUMBER,
                )
            ),
            differences=listing(thing(code={"enum": list(DIFFERENCES)}, who=_TEXT, amount=_NUMBER, journey=_TEXT)),
        )
    ),
)
