"""A portfolio in words and as a figure: whom to meet when, who must wait and why, what more of anything would bring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from waystation.charts.panels import Bar, Bars, Figure
from waystation.deciding.portfolio import Chosen, Level, More, Portfolio, Refused
from waystation.deciding.requests import Resource, capacity, expected_people
from waystation.wording.figures import money, of_hundred
from waystation.wording.maps import IN_CLEAR

__all__ = ["answer_lines", "chosen_rows", "more_lines", "portfolio_figure", "proof_lines", "refused_lines"]

Titles = Mapping[str, str]
"""Names for people, by the id of a request, `broker:ID` and `place:ID`."""

Day = Callable[[int], datetime]
MOST_BARS = 40


def answer_lines(portfolio: Portfolio, requests: int, currency: str) -> list[str]:
    """How many are met, and what that comes to."""
    met, people = len(portfolio.chosen), sum(one.request.people for one in portfolio.chosen)
    if requests == 0 or not portfolio.chosen:
        return ["None of these requests can be met."]
    of = f"All {requests}" if met == requests else f"{met} of {requests}"
    low = sum(one.request.people * one.way.low for one in portfolio.chosen)
    lines = [
        f"Meet {of[0].lower() + of[1:]} requests: {people} people leave, {portfolio.people:.1f} are expected to arrive."
    ]
    lines.append(f"At worst {low:.1f}. {money(portfolio.cost, currency)} to be set aside.")
    return lines


def proof_lines(levels: Sequence[Level]) -> list[str]:
    """Whether nothing better can be had, objective by objective."""
    if all(level.optimal for level in levels):
        return ["Proved: no other choice is better, in people first, then in fairness, then in money."]
    first = levels[0]
    if first.optimal:
        return ["Proved for people; in fairness or money another choice among those may be a little better."]
    if first.bound == float("inf"):
        return ["The time was too short to prove anything: another choice may be better."]
    return [f"Not proved to the end: another choice could bring at most {first.bound - first.value:.2f} people more."]


def chosen_rows(portfolio: Portfolio, titles: Titles, day: Day, currency: str) -> list[tuple[str, ...]]:
    """Whom to meet, in the order of their days."""
    return [
        (
            _date(day(one.way.day)),
            titles.get(one.request.id, one.request.id),
            str(one.request.people),
            _hundred(one),
            money(one.way.cost, currency),
            one.way.label,
        )
        for one in portfolio.chosen
    ]


def _hundred(one: Chosen) -> str:
    low, mid = of_hundred(one.way.low), of_hundred(one.way.mid)
    return mid if low == mid else f"{mid} (at worst {low})"


def refused_lines(portfolio: Portfolio, titles: Titles, day: Day, currency: str) -> list[str]:
    """Who must wait, and what stands against them."""
    return [
        f"{titles.get(one.request.id, one.request.id)}, {_people(one)}: {_why(one, titles, day, currency)}"
        for one in portfolio.refused
    ]


def _people(refused: Refused) -> str:
    return "1 person" if refused.request.people == 1 else f"{refused.request.people} people"


def _why(refused: Refused, titles: Titles, day: Day, currency: str) -> str:
    if refused.way is None:
        return "no way that was looked at arrives."
    if not refused.short:
        return f"it would fit on {_date(day(refused.way.day))}, but brings nobody more to safety."
    seen: dict[tuple[str, str], list[tuple[int, float]]] = {}
    for (kind, name, when), lacking in refused.short:
        title = titles.get(f"{'broker' if kind in ('broker', 'told') else 'place'}:{name}", name)
        seen.setdefault((kind, title), []).append((when, lacking))
    parts = [_lack(kind, name, found, day, currency) for (kind, name), found in seen.items()]
    expected = expected_people(refused.request, refused.way)
    leaving = f"Leaving {_date(day(refused.way.day))}, {expected:.1f} would be expected to arrive."
    return f"beside those who are met, {'; '.join(parts)}. {leaving}"


def _lack(kind: str, name: str, found: Sequence[tuple[int, float]], day: Day, currency: str) -> str:
    when, lacking = found[0]
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    if kind == "money":
        return f"{money(lacking, currency)} are missing"
    if kind == "bed":
        most = round(max(short for _, short in found))
        beds = "a bed is" if most == 1 else f"{most} beds are"
        return f"{beds} missing in {name} (night of {_date(day(when))}{more})"
    if kind == "broker":
        return f"{name} is with others ({_date(day(when))}{more})"
    if kind == "told":
        return f"{name} would know of too many missions"
    if kind == "attention":
        return f"nobody is free to attend to it ({_date(day(when))}{more})"
    return f"{name} would be put at too much risk for all who come later"


def more_lines(more: Sequence[More], titles: Titles, currency: str) -> list[str]:
    """What a little more of anything would bring."""
    lines: list[str] = []
    nothing: list[str] = []
    for one in more:
        exact = one.most - one.people <= 0.005
        if one.people <= 0.005 and exact:
            nothing.append(_thing(one, titles, currency))
            continue
        gain = f"{one.people:.2f}" if exact else f"between {one.people:.2f} and {one.most:.2f}"
        then = [f"then also {_names(one.enters, titles)}"] if one.enters else []
        then += [f"instead of {_names(one.leaves, titles)}"] if one.leaves else []
        lines.append(f"{_thing(one, titles, currency)}: {gain} people more{', ' if then else ''}{' '.join(then)}.")
    if nothing:
        lines.append(f"By itself, none of these would bring anybody more: {'; '.join(nothing)}.")
    return [f"{line[0].upper()}{line[1:]}" for line in lines]


def _thing(more: More, titles: Titles, currency: str) -> str:
    kind, _, name = more.what.partition(":")
    name = titles.get(f"{'place' if kind == 'bed' else kind}:{name}", name)
    if kind == "money":
        return f"{money(more.amount, currency)} more"
    if kind == "bed":
        return f"one more bed in {name}"
    return f"somebody else as trusted as {name}" if kind == "broker" else "one more mission at a time"


def _names(ids: Sequence[str], titles: Titles) -> str:
    named = [titles.get(name, name) for name in ids]
    return ", ".join(named[:5]) + (f" and {len(named) - 5} more" if len(named) > 5 else "")


def portfolio_figure(portfolio: Portfolio, titles: Titles, day: Day, currency: str, subtitle: Sequence[str]) -> Figure:
    """How beds and money are used, night by night and day by day.

    Args:
        portfolio: The portfolio.
        titles: Names for people, by `place:ID`.
        day: The beginning of a day of the period.
        currency: Of all money.
        subtitle: The answer in words.
    """
    used = portfolio.used()
    panels = [_money_panel(portfolio, day, currency)]
    houses = sorted({name for kind, name, _ in used if kind == "bed"})
    panels += [_bed_panel(portfolio, used, house, titles, day) for house in houses]
    return Figure("Choosing among missions", tuple(subtitle), tuple(p for p in panels if p.bars), IN_CLEAR)


def _money_panel(portfolio: Portfolio, day: Day, currency: str) -> Bars:
    spent: Counter[int] = Counter()
    for one in portfolio.chosen:
        spent[one.way.day] += round(one.way.cost)
    bars, total = [], 0.0
    for number in sorted(spent)[:MOST_BARS]:
        total += spent[number]
        text = f"{money(spent[number], currency)}; {money(total, currency)} in all"
        bars.append(Bar(_date(day(number)), float(spent[number]), text))
    limit = portfolio.common.money
    note = "" if limit is None else f"There are {money(limit, currency)}."
    return Bars("Money set aside, by day of departure", tuple(bars), note)


def _bed_panel(portfolio: Portfolio, used: Mapping[Resource, float], house: str, titles: Titles, day: Day) -> Bars:
    beds = round(capacity(portfolio.common, ("bed", house, 0)))
    nights = sorted((when, amount) for (kind, name, when), amount in used.items() if (kind, name) == ("bed", house))
    bars = tuple(
        Bar(_date(day(when)), amount, f"{amount:.0f} of {beds}", float(beds)) for when, amount in nights[:MOST_BARS]
    )
    more = f" {len(nights) - MOST_BARS} more nights are not drawn." if len(nights) > MOST_BARS else ""
    note = f"Red: kept for those who are met; grey: all there are.{more}"
    return Bars(f"Beds, by night: {titles.get('place:' + house, house)}", bars, note)


def _date(moment: datetime) -> str:
    return f"{moment:%a} {moment.day} {moment:%b}"
