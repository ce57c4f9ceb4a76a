"""The JSON of `waystation burn`, `burn warned` and `burn list`: stable, never translated, fields only ever added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from waystation.errors import Mistake
from waystation.guiding.answering import Answer
from waystation.guiding.burning import Closed, Reason
from waystation.guiding.changing import same_step
from waystation.guiding.warning import Alert
from waystation.vault.standing import Changed, Touched
from waystation.wording.contract import mistake_json
from waystation.wording.json_shapes import DIALECT, Json, listing, thing
from waystation.world.report_journeys import WARN_REASONS, Burn, CardGiven

__all__ = ["BURN_SCHEMA", "BURN_WARNED_SCHEMA", "alert_json", "alerts_json", "answer_json", "burn_json", "mission_json"]


def _closed(closed: Closed) -> Json:
    def rows(found: Mapping[str, Reason], of: str) -> list[Json]:
        return [{of: name, "code": one.code, "what": one.what, "name": one.name} for name, one in sorted(found.items())]

    return {
        "legs": rows(closed.legs, "leg"),
        "places": rows(closed.places, "place"),
        "known": rows(closed.known, "place"),
    }


def mission_json(
    name: str,
    report: Burn,
    touched: Touched | None,
    cards: Sequence[CardGiven],
    money: Mapping[str, float],
    *,
    whole: bool,
    fresh: Closed,
    rotated: Sequence[str],
) -> Json:
    """What a burn came to in one mission."""
    return {
        "mission": name,
        "id": report.id,
        "legs": list(touched.legs) if touched is not None else list(report.legs),
        "places": list(report.places),
        "brokers": list(touched.brokers) if touched is not None else [],
        "travellers": list(touched.travellers) if touched is not None else [],
        "told": list(touched.told) if touched is not None else [],
        "about": list(touched.about) if touched is not None else [],
        "cards": [{"id": card.id, "journey": card.journey, "legs": list(card.legs)} for card in cards],
        "money": dict(sorted(money.items())),
        "whole": whole,
        "closed": _closed(fresh),
        "rotated": list(rotated),
    }


def alert_json(name: str, alert: Alert) -> Json:
    """Somebody who has to be warned."""
    return {
        "mission": name,
        "burn": alert.burn,
        "what": alert.what,
        "name": alert.name,
        "burnt": alert.burnt.isoformat(),
        "who": alert.who,
        "why": alert.why,
        "by": alert.by.isoformat() if alert.by is not None else None,
        "warned": alert.warned.isoformat() if alert.warned is not None else None,
    }


def alerts_json(found: Iterable[tuple[str, Alert]]) -> list[Json]:
    """What `burn list --json` and `burn warned --json` print."""
    return [alert_json(name, alert) for name, alert in found]


def answer_json(answer: Answer, before: Answer | None) -> Json:
    """What a journey does now; `changed` is null where it is not known what it did before."""
    step = answer.next
    return {
        "journey": answer.journey.name,
        "number": answer.journey.number,
        "next": step.what,
        "leg": step.leg.id if step.leg is not None else None,
        "place": step.place,
        "at": step.at.isoformat(),
        "low": answer.safe[0],
        "changed": None if before is None else not same_step(step, before.next),
    }


def burn_json(
    what: str,
    name: str,
    since: str,
    missions: Sequence[Json],
    *,
    elsewhere: Sequence[str],
    warn: Sequence[Json],
    shut_out: Sequence[str],
    changed: Changed | None,
    answers: Sequence[Json],
    warnings: Iterable[Mistake],
) -> Json:
    """What `burn --json` prints."""
    return {
        "format": 1,
        "what": what,
        "name": name,
        "since": since,
        "missions": list(missions),
        "untouched": list(elsewhere),
        "warn": list(warn),
        "shut_out": list(shut_out),
        "removal": None
        if changed is None
        else {
            "holds": changed.holds,
            "missing": changed.missing,
            "rotated": list(changed.rotated),
            "readable": list(changed.readable),
        },
        "answers": list(answers),
        "warnings": [mistake_json(one) for one in warnings],
    }


_TEXT: Json = {"type": "string"}
_TIME: Json = {"type": "string", "format": "date-time"}
_TIME_OR_NULL: Json = {"anyOf": [_TIME, {"type": "null"}]}
_YES_NO: Json = {"type": "boolean"}
_WHAT: Json = {"enum": ["broker", "place", "member", "device"]}


_CODE: Json = {"enum": ["broker_burnt", "place_burnt", "known_leg", "known_place"]}
_OF_PLACE = thing(place=_TEXT, code=_CODE, what=_WHAT, name=_TEXT)
_CLOSED = thing(
    legs=listing(thing(leg=_TEXT, code=_CODE, what=_WHAT, name=_TEXT)),
    places=listing(_OF_PLACE),
    known=listing(_OF_PLACE),
)
_ALERT = thing(
    mission=_TEXT,
    burn=_TEXT,
    what=_WHAT,
    name=_TEXT,
    burnt=_TIME,
    who={"type": "string", "pattern": "^(broker|place|member|journey|family):"},
    why={"enum": list(WARN_REASONS)},
    by=_TIME_OR_NULL,
    warned=_TIME_OR_NULL,
)
_MISSION = thing(
    mission=_TEXT,
    id=_TEXT,
    legs=listing(_TEXT),
    places=listing(_TEXT),
    brokers=listing(_TEXT),
    travellers=listing(_TEXT),
    told=listing(_TEXT),
    about=listing(_TEXT),
    cards=listing(thing(id=_TEXT, journey=_TEXT, legs=listing(_TEXT))),
    money={"type": "object", "additionalProperties": {"type": "number"}},
    whole=_YES_NO,
    closed=_CLOSED,
    rotated=listing(_TEXT),
)
_REMOVAL = thing(
    holds=_YES_NO, missing={"type": "integer", "minimum": 0}, rotated=listing(_TEXT), readable=listing(_TEXT)
)
_ANSWER = thing(
    journey=_TEXT,
    number={"type": "integer"},
    next={"enum": ["leg", "wait", "end", "none"]},
    leg={"anyOf": [_TEXT, {"type": "null"}]},
    place=_TEXT,
    at=_TIME,
    low={"type": "number", "minimum": 0, "maximum": 1},
    changed={"anyOf": [_YES_NO, {"type": "null"}]},
)
BURN_SCHEMA: Json = {
    "$schema": DIALECT,
    "title": "waystation burn --json",
    **thing(
        format={"const": 1},
        what=_WHAT,
        name=_TEXT,
        since=_TIME,
        missions=listing(_MISSION),
        untouched=listing(_TEXT),
        warn=listing(_ALERT),
        shut_out=listing(_TEXT),
        removal={"anyOf": [_REMOVAL, {"type": "null"}]},
        answers=listing(_ANSWER),
        warnings=listing({"type": "object"}),
    ),
}
BURN_WARNED_SCHEMA: Json = {
    "$schema": DIALECT,
    "title": "waystation burn warned --json, burn list --json",
    **listing(_ALERT),
}
