"""Readers that several forms about the parts of a pack share: from a field's text to what stands in the pack."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from waystation.desk.chart.drafting.entry import Entry
from waystation.desk.chart.drafting.questions import Misread
from waystation.desk.chart.drafting.readings.amounts import amount, number
from waystation.desk.chart.drafting.readings.chances import chance
from waystation.desk.chart.drafting.readings.words import named
from waystation.world.chances import Counts, Interval

__all__ = [
    "degrees", "free_id", "made_id", "money", "number_in", "odds", "one_of", "plain_odds", "take_within", "text_in",
    "whole", "yes_or_nothing",
]  # fmt: skip

TAKEN_WORDS = ("new", "mission", "charter")
"""Names that stand for something else in addresses."""


def free_id(name: str, taken: Sequence[str]) -> str:
    """An id made from a name that nobody has yet.

    Raises:
        Misread: If the name has no letter.
    """
    plain = named(name).id
    plain = f"{plain}-1" if plain in TAKEN_WORDS else plain
    found, number = plain, 2
    while found in taken:
        found, number = f"{plain[:36]}-{number}", number + 1
    return found


def plain_odds(chance: Interval | Counts) -> Any:
    """A chance as a pack has it."""
    if isinstance(chance, Counts):
        return {"events": whole(chance.events), "trials": whole(chance.trials)}
    return whole(chance.low) if chance.low == chance.high else [whole(chance.low), whole(chance.high)]


def whole(value: float) -> float | int:
    """A number as a pack is written: without a point where it is whole."""
    return int(value) if value == int(value) else value


def odds(text: str) -> Any:
    """A chance as a pack has it: a number, an interval, or counts."""
    return plain_odds(chance(text))


def one_of(words: Sequence[str]) -> Callable[[str], str]:
    """A reader of one of some words, exactly."""

    def read(text: str) -> str:
        if text not in words:
            raise Misread("no_such_word", value=text, nearest="", known=", ".join(words))
        return text

    return read


def degrees(most: float) -> Callable[[str], float]:
    """A reader of degrees between two ends that lie as far on either side."""

    def read(text: str) -> float:
        try:
            found = float(text.replace("°", "").replace(",", "."))
        except ValueError:
            raise Misread("no_number", value=text) from None
        if not -most <= found <= most:
            raise Misread("out_of_range", value=text, low=-most, high=most)
        return round(found, 6)

    return read


def yes_or_nothing(text: str) -> bool | None:
    """What a box that can be ticked says: true, or nothing at all."""
    return True if text == "yes" else None


def text_in(text: str) -> str:
    """A line of text, as it is."""
    return text


def money(text: str) -> float | int:
    """An amount of money."""
    return whole(amount(text))


def made_id(entry: Entry, taken: Sequence[str], name: str) -> str:
    """The id of a new part, made from its name; the name itself is dropped where the id says as much."""
    if name or not entry.text("name"):
        return name
    try:
        made = free_id(entry.text("name"), taken)
    except Misread as error:
        entry.wrong["name"] = error.mistake
        return ""
    if made == entry.text("name"):
        entry.properties.pop("name", None)
    return made


def take_within(
    entry: Entry, before: Mapping[str, Any], table: str, fields: Mapping[str, Callable[[str], Any]]
) -> None:
    """Read some fields into a table inside the part; what else stands in it stays."""
    inner, touched = dict(before), False
    for name, read in fields.items():
        if not entry.changed(name):
            continue
        touched = True
        found = entry.read(name, read)
        inner = {key: value for key, value in inner.items() if key != name}
        if found is not None:
            inner[name] = found
    if touched:
        entry.properties[table] = inner or None


def number_in(text: str) -> float | int:
    """A number."""
    return whole(number(text))
