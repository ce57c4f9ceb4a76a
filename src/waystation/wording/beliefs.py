"""Beliefs in words: what each number is about, where it stands, what it rests on, what moved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from waystation.evidence.believed import Alarm, Believed, Believing
from waystation.wording.figures import date_and_time, percent
from waystation.wording.language import mark, say, say_many
from waystation.wording.pack_words import level_word
from waystation.world.pack import Pack

__all__ = [
    "belief_rows",
    "beliefs_json",
    "beliefs_line",
    "doubt_lines",
    "interval",
    "rests_on",
    "say_what",
    "seen_near",
]

SELLS = mark("{broker} sells the group")
RISKS = {
    "caught": mark("caught"),
    "harm": mark("badly hurt"),
    "back": mark("turned back"),
    "late": mark("late"),
    "found": mark("found, a day"),
}


def beliefs_json(beliefs: Iterable[Believing]) -> list[dict[str, Any]]:
    """What `waystation beliefs PACK --json` prints."""
    return [
        {
            "what": b.what,
            "low": b.low,
            "mid": b.mid,
            "high": b.high,
            "weight": b.weight,
            "age_days": b.age_days,
            "reports": list(b.reports),
            "own": b.own,
        }
        for b in beliefs
    ]


def say_what(pack: Pack, what: str) -> str:
    """What a belief is about: "caught: Near bank → Far bank"."""
    subject, _, risk = what.partition("/")
    kind, _, name = subject.partition(":")
    if kind == "condition":
        condition, _, level = name.partition("=")
        if condition in pack.condition:
            return f"{pack.condition[condition].title} {level_word(level)}"
        return f"{seen_near(pack, condition)}: {say('still there') if level == 'there' else level_word(level)}"
    if kind == "broker":
        broker = pack.broker[name].title
        return say(SELLS, broker=broker) if risk == "betrayed" else f"{broker} {say(RISKS.get(risk, risk))}"
    about = pack.place[name].title if kind == "place" else _ends(pack, name)
    return f"{say(RISKS.get(risk, risk))}: {about}"


def seen_near(pack: Pack, condition: str) -> str:
    """What stands for sightings: "what was seen near Near bank"."""
    near = condition.removeprefix("sightings-")
    kind, _, name = near.partition("-")
    if kind == "place" and name in pack.place:
        near = pack.place[name].title
    elif kind == "leg" and any(leg.id == name for leg in pack.legs):
        near = _ends(pack, name)
    return say("what was seen near {near}", near=near)


def _ends(pack: Pack, name: str) -> str:
    leg = next(leg for leg in pack.legs if leg.id == name)
    return f"{pack.place[leg.origin].title} → {pack.place[leg.destination].title}"


def interval(low: float, mid: float, high: float) -> str:
    """An interval and its middle: "2 % to 7 %, middle 4 %"."""
    if high - low < 1e-12:
        return percent(mid)
    return say("{low} to {high}, middle {mid}", low=percent(low), high=percent(high), mid=percent(mid))


def belief_rows(pack: Pack, beliefs: Iterable[Believing]) -> list[tuple[str, str, str]]:
    """Beliefs as rows: what, the interval, what it rests on."""
    return [(say_what(pack, b.what), interval(b.low, b.mid, b.high), rests_on(b)) for b in beliefs]


def rests_on(belief: Believing) -> str:
    """What a belief rests on: the pack's own number, or so many reports."""
    number = len(belief.reports)
    if belief.own:
        if not number:
            return say("the pack's own")
        return say_many(
            "the pack's own; {number} report heard", "the pack's own; {number} reports heard", number, number=number
        )
    said = say_many(
        "{number} report, weight {weight:.2g}",
        "{number} reports, weight {weight:.2g}",
        number,
        number=number,
        weight=belief.weight,
    )
    return said if belief.age_days is None else say("{said}, {age:.0f} days old", said=said, age=belief.age_days)


def beliefs_line(believed: Believed) -> str:
    """How many numbers of a plan rest on reports, and how many are still the pack's own."""
    moved, all_ = sum(not b.own for b in believed.beliefs), len(believed.beliefs)
    return say(
        "{moved} of {all} chances rest on reports; {own} are still the pack's own.",
        moved=moved,
        all=all_,
        own=all_ - moved,
    )


def doubt_lines(believed: Believed) -> list[str]:
    """Alarms about brokers, and what a good record cannot exclude."""
    pack = believed.pack
    turned = [reading.broker for reading in believed.readings]
    return [*(_alarm(pack, alarm) for alarm in believed.alarms), *([_co_opted(pack, turned)] if turned else [])]


def _alarm(pack: Pack, alarm: Alarm) -> str:
    since = date_and_time(alarm.since.astimezone(pack.clock.zone))
    number = len(alarm.reports)
    return say_many(
        "{broker} may be failing since {since}: {number} report of what went wrong.",
        "{broker} may be failing since {since}: {number} reports of what went wrong.",
        number,
        broker=pack.broker[alarm.broker].title,
        since=since,
        number=number,
    )


def _co_opted(pack: Pack, brokers: list[str]) -> str:
    names = ", ".join(pack.broker[broker].title for broker in brokers)
    return say_many(
        "A good record ({names}) cannot exclude that somebody was turned and is let go on delivering.",
        "Good records ({names}) cannot exclude that somebody was turned and is let go on delivering.",
        len(brokers),
        names=names,
    )
