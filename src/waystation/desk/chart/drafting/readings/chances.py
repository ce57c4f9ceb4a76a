"""Chances: in words with their intervals, as percentages, intervals, or counts; and a broker's record."""

from __future__ import annotations

import re

from waystation.desk.chart.drafting.questions import Misread
from waystation.desk.chart.drafting.readings.words import choice, unsure
from waystation.world.chances import Counts, Interval
from waystation.world.people import Record

__all__ = ["WORDS", "Odds", "chance", "record"]

WORDS: dict[str, tuple[float, float]] = {
    "never": (0.0, 0.0),
    "rarely": (0.0, 0.02),
    "sometimes": (0.02, 0.1),
    "often": (0.1, 0.3),
    "don't know": (0.0, 0.3),
}
"""What each word stands for; not knowing reaches from never to often."""
Odds = Interval | Counts
_ALSO = {"no": "never", "none": "never", "rare": "rarely"}
_NUMBER = r"(\d{1,9}(?:\.\d{1,12})?)"
_ONE = re.compile(rf"{_NUMBER}\s*(%?)")
_TWO = re.compile(rf"\[?\s*{_NUMBER}\s*(%?)\s*(?:-|–|,|to)\s*{_NUMBER}\s*(%?)\s*\]?")
_COUNTS = re.compile(rf"{_NUMBER}\s*(?:of|out of|in|/)\s*{_NUMBER}")
_RECORD = re.compile(rf"{_NUMBER}\s*(?:times\s*)?(?:kept)?(?:\s*(?:,|and|;)?\s*{_NUMBER}\s*(?:times\s*)?(?:broken)?)?")


def chance(text: str) -> Odds:
    """A chance: a word, "5 %", "0.05", "2-10 %", or counts "2 of 40".

    Raises:
        Misread: If it is none of these, is ambiguous, or cannot be.
    """
    said = "don't know" if unsure(text) else text.casefold()
    if counts := _COUNTS.fullmatch(said):
        events, trials = float(counts[1]), float(counts[2])
        if events > trials:
            raise Misread("more_than_all", value=text, right=f"{counts[2]} of {counts[1]}")
        return Counts(events=events, trials=trials)
    if two := _TWO.fullmatch(said):
        percent = two[4] or two[2]
        return _interval(text, _share(text, two[1], percent), _share(text, two[3], percent))
    if one := _ONE.fullmatch(said):
        value = _share(text, one[1], one[2])
        return _interval(text, value, value)
    if not said[:1].isalpha():
        raise Misread("no_chance", value=text)
    words = {**{word: word for word in WORDS}, **_ALSO}
    low, high = WORDS[choice(said, words)]
    return Interval(low=low, high=high)


def record(text: str) -> Record | None:
    """A broker's record: "11 kept, 1 broken", "11", "11 of 12"; None for "don't know".

    Raises:
        Misread: If it is none of these.
    """
    said = text.casefold()
    if unsure(text) or said in ("never", "new", "none", "no"):
        return None
    if counts := _COUNTS.fullmatch(said):
        kept, all_of_them = float(counts[1]), float(counts[2])
        if kept > all_of_them:
            raise Misread("more_than_all", value=text, right=f"{counts[2]} of {counts[1]}")
        return Record(kept=kept, broken=all_of_them - kept)
    found = _RECORD.fullmatch(said)
    if found is None:
        raise Misread("no_record", value=text)
    return Record(kept=float(found[1]), broken=float(found[2] or 0))


def _share(text: str, number: str, percent: str) -> float:
    value = float(number)
    if not percent and value >= 1.0:
        raise Misread("percent_or_share", value=text, number=number)
    if percent and value > 100.0:
        raise Misread("no_chance", value=text)
    return round(value / 100, 12) if percent else value


def _interval(text: str, low: float, high: float) -> Interval:
    if low > high:
        raise Misread("swapped", value=text, low=low, high=high)
    return Interval(low=low, high=high)
