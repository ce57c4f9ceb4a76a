"""Amounts: whole numbers, numbers, durations, money, shares, coordinates."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping

from waystation.desk.chart.drafting.questions import Misread
from waystation.desk.chart.drafting.readings.words import choice
from waystation.world.places import Point

__all__ = ["amount", "count", "minutes", "number", "point", "share", "word_or_number"]

MOST_MINUTES = 60 * 24 * 60.0
MOST_MONEY = 1e12
_NUMBER = r"(\d{1,7}(?:[.,]\d{1,7})?)"
_HOURS = re.compile(rf"{_NUMBER}\s*(?:h|hrs?|hours?)(?:\s*(?:and\s*)?(\d{{1,2}})\s*(?:m|mins?|minutes?)?)?", re.ASCII)
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)", re.ASCII)
_MINUTES = re.compile(rf"{_NUMBER}\s*(?:m|mins?|minutes?)?", re.ASCII)
_DAYS = re.compile(rf"{_NUMBER}\s*(?:d|days?)", re.ASCII)
_POINT = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*°?\s*([NS]?)[\s,;]+([+-]?\d+(?:\.\d+)?)\s*°?\s*([EW]?)", re.IGNORECASE)


def count(low: int, high: int) -> Callable[[str], int]:
    """A reader of whole numbers from `low` to `high`."""

    def read(text: str) -> int:
        if not re.fullmatch(r"\d{1,9}", text, re.ASCII) or not low <= int(text) <= high:
            raise Misread("whole_number", value=text, low=low, high=high)
        return int(text)

    return read


def number(text: str) -> float:
    """A number, with or without blanks or commas between its thousands.

    Raises:
        Misread: If it is none.
    """
    plain = re.sub(r"(?<=\d)[ ,](?=\d{3}(?!\d))", "", text)
    if not re.fullmatch(r"\d{1,15}(\.\d{1,15})?", plain, re.ASCII):
        raise Misread("no_number", value=text)
    return float(plain)


def word_or_number(words: Mapping[str, float], low: float, high: float) -> Callable[[str], float]:
    """A reader of words that stand for numbers, or of a number in (low, high]; `low` itself counts if it is 0."""

    def read(text: str) -> float:
        if not text[:1].isdigit():
            return choice(text, words)
        value = number(text)
        if not low <= value <= high:
            raise Misread("out_of_range", value=text, low=low, high=high)
        return value

    return read


def minutes(text: str) -> float:
    """A duration in minutes: "45", "45 min", "2h", "1h30", "1:30", "1.5 hours", "2 days".

    Raises:
        Misread: If it is none, is nothing, or is longer than 60 days.
    """
    said = text.casefold().replace("half an hour", "30 min").replace("an hour", "1 hour").replace(" and a half", ".5")
    if found := _HOURS.fullmatch(said) or _CLOCK.fullmatch(said):
        value = _decimal(found[1]) * 60 + float(found[2] or 0)
    elif found := _DAYS.fullmatch(said):
        value = _decimal(found[1]) * 1440
    elif found := _MINUTES.fullmatch(said):
        value = _decimal(found[1])
    else:
        raise Misread("no_duration", value=text)
    if not 0.0 < value <= MOST_MINUTES:
        raise Misread("no_duration", value=text)
    return round(value, 3) or 0.001


def amount(text: str) -> float:
    """An amount of money; "nothing" and "free" are 0.

    Raises:
        Misread: If it is none.
    """
    if text.casefold() in ("nothing", "free", "none", "no"):
        return 0.0
    try:
        return min(number(text), MOST_MONEY)
    except Misread:
        raise Misread("no_amount", value=text) from None


def share(text: str) -> float:
    """A share: "50 %", "half", "0.5", "all", "nothing".

    Raises:
        Misread: If it is none, or above 1.
    """
    words = {"nothing": 0.0, "none": 0.0, "a third": 1 / 3, "half": 0.5, "all": 1.0}
    if text.casefold() in words:
        return words[text.casefold()]
    found = re.fullmatch(r"(\d{1,3}(?:\.\d{1,9})?)\s*(%?)", text, re.ASCII)
    value = math.inf if found is None else float(found[1]) / (100 if found[2] else 1)
    if value > 1.0:
        raise Misread("no_share", value=text)
    return value


def point(text: str) -> Point:
    """Coordinates as "lat, lon" in degrees: "18.46, 104.6" or "18.46 N 104.6 E".

    Returns:
        Longitude and latitude.

    Raises:
        Misread: If they are none, or out of range.
    """
    found = _POINT.fullmatch(text)
    if found is None:
        raise Misread("no_point", value=text)
    latitude = float(found[1]) * (-1 if found[2].upper() == "S" else 1)
    longitude = float(found[3]) * (-1 if found[4].upper() == "W" else 1)
    if abs(latitude) > 90 >= abs(longitude):
        raise Misread("point_swapped", value=text, right=f"{longitude:g}, {latitude:g}")
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise Misread("no_point", value=text)
    return (longitude, latitude)


def _decimal(text: str) -> float:
    return float(text.replace(",", "."))
