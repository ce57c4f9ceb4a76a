"""The next question, in words: what to ask, what it is worth, what each answer would change; and its JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any

from waystation.evidence.intervals import belief
from waystation.planning.course import Hop
from waystation.planning.plan import Plan
from waystation.planning.questions import Asked, Heard
from waystation.wording.beliefs import say_what, seen_near
from waystation.wording.figures import either, percent, such_people
from waystation.wording.language import mark, say
from waystation.wording.pack_words import level_word
from waystation.wording.plans import how, level_name, when_at
from waystation.world.chances import Chance, Counts
from waystation.world.places import Leg

__all__ = ["WORTH", "heading_lines", "question_lines", "question_rows", "questions_json"]

WORTH = 1e-5
"""Questions that gain less than one in a hundred thousand are not told as something to ask."""

LEAST = 1e-9
"""Answers that gain less change nothing to speak of."""

SMALL = 1e-3
"""Where the best question gains less, that is said: nothing much hangs on asking."""

SEEN = "sightings-"
"""How the names of conditions begin that stand for what was seen (`evidence.sightings`)."""

ANSWERS = {
    "lower": mark("If less ({chance}): {effect}."),
    "upper": mark("If more ({chance}): {effect}."),
    "not": mark("If not ({chance}): {effect}."),
    "happened": mark("If it happened ({chance}): {effect}."),
    "kept": mark("If it was kept ({chance}): {effect}."),
    "broken": mark("If it was broken ({chance}): {effect}."),
}
LATEST = {
    "caught": mark("Ask how the latest group fared {way}: are there any who are caught?"),
    "harm": mark("Ask how the latest group fared {way}: are there any who are badly hurt?"),
    "back": mark("Ask how the latest group fared {way}: are there any who are turned back?"),
    "late": mark("Ask how the latest group fared {way}: are there any who are late?"),
}
HOW_MANY = {
    "caught": mark("Ask how many are caught {way}: more or less than {middle}?"),
    "harm": mark("Ask how many are badly hurt {way}: more or less than {middle}?"),
    "back": mark("Ask how many are turned back {way}: more or less than {middle}?"),
    "late": mark("Ask how many are late {way}: more or less than {middle}?"),
}


def questions_json(asked: Iterable[Asked]) -> list[dict[str, Any]]:
    """What `waystation questions PACK --json` prints."""
    return [
        {
            "ask": each.ask,
            "gain_low": each.gain,
            "changes_first": each.changes_first,
            "solves": len(each.answers),
            "answers": [
                {
                    "answer": heard.says,
                    "chance": heard.chance,
                    "low": heard.low,
                    "low_today": heard.kept,
                    "changes_first": heard.changes_first,
                }
                for heard in each.answers
            ],
        }
        for each in asked
    ]


def heading_lines(plan: Plan, asked: Sequence[Asked]) -> list[str]:
    """How much hangs on asking at all, and until when an answer counts."""
    best = max((each.gain for each in asked), default=0.0)
    if best <= WORTH:
        return [say("Nothing that can be asked before leaving would make the plan safer to speak of.")]
    said = [
        say("Each is worth what the plan made with its answers gains at worst, on average, over keeping to today's.")
    ]
    if best < SMALL:
        said.append(say("No single answer is worth waiting for: none gains 1 in 1,000."))
    if plan.course:
        when = when_at(plan, plan.course[0])
        said.append(say("The first step is at {when}: an answer counts if it comes before.", when=when))
    return said


def question_lines(plan: Plan, asked: Iterable[Asked]) -> list[tuple[str, list[str]]]:
    """What to ask, the best first: each question, what it is worth, and what each answer would change.

    Args:
        plan: Today's plan.
        asked: The questions; those that gain nothing are passed over.

    Returns:
        For each: the question, and sentences about it.
    """
    return [(_question(plan, each), _about(plan, each)) for each in asked if each.gain > WORTH]


def question_rows(plan: Plan, asked: Iterable[Asked]) -> list[tuple[str, str, str]]:
    """Every question as a row: what it is worth at worst, how likely it changes the first step, what it is about."""
    return [
        (
            _points(each.gain) if each.gain > 0.0 else say("nothing"),
            percent(each.changes_first) if each.changes_first > 0.0 else say("never"),
            _subject(plan, each.ask),
        )
        for each in asked
    ]


def _points(gain: float) -> str:
    """A gain in people of a hundred, with no more digits than two: "0.052"."""
    points = gain * 100.0
    return say("{times}", times=f"{points:.2g}") if points >= 0.001 else say("under 0.001")


def _subject(plan: Plan, ask: str) -> str:
    kind, _, name = ask.partition(":")
    if kind == "condition":
        return seen_near(plan.pack, name) if name.startswith(SEEN) else _now(plan, name)
    return say_what(plan.pack, ask if "/" in ask else f"{ask}/betrayed")


def _now(plan: Plan, condition: str) -> str:
    return say("{condition} now", condition=plan.pack.condition[condition].title)


def _question(plan: Plan, asked: Asked) -> str:
    """The question as one would ask it."""
    pack = plan.pack
    kind, _, rest = asked.ask.partition(":")
    name, _, risk = rest.partition("/")
    if kind == "condition":
        if name.startswith(SEEN):
            return say("Ask whether {seen} is still there.", seen=seen_near(pack, name))
        levels = either(level_word(heard.says) for heard in asked.answers)
        return say("Ask how {condition} stands now: {levels}?", condition=pack.condition[name].title, levels=levels)
    if kind == "broker":
        broker = pack.broker[name]
        if broker.betrays is None:
            return say("Ask how the latest engagement of {broker} ended: was faith kept?", broker=broker.title)
        return say(
            "Ask how far {broker} can be trusted: sold more or less than {middle} of groups?",
            broker=broker.title,
            middle=_middle(broker.betrays),
        )
    if kind == "place":
        place = pack.place[name]
        if isinstance(place.found, Counts):
            return say("Ask how the latest day of hiding at {place} ended: was anybody found?", place=place.title)
        return say(
            "Ask how often who waits at {place} is found: more or less than {middle} a day?",
            place=place.title,
            middle=_middle(place.found),
        )
    leg = next(leg for leg in pack.legs if leg.id == name)
    way = _from_to(plan, leg)
    chance = getattr(leg.risk, risk)
    if isinstance(chance, Counts):
        return say(LATEST[risk], way=way)
    return say(HOW_MANY[risk], way=way, middle=_middle(chance))


def _middle(chance: Chance) -> str:
    return percent(belief(chance).mid)


def _about(plan: Plan, asked: Asked) -> list[str]:
    """What it is worth, and what each answer would change."""
    worth = say(
        "Of 100 such {people}, {n} more would arrive at worst, on average.",
        people=such_people(plan.pack.party_size),
        n=_points(asked.gain),
    )
    if asked.changes_first > 0.0:
        worth += " " + say("The first step changes with a chance of {chance}.", chance=percent(asked.changes_first))
    changing = [heard for heard in asked.answers if heard.low - heard.kept > LEAST]
    said = [_if(plan, asked, heard) for heard in changing]
    if 0 < len(changing) < len(asked.answers):
        said.append(say("Otherwise today's plan stands."))
    return [worth, *said]


def _if(plan: Plan, asked: Asked, heard: Heard) -> str:
    kind, _, rest = asked.ask.partition(":")
    chance, effect = percent(heard.chance), _effect(plan, heard)
    if kind == "condition" and rest.startswith(SEEN):
        if heard.says == "gone":
            return say("If it is gone ({chance}): {effect}.", chance=chance, effect=effect)
        return say("If it is still there ({chance}): {effect}.", chance=chance, effect=effect)
    if kind == "condition":
        level = level_name(plan, rest, heard.says)
        return say("If {level} ({chance}): {effect}.", level=level, chance=chance, effect=effect)
    return say(ANSWERS[heard.says], chance=chance, effect=effect)


def _effect(plan: Plan, heard: Heard) -> str:
    """What the plan made with an answer does that today's does not."""
    gain = say("{n} more", n=_points(heard.low - heard.kept))
    for old, new in zip_longest(plan.course, heard.course):
        if old is not None and new is not None and _same(old, new):
            continue
        if new is None:
            return say("the course ends otherwise, {gain}", gain=gain)
        instead = _instead(plan, old, new) if old is not None else ""
        if new is heard.course[0]:
            when, way = when_at(plan, new), _way(plan, new)
            return say("go at {when} {way}{instead}; {gain}", when=when, way=way, instead=instead, gain=gain)
        return say(
            "the course parts: at {when} {way}{instead}; {gain}",
            when=when_at(plan, new),
            way=_way(plan, new),
            instead=instead,
            gain=gain,
        )
    return say("the same course, other ways out where it goes wrong; {gain}", gain=gain)


def _instead(plan: Plan, old: Hop, new: Hop) -> str:
    """What is not done then; of the way only where it is another, not where only the hour is."""
    if (old.leg.id, old.leg.back) == (new.leg.id, new.leg.back):
        return say(", not at {when}", when=when_at(plan, old))
    return say(", not {way} at {when}", way=_way(plan, old), when=when_at(plan, old))


def _same(old: Hop, new: Hop) -> bool:
    return (old.leg.id, old.leg.back, old.step) == (new.leg.id, new.leg.back, new.step)


def _way(plan: Plan, hop: Hop) -> str:
    return _from_to(plan, hop.leg)


def _from_to(plan: Plan, leg: Leg) -> str:
    place = plan.pack.place
    return say(
        "{how} from {origin} to {destination}",
        how=how(plan, leg),
        origin=place[leg.origin].title,
        destination=place[leg.destination].title,
    )
