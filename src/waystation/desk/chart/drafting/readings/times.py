"""Times: the start, the deadline, time zones, and when in the day one can leave."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import available_timezones

from waystation.desk.chart.drafting.questions import Misread
from waystation.desk.chart.drafting.readings.words import unsure
from waystation.world.clock import zone_named
from waystation.world.mistakes import nearest

__all__ = ["Leaving", "deadline_hours", "leaving", "next_full_hour", "shown", "start", "zone"]

LONGEST_HOURS = 24.0 * 366
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_TWELVE = re.compile(r"\b(1[0-2]|0?[1-9])(?::([0-5]\d))?\s*([ap])\.?m\b\.?")
_SPAN = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\s*(?:-|–|to|until)\s*([01]?\d|2[0-3]):([0-5]\d)")
_SPELL = re.compile(r"(\d{1,4}(?:\.\d+)?)\s*(h|hour|hours|d|day|days|w|week|weeks)?")
_OFFSET = re.compile(r"\s+([+-]\d\d(?::?\d\d)?|Z)$")
_WINDOWS = {
    **dict.fromkeys(("any", "any time", "always"), "any"),
    **dict.fromkeys(("night", "by night", "at night"), "night"),
    **dict.fromkeys(("day", "by day"), "day"),
}
_HOURS_IN = {"h": 1.0, "d": 24.0, "w": 168.0}

Leaving = tuple[str | list[str], list[str] | None]
"""A window as a pack has it, and listed departures or None."""


def next_full_hour(now: datetime, there: tzinfo | None) -> datetime:
    """The next full hour after an instant, in the zone of a place where one is given."""
    local = now.astimezone(there) if there is not None else now
    return local.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def shown(moment: datetime) -> str:
    """A moment as it is offered and typed: "2031-10-01 18:00 +07:00"."""
    offset = f"{moment:%z}"
    return f"{moment:%Y-%m-%d %H:%M} {offset[:3]}:{offset[3:5]}"


def start(text: str, now: datetime, there: tzinfo | None) -> datetime:
    """When the mission starts: "2031-10-01 18:00 +07:00", "tomorrow 21:00", "21:00", "now".

    Args:
        text: What was typed.
        now: The present instant, for relative words.
        there: The zone of the place where they are; None for the present instant's own.

    Returns:
        A whole minute, with a fixed offset.

    Raises:
        Misread: If it is no time, or not within 1800 to 2200.
    """
    local = now.astimezone(there) if there is not None else now
    found = _moment(text, local)
    if found is None or not 1801 <= found.year <= 2199:
        raise Misread("no_start", value=text, example=shown(next_full_hour(now, there)))
    return _fixed(found)


def deadline_hours(text: str, begins: datetime) -> float | None:
    """By when they must have arrived, as hours after the start: "5 days", "36 hours", a date and time; or "don't know".

    Returns:
        Hours, or None where nobody knows.

    Raises:
        Misread: If it is none of these, not after the start, or more than a year ahead.
    """
    said = text.casefold()
    if unsure(text) or said in ("no", "none", "open"):
        return None
    spell = _SPELL.fullmatch(said)
    if spell:
        hours = float(spell[1]) * _HOURS_IN[(spell[2] or "d")[0]]
    else:
        found = _moment(text, begins)
        if found is None:
            raise Misread("no_deadline", value=text)
        hours = (found - begins) / timedelta(hours=1)
    if not 1.0 <= hours <= LONGEST_HOURS:
        raise Misread("deadline_range", value=text, start=shown(begins))
    return round(hours, 4)


def zone(text: str) -> str | None:
    """The IANA name of a time zone; its city alone is enough: "Bangkok"; None for "none".

    Raises:
        Misread: With the nearest one, if there is none of that name.
    """
    if unsure(text) or text.casefold() in ("none", "no"):
        return None
    wanted = text.casefold().replace(" ", "_")
    names = _zones()
    found = names.get(wanted) or next((name for key, name in names.items() if key.endswith("/" + wanted)), None)
    if found is None or zone_named(found) is None:
        cities = {key.rsplit("/", 1)[-1]: name for key, name in names.items() if "/" in key}
        close = nearest(wanted, [*names, *cities])
        raise Misread("no_zone", value=text, nearest=names.get(close) or cities.get(close, ""))
    return found


def leaving(text: str) -> Leaving:
    """When in the day one can leave: "any", "night", "day", spans "21:00-04:30", or departures "06:30, 13:00".

    Raises:
        Misread: If it is none of these.
    """
    said = text.casefold()
    if said in _WINDOWS:
        return _WINDOWS[said], None
    parts = [part.strip() for part in re.split(r"[,;]|\band\b", said) if part.strip()]
    spans = [_SPAN.fullmatch(part) for part in parts]
    if parts and all(spans):
        return [f"{int(s[1]):02}:{s[2]}-{int(s[3]):02}:{s[4]}" for s in spans if s], None
    times = [_CLOCK.fullmatch(part) for part in " ".join(parts).split()]
    if times and all(times):
        return "any", sorted({f"{int(t[1]):02}:{t[2]}" for t in times if t})
    raise Misread("no_window", value=text)


def _moment(text: str, local: datetime) -> datetime | None:
    """A moment, read in the zone of `local` where it names no offset; None if it is none."""
    said = _TWELVE.sub(_of_24, text.casefold())
    if said == "now":
        return local
    for word, days in (("today", 0), ("tonight", 0), ("tomorrow", 1), ("", 0)):
        clock = _CLOCK.fullmatch(said.removeprefix(word).strip()) if said.startswith(word) else None
        if clock:
            day = (local + timedelta(days=days)).date()
            found = datetime.combine(day, time(int(clock[1]), int(clock[2])), local.tzinfo)
            return found if word or found >= local else found + timedelta(days=1)
    try:
        # "18:00 +07" as people type it; fromisoformat wants no blank before the offset.
        found = datetime.fromisoformat(_OFFSET.sub(r"\1", said.upper()))
        found = found if found.tzinfo is not None else found.replace(tzinfo=local.tzinfo)
        found.astimezone(UTC)  # a moment that no offset can carry overflows here
        offset = found.utcoffset() or timedelta(0)
        return found if found.tzinfo is local.tzinfo or offset % timedelta(minutes=1) == timedelta(0) else None
    except (ValueError, OverflowError):
        return None


def _of_24(found: re.Match[str]) -> str:
    """A time as 24 hours have it: "8 pm" is "20:00"."""
    return f"{int(found[1]) % 12 + (12 if found[3] == 'p' else 0):02}:{found[2] or '00'}"


def _fixed(moment: datetime) -> datetime:
    """The moment on a whole minute with a fixed offset of whole minutes."""
    offset = moment.utcoffset() or timedelta(0)
    whole = timezone(timedelta(minutes=round(offset / timedelta(minutes=1))))
    return moment.astimezone(whole).replace(second=0, microsecond=0)


@cache
def _zones() -> dict[str, str]:
    return {name.casefold(): name for name in sorted(available_timezones())}
