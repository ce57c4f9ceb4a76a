"""A language of cards: its sentences and lists of words, and how it says days, times and numbers.

The sentences' keys and placeholders are the same in every language; a test holds them to those of English.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

__all__ = ["Tongue"]


@dataclass(frozen=True)
class Tongue:
    """One language.

    Args:
        code: Its two letters in ISO 639-1.
        english: Its name in English.
        sentences: Sentences by key, with placeholders in braces.
        colours: As many as `signs.COLOURS`.
        things: As many as `signs.THINGS`.
        openings: As many as `signs.OPENINGS`: first sentences of check-in words.
        remarks: As many as `signs.REMARKS`: second sentences.
        weekdays: Monday first, as on a card.
        months: January first, as on a card.
        said_weekdays: The same to be said.
        said_months: The same to be said.
        digits: 0 … 9 to be said.
        ten: 10 to be said.
        joint: What stands between the parts of a number that is said.
        tens: Tens that are not a digit before `ten`, by their number.
        teens: 11 … 19, where they are not `ten` before a digit, by their number.
        last: Last digits that sound otherwise after tens, by digit; for 11 … 19 only where `teens` has none.
        padded: Whether hours below ten are said with a zero before them, so that nobody takes them for the afternoon's.
        reviewed: Whether its sentences were reviewed when they were written.
    """

    code: str
    english: str
    sentences: Mapping[str, str]
    colours: tuple[str, ...]
    things: tuple[str, ...]
    openings: tuple[str, ...]
    remarks: tuple[str, ...]
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    said_weekdays: tuple[str, ...]
    said_months: tuple[str, ...]
    digits: tuple[str, ...]
    ten: str
    joint: str = " "
    tens: Mapping[int, str] = field(default_factory=dict)
    teens: Mapping[int, str] = field(default_factory=dict)
    last: Mapping[int, str] = field(default_factory=dict)
    padded: bool = False
    reviewed: bool = False

    def say(self, key: str, **values: object) -> str:
        """A sentence with its values."""
        return self.sentences[key].format(**values)

    def number(self, value: int) -> str:
        """A whole number in words; from 100 on digit by digit, as numbers are read out on a bad line."""
        if value >= 100:
            return self.spelt(str(value))
        if value < 10:
            return self.digits[value]
        if value in self.teens:
            return self.teens[value]
        tens, unit = divmod(value, 10)
        head = self.ten if tens == 1 else self.tens.get(tens) or self.joint.join((self.digits[tens], self.ten))
        return self.joint.join((head, self.last.get(unit, self.digits[unit]))) if unit else head

    def spelt(self, digits: str) -> str:
        """Digits one by one, in words."""
        return " ".join(self.digits[int(digit)] for digit in digits)

    def day(self, when: datetime, *, said: bool) -> str:
        """A day: its weekday and date."""
        if said:
            weekday, month = self.said_weekdays[when.weekday()], self.said_months[when.month - 1]
            return self.say("day.said", weekday=weekday, day=self.number(when.day), month=month)
        weekday, month = self.weekdays[when.weekday()], self.months[when.month - 1]
        return self.say("day", weekday=weekday, day=when.day, month=month)

    def clock(self, when: datetime, *, said: bool) -> str:
        """A time of the day by twenty-four hours."""
        if not said:
            return f"{when:%H:%M}"
        hour, minute = self.number(when.hour), self.number(when.minute)
        if self.padded and when.hour < 10:
            hour = f"{self.digits[0]} {hour}"
        return self.say("clock.said", hour=hour, minute=minute) if when.minute else self.say("clock.full", hour=hour)

    def phrase(self, words: tuple[int, int]) -> str:
        """Check-in words: two ordinary sentences."""
        return f"{self.openings[words[0]]} {self.remarks[words[1]]}"

    @property
    def digest(self) -> str:
        """SHA-256 of all that a reviewer reads, in hexadecimal: another sentence, another digest."""
        every = [
            self.code, dict(sorted(self.sentences.items())), self.colours, self.things, self.openings, self.remarks,
            self.weekdays, self.months, self.said_weekdays, self.said_months, self.padded,
            [self.number(n) for n in range(100)],
        ]  # fmt: skip
        text = json.dumps(every, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()
