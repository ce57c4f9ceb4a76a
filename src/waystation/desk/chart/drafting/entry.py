"""Reading a form about one part of a pack: field by field, so that one slip hides no other and nothing is typed twice.

Decides that a field which says what it said before leaves its key alone, however that was written; that an empty one
takes its key out; and how a value is shown so that it reads back as itself. What each part is asked is `entries`'.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from waystation.desk.chart.drafting.questions import Misread
from waystation.errors import Mistake
from waystation.world.chances import Counts, Interval
from waystation.world.fees import FeeRange
from waystation.world.windows import Span

__all__ = ["Entry", "chance_text", "duration_text", "fee_text", "number_text", "plainly", "typable", "window_text"]

T = TypeVar("T")
MOST_LETTERS = 2000
KOREAN = {
    "모름": "don't know",
    "모릅니다": "don't know",
    "모르겠습니다": "don't know",
    "없음": "none",
    "무료": "free",
    "절대 없음": "never",
    "드물게": "rarely",
    "가끔": "sometimes",
    "자주": "often",
    "밤": "night",
    "낮": "day",
    "언제나": "any",
    "지금": "now",
    "절반": "half",
    "전부": "all",
    "보통 어른처럼": "like a fit adult",
    "천천히": "slowly",
    "아주 천천히": "very slowly",
    "앉아서": "sitting",
    "쉬움": "easy",
    "보통": "moderate",
    "힘듦": "hard",
    "아주 힘듦": "very hard",
    "매우 힘듦": "extreme",
}
"""Korean answers, and the words by which the same is read in English."""
UNITS = ((r"\s*시간\s*", "h"), (r"\s*분\s*", " min"), (r"\s*일\s*", " days"), (r"\s*주\s*", " weeks"))
TOMORROW = re.compile(r"^(오늘|내일)\s*")


@dataclass
class Entry:
    """What was typed into a form about one part.

    Args:
        typed: The texts, by field.
        was: What stood in each field when the form was first shown; empty for a new part.
        properties: What is otherwise, as a pack has it; None takes a key out.
        wrong: What is wrong with a field, by its name.
    """

    typed: Mapping[str, str]
    was: Mapping[str, str] = field(default_factory=dict)
    properties: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, Mistake] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """What was typed into a field, in plain words."""
        return plainly(self.typed.get(name, ""))

    def changed(self, name: str) -> bool:
        """Whether a field says something else than it did when the form was shown."""
        return name in self.typed and self.typed[name].strip() != self.was.get(name, "").strip()

    def take(self, name: str, read: Callable[[str], Any], key: str = "", needed: bool = False) -> Any:
        """Read a field into a key, where it says something else than before.

        Args:
            name: The field.
            read: From its text to the value; raises `Misread`.
            key: The key; by default the field's own name.
            needed: Whether it must say something.

        Returns:
            The value; None where it is empty, as before, or wrong.
        """
        if not self.changed(name):
            if needed and not self.text(name):
                self.wrong[name] = Mistake("no_default")
            return None
        found = self.read(name, read, needed=needed)
        if name not in self.wrong:
            self.properties[key or name] = found
        return found

    def read(self, name: str, read: Callable[[str], T], needed: bool = False) -> T | None:
        """Read a field without noting it.

        Returns:
            The value; None where it is empty or wrong.
        """
        text = self.text(name)
        if not text:
            if needed:
                self.wrong[name] = Mistake("no_default")
            return None
        try:
            return read(typable(text))
        except Misread as error:
            self.wrong[name] = error.mistake
            return None


def typable(text: str) -> str:
    """The text itself.

    Raises:
        Misread: If it is too long, or holds what cannot be shown.
    """
    if len(text) > MOST_LETTERS:
        raise Misread("too_long", limit=MOST_LETTERS)
    if not text.isprintable():
        raise Misread("not_printable")
    return text


def plainly(text: str) -> str:
    """What was typed, in the words that are read: Korean answers and units in English, blanks made single."""
    said = " ".join(text.split())
    if said in KOREAN:
        return KOREAN[said]
    if re.search("[가-힣]", said) and re.search(r"\d", said):
        said = TOMORROW.sub(lambda found: {"오늘": "today ", "내일": "tomorrow "}[found[1]], said)
        for korean, english in UNITS:
            said = re.sub(rf"(?<=\d){korean}", english, said)
        said = re.sub(r"h(\d+) min", r"h\1", said)
    return " ".join(said.split())


def number_text(value: float | None) -> str:
    """A number as it is typed; empty for none."""
    return "" if value is None else f"{value:.12g}"


def chance_text(chance: Interval | Counts | None) -> str:
    """A chance as it is typed: "2 of 40", "5 %", "2-10 %"; empty for none."""
    if chance is None:
        return ""
    if isinstance(chance, Counts):
        return f"{chance.events:.12g} of {chance.trials:.12g}"
    low, high = (f"{100.0 * end:.12g}" for end in (chance.low, chance.high))
    return f"{low} %" if low == high else f"{low}-{high} %"


def fee_text(fee: FeeRange) -> str:
    """A fee as it is typed: "500", or "500-700" where the price may be raised on the way."""
    low, high = number_text(fee.low), number_text(fee.high)
    return low if low == high else f"{low}-{high}"


def duration_text(minutes: float | None) -> str:
    """A duration as it is typed: "45 min", "2h", "2h50"; empty for none."""
    if minutes is None:
        return ""
    hours, rest = divmod(minutes, 60.0)
    if rest != int(rest) or not hours:
        return f"{number_text(minutes)} min"
    return f"{hours:.0f}h{rest:02.0f}" if rest else f"{hours:.0f}h"


def window_text(window: str | tuple[Span, ...], departures: tuple[Any, ...] | None) -> str:
    """When one may leave, as it is typed: "any", "night", "21:00-04:30", or listed departures."""
    if departures:
        return ", ".join(f"{one:%H:%M}" for one in departures)
    if isinstance(window, str):
        return window
    return ", ".join(f"{_of_day(one.first)}-{_of_day(one.last)}" for one in window)


def _of_day(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
