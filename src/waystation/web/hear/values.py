"""What was typed into a report's form, as the plain values that `world.report` reads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from waystation.desk.guide.cases import Case
from waystation.web.asked import Asked
from waystation.web.desk_now import DeskNow
from waystation.web.typed import heard_in, instant_in, latest_for, number_in

__all__ = ["report_value"]

NUMBERS = ("count", "kept", "broken", "temptation", "travellers", "pace", "stamina", "amount")
COMMON = ("source", "origin", "grade", "text")
OWN: Mapping[str, tuple[str, ...]] = {
    "observation": (),
    "sighting": ("what", "count", "near"),
    "word": ("broker", "kept", "broken", "temptation"),
    "departure": ("journey",),
    "delivery": ("outcome", "journey", "broker", "travellers"),
    "checkin": ("journey", "word", "at"),
    "illness": ("journey", "person", "pace", "stamina"),
    "silence": ("broker", "journey"),
    "price": ("journey",),
    "payment": ("to", "amount", "state", "by", "journey"),
    "consent": ("person", "purpose", "basis"),
    "request": (),
    "correction": ("answers",),
}


def report_value(desk: DeskNow, case: Case, kind: str, asked: Asked) -> tuple[dict[str, Any], datetime]:
    """A report as plain values, and when it was heard.

    Args:
        desk: The desk as it stands.
        case: The mission.
        kind: The kind of report, one that has a form.
        asked: What was typed.

    Raises:
        Usage: If a time is none.
        BadInput: If a number is none.
    """
    value: dict[str, Any] = {"kind": kind}
    for name in (*OWN[kind], *COMMON):
        typed = asked.text(name)
        if typed:
            value[name] = number_in(typed, name) if name in NUMBERS else typed
    value |= _special(case, kind, asked)
    heard = heard_in(desk, case, asked)
    happened = instant_in(asked.text("happened"), case.pack.clock.zone, heard)
    if latest_for(desk) is None:  # what lies ahead is rehearsed: its clock goes on with what is told
        heard = max(heard, happened)
    value |= {"happened": happened.isoformat(), "heard": heard.isoformat()}
    return value, heard


def _special(case: Case, kind: str, asked: Asked) -> dict[str, Any]:
    """Fields that are asked for in another way than reports have them."""
    if kind == "observation":
        condition, _, level = asked.text("stands").partition("=")
        return {"condition": condition, "level": level}
    if kind == "illness":
        return {"over": True} if asked.text("over") == "yes" else {}
    if kind == "consent":
        return {"given": asked.text("given") == "yes"}
    if kind == "price":
        least = number_in(asked.text("fee"), "fee")
        most = number_in(asked.text("fee_most"), "fee") if asked.text("fee_most") else None
        return {**_leg(case, kind, asked), "fee": least if most is None else [least, most]}
    return _leg(case, kind, asked) if kind in ("departure", "delivery", "payment") else {}


def _leg(case: Case, kind: str, asked: Asked) -> dict[str, Any]:
    """The leg that was chosen; in which direction, where that counts."""
    leg, _, to = asked.text("leg").partition(">")
    if not leg and kind == "payment":
        return {}
    found: dict[str, Any] = {"leg": leg}
    if kind == "departure" and to and sum(one.id == leg for one in case.pack.moves) > 1:
        found["to"] = to
    return found
