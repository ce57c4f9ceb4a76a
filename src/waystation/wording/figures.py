"""Numbers as people say them: chances in people, money, times, durations."""

from __future__ import annotations

from datetime import datetime

__all__ = ["date_and_time", "days", "money", "of_hundred", "percent", "such_people"]


def of_hundred(chance: float) -> str:
    """A chance as people out of a hundred, never rounded to certainty: "93", "more than 99", "fewer than 1"."""
    if chance <= 0.0:
        return "0"
    if chance >= 1.0:
        return "100"
    if chance > 0.99:
        return "more than 99"
    if chance < 0.01:
        return "fewer than 1"
    return str(round(chance * 100))


def percent(chance: float) -> str:
    """A chance in percent, with more digits where it is small: "12 %", "3.4 %", "0.05 %"; never a false certainty."""
    share = chance * 100
    if 99.0 < share < 100.0:
        return "over 99 %"
    if share == 0.0 or share >= 10.0:
        return f"{share:.0f} %"
    return f"{share:.1f} %" if share >= 0.1 else f"{share:.1g} %" if share >= 0.001 else "under 0.001 %"


def money(amount: float, currency: str) -> str:
    """An amount in whole units: "USD 3,100"."""
    return f"{currency} {amount:,.0f}"


def date_and_time(moment: datetime, with_offset: bool = False) -> str:
    """A local time: "Wed 1 Oct 18:30", with its offset from UTC where asked: "Wed 1 Oct 18:30 +09"."""
    text = f"{moment:%a} {moment.day} {moment:%b %H:%M}"
    if not with_offset:
        return text
    offset = f"{moment:%z}"
    return f"{text} {offset[:3]}{':' + offset[3:5] if offset[3:5] != '00' else ''}"


def days(value: float) -> str:
    """A length of time: "4.2 days", "5 hours"."""
    if value < 1.5:
        hours = round(value * 24)
        if hours == 0:
            return "under an hour"
        return f"{hours} hour" if hours == 1 else f"{hours} hours"
    return f"{value:.0f} days" if value >= 9.5 else f"{value:.1f} days"


def such_people(size: int) -> str:
    """What a party of this size is called in "of 100 such …"."""
    return "people" if size == 1 else "families"
