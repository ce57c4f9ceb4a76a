"""The pieces of a time: what each pattern of `time_words` found, reckoned from an instant in its zone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from waystation.wording.short_lines.english import NUMBERS
from waystation.wording.short_lines.korean_grammar import NATIVE
from waystation.wording.short_lines.time_words import (
    DAYS_BACK,
    KO_COUNTED_DAYS,
    MONTHS,
    PARTS,
    WEEKDAY,
    WEEKDAY_KO,
)

__all__ = ["DAY", "Instant", "Pieces", "stretch", "take"]

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Instant:
    """One time that may be meant.

    Args:
        at: The time, or the middle of a stretch.
        within_days: Half the length of the stretch; 0 for a moment.
    """

    at: datetime
    within_days: float = 0.0


@dataclass
class Pieces:
    """What has been found of a time.

    Args:
        days: For each day named, those that may be meant.
        parts: For each part of a day, the hours from and to.
        clocks: For each clock time, those that may be meant.
        whole: Times that need nothing else: "3 h ago", "last month".
        why: Why the time is not plain, or empty.
    """

    days: list[list[date]] = field(default_factory=list)
    parts: list[tuple[int, int]] = field(default_factory=list)
    clocks: list[list[time]] = field(default_factory=list)
    whole: list[Instant] = field(default_factory=list)
    why: str = ""


def take(found: Pieces, name: str, match: re.Match[str], local: datetime) -> bool:
    """Takes what one pattern found; False if it is no time after all.

    Args:
        found: What has been found so far.
        name: The pattern's name.
        match: What it matched.
        local: The instant that relative words count from, in its zone.
    """
    try:
        return bool(_READERS[name](found, match, local))
    except (ValueError, OverflowError):
        return False


def _vague(found: Pieces, _match: re.Match[str], _local: datetime) -> bool:
    found.why = "vague"
    return True


def _now(found: Pieces, _match: re.Match[str], local: datetime) -> bool:
    found.whole.append(Instant(local))
    return True


_LONG = {"h": 1 / 24, "시": 1 / 24, "m": 1 / 1440, "분": 1 / 1440, "d": 1.0, "일": 1.0, "w": 7.0, "주": 7.0, "달": 30.4,
         "개": 30.4, "y": 365.25, "년": 365.25}  # fmt: skip


def _amount(word: str) -> float:
    given = {"a": 1.0, "an": 1.0, "half an": 0.5, "반": 0.5, **NUMBERS, **NATIVE}
    return float(given[word]) if word in given else float(word)


def _ago(found: Pieces, match: re.Match[str], local: datetime) -> bool:
    unit = match["unit"]
    days = 30.4 if unit.startswith("mo") else _LONG[unit[0]]
    half = 0.5 if match.groupdict().get("half") else 0.0
    if _amount(match["n"]) * days > 100 * 366:
        return False
    within = 0.0 if days < 0.9 else days / 2
    found.whole.append(Instant(local - timedelta(days=(_amount(match["n"]) + half) * days), within))
    return True


def _ago_half(found: Pieces, match: re.Match[str], local: datetime) -> bool:
    found.whole.append(Instant(local - timedelta(hours=_amount(match["n"]) + 0.5)))
    return True


def _ago_days_ko(found: Pieces, match: re.Match[str], local: datetime) -> bool:
    found.whole.append(Instant(local - KO_COUNTED_DAYS[match["n"]] * DAY, 0.5))
    return True


def _last_night(found: Pieces, _match: re.Match[str], local: datetime) -> bool:
    found.whole.append(stretch(local.date() - DAY, 18, 30, local))
    return True


def _tonight(found: Pieces, _match: re.Match[str], local: datetime) -> bool:
    began = local.date() - DAY if local.hour < 6 else local.date()
    found.whole.append(stretch(began, 18, 30, local))
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


def _ymd(found: Pieces, match: re.Match[str], local: datetime) -> bool:
    year = _year_of(match.groupdict().get("y"))
    found.days.append(_past_date(year, int(match["m"]), int(match["d"]), local))
    return True


def _dmonth(found: Pieces, match: re.Match[str], local: datetime) -> bool:
    found.days.append(_past_date(_year_of(match["y"]), MONTHS[match["month"][:3]], int(match["d"]), local))
    return True


def _either(found: Pieces, match: re.Match[str], local: datetime) -> bool:
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


def _month_only(found: Pieces, match: re.Match[str], local: datetime) -> bool:
    month, year = MONTHS[match["month"][:3]], _year_of(match["y"]) or local.year
    if (year, month) > (local.year, local.month) and match["y"] is None:
        year -= 1
    found.whole.append(_between(date(year, month, 1), _next_month(date(year, month, 1)), local))
    return True


def _clock(found: Pieces, match: re.Match[str], _local: datetime) -> bool:
    hour, half = int(match["h"]), (match["half"] or "")
    if half and not 1 <= hour <= 12:
        half = ""
    if half:
        hour = hour % 12 + (12 if half[0] in "p오" and half != "오전" else 0)
    found.clocks.append([time(hour % 24, int(match["min"] or 0))])
    return True


def _clock4(found: Pieces, match: re.Match[str], _local: datetime) -> bool:
    found.clocks.append([time(int(match["h"]), int(match["min"]))])
    return True


def _oclock(found: Pieces, match: re.Match[str], _local: datetime) -> bool:
    word = match["h"] or match["h2"]
    hour = int(_amount(word))
    found.clocks.append([time(hour % 24), time(hour + 12)] if 1 <= hour < 12 else [time(hour % 24)])
    return True


_HALVES_KO = {"오전": 0, "새벽": 0, "아침": 0, "오후": 12, "저녁": 12}


def _clock_ko(found: Pieces, match: re.Match[str], _local: datetime) -> bool:
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


def _coarse(found: Pieces, match: re.Match[str], local: datetime) -> bool:
    groups = match.groupdict()
    unit = groups.get("unit") or "year"
    unit = {"주": "week", "달": "month", "해": "year", "주말": "weekend"}.get(unit, unit.replace(" ", ""))
    this = groups.get("which") in ("this", "이번") or groups.get("year") == "올해"
    today = local.date()
    monday = today - today.weekday() * DAY
    if unit == "weekend":
        saturday = monday + 5 * DAY if today.weekday() >= 5 and this else monday - 2 * DAY
        found.whole.append(_between(saturday, saturday + 2 * DAY, local))
    elif unit == "week":
        start = monday if this else monday - 7 * DAY
        found.whole.append(_between(start, start + 7 * DAY, local))
    elif unit == "month":
        first = today.replace(day=1)
        start = first if this else (first - DAY).replace(day=1)
        found.whole.append(_between(start, _next_month(start), local))
    else:
        start = date(today.year - (not this), 1, 1)
        found.whole.append(_between(start, date(start.year + 1, 1, 1), local))
    return True


def _weekday(found: Pieces, match: re.Match[str], local: datetime) -> bool:
    word, which = match["day"], (match["which"] or "").strip().replace(" ", "")
    number = WEEKDAY[word] if word in WEEKDAY else WEEKDAY_KO[word]
    if which in ("next", "coming"):
        found.why = "future"
        return True
    today = local.date()
    if which in ("지난주", "저번주", "이번주"):
        monday = today - today.weekday() * DAY - (0 if which == "이번주" else 7) * DAY
        found.days.append([monday + number * DAY])
        return True
    back = (today.weekday() - number) % 7
    latest = today - back * DAY
    if back == 0:
        found.days.append(
            [latest - 7 * DAY] if which in ("last", "past", "지난", "저번") else [latest, latest - 7 * DAY]
        )
    elif which in ("last", "지난", "저번") and back <= today.weekday():
        found.days.append([latest, latest - 7 * DAY])  # this week's or the one before
    else:
        found.days.append([latest])
    return True


def _back(found: Pieces, match: re.Match[str], local: datetime) -> bool:
    word = match["word"]
    found.days.append([local.date() - DAYS_BACK.get(word, 2) * DAY])
    return True


def _part(found: Pieces, match: re.Match[str], local: datetime) -> bool:
    this = (match["this"] or "").strip()
    begin, end = PARTS[match["word"]]
    if this == "last":
        found.days.append([local.date() - DAY])
    elif this:
        found.days.append([local.date()])
    found.parts.append((begin, end))
    return True


_READERS = {
    "vague": _vague, "now": _now, "ago": _ago, "ago_half": _ago_half, "ago_ko": _ago, "ago_days_ko": _ago_days_ko,
    "last_night": _last_night, "tonight": _tonight, "iso": _ymd, "ymd": _ymd, "md_ko": _ymd, "dmonth": _dmonth,
    "either": _either, "slashed": _either, "month_only": _month_only, "clock": _clock, "clock4": _clock4,
    "oclock": _oclock, "clock_ko": _clock_ko, "coarse": _coarse, "coarse_ko": _coarse, "weekday": _weekday,
    "weekday_ko": _weekday, "back": _back, "part": _part,
}  # fmt: skip


def stretch(day: date, begin: int, end: int, local: datetime) -> Instant:
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
    return Instant(at, round(half / DAY, 3))
