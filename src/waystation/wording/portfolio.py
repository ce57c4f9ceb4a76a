"""A portfolio in words and as a figure: whom to meet when, who must wait and why, what more of anything would bring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from waystation.charts.panels import Bar, Bars, Figure
from waystation.deciding.more import More
from waystation.deciding.permits import Permit
from waystation.deciding.portfolio import Chosen, Level, Portfolio, Refused
from waystation.deciding.requests import Resource, capacity, expected_people
from waystation.deciding.verdict import Flip
from waystation.wording.figures import date_and_time, money, of_hundred
from waystation.wording.flips import flip_line
from waystation.wording.gates import SHORT, missed_line
from waystation.wording.maps import IN_CLEAR
from waystation.world.pack import Pack

__all__ = [
    "answer_lines",
    "chosen_lines",
    "chosen_rows",
    "more_lines",
    "portfolio_figure",
    "proof_lines",
    "refused_lists",
]

Titles = Mapping[str, str]
"""Names for people, by the id of a request, `broker:ID` and `place:ID`."""

Day = Callable[[int], datetime]
MOST_BARS = 40


def answer_lines(portfolio: Portfolio, requests: int, currency: str) -> list[str]:
    """How many are met, and what that comes to."""
    met, people = len(portfolio.chosen), sum(one.request.people for one in portfolio.chosen)
    if requests == 0 or not portfolio.chosen:
        if requests == 0 or not all(one.barred for one in portfolio.refused):
            return ["None of these requests can be met."]
        return [
            "The charter does not let this request go."
            if requests == 1
            else f"The charter lets none of these {requests} requests go."
        ]
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
        return [
            "Proved: no choice that the charter allows is better, in people first, then in fairness, then in money."
        ]
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
            _verdict(one.way.permit),
        )
        for one in portfolio.chosen
    ]


def _verdict(permit: Permit) -> str:
    until = f" until {permit.until:%H:%M}" if permit.word == "hold" and permit.until is not None else ""
    return f"{SHORT[permit.word]}{until}"


def chosen_lines(portfolio: Portfolio, titles: Titles) -> list[str]:
    """What must still happen before those who are met leave: second approvals, groups, waits of hours."""
    lines: list[str] = []
    permits = [(titles.get(one.request.id, one.request.id), one.way.permit) for one in portfolio.chosen]
    second = [name for name, permit in permits if permit.second]
    if second:
        lines.append(f"A second person must approve before they leave: {'; '.join(second)}.")
    for name, permit in permits:
        if permit.groups:
            groups = "; ".join(", ".join(group) for group in permit.groups)
            lines.append(f"{name} leaves in groups, for undivided the charter declines it: {groups}.")
        if permit.word == "hold" and permit.until is not None:
            lines.append(f"{name}: hold until {date_and_time(permit.until)}, then ask decide again.")
    return lines


def _hundred(one: Chosen) -> str:
    low, mid = of_hundred(one.way.low), of_hundred(one.way.mid)
    return mid if low == mid else f"{mid} (at worst {low})"


def refused_lists(
    portfolio: Portfolio,
    titles: Titles,
    *,
    day: Day,
    currency: str,
    packs: Mapping[str, Pack],
    flips: Mapping[str, Sequence[Flip]],
) -> list[tuple[str, list[str]]]:
    """Who must wait, and what stands against them; where that is the charter, why, and what would change it.

    Args:
        portfolio: The portfolio.
        titles: Names for people.
        day: The beginning of a day of the period.
        currency: Of all money.
        packs: The missions and their worlds, by the id of a request.
        flips: What would change the verdict, by the id of a request, the nearest first.
    """
    found: list[tuple[str, list[str]]] = []
    for one in portfolio.refused:
        name = f"{titles.get(one.request.id, one.request.id)}, {_people(one)}"
        if one.barred:
            nearest = [flip_line(packs[one.request.id], flip) for flip in flips.get(one.request.id, ())[:1]]
            found.append((f"{name}: {_kept_back(one)}", [_against(one, packs[one.request.id], day), *nearest]))
        else:
            found.append((f"{name}: {_why(one, portfolio.common.days, titles, day, currency)}", []))
    return found


def _kept_back(refused: Refused) -> str:
    """The verdict that keeps them back, on every day that was looked at."""
    words = {way.permit.word for way in refused.request.ways}
    if words == {"decline"}:
        return "the charter declines this plan on every day that was looked at."
    if "decline" in words:
        return "on every day that was looked at the charter holds them, or declines the plan."
    return "the charter holds them on every day that was looked at."


def _against(refused: Refused, pack: Pack, day: Day) -> str:
    """Why the verdict on the day that comes nearest to a yes is no yes."""
    assert refused.way is not None
    permit = refused.way.permit
    missed = [gate for gate in permit.missed if gate.missed == permit.word]
    if any(gate.name == "charter.signed" and gate.limit is None for gate in missed):
        missed = [gate for gate in missed if gate.name != "charter.review"]  # there is none to be looked at again
    kind, _, level = permit.because.partition(":")
    why = [missed_line(pack, gate) for gate in missed if kind != "condition" or gate.name != "waiting"]
    if kind == "condition" and (permit.until is not None or not why):
        name, _, stands = level.partition("=")
        until = f", as likely as not until {date_and_time(permit.until)}" if permit.until is not None else ""
        why.append(f"{pack.condition[name].title} is {stands}{until}")
    on = _date(day(refused.way.day))
    several = len({way.day for way in refused.request.ways}) > 1
    return f"{on}{' comes nearest to a yes' if several else ''}: {'; '.join(why)}."


def _people(refused: Refused) -> str:
    return "1 person" if refused.request.people == 1 else f"{refused.request.people} people"


def _why(refused: Refused, days: int, titles: Titles, day: Day, currency: str) -> str:
    if refused.request.ready >= days:
        return "they are ready to leave only after the period."
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
    nothing: list[More] = []
    for one in more:
        exact = one.most - one.people <= 0.005
        if one.people <= 0.005 and exact:
            nothing.append(one)
            continue
        gain = f"{one.people:.2f}" if exact else f"between {one.people:.2f} and {one.most:.2f}"
        then = [f"then also {_names(one.enters, titles)}"] if one.enters else []
        then += [f"instead of {_names(one.leaves, titles)}"] if one.leaves else []
        lines.append(f"{_thing(one, titles, currency)}: {gain} people more{', ' if then else ''}{' '.join(then)}.")
    if nothing:
        named = "; ".join(_things(nothing, titles, currency))
        lines.append(f"By itself, none of these would bring anybody more: {named}.")
    return [f"{line[0].upper()}{line[1:]}" for line in lines]


def _thing(more: More, titles: Titles, currency: str) -> str:
    kind, _, name = more.what.partition(":")
    name = titles.get(f"{'place' if kind == 'bed' else kind}:{name}", name)
    if kind == "money":
        return f"{money(more.amount, currency)} more"
    if kind == "bed":
        return f"one more bed in {name}"
    return f"somebody else as trusted as {name}" if kind == "broker" else "one more mission at a time"


def _things(nothing: Sequence[More], titles: Titles, currency: str) -> list[str]:
    """What brings nothing, all brokers in one."""
    brokers = [one for one in nothing if one.what.startswith("broker:")]
    others = [_thing(one, titles, currency) for one in nothing if one not in brokers]
    if len(brokers) < 2:
        return [*others, *(_thing(one, titles, currency) for one in brokers)]
    names = [titles.get(one.what, one.what.partition(":")[2]) for one in brokers]
    return [*others, f"somebody else as trusted as {', '.join(names[:-1])} or {names[-1]}"]


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
