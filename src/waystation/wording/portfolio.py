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
from waystation.wording.figures import date_and_time, day_of, either, money, of_hundred
from waystation.wording.flips import flip_line
from waystation.wording.gates import SHORT, missed_line
from waystation.wording.joining import capital
from waystation.wording.keeping import many
from waystation.wording.language import say, say_many, spoken
from waystation.wording.maps import IN_CLEAR
from waystation.wording.pack_words import level_word
from waystation.wording.travel_words import LABELS
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
            return [say("None of these requests can be met.")]
        return [
            say_many(
                "The charter does not let this request go.",
                "The charter lets none of these {n} requests go.",
                requests,
                n=requests,
            )
        ]
    low = sum(one.request.people * one.way.low for one in portfolio.chosen)
    expected = f"{portfolio.people:.1f}"
    if met == requests:
        meet = say(
            "Meet all {n} requests: {people} people leave, {expected} are expected to arrive.",
            n=requests,
            people=people,
            expected=expected,
        )
    else:
        meet = say(
            "Meet {met} of {n} requests: {people} people leave, {expected} are expected to arrive.",
            met=met,
            n=requests,
            people=people,
            expected=expected,
        )
    cost = money(portfolio.cost, currency)
    return [meet, say("At worst {low}. {money} to be set aside.", low=f"{low:.1f}", money=cost)]


def proof_lines(levels: Sequence[Level]) -> list[str]:
    """Whether nothing better can be had, objective by objective."""
    if all(level.optimal for level in levels):
        return [
            say(
                "Proved: no choice that the charter allows is better, in people first, then in fairness, then in money."
            )
        ]
    first = levels[0]
    if first.optimal:
        return [say("Proved for people; in fairness or money another choice among those may be a little better.")]
    if first.bound == float("inf"):
        return [say("The time was too short to prove anything: another choice may be better.")]
    more = f"{first.bound - first.value:.2f}"
    return [say("Not proved to the end: another choice could bring at most {n} people more.", n=more)]


def chosen_rows(portfolio: Portfolio, titles: Titles, day: Day, currency: str) -> list[tuple[str, ...]]:
    """Whom to meet, in the order of their days."""
    return [
        (
            _date(day(one.way.day)),
            titles.get(one.request.id, one.request.id),
            str(one.request.people),
            _hundred(one),
            money(one.way.cost, currency),
            say(LABELS.get(one.way.label, one.way.label)),
            _verdict(one.way.permit),
        )
        for one in portfolio.chosen
    ]


def _verdict(permit: Permit) -> str:
    verdict = say(SHORT[permit.word])
    if permit.word == "hold" and permit.until is not None:
        return say("{verdict} until {hour}", verdict=verdict, hour=f"{permit.until:%H:%M}")
    return verdict


def chosen_lines(portfolio: Portfolio, titles: Titles) -> list[str]:
    """What must still happen before those who are met leave: second approvals, groups, waits of hours."""
    lines: list[str] = []
    permits = [(titles.get(one.request.id, one.request.id), one.way.permit) for one in portfolio.chosen]
    second = [name for name, permit in permits if permit.second]
    if second:
        lines.append(say("A second person must approve before they leave: {names}.", names="; ".join(second)))
    for name, permit in permits:
        if permit.groups:
            groups = "; ".join(", ".join(group) for group in permit.groups)
            lines.append(
                say("{who} leaves in groups, for undivided the charter declines it: {groups}.", who=name, groups=groups)
            )
        if permit.word == "hold" and permit.until is not None:
            when = date_and_time(permit.until)
            lines.append(say("{who}: hold until {when}, then ask decide again.", who=name, when=when))
    return lines


def _hundred(one: Chosen) -> str:
    low, mid = of_hundred(one.way.low), of_hundred(one.way.mid)
    return mid if low == mid else say("{n} (at worst {low})", n=mid, low=low)


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
        return say("the charter declines this plan on every day that was looked at.")
    if "decline" in words:
        return say("on every day that was looked at the charter holds them, or declines the plan.")
    return say("the charter holds them on every day that was looked at.")


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
        stood = say("{condition} is {level}", condition=pack.condition[name].title, level=level_word(stands))
        if permit.until is not None:
            stood = say("{standing}, as likely as not until {when}", standing=stood, when=date_and_time(permit.until))
        why.append(stood)
    on, all_why = _date(day(refused.way.day)), "; ".join(why)
    if len({way.day for way in refused.request.ways}) > 1:
        return say("{day} comes nearest to a yes: {why}.", day=on, why=all_why)
    return f"{on}: {all_why}."


def _people(refused: Refused) -> str:
    return many(refused.request.people, "person", "people")


def _why(refused: Refused, days: int, titles: Titles, day: Day, currency: str) -> str:
    if refused.request.ready >= days:
        return say("they are ready to leave only after the period.")
    if refused.way is None:
        return say("no way that was looked at arrives.")
    if not refused.short:
        on = _date(day(refused.way.day))
        return say("it would fit on {day}, but brings nobody more to safety.", day=on)
    seen: dict[tuple[str, str], list[tuple[int, float]]] = {}
    for (kind, name, when), lacking in refused.short:
        title = titles.get(f"{'broker' if kind in ('broker', 'told') else 'place'}:{name}", name)
        seen.setdefault((kind, title), []).append((when, lacking))
    parts = [_lack(kind, name, found, day, currency) for (kind, name), found in seen.items()]
    expected = expected_people(refused.request, refused.way)
    return say(
        "beside those who are met, {lacking}. Leaving {day}, {n} would be expected to arrive.",
        lacking="; ".join(parts),
        day=_date(day(refused.way.day)),
        n=f"{expected:.1f}",
    )


