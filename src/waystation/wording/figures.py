"""Numbers as people say them: chances in people, money, times, durations; each in the language that is spoken.

Dates in Korean, and the names of currencies that are not everyday ones there, come from CLDR through Babel.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from waystation.wording.language import say, say_many, spoken

__all__ = [
    "closely",
    "date_and_time",
    "day_of",
    "days",
    "either",
    "money",
    "of_hundred",
    "percent",
    "such_people",
    "weekday_of",
]

EVERYDAY = {"USD": "달러", "KRW": "원", "CNY": "위안", "THB": "밧", "LAK": "낍", "VND": "동"}
"""What Koreans call the currencies that they name without their country."""


def of_hundred(chance: float) -> str:
    """A chance as people out of a hundred, never rounded to certainty: "93", "more than 99", "fewer than 1".

    In Korean a number is counted in something; it is times there ("93번"), whoever travels.
    """
    if chance <= 0.0:
        return say("{times}", times=0)
    if chance >= 1.0:
        return say("{times}", times=100)
    if chance > 0.99:
        return say("more than 99")
    if chance < 0.01:
        return say("fewer than 1")
    return say("{times}", times=round(chance * 100))


def closely(chance: float, digits: int = 1) -> str:
    """A chance out of a hundred with digits behind the point, for one that stands beside another close to it."""
    return say("{times}", times=f"{chance * 100:.{digits}f}")


def percent(chance: float) -> str:
    """A chance in percent, with more digits where it is small: "12 %", "3.4 %", "0.05 %"; never a false certainty."""
    share = chance * 100
    if 99.0 < share < 100.0:
        return say("over {share} %", share="99")
    if share == 0.0 or share >= 10.0:
        return say("{share} %", share=f"{share:.0f}")
    if share < 0.001:
        return say("under {share} %", share="0.001")
    return say("{share} %", share=f"{share:.1f}" if share >= 0.1 else f"{share:.1g}")


def money(amount: float, currency: str, digits: int = 0) -> str:
    """An amount in whole units: "USD 3,100"; with digits behind the point where asked."""
    said = f"{amount:,.{digits}f}"
    if spoken() != "ko":
        return f"{currency} {said}"
    if currency in EVERYDAY:
        return f"{said}{EVERYDAY[currency]}"
    from babel.numbers import get_currency_name

    return f"{said} {get_currency_name(currency, locale='ko')}"


def day_of(day: date) -> str:
    """A day without its year: "Wed 1 Oct"."""
    if spoken() != "ko":
        return f"{day:%a} {day.day} {day:%b}"
    from babel.dates import format_skeleton

    return str(format_skeleton("MMMEd", day, locale="ko"))


def weekday_of(day: date) -> str:
    """A day by its weekday and number: "Wed 1", for where there is little room."""
    if spoken() != "ko":
        return f"{day:%a} {day.day}"
    from babel.dates import format_skeleton

    return str(format_skeleton("Ed", day, locale="ko"))


def date_and_time(moment: datetime, with_offset: bool = False) -> str:
    """A local time: "Wed 1 Oct 18:30", with its offset from UTC where asked: "Wed 1 Oct 18:30 +09"."""
    text = f"{day_of(moment)} {moment:%H:%M}"
    if not with_offset:
        return text
    offset = f"{moment:%z}"
    return f"{text} {offset[:3]}{':' + offset[3:5] if offset[3:5] != '00' else ''}"


def days(value: float) -> str:
    """A length of time: "4.2 days", "5 hours"."""
    if value < 1.5:
        hours = round(value * 24)
        if hours == 0:
            return say("under an hour")
        return say_many("{n} hour", "{n} hours", hours, n=hours)
    return say("{n} days", n=f"{value:.0f}" if value >= 9.5 else f"{value:.1f}")


def such_people(size: int) -> str:
    """What a party of this size is called in "of 100 such …"."""
    return say("people") if size == 1 else say("families")


def either(names: Iterable[str]) -> str:
    """Names of which one will do: "a or b"."""
    return say(" or ").join(names)
