"""Brokers in words: what is believed of them, what they are owed, what they speak, and what must be known first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from waystation.wording.figures import date_and_time, money, of_hundred
from waystation.wording.keeping import listed
from waystation.wording.language import mark, say, say_many

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from waystation.evidence.believed import Alarm, Believing
    from waystation.world.fees import Fee

__all__ = [
    "LANGUAGES",
    "answer_lines",
    "burnt_since",
    "failing_since",
    "fee_words",
    "language_word",
    "money_words",
    "record_line",
    "sells_line",
]

LANGUAGES = {
    "en": mark("English"),
    "ko": mark("Korean"),
    "zh": mark("Chinese"),
    "vi": mark("Vietnamese"),
    "lo": mark("Lao"),
    "th": mark("Thai"),
}


def language_word(code: str | None) -> str:
    """What a language is called; empty where none is known, its letters where no name is."""
    if code is None:
        return ""
    return say(LANGUAGES[code]) if code in LANGUAGES else code


def sells_line(sells: Believing | None) -> str:
    """How often somebody sells the group, in engagements."""
    if sells is None:
        return say("Nothing is believed of selling the group: no leg is theirs.")
    worst, middle = of_hundred(sells.high), of_hundred(sells.mid)
    return say(
        "Of 100 such engagements, at worst {worst} end in being sold; likely {middle}.", worst=worst, middle=middle
    )


def record_line(kept: float, broken: float) -> str:
    """The record, with what reports add to it."""
    return say(
        "Kept faith {kept} times, broke it {broken} times, as far as is known.",
        kept=f"{round(kept, 1):,g}",
        broken=f"{round(broken, 1):,g}",
    )


def failing_since(alarm: Alarm, zone: tzinfo) -> str:
    """Since when somebody may be failing, and by how many reports."""
    number = len(alarm.reports)
    when = date_and_time(alarm.since.astimezone(zone))
    return say_many(
        "May be failing since {when}: {n} report of what went wrong.",
        "May be failing since {when}: {n} reports of what went wrong.",
        number,
        when=when,
        n=number,
    )


def burnt_since(since: datetime, zone: tzinfo) -> str:
    """Since when somebody is burnt."""
    return say("Burnt since {when}: all that they knew counts as known.", when=date_and_time(since.astimezone(zone)))


def fee_words(fee: Fee, currency: str) -> str:
    """What a leg costs each traveller; where the price may be raised on the way, from what was agreed to that."""
    if fee.high <= 0.0:
        return say("no fee")
    if fee.low == fee.high:
        return say("{amount} each", amount=money(fee.low, currency))
    return say("{low}, may be raised to {high} each", low=money(fee.low, currency), high=money(fee.high, currency))


def money_words(agreed: float, held: float, owed: float, currency: str) -> str:
    """Money in a line; empty where there is none."""
    said = [
        say(words, amount=money(amount, currency))
        for words, amount in (
            (mark("{amount} agreed"), agreed),
            (mark("{amount} held back"), held),
            (mark("{amount} owed to them"), owed),
        )
        if amount >= 0.5
    ]
    return ", ".join(said)


def answer_lines(number: int, burnt: Sequence[str], failing: Sequence[str]) -> list[str]:
    """What is said first: whom not to call, whom to look at, how many there are.

    Args:
        number: How many brokers there are.
        burnt: Names of the burnt.
        failing: Names of those who may be failing, and are not burnt.
    """
    lines = []
    if burnt:
        lines.append(say("Burnt, call them no more: {names}.", names=listed(list(burnt))))
    if failing:
        lines.append(say("May be failing, do not count on them: {names}.", names=listed(list(failing))))
    count = say_many("{n} broker.", "{n} brokers.", number, n=number)
    if not lines:
        return [count + " " + say("Nobody is burnt, and no record has turned for the worse.")]
    return [*lines, count]