def _lack(kind: str, name: str, found: Sequence[tuple[int, float]], day: Day, currency: str) -> str:
    when, lacking = found[0]
    if kind == "money":
        return say("{money} are missing", money=money(lacking, currency))
    if kind == "told":
        return say("{broker} would know of too many missions", broker=name)
    days = _date(day(when))
    if len(found) > 1:
        days = say("{day} and {n} more", day=days, n=len(found) - 1)
    if kind == "bed":
        most = round(max(short for _, short in found))
        return say_many(
            "a bed is missing in {place} (night of {days})",
            "{n} beds are missing in {place} (night of {days})",
            most,
            n=most,
            place=name,
            days=days,
        )
    if kind == "broker":
        return say("{broker} is with others ({days})", broker=name, days=days)
    if kind == "attention":
        return say("nobody is free to attend to it ({days})", days=days)
    return say("{name} would be put at too much risk for all who come later", name=name)


def more_lines(more: Sequence[More], titles: Titles, currency: str) -> list[str]:
    """What a little more of anything would bring."""
    lines: list[str] = []
    nothing: list[More] = []
    for one in more:
        exact = one.most - one.people <= 0.005
        if one.people <= 0.005 and exact:
            nothing.append(one)
            continue
        lines.append(_gain_line(one, titles, currency))
    if nothing:
        named = "; ".join(_things(nothing, titles, currency))
        lines.append(say("By itself, none of these would bring anybody more: {things}.", things=named))
    return [capital(line) for line in lines]


def _gain_line(one: More, titles: Titles, currency: str) -> str:
    gain, most = f"{one.people:.2f}", f"{one.most:.2f}"
    if one.most - one.people > 0.005:
        gain = say("between {low} and {high}", low=gain, high=most)
    thing, enters, leaves = _thing(one, titles, currency), _names(one.enters, titles), _names(one.leaves, titles)
    if one.enters and one.leaves:
        return say(
            "{thing}: {gain} people more, then also {enters} instead of {leaves}.",
            thing=thing,
            gain=gain,
            enters=enters,
            leaves=leaves,
        )
    if one.enters:
        return say("{thing}: {gain} people more, then also {enters}.", thing=thing, gain=gain, enters=enters)
    if one.leaves:
        return say("{thing}: {gain} people more, instead of {leaves}.", thing=thing, gain=gain, leaves=leaves)
    return say("{thing}: {gain} people more.", thing=thing, gain=gain)


def _thing(more: More, titles: Titles, currency: str) -> str:
    kind, _, name = more.what.partition(":")
    name = titles.get(f"{'place' if kind == 'bed' else kind}:{name}", name)
    if kind == "money":
        return say("{money} more", money=money(more.amount, currency))
    if kind == "bed":
        return say("one more bed in {place}", place=name)
    if kind == "broker":
        return say("somebody else as trusted as {brokers}", brokers=name)
    return say("one more mission at a time")


def _things(nothing: Sequence[More], titles: Titles, currency: str) -> list[str]:
    """What brings nothing, all brokers in one."""
    brokers = [one for one in nothing if one.what.startswith("broker:")]
    others = [_thing(one, titles, currency) for one in nothing if one not in brokers]
    if len(brokers) < 2:
        return [*others, *(_thing(one, titles, currency) for one in brokers)]
    names = [titles.get(one.what, one.what.partition(":")[2]) for one in brokers]
    either_of = either([", ".join(names[:-1]), names[-1]])
    return [*others, say("somebody else as trusted as {brokers}", brokers=either_of)]


def _names(ids: Sequence[str], titles: Titles) -> str:
    named = [titles.get(name, name) for name in ids]
    first = ", ".join(named[:5])
    return say("{first} and {n} more", first=first, n=len(named) - 5) if len(named) > 5 else first


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
    drawn = tuple(panel for panel in panels if panel.bars)
    return Figure(say("Choosing among missions"), tuple(subtitle), drawn, say(IN_CLEAR), spoken())


def _money_panel(portfolio: Portfolio, day: Day, currency: str) -> Bars:
    spent: Counter[int] = Counter()
    for one in portfolio.chosen:
        spent[one.way.day] += round(one.way.cost)
    bars, total = [], 0.0
    for number in sorted(spent)[:MOST_BARS]:
        total += spent[number]
        text = say("{money}; {total} in all", money=money(spent[number], currency), total=money(total, currency))
        bars.append(Bar(_date(day(number)), float(spent[number]), text))
    limit = portfolio.common.money
    note = "" if limit is None else say("There are {money}.", money=money(limit, currency))
    return Bars(say("Money set aside, by day of departure"), tuple(bars), note)


def _bed_panel(portfolio: Portfolio, used: Mapping[Resource, float], house: str, titles: Titles, day: Day) -> Bars:
    beds = round(capacity(portfolio.common, ("bed", house, 0)))
    nights = sorted((when, amount) for (kind, name, when), amount in used.items() if (kind, name) == ("bed", house))
    bars = tuple(
        Bar(_date(day(when)), amount, say("{amount:.0f} of {beds}", amount=amount, beds=beds), float(beds))
        for when, amount in nights[:MOST_BARS]
    )
    note = say("Red: kept for those who are met; grey: all there are.")
    if len(nights) > MOST_BARS:
        note += " " + say("{n} more nights are not drawn.", n=len(nights) - MOST_BARS)
    return Bars(say("Beds, by night: {place}", place=titles.get("place:" + house, house)), bars, note)


def _date(moment: datetime) -> str:
    return day_of(moment)
