"""Beliefs in words: what each number is about, where it stands, what it rests on, what moved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from waystation.evidence.believed import Alarm, Believed, Believing
from waystation.wording.figures import date_and_time, percent
from waystation.world.pack import Pack

__all__ = ["belief_rows", "beliefs_json", "beliefs_line", "doubt_lines", "interval", "rests_on", "say_what"]

RISKS = {
    "betrayed": "sells the group",
    "caught": "caught",
    "harm": "badly hurt",
    "back": "turned back",
    "late": "late",
    "found": "found, a day",
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
            return f"{pack.condition[condition].title} {level}"
        return _seen(pack, condition, level)
    if kind == "broker":
        return f"{pack.broker[name].title} {RISKS.get(risk, risk)}"
    if kind == "place":
        return f"{RISKS.get(risk, risk)}: {pack.place[name].title}"
    return f"{RISKS.get(risk, risk)}: {_ends(pack, name)}"


def _seen(pack: Pack, condition: str, level: str) -> str:
    """What stands for sightings: "what was seen near Near bank: still there"."""
    near = condition.removeprefix("sightings-")
    kind, _, name = near.partition("-")
    if kind == "place" and name in pack.place:
        near = pack.place[name].title
    elif kind == "leg" and any(leg.id == name for leg in pack.legs):
        near = _ends(pack, name)
    return f"what was seen near {near}: {'still there' if level == 'there' else level}"


def _ends(pack: Pack, name: str) -> str:
    leg = next(leg for leg in pack.legs if leg.id == name)
    return f"{pack.place[leg.origin].title} → {pack.place[leg.destination].title}"


def interval(low: float, mid: float, high: float) -> str:
    """An interval and its middle: "2 % to 7 %, middle 4 %"."""
    if high - low < 1e-12:
        return percent(mid)
    return f"{percent(low)} to {percent(high)}, middle {percent(mid)}"


def belief_rows(pack: Pack, beliefs: Iterable[Believing]) -> list[tuple[str, str, str]]:
    """Beliefs as rows: what, the interval, what it rests on."""
    return [(say_what(pack, b.what), interval(b.low, b.mid, b.high), rests_on(b)) for b in beliefs]


def rests_on(belief: Believing) -> str:
    """What a belief rests on: the pack's own number, or so many reports."""
    if belief.own:
        heard = f"; {_reports(len(belief.reports))} heard" if belief.reports else ""
        return f"the pack's own{heard}"
    age = f", {belief.age_days:.0f} days old" if belief.age_days is not None else ""
    return f"{_reports(len(belief.reports))}, weight {belief.weight:.2g}{age}"


def _reports(number: int) -> str:
    return "1 report" if number == 1 else f"{number} reports"


def beliefs_line(believed: Believed) -> str:
    """How many numbers of a plan rest on reports, and how many are still the pack's own."""
    moved = sum(not b.own for b in believed.beliefs)
    own = len(believed.beliefs) - moved
    return f"{moved} of {moved + own} chances rest on reports; {own} are still the pack's own."


def doubt_lines(believed: Believed) -> list[str]:
    """Alarms about brokers, and what a good record cannot exclude."""
    pack = believed.pack
    turned = [reading.broker for reading in believed.readings]
    return [*(_alarm(pack, alarm) for alarm in believed.alarms), *([_co_opted(pack, turned)] if turned else [])]


def _alarm(pack: Pack, alarm: Alarm) -> str:
    since = date_and_time(alarm.since.astimezone(pack.clock.zone))
    failed = _reports(len(alarm.reports))
    return f"{pack.broker[alarm.broker].title} may be failing since {since}: {failed} of what went wrong."


def _co_opted(pack: Pack, brokers: list[str]) -> str:
    names = ", ".join(pack.broker[broker].title for broker in brokers)
    whose = "A good record" if len(brokers) == 1 else "Good records"
    return f"{whose} ({names}) cannot exclude that somebody was turned and is let go on delivering."
