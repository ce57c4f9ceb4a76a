"""When something happened: the times in a line, reckoned from an instant in a zone.

A stretch of time ("last night") becomes its middle and half its length. What could be several times, and what lies
ahead, is left open with the choices there are: a report is never about the future.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from waystation.wording.short_lines.english import NUMBERS
from waystation.wording.short_lines.korean import NATIVE
from waystation.wording.short_lines.time_words import (
    DAYS_BACK,
    KO_COUNTED_DAYS,
    MONTHS,
    PARTS,
    PATTERNS,
    WEEKDAY,
    WEEKDAY_KO,
)

__all__ = ["Instant", "Timing", "timing"]

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Instant:
    """One time that may be meant.

    Args:
        at: The time, or the middle of a stretch.
        within_days: Half the length of the stretch; 0 for a moment.
    """

    at: datetime
    within_days: float = 0.0


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


@dataclass
class _Found:
    """The pieces found."""

    days: list[list[date]]
    parts: list[tuple[int, int, bool]]
    clocks: list[list[time]]
    whole: list[Instant]
    why: str = ""
    asked: bool = False


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
    found = _Found([], [], [], [])
    spans: list[tuple[int, int]] = []
    rest = folded
    for name, pattern in PATTERNS:
        for match in pattern.finditer(rest):
            if match.end() > match.start() and _piece(found, name, match, local):
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


def _piece(found: _Found, name: str, match: re.Match[str], local: datetime) -> bool:
    """Takes one match in; False if it is no time after all."""
    try:
        return bool(_READERS[name](found, match, local))
    except (ValueError, OverflowError):
        return False


def _vague(found: _Found, _match: re.Match[str], _local: datetime) -> bool:
    found.why = "vague"
    return True


def _now(found: _Found, _match: re.Match[str], local: datetime) -> bool:
    found.whole.append(Instant(local))
    return True


_LONG = {"h": 1 / 24, "시": 1 / 24, "m": 1 / 1440, "분": 1 / 1440, "d": 1.0, "일": 1.0, "w": 7.0, "주": 7.0, "달": 30.4,
         "개": 30.4, "y": 365.25, "년": 365.25}  # fmt: skip


def _amount(word: str) -> float:
    given = {"a": 1.0, "an": 1.0, "half an": 0.5, "반": 0.5, **NUMBERS, **NATIVE}
    return float(given[word]) if word in given else float(word)


def _ago(found: _Found, match: re.Match[str], local: datetime) -> bool:
    unit = match["unit"]
    days = 30.4 if unit.startswith("mo") else _LONG[unit[0]]
    half = 0.5 if match.groupdict().get("half") else 0.0
    if _amount(match["n"]) * days > 100 * 366:
        return False
    within = 0.0 if days < 0.9 else days / 2
    found.whole.append(Instant(local - timedelta(days=(_amount(match["n"]) + half) * days), within))
    return True


def _ago_half(found: _Found, match: re.Match[str], local: datetime) -> bool:
    found.whole.append(Instant(local - timedelta(hours=_amount(match["n"]) + 0.5)))
    return True


def _ago_days_ko(found: _Found, match: re.Match[str], local: datetime) -> bool:
    found.whole.append(Instant(local - KO_COUNTED_DAYS[match["n"]] * _DAY, 0.5))
    return True


def _last_night(found: _Found, _match: re.Match[str], local: datetime) -> bool:
    found.whole.append(_stretch(local.date() - _DAY, 18, 30, local))
    return True


def _tonight(found: _Found, _match: re.Match[str], local: datetime) -> bool:
    began = local.date() - _DAY if local.hour < 6 else local.date()
    found.whole.append(_stretch(began, 18, 30, local))
    return True


def _year_of(text: str | None) -> int | None:
    return None if text is None else int(text) + (2000 if len(text) == 2 else 0)


def _past_date(year: int | None, month: int, day: int, local: datetime) -> list[date]:
    """The date; without a year the one of this year and, if that lies ahead, of the last as well."""
    if year is not None:
        if not 1800 <= year <= 2200:
            raise ValueError(year)
        return [date(year, month, day)]
    this = date(local.year, month, day)
    return [this] if this <= local.date() else [this, date(local.year - 1, month, day)]


def _ymd(found: _Found, match: re.Match[str], local: datetime) -> bool:
    year = _year_of(match.groupdict().get("y"))
    found.days.append(_past_date(year, int(match["m"]), int(match["d"]), local))
    return True


def _dmonth(found: _Found, match: re.Match[str], local: datetime) -> bool:
    found.days.append(_past_date(_year_of(match["y"]), MONTHS[match["month"][:3]], int(match["d"]), local))
    return True


def _either(found: _Found, match: re.Match[str], local: datetime) -> bool:
    """Day and month in an order that nobody said; with points and a full year the day stands first."""
    first, second, year = int(match["d"]), int(match["m"]), _year_of(match["y"])
    orders = [(second, first)]
    if first != second and not (year is not None and "." in match[0]):
        orders.append((first, second))
    may_be: list[date] = []
    for month, day in orders:
        if 1 <= month <= 12:
            may_be += [d for d in _past_date(year, month, day, local) if d <= local.date() or year is not None]
    if not may_be:
        return False
    found.days.append(may_be)
    return True


def _month_only(found: _Found, match: re.Match[str], local: datetime) -> bool:
    month, year = MONTHS[match["month"][:3]], _year_of(match["y"]) or local.year
    if (year, month) > (local.year, local.month) and match["y"] is None:
        year -= 1
    found.whole.append(_between(date(year, month, 1), _next_month(date(year, month, 1)), local))
    return True


def _clock(found: _Found, match: re.Match[str], _local: datetime) -> bool:
    hour, half = int(match["h"]), (match["half"] or "")
    if half and not 1 <= hour <= 12:
        half = ""
    if half:
        hour = hour % 12 + (12 if half[0] in "p오" and half != "오전" else 0)
    found.clocks.append([time(hour % 24, int(match["min"] or 0))])
    return True


def _clock4(found: _Found, match: re.Match[str], _local: datetime) -> bool:
    found.clocks.append([time(int(match["h"] or match["h2"]), int(match["min"] or match["min2"]))])
    return True


def _oclock(found: _Found, match: re.Match[str], _local: datetime) -> bool:
    word = match["h"] or match["h2"]
    hour = int(_amount(word))
    found.clocks.append([time(hour % 24), time(hour + 12)] if 1 <= hour < 12 else [time(hour % 24)])
    return True


_HALVES_KO = {"오전": 0, "새벽": 0, "아침": 0, "오후": 12, "저녁": 12}


def _clock_ko(found: _Found, match: re.Match[str], _local: datetime) -> bool:
    hour, minute = int(_amount(match["h"])), 30 if match["thirty"] else int(match["min"] or 0)
    part = match["part"]
    if part in _HALVES_KO and hour <= 12:
        found.clocks.append([time(hour % 12 + _HALVES_KO[part], minute)])
    elif part and hour <= 12:  # noon and night lie on both sides of twelve
        late = (
            12
            if (part in ("밤", "한밤", "한밤중") and 6 <= hour < 12)
            or (part not in ("밤", "한밤", "한밤중") and hour < 7)
            else 0
        )
        if hour == 12:
            late = -12 if part in ("밤", "한밤", "한밤중") else 0
        found.clocks.append([time(hour + late, minute)])
    elif 1 <= hour < 12:
        found.clocks.append([time(hour, minute), time(hour + 12, minute)])
    else:
        found.clocks.append([time(hour % 24, minute)])
    return True


def _next_month(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def _coarse(found: _Found, match: re.Match[str], local: datetime) -> bool:
    groups = match.groupdict()
    unit = groups.get("unit") or "year"
    unit = {"주": "week", "달": "month", "해": "year", "주말": "weekend"}.get(unit, unit.replace(" ", ""))
    this = groups.get("which") in ("this", "이번") or groups.get("year") == "올해"
    today = local.date()
    monday = today - today.weekday() * _DAY
    if unit == "weekend":
        saturday = monday + 5 * _DAY if today.weekday() >= 5 and this else monday - 2 * _DAY
        found.whole.append(_between(saturday, saturday + 2 * _DAY, local))
    elif unit == "week":
        start = monday if this else monday - 7 * _DAY
        found.whole.append(_between(start, start + 7 * _DAY, local))
    elif unit == "month":
        first = today.replace(day=1)
        start = first if this else (first - _DAY).replace(day=1)
        found.whole.append(_between(start, _next_month(start), local))
    else:
        start = date(today.year - (not this), 1, 1)
        found.whole.append(_between(start, date(start.year + 1, 1, 1), local))
    return True


def _weekday(found: _Found, match: re.Match[str], local: datetime) -> bool:
    word, which = match["day"], (match["which"] or "").strip().replace(" ", "")
    number = WEEKDAY[word] if word in WEEKDAY else WEEKDAY_KO[word]
    if which in ("next", "coming"):
        found.why = "future"
        return True
    today = local.date()
    if which in ("지난주", "저번주", "이번주"):
        monday = today - today.weekday() * _DAY - (0 if which == "이번주" else 7) * _DAY
        found.days.append([monday + number * _DAY])
        return True
    back = (today.weekday() - number) % 7
    latest = today - back * _DAY
    if back == 0:
        found.days.append(
            [latest - 7 * _DAY] if which in ("last", "past", "지난", "저번") else [latest, latest - 7 * _DAY]
        )
    elif which in ("last", "지난", "저번") and back <= today.weekday():
        found.days.append([latest, latest - 7 * _DAY])  # this week's or the one before
    else:
        found.days.append([latest])
    return True


def _back(found: _Found, match: re.Match[str], local: datetime) -> bool:
    word = match["word"]
    found.days.append([local.date() - DAYS_BACK.get(word, 2) * _DAY])
    return True


def _part(found: _Found, match: re.Match[str], local: datetime) -> bool:
    this = (match["this"] or "").strip()
    begin, end = PARTS[match["word"]]
    if this == "last":
        found.days.append([local.date() - _DAY])
    elif this:
        found.days.append([local.date()])
    found.parts.append((begin, end, bool(this)))
    return True


_READERS = {
    "vague": _vague, "now": _now, "ago": _ago, "ago_half": _ago_half, "ago_ko": _ago, "ago_days_ko": _ago_days_ko,
    "last_night": _last_night, "tonight": _tonight, "iso": _ymd, "ymd": _ymd, "md_ko": _ymd, "dmonth": _dmonth,
    "either": _either, "slashed": _either, "month_only": _month_only, "clock": _clock, "clock4": _clock4,
    "oclock": _oclock, "clock_ko": _clock_ko, "coarse": _coarse, "coarse_ko": _coarse, "weekday": _weekday,
    "weekday_ko": _weekday, "back": _back, "part": _part,
}  # fmt: skip


def _stretch(day: date, begin: int, end: int, local: datetime) -> Instant:
    """The middle of some hours of a day, as far as they have passed; their beginning if they lie ahead."""
    midnight = datetime.combine(day, time(), local.tzinfo)
    return _middle(midnight + timedelta(hours=begin), midnight + timedelta(hours=end), local)


def _between(start: date, end: date, local: datetime) -> Instant:
    return _middle(datetime.combine(start, time(), local.tzinfo), datetime.combine(end, time(), local.tzinfo), local)


def _middle(start: datetime, end: datetime, local: datetime) -> Instant:
    if start < local < end:
        end = local
    half = (end - start) / 2
    at = (start + half).replace(second=0, microsecond=0)
    return Instant(at, round(half / _DAY, 3))


def _together(found: _Found, local: datetime) -> tuple[list[Instant], str]:
    """The instants that the pieces make together, and why they are not plain."""
    if found.why or len(found.whole) + bool(found.days or found.parts or found.clocks) > 1:
        rest, _ = _dated(found, local)
        return [*found.whole, *rest], found.why or "which"
    if found.whole:
        return found.whole, ""
    return _dated(found, local)


def _dated(found: _Found, local: datetime) -> tuple[list[Instant], str]:
    days = [day for may_be in found.days for day in may_be]
    clocks = [clock for may_be in found.clocks for clock in may_be]
    crowded = "which" if any(len(pieces) > 1 for pieces in (found.days, found.clocks, found.parts)) else ""
    if clocks and found.parts:
        begin, end, _ = found.parts[0]
        inside = [c for c in clocks if begin <= c.hour < end or begin <= c.hour + 24 < end]
        clocks = inside or clocks
    if clocks:
        if not days:
            today = [datetime.combine(local.date(), clock, local.tzinfo) for clock in clocks]
            return [Instant(at if at <= local else at - _DAY) for at in today], crowded
        return [Instant(datetime.combine(day, clock, local.tzinfo)) for day in days for clock in clocks], crowded
    if found.parts:
        begin, end, _ = found.parts[0]
        if days:
            return [_stretch(day, begin, end, local) for day in days], crowded
        today_part = _stretch(local.date(), begin, end, local)
        if today_part.at <= local:
            return [today_part], crowded
        return [_stretch(local.date() - _DAY, begin, end, local)], crowded or "which"
    return [_stretch(day, 0, 24, local) for day in days], crowded
