"""What was typed into a form, as values: instants, amounts, who says so; what is no value is asked again."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, tzinfo

from waystation.bootstrap import present_instant
from waystation.desk.guide.cases import Case
from waystation.desk.guide.journeys import COORDINATOR
from waystation.errors import BadInput, Mistake, Usage
from waystation.web.asked import Asked
from waystation.web.desk_now import DeskNow

__all__ = ["amount_in", "heard_in", "instant_in", "latest_for", "number_in", "source_in", "usual_source"]

AMOUNT = re.compile(r"(?:\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.\d{1,2})?", re.ASCII)
"""Digits, perhaps with commas between thousands and two places after a point: 2.000 or 1,5 means one thing here and
another there, and is asked again."""
HOUR = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
YEARS = range(1800, 2201)
FUTURE = timedelta(minutes=1)
NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?", re.ASCII)


def instant_in(text: str, zone: tzinfo, now: datetime) -> datetime:
    """An instant as somebody types it: nothing is now, `21:40` the last time it was that, or a whole date and time.

    Args:
        text: As it was typed.
        zone: In which it is meant where it names none.
        now: The present instant.

    Raises:
        Usage: If it is none.
    """
    said = text.strip()
    if not said:
        return now
    hour = HOUR.fullmatch(said)
    if hour is not None:
        local = now.astimezone(zone).replace(hour=int(hour[1]), minute=int(hour[2]), second=0, microsecond=0)
        return local if local <= now else local - timedelta(days=1)
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        raise Usage("not_an_instant", value=said[:40]) from None
    if found.year not in YEARS:
        raise Usage("not_an_instant", value=said[:40])
    return found if found.tzinfo is not None else found.replace(tzinfo=zone)


def heard_in(desk: DeskNow, case: Case, asked: Asked) -> datetime:
    """When it was heard: now, unless another time was typed; never the future, but for a mission that lies ahead.

    Raises:
        Usage: If it is no time.
    """
    return instant_in(asked.text("heard"), case.pack.clock.zone, desk.now)


def latest_for(desk: DeskNow) -> datetime | None:
    """After this nothing can have been heard; None where the missions lie ahead of this machine, and are rehearsed."""
    return desk.now if desk.now <= present_instant() + FUTURE else None


def amount_in(text: str) -> float:
    """An amount above 0; never a guess at what a comma or a point stands for.

    Raises:
        Usage: If it is none.
    """
    amount = float(text.replace(",", "")) if AMOUNT.fullmatch(text) else 0.0
    if amount <= 0.0:
        raise Usage("cash_amount", value=text[:40])
    return amount


def number_in(text: str, at: str) -> float | int:
    """A number, as digits with perhaps a point.

    Args:
        text: As it was typed.
        at: The field.

    Raises:
        BadInput: If it is none.
    """
    said = text.replace(",", "") if AMOUNT.fullmatch(text) else text
    if not NUMBER.fullmatch(said):
        raise BadInput([Mistake("not_a_number", at=at, fields={"value": f'"{text[:40]}"'})])
    number = float(said)
    return int(number) if number.is_integer() else number


def usual_source(desk: DeskNow, case: Case) -> str:
    """Who most likely says so where nobody signs: whoever is on call, else the coordinator; empty where one signs."""
    from waystation.guiding.handover import on_call

    if case.record.member:
        return ""
    found = on_call(case.duties, desk.now)
    return found.who if found is not None else COORDINATOR


def source_in(case: Case, asked: Asked) -> str:
    """Who says so, where nobody signs; empty where a device does."""
    return "" if case.record.member else asked.text("source")
