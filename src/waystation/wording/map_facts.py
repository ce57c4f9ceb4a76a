"""What a map says of places and legs: what they are, what conditions do there, what may go wrong, whom one trusts.

Each fact is a sentence of its own, with the belief that it opens to where it is a number. Numbers are those of the pack
as it is believed to be, before conditions act on them; what a level does is said beside them, with how likely it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from waystation.evidence.hazards import Hazards, leg_hazards
from waystation.evidence.intervals import belief
from waystation.wording.beliefs import interval
from waystation.wording.figures import days, either, money, percent
from waystation.wording.journeys import how
from waystation.wording.language import mark, say, say_many
from waystation.wording.pack_words import level_word
from waystation.world.effects import split_level
from waystation.world.pack import Pack
from waystation.world.places import Leg, Place

__all__ = ["Fact", "condition_lines", "is_closed", "kind_of", "leg_facts", "leg_label", "leg_title", "place_facts"]

Chances = Mapping[str, Mapping[str, float]]
"""How likely each level of each condition is, by their ids."""

KINDS = {
    "home": mark("home"),
    "safe_house": mark("safe house"),
    "hub": mark("hub"),
    "crossing": mark("crossing"),
    "camp": mark("camp"),
    "sanctuary": mark("sanctuary"),
}
RISKS = {
    "betrayed": mark("Sold by {broker}: {interval}"),
    "caught": mark("Caught: {interval}"),
    "harm": mark("Badly hurt: {interval}"),
    "back": mark("Turned back: {interval}"),
    "late": mark("Held up: {interval}"),
}
MULTIPLIED = {
    "betrayed": mark("being sold"),
    "caught": mark("being caught"),
    "harm": mark("being badly hurt"),
    "back": mark("being turned back"),
    "late": mark("being held up"),
    "found": mark("being found"),
}
WINDOWS = {"night": mark("Leaves by night only"), "day": mark("Leaves by day only")}
SHUT = {
    "silent": mark("Closed to them: {broker} does not answer"),
    "broker_burnt": mark("Closed to them: {broker} is burnt"),
    "place_burnt": mark("Closed to them: {place} is burnt"),
    "known_place": mark("Closed to them: {place} is known to somebody who is burnt"),
    "known_leg": mark("Closed to them: somebody who is burnt knows of it"),
}
LIKELY = 0.005
"""Levels less likely than this are not said to be possible now."""


@dataclass(frozen=True)
class Fact:
    """One thing that is said.

    Args:
        words: The sentence, without a full stop.
        subject: The belief that its number opens to; empty where it is no number that is believed.
        danger: Whether it says that something cannot be done, or is worse than usual, as things stand.
    """

    words: str
    subject: str = ""
    danger: bool = False


def kind_of(place: Place) -> str:
    """What sort of place it is: "safe house"."""
    return say(KINDS[place.kind])


def place_facts(pack: Pack, place: Place, chances: Chances) -> list[Fact]:
    """What is said of a place.

    Args:
        pack: The mission and its world, as believed.
        place: The place.
        chances: How conditions stand.
    """
    facts = []
    if place.id in pack.mission.to:
        facts.append(Fact(say("The journey may end here")))
    if place.no_waiting:
        facts.append(Fact(say("Nobody can wait here")))
    found = belief(place.found)
    if found.high > 0.0:
        words = say("Found, a day and night of waiting: {interval}", interval=interval(*found))
        facts.append(Fact(words, f"place:{place.id}/found"))
    if place.beds is not None:
        facts.append(Fact(say_many("{n} bed", "{n} beds", place.beds, n=place.beds)))
    for key, effect in place.when.items():
        facts += _multiplied(pack, key, effect, chances)
    return facts


def leg_title(pack: Pack, leg: Leg) -> str:
    """From where to where: "Near bank → Far bank", with ↔ where it goes both ways."""
    arrow = "↔" if leg.both_ways else "→"
    return f"{pack.place[leg.origin].title} {arrow} {pack.place[leg.destination].title}"


def leg_facts(pack: Pack, leg: Leg, chances: Chances, closed: Mapping[str, str] | None = None) -> list[Fact]:
    """What is said of a leg.

    Args:
        pack: The mission and its world, as believed.
        leg: The leg.
        chances: How conditions stand.
        closed: Why legs are closed to the party that is on its way, by their ids.
    """
    hazards = leg_hazards(pack, leg, True)
    facts = [Fact(_how(pack, leg))]
    if closed and leg.id in closed:
        facts.insert(0, Fact(_shut(pack, leg, closed[leg.id]), danger=True))
    if not isinstance(leg.window, str):
        hours = (f"{_hour(span.first)}–{_hour(span.last)}" for span in leg.window)
        facts.append(Fact(say("Leaves within {hours}", hours=either(hours))))
    elif leg.window in WINDOWS:
        facts.append(Fact(say(WINDOWS[leg.window])))
    if leg.departures:
        facts.append(Fact(say("Leaves at {hours}", hours=", ".join(f"{one:%H:%M}" for one in leg.departures))))
    facts += _risks(pack, leg, hazards)
    for key, effect in leg.when.items():
        facts += _closing(pack, key, chances) if effect == "closed" else _multiplied(pack, key, effect, chances)
    return facts


def _hour(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _how(pack: Pack, leg: Leg) -> str:
    """How, with whom, how long, for how much."""
    parts = [how(pack, leg), _length(leg.minutes)]
    if leg.fee.high > 0.0:
        parts.append(say("{money} a head", money=money(leg.fee.high, pack.mission.currency)))
    return ", ".join(parts)


def _length(minutes: float) -> str:
    if minutes < 90:
        n = round(minutes)
        return say_many("{n} minute", "{n} minutes", n, n=n)
    return days(minutes / 1440)


def _shut(pack: Pack, leg: Leg, code: str) -> str:
    if code not in SHUT:
        return say("Closed to them")
    broker = pack.broker[leg.broker].title if leg.broker in pack.broker else ""
    return say(SHUT[code], broker=broker, place=pack.place[leg.destination].title)


def _risks(pack: Pack, leg: Leg, hazards: Hazards) -> list[Fact]:
    facts = []
    for risk, believed in hazards.base.items():
        if believed.high <= 0.0:
            continue
        broker = pack.broker[leg.broker].title if leg.broker in pack.broker else ""
        subject = f"broker:{leg.broker}" if risk == "betrayed" else f"leg:{leg.id}/{risk}"
        facts.append(Fact(say(RISKS[risk], broker=broker, interval=interval(*believed)), subject))
    return facts


def _closing(pack: Pack, key: str, chances: Chances) -> list[Fact]:
    condition, level = split_level(key)
    now = chances.get(condition, {}).get(level, 0.0)
    words = say("Closed while {level} ({chance})", level=_level_name(pack, condition, level), chance=_now(now))
    return [Fact(words, f"condition:{condition}={level}", danger=now >= 0.5)]


def _multiplied(pack: Pack, key: str, effect: object, chances: Chances) -> list[Fact]:
    condition, level = split_level(key)
    now = chances.get(condition, {}).get(level, 0.0)
    odds = {risk: times for risk, times in (effect if isinstance(effect, dict) else {}).items() if times != 1.0}
    if not odds:
        return []
    words = say(
        "While {level} ({chance}), odds: {odds}",
        level=_level_name(pack, condition, level),
        chance=_now(now),
        odds=", ".join(f"{say(MULTIPLIED[risk])} × {times:g}" for risk, times in odds.items()),
    )
    worse = now >= 0.5 and any(times > 1.0 for times in odds.values())
    return [Fact(words, f"condition:{condition}={level}", danger=worse)]


def _level_name(pack: Pack, condition: str, level: str) -> str:
    """A condition at a level: "river high"."""
    return f"{pack.condition[condition].title} {level_word(level.replace('-', ' ').replace('_', ' '))}"


def _now(chance: float) -> str:
    return say("not now") if chance < LIKELY else percent(chance)


def is_closed(leg: Leg, chances: Chances, closed: Mapping[str, str] | None = None) -> bool:
    """Whether nobody can take a leg as things most likely stand.

    Args:
        leg: The leg.
        chances: How conditions stand.
        closed: Why legs are closed to the party, by their ids.
    """
    if closed and leg.id in closed:
        return True
    likeliest = [(name, max(levels, key=lambda one: levels[one])) for name, levels in chances.items() if levels]
    return any(leg.when.get(f"{name}={level}") == "closed" for name, level in likeliest)


def leg_label(pack: Pack, leg: Leg, chances: Chances, *, conditions: bool, trust: bool) -> str:
    """The few words beside a leg on the map: what the likeliest levels do there, whom one trusts how far.

    Args:
        pack: The mission and its world, as believed.
        leg: The leg.
        chances: How conditions stand.
        conditions: Whether conditions are shown.
        trust: Whether trust in brokers is shown.
    """
    parts = []
    if conditions:
        for key, effect in leg.when.items():
            condition, level = split_level(key)
            levels = chances.get(condition, {})
            if levels and level == max(levels, key=lambda one: levels[one]):
                worse = effect == "closed" or any(times > 1.0 for times in effect.values())
                parts += [_level_name(pack, condition, level)] if worse else []
    if trust and leg.broker in pack.broker:
        sold = leg_hazards(pack, leg, True).base["betrayed"]
        sells = say("sells: {low} to {high}", low=percent(sold.low), high=percent(sold.high))
        parts.append(f"{pack.broker[leg.broker].title}, {sells}")
    return "; ".join(parts)


def condition_lines(pack: Pack, chances: Chances) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """How the conditions stand: for each its name, and each level that is possible with its chance and its subject.

    Args:
        pack: The mission and its world.
        chances: How conditions stand.
    """
    return [
        (
            one.title,
            [
                (level_word(level.replace("-", " ").replace("_", " ")), percent(chance), f"condition:{one.id}={level}")
                for level, chance in chances.get(one.id, {}).items()
                if chance >= LIKELY
            ],
        )
        for one in pack.conditions
    ]
