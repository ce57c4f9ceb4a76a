"""When something happened: the times in a line, reckoned from an instant in a zone.

A stretch of time ("last night") becomes its middle and half its length. What could be several times, and what lies
ahead, is left open with the choices there are: a report is never about the future.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

from waystation.wording.short_lines.time_pieces import DAY, Instant, Pieces, stretch, take
from waystation.wording.short_lines.time_words import PATTERNS

__all__ = ["Instant", "Timing", "timing"]


@dataclass(frozen=True, slots=True)
class Timing:
    """What a line says of time.

    Args:
        said: Its words for it, as they stand there.
        may_be: The past times that may be meant; one if it is plain, none if none can be reckoned.
        why: Empty if plain; else `future`, `which`, `vague`.
        rest: The folded line with those words blanked out.
    """

    said: str
    may_be: tuple[Instant, ...]
    why: str
    rest: str


def timing(folded: str, line: str, base: datetime, zone: tzinfo) -> Timing | None:
    """The time that a line tells.

    Args:
        folded: The line, folded.
        line: The same line, as it stands; of the same length.
        base: The instant that relative words count from.
        zone: The zone of local times.

    Returns:
        What it says of time; None where it says nothing.
    """
    local = base.astimezone(zone)
    found = Pieces()
    spans: list[tuple[int, int]] = []
    rest = folded
    for name, pattern in PATTERNS:
        for match in pattern.finditer(rest):
            if match.end() > match.start() and take(found, name, match, local):
                spans.append(match.span())
                rest = rest[: match.start()] + " " * (match.end() - match.start()) + rest[match.end() :]
    if not spans:
        return None
    said = " ".join(line[start:end].strip() for start, end in sorted(spans))
    try:
        may_be, why = _together(found, local)
    except OverflowError:  # at the very ends of the calendar
        may_be, why = [], "vague"
    past = tuple(dict.fromkeys(instant for instant in may_be if instant.at <= local))
    why = why or ("future" if not past or len(past) < len(may_be) else "which" if len(past) > 1 else "")
    return Timing(said, past, why, rest)


def _together(found: Pieces, local: datetime) -> tuple[list[Instant], str]:
    """The instants that the pieces make together, and why they are not plain."""
    if found.why or len(found.whole) + bool(found.days or found.parts or found.clocks) > 1:
        rest, _ = _dated(found, local)
        return [*found.whole, *rest], found.why or "which"
    if found.whole:
        return found.whole, ""
    return _dated(found, local)


def _dated(found: Pieces, local: datetime) -> tuple[list[Instant], str]:
    days = [day for may_be in found.days for day in may_be]
    clocks = [clock for may_be in found.clocks for clock in may_be]
    crowded = "which" if any(len(pieces) > 1 for pieces in (found.days, found.clocks, found.parts)) else ""
    if clocks and found.parts:
        begin, end = found.parts[0]
        inside = [c for c in clocks if begin <= c.hour < end or begin <= c.hour + 24 < end]
        clocks = inside or clocks
    if clocks:
        if not days:
            today = [datetime.combine(local.date(), clock, local.tzinfo) for clock in clocks]
            return [Instant(at if at <= local else at - DAY) for at in today], crowded
        return [Instant(datetime.combine(day, clock, local.tzinfo)) for day in days for clock in clocks], crowded
    if found.parts:
        begin, end = found.parts[0]
        if days:
            return [stretch(day, begin, end, local) for day in days], crowded
        today_part = stretch(local.date(), begin, end, local)
        if today_part.at <= local:
            return [today_part], crowded
        return [stretch(local.date() - DAY, begin, end, local)], crowded or "which"
    return [stretch(day, 0, 24, local) for day in days], crowded
